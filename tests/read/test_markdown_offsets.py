"""The map from the prose of a Markdown text back to the text on disk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_quotes.model import Document
from mkdocs_quotes.read import read_text


def raw(document: Document, words: str) -> str:
    """The raw slice of some words of the prose."""
    start = document.prose.index(words)
    a, b = document.raw_span(start, start + len(words))
    return document.text[a:b]


@pytest.mark.parametrize(
    ("markdown", "words", "slice_"),
    [
        ("“I *never* said it,” said Bo.", "I never said it,", "I *never* said it,"),
        ("She wrote:\n\n> We stay.\n> All year.", "We stay.\nAll year.", "We stay.\n> All year."),
        ("&ldquo;Go,&rdquo; said Bo.", "“Go,”", "&ldquo;Go,&rdquo;"),
        ("&ldquo;Go,&rdquo; said Bo.", "Go,", "Go,"),
        ("[“Go,” said](x_y) Bo.", "“Go,” said", "“Go,” said"),
        ("[“Go,” said](x_y) Bo.", "said Bo", "said](x_y) Bo"),
        ("- “One\n  two,” said Bo.", "One\ntwo,", "One\n  two,"),
        ("“One\r\ntwo,” said Bo.", "One\ntwo,", "One\r\ntwo,"),
        ("one<br>two", "\n", "<br>"),
        ("---\na: b\n---\n\nText.", "Text.", "Text."),
        ("One `code` two.", "One  two", "One `code` two"),
        ("> a\n>\n> b", "a\n\nb", "a\n>\n> b"),
    ],
)
def test_slices(markdown: str, words: str, slice_: str) -> None:
    assert raw(read_text(markdown, "md"), words) == slice_


PIECES = st.sampled_from(
    [
        *(
            "a",
            "Ann said",
            "“Yes,”",
            " ",
            " ",
            "\n",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "    ",
            "\t",
            "> ",
            "- ",
            "1. ",
        ),
        *(
            "# ",
            "===",
            "---",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "~~~\n",
            "[",
            "]",
            "](u)",
            "![",
            "[x]: u\n",
            "[^1]",
        ),
        *(
            "[^1]: ",
            "|",
            "\n|--|--|\n",
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "<div>",
            "<br>",
            "<!--",
            "-->",
            "<script>",
        ),
        *(
            "</script>",
            "<q>",
            "&ldquo;",
            "&#8221;",
            "&",
            "\\",
            "$",
            "$$",
            "{{",
            "}}",
            "{: .c }",
            "!!! note\n",
        ),
        *(":   ", "::: a.b\n", "/// x\n", "[TOC]", "\0", "\ud800", "\ufdd0", "\u2029", "~~", "=="),
        *("---\ntitle: x\n---\n", "https://a_b"),
    ]
)
TEXTS = st.lists(PIECES, max_size=50).map("".join)


@given(TEXTS)
def test_the_map_rises_and_plain_runs_are_in_step(text: str) -> None:
    document = read_text(text, "md")
    offsets = document.offsets
    assert document.text == text and offsets is not None
    prose = document.prose
    starts = [offsets.start(i) for i in range(len(prose))]
    ends = [offsets.end(i + 1) for i in range(len(prose))]
    assert starts == sorted(starts) and ends == sorted(ends)
    assert all(0 <= a <= b <= len(text) for a, b in zip(starts, ends, strict=True))
    behind = [*offsets.prose[1:], len(prose)]
    for begin, stop, a, b in zip(offsets.prose, behind, offsets.raw, offsets.raw_ends, strict=True):
        if b - a == stop - begin and len(prose[begin:stop].strip()) > 1:
            assert prose[begin:stop] == text[a:b]


@given(TEXTS)
def test_blocks_hold_all_words_of_the_prose_in_order_and_once(text: str) -> None:
    document = read_text(text, "md")
    at = 0
    for block in document.blocks:
        assert not document.prose[at : block.start].strip()
        words = document.prose[block.start : block.end]
        assert words and words == words.strip()
        assert block.label is None or block.label[1] <= block.start
        at = block.end
    assert not document.prose[at:].strip()


@given(st.text(max_size=100))
def test_any_text_is_read(text: str) -> None:
    assert read_text(text, "md").text == text


UNITS = (
    *(
        "*",
        "[",
        "![",
        "[a](",
        "`",
        "<",
        "<div ",
        "<!--",
        "{{",
        "$",
        "\\(",
        "&",
        "> ",
        ">",
        "- ",
        "#",
        "|",
        "\n",
        "“",
    ),
    *("a\n", "> a\n\n", "- a\n", "!!! n\n    a\n", "* - ", "``` a\n", "[x][", "_a", ":   a\n"),
)


@pytest.mark.parametrize("unit", UNITS)
def test_large_texts(unit: str) -> None:
    """A text that took time by the square of its length would hang here."""
    text = unit * (60_000 // len(unit))
    assert read_text(text, "md").text == text
