"""Markdown to documents: which words are prose, in which blocks."""

from __future__ import annotations

import pytest

from mkdocs_quotes.read import read_bytes, read_text


def blocks(text: str) -> list[tuple[str, str]]:
    document = read_text(text, "md")
    return [(block.kind, document.prose[block.start : block.end]) for block in document.blocks]


def prose(text: str) -> str:
    return read_text(text, "md").prose


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        # emphasis
        ("“I *never* said that,” said **Bo Lee**.", "“I never said that,” said Bo Lee."),
        ("It was ***her*** _own_ __boat__.", "It was her own boat."),
        ("**Bo Lee (Carrick)**: It is.", "Bo Lee (Carrick): It is."),
        ("un*believ*able", "unbelievable"),
        ("the snake_case_name and 2*3*4 and a * b * c", "the snake_case_name and 2*3*4 and a * b * c"),
        ("five * stars and one_ under", "five * stars and one_ under"),
        ("~~not~~ ==now==", "not now"),
        # links and images
        ("[“We swam,”](https://example.org/a_b) said Bo.", "“We swam,” said Bo."),
        ('[her *own* words](<u v> "A \\"title\\"")!', "her own words!"),
        ("a ![“a pier”](pier.png) b", "a  b"),
        ("[![“a pier”](pier.png)](x) b", "b"),
        ("[the pier][p] and [P][] and [p]\n\n[p]: https://example.org 'Pier'", "the pier and P and p"),
        ("[no link] and [none][q]", "[no link] and [none][q]"),
        ("see <https://example.org/“x”> or <ann@example.org> now", "see  or  now"),
        ("see https://example.org/a_b_c now", "see https://example.org/a_b_c now"),
        ("so[^1] it is", "so it is"),
        # code, HTML, templates
        ('Run `print("yes")` and ``a ` b`` now', "Run  and  now"),
        ("a ` b", "a ` b"),
        ("a \\`b\\` c", "a `b` c"),
        ("a <!-- “no” --> b", "a  b"),
        ("a <b>bold</b> <span class='x > y'>word</span>", "a bold word"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("She said <q>yes</q>.", "She said “yes”."),
        ("2 < 3 and 4 > 1", "2 < 3 and 4 > 1"),
        ("on {{ page.date }} by {% include 'x' %} me", "on  by  me"),
        ("a [button](x){ .md-button target=_blank } b {: #id } c", "a button b  c"),
        ("keep {these braces} as they are", "keep {these braces} as they are"),
        ("it costs $5 and $6, or $5-$6", "it costs $5 and $6, or $5-$6"),
        ("the sum $a_1 + b^2$ is", "the sum  is"),
        ("a :material-check: b: c", "a  b: c"),
        # characters
        ("&ldquo;Yes,&#8221; &amp; &#x2014; &nosuch; &copy", "“Yes,” & — &nosuch; &copy"),
        ("\\*no\\* \\_no\\_ \\[x\\]", "*no* _no_ [x]"),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
    ],
)
def test_markup_within_a_paragraph(markdown: str, words: str) -> None:
    assert prose(markdown) == words


def test_headings() -> None:
    document = read_text(
        "# The *Pier*  {#pier}\n\nBoard votes\n===\n\nWho pays\n---\n\n### Three ###\n#4 no\n", "md"
    )
    found = [(b.kind, b.level, document.prose[b.start : b.end]) for b in document.blocks]
    assert found == [
        ("heading", 1, "The Pier"),
        ("heading", 1, "Board votes"),
        ("heading", 2, "Who pays"),
        ("heading", 3, "Three"),
        ("paragraph", 0, "#4 no"),
    ]
    assert document.title == "The Pier"


def test_lists() -> None:
    document = read_text(
        "- “One,” said Ann.\n- “Two,” said Bo,\n  and sat.\n\n    More of it.\n\n"
        "    1. Deep\n        * Deeper\n- [x] Done\n\nNo list.",
        "md",
    )
    assert [(b.kind, b.level, document.prose[b.start : b.end]) for b in document.blocks] == [
        ("item", 1, "“One,” said Ann."),
        ("item", 1, "“Two,” said Bo,\nand sat."),
        ("item", 1, "More of it."),
        ("item", 2, "Deep"),
        ("item", 3, "Deeper"),
        ("item", 1, "Done"),
        ("paragraph", 0, "No list."),
    ]


def test_a_wrapped_line_with_a_hyphen_is_no_list() -> None:
    assert blocks("He went out\n- or so he said -\nand came back.") == [
        ("paragraph", "He went out\n- or so he said -\nand came back.")
    ]


def test_block_quotation_with_paragraphs_and_citation_is_one_block() -> None:
    document = read_text(
        "Ann wrote:\n\n> The sea\n> is *loud*.\n>\n> It is.\n>\n> — Ann Fry, *Tides*\n\n> Another.", "md"
    )
    assert [(b.kind, b.level, document.prose[b.start : b.end]) for b in document.blocks] == [
        ("paragraph", 0, "Ann wrote:"),
        ("quote", 1, "The sea\nis loud.\n\nIt is.\n\n— Ann Fry, Tides"),
        ("quote", 1, "Another."),
    ]


