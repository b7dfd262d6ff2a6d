"""Plain text to documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_quotes.model import Document
from mkdocs_quotes.read import format_of, read_bytes, read_text

BODY = (
    "The harbour board met for three hours on Monday and decided, by five votes to four, to mend it.\n\n"
    "“It will cost what it costs,” said Orla Finch, who is in the chair.\n\n"
    "The pier was built in 1894 and has been shut since the storm of last November.\n"
)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.prose[block.start : block.end]) for block in document.blocks]


def top(document: Document) -> list[tuple[str, str]]:
    """What is no paragraph."""
    return [found for found in kinds(document) if found[0] != "paragraph"]


def test_article_as_copied_from_the_web() -> None:
    document = read_text(
        "Board votes to mend pier that ‘nobody walks on’\n\nShare\n31\n2\n"
        "WELL WORN: Anglers on the pier. Inset: ORLA FINCH\n\n"
        "By Ann Fry\n\nPublished 3 May 2024\nUpdated 5 May 2024\n\n" + BODY
    )
    assert document.title == "Board votes to mend pier that ‘nobody walks on’"
    assert (document.author, document.date) == ("Ann Fry", "2024-05-03")
    assert top(document) == [
        ("heading", "Board votes to mend pier that ‘nobody walks on’"),
        ("meta", "Share"),
        ("meta", "31"),
        ("meta", "2"),
        ("caption", "WELL WORN: Anglers on the pier. Inset: ORLA FINCH"),
        ("meta", "By Ann Fry"),
        ("meta", "Published 3 May 2024"),
        ("meta", "Updated 5 May 2024"),
    ]
    assert kinds(document)[-3:] == [("paragraph", words) for words in BODY.strip().split("\n\n")]
    assert document.prose is document.text


def test_counters_and_captions_never_become_the_title() -> None:
    document = read_text(f"Comments (12)\n\n7\n\nBO LEE (left) on the quay\n\nPrint this page\n\n{BODY}")
    assert document.title is None
    assert [kind for kind, _ in top(document)] == ["meta", "meta", "caption", "meta"]


def test_title_behind_what_stands_above_it() -> None:
    document = read_text(f"FOR IMMEDIATE RELEASE\n\n12 March 2021\n\nNew Pier Opens to Anglers\n\n{BODY}")
    assert (document.title, document.date) == ("New Pier Opens to Anglers", "2021-03-12")


@pytest.mark.parametrize(
    "text",
    [
        "“It will cost what it costs,” said Orla Finch.",
        "The ferry was late.\n\n“It is always late,” said Bo.",
        "“Who has the key?”\n\n“I have.”",
        "— Who has the key?\n\n— I have.",
        "FRY: Who rang the bell?\n\nWITNESS: Nobody, sir.",
        "Q. Who rang it?\n\nA. Nobody.",
        "“The sea was flat.\n\n“Then it was not.”",
        "A line that stands alone",
        "",
    ],
)
def test_texts_without_a_title(text: str) -> None:
    document = read_text(text)
    assert document.title is None
    assert all(kind == "paragraph" for kind, _ in kinds(document))


def test_title_on_two_lines() -> None:
    assert read_text(f"Board votes to mend the pier that\nnobody walks on\n\n{BODY}").title == (
        "Board votes to mend the pier that nobody walks on"
    )
    assert read_text(f"THE DROWNED BELL\nA ROMANCE\n\n{BODY}").title == "THE DROWNED BELL"


def test_full_stop_behind_a_title() -> None:
    assert (
        read_text(f"Harbour Board Votes to Mend Pier.\n\n{BODY}").title == "Harbour Board Votes to Mend Pier"
    )
    assert read_text(f"It was a cold day.\n\n{BODY}").title is None


def test_book() -> None:
    document = read_text(
        "The Project Gutenberg EBook of The Drowned Bell, by Jonas Merrow\n\nTitle: The Drowned Bell\n"
        "Author: Jonas Merrow\n\n*** START OF THE PROJECT GUTENBERG EBOOK THE DROWNED BELL ***\n\n"
        "THE DROWNED BELL\n\nby\n\nJONAS MERROW\n\nCHAPTER I\nTHE LAMP\n\n"
        "The keeper had lit the lamp at four.\n\n"
        "II.\n\nNobody came.\n\n* * *\n\nIt was out.\n\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK THE DROWNED BELL ***\n\nThis file may be copied by anyone.\n"
    )
    assert (document.title, document.author) == ("The Drowned Bell", "Jonas Merrow")
    prose = [words for kind, words in kinds(document) if kind == "paragraph"]
    assert prose[-3:] == ["The keeper had lit the lamp at four.", "Nobody came.", "It was out."]
    assert not any("copied" in words or "Gutenberg" in words for words in prose)
    headings = [words for kind, words in kinds(document) if kind == "heading"]
    assert "CHAPTER I\nTHE LAMP" in headings and "II." in headings


def test_name_below_by() -> None:
    document = read_text(f"The Drowned Bell\n\nby\n\nJONAS MERROW\n\n(1881)\n\nCHAPTER I\n\n{BODY}")
    assert (document.title, document.author, document.date) == ("The Drowned Bell", "Jonas Merrow", "1881")


def test_title_of_a_chapter_is_not_that_of_the_book() -> None:
    document = read_text(f"CHAPTER I\nTHE LAMP\n\n{BODY}")
    assert document.title is None
    assert top(document) == [("heading", "CHAPTER I\nTHE LAMP")]


def test_subheads_within_an_article() -> None:
    document = read_text(f"Board votes to mend pier\n\n{BODY}\nWho is to pay\n\n{BODY}\nTHE VOTE\n\n{BODY}")
    assert [words for kind, words in top(document)] == [
        "Board votes to mend pier",
        "Who is to pay",
        "THE VOTE",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "“Not in my time”",
        "“Yes,”",
        "The board said:",
        "She laughed",  # introduces the words below, its colon lost
        "— Orla Finch",
        "- mend the pier",
    ],
)
def test_short_lines_that_are_no_subheads(line: str) -> None:
    document = read_text(f"Board votes to mend pier\n\n{BODY}\n{line}\n\n“It is done,” she said.\n\n{BODY}")
    assert ("paragraph", line) in kinds(document)


def test_sentence_case_is_no_heading_in_a_wrapped_book() -> None:
    wrapped = "The keeper had lit the lamp at four, which was early for\nthe end of the year."
    document = read_text(
        f"{wrapped}\n\nThen he said to himself\n\n{wrapped}\n\nThe Boat Comes In\n\n{wrapped}"
    )
    assert top(document) == [("heading", "The Boat Comes In")]


def test_front_matter_in_plain_text() -> None:
    text = f"---\ntitle: The vote\ndate: 2024-05-03\nspeakers: [Orla Finch]\nquotes: false\n---\n\n{BODY}"
    document = read_text(text)
    assert (document.title, document.date, document.quotes) == ("The vote", "2024-05-03", False)
    assert document.speakers == (("Orla Finch",),)
    assert text[document.body_start :].strip() == BODY.strip()
    assert [words for _, words in kinds(document)] == BODY.strip().split("\n\n")


def test_byte_order_mark_is_no_part_and_line_ends_are_untouched() -> None:
    document, warnings = read_bytes(b"\xef\xbb\xbf" + "“Yes,” said Bo.\r\n\r\nHe left.\r".encode(), "a.txt")
    assert document.text == "“Yes,” said Bo.\r\n\r\nHe left.\r"
    assert kinds(document) == [("paragraph", "“Yes,” said Bo."), ("paragraph", "He left.")]
    assert warnings == ()


def test_format_follows_from_the_name() -> None:
    assert [format_of(name) for name in ("a.md", "b.Markdown", "c.mdown", "d.txt", "e", "f.html")] == [
        "md",
        "md",
        "md",
        "txt",
        "txt",
        "txt",
    ]
    with pytest.raises(ValueError, match="no format 'pdf'"):
        read_text("x", "pdf")


PIECES = st.sampled_from(
    [
        *(
            "a",
            "Ann said.",
            "“Yes.”",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "    ",
            " ",
            "By Ann Fry",
            "by",
            "Share",
            "12",
        ),
        *(
            ":",
            "CHAPTER I",
            "---\n",
            "title: x\n",
            "Title: x",
            "ANN FRY at sea",
            "3 May 2024",
            "\0",
            "\ud800",
        ),
        *("\u2029", "*** START OF THE PROJECT GUTENBERG EBOOK X ***", "Project Gutenberg"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_with_all_its_words_in_blocks(text: str) -> None:
    document = read_text(text)
    assert document.text == document.prose == text
    at = document.body_start
    for block in document.blocks:
        assert not text[at : block.start].strip()
        assert block.start < block.end
        at = block.end
    assert not text[at:].strip()
    assert document.raw_span(0, len(text)) == (0, len(text))


@pytest.mark.parametrize("line", ["“word” " * 200_000, "x" * 1_000_000, "“" * 1_000_000])
def test_one_very_long_line(line: str) -> None:
    assert len(read_text(line).blocks) == 1


VOTE = "The vote was taken at midnight on Tuesday, after six hours.\n\nIt was close.\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("‘The tide never misses a meeting’\n\nGreta Olin talks to Per Holt", "‘The tide never misses a meeting’"),
        ("“We found a crack”\n\nBy Per Holt", "“We found a crack”"),
        ("Engineer asks: ‘Will it float?’", "Engineer asks: ‘Will it float?’"),
        ("Sen. Olin calls bill a ‘work horse, no pony.’", "Sen. Olin calls bill a ‘work horse, no pony.’"),
        ("Council votes to close the old baths.\n\n2 May 2024", "Council votes to close the old baths"),
        ("Council votes to close the old baths.\nBy Per Holt", "Council votes to close the old baths"),
        ("FERRY INQUIRY\nDay 11: evidence of Captain Per Holt\nSeamen’s Hall\nFor the port", "FERRY INQUIRY"),
        ("Council votes to close the old baths.", None),
        ("“I will not go!”", None),
        ("The baths will shut. “We found a crack,” said Greta Olin. “It is worse.”", None),
        ("She turned to him and asked, “Will it float?”", None),
    ],
)
def test_what_may_be_the_title(head: str, title: str | None) -> None:
    document = read_text(f"{head}\n\n{VOTE}")
    assert document.title == title
    assert (document.blocks[0].kind == "heading") == (title is not None)


def test_a_byline_right_below_the_title_is_none_of_it() -> None:
    document = read_text(f"Council shuts baths\nBy Per Holt\n2 May 2024\n\n{VOTE}")
    assert (document.title, document.author, document.date) == ("Council shuts baths", "Per Holt", "2024-05-02")


def test_spoken_words_without_a_stop_below_others_are_no_title() -> None:
    assert read_text("“I will not go”\n\n“You will,” she said.\n\nHe went.\n").title is None