def test_block_quotations_within_each_other_and_with_lists() -> None:
    document = read_text("> Outer\n> > Inner\nlazy\n>\n> - item\n\nAfter.\n> Direct", "md")
    assert [(b.kind, b.level, document.prose[b.start : b.end]) for b in document.blocks] == [
        ("quote", 1, "Outer"),
        ("quote", 2, "Inner\nlazy"),
        ("item", 1, "item"),
        ("paragraph", 0, "After."),
        ("quote", 1, "Direct"),
    ]


def test_alert_is_no_quotation() -> None:
    assert blocks("> [!NOTE]\n> Mind the gap.") == [("paragraph", "Mind the gap.")]


def test_table_cells_know_the_first_cell_of_their_row() -> None:
    document = read_text(
        "| Member | View | Vote |\n|:---|:--:|--:|\n"
        "| **Ann Fry** | “No \\| never” |  |\n Bo Lee | `x` | “Yes”\n\nEnd.",
        "md",
    )
    found = [
        (document.prose[b.start : b.end], b.label and document.prose[slice(*b.label)])
        for b in document.blocks
        if b.kind == "cell"
    ]
    assert found == [
        ("Member", None),
        ("View", None),
        ("Vote", None),
        ("Ann Fry", None),
        ("“No | never”", "Ann Fry"),
        ("Bo Lee", None),
        ("“Yes”", "Bo Lee"),
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        '```python\nsaid = "no"\n\n# no\n```',
        "~~~\n“no”\n~~~~",
        "    “no”\n\n    said nobody",
        "- ```\n  “no”\n  ```",
        "> ```\n> “no”\n> ```",
        "<script>\nlet a = “no”;\n\n</script>",
        "<style>a::before { content: “no” }</style>",
        "<pre>“no”\n\n“no”</pre>",
        "<!--\n\n“no”\n\n-->",
        "{% set a = “no” %}",
        "{# “no” #}",
        "$$\na “no” b\n$$",
        "[TOC]",
        "*[HTML]: “no”",
        "[no]: https://example.org",
        '[no]: <https://example.org>\n    "“no”"',
        "--8<-- “no”",
        "::: module.no\n    options: “no”",
        "* * *",
        "{: .no }",
    ],
)
def test_what_is_no_prose(markdown: str) -> None:
    assert blocks(f"Before.\n\n{markdown}\n\nAfter.") == [("paragraph", "Before."), ("paragraph", "After.")]


def test_a_fence_that_is_never_closed_hides_nothing() -> None:
    assert "“Yes,” said Bo." in prose("```\n\n“Yes,” said Bo.\n\n`` ` ``")
    assert "“Yes,” said Bo." in prose("<!-- never closed\n\n“Yes,” said Bo.")
    assert "“Yes,” said Bo." in prose("The `<script>` tag.\n\n“Yes,” said Bo.\n\nThe `</script>` tag.")


def test_raw_html_blocks_keep_their_words() -> None:
    markdown = "<div class='x'>\n  <p>“Yes,” said <em>Bo</em>.</p>\n  <p>He left.</p>\n</div>\nNext."
    assert blocks(markdown) == [
        ("paragraph", "“Yes,” said Bo."),
        ("paragraph", "He left."),
        ("paragraph", "Next."),
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        '!!! note "“Title”"\n    “Yes,” said Bo.\n\n    He left.\n\nAfter.',
        "??? note inline\n    “Yes,” said Bo.\n\n    He left.\n\nAfter.",
        '=== "“Tab”"\n    “Yes,” said Bo.\n\n    He left.\n\nAfter.',
        "/// note | “Title”\n\n“Yes,” said Bo.\n\nHe left.\n\n///\n\nAfter.",
    ],
)
def test_admonitions_and_tabs(markdown: str) -> None:
    assert blocks(markdown) == [
        ("paragraph", "“Yes,” said Bo."),
        ("paragraph", "He left."),
        ("paragraph", "After."),
    ]


def test_footnotes_and_definitions_are_blocks_of_their_own() -> None:
    assert blocks("One[^a].\n\n[^a]: “Yes,” said Bo.\n    More.\n\nTerm\n:   Its meaning.\n") == [
        ("paragraph", "One."),
        ("paragraph", "“Yes,” said Bo.\nMore."),
        ("paragraph", "Term"),
        ("item", "Its meaning."),
    ]


def test_front_matter_title_and_what_stands_at_the_top() -> None:
    document = read_text(
        "---\ntitle: “The vote”\nspeakers: [Ann Fry]\n---\n\n"
        "# Heading\n\n*Posted by Bo Lee on 3 May 2024*\n\nText.",
        "md",
    )
    assert (document.title, document.author, document.date) == ("“The vote”", "Bo Lee", "2024-05-03")
    assert document.speakers == (("Ann Fry",),)
    assert [block.kind for block in document.blocks] == ["heading", "meta", "paragraph"]
    assert "vote" not in document.prose


def test_broken_front_matter_is_no_prose_and_warned_of_once() -> None:
    document, warnings = read_bytes(b"---\ntitle: [\n---\n\nText.", "a.md")
    assert document.prose == "Text."
    assert len(warnings) == 1


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends(end: str) -> None:
    markdown = "# Title\n\n> one\n> *two*\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert blocks(markdown.replace("\n", end)) == blocks(markdown)
