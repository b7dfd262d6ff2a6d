"""What a single line is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_quotes.read import headlines


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "214",
        "3.4K",
        "Comments (12)",
        "5 min read",
        "Print this page",
        "Share Tweet Email",
        "* * *",
        "READ MORE",
    ],
)
def test_furniture(line: str) -> None:
    assert headlines.is_furniture(line)


@pytest.mark.parametrize(
    "line", ["“No.”", "Share it, she said", "Comment is free", "— More!", "'", "Yes.", "Home again"]
)
def test_no_furniture(line: str) -> None:
    assert not headlines.is_furniture(line)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Orla Finch", "Orla Finch"),
        ("by Orla Finch", "Orla Finch"),
        ("By JANE ROE and JOHN DOE, Staff Writers", "Jane Roe and John Doe"),
        ("By Jane Roe, John Doe and Ann Fry", "Jane Roe, John Doe and Ann Fry"),
        ("By Jane Roe in Ballinree", "Jane Roe"),
        ("By Jane Roe Political correspondent", "Jane Roe"),
        ("By Ludwig van Aken, Harbour News", "Ludwig van Aken"),
        ("Words: Ann Fry", "Ann Fry"),
        ("*Posted by Ann Fry on 3 November*", "Ann Fry"),
        ("Von Wiebke Harms und Jo Petersen", "Wiebke Harms and Jo Petersen"),
        ("Par Solenn Le Goff", "Solenn Le Goff"),
        ("From our own correspondent", None),
        ("Translated by A. B. Cross", None),
        ("Reporting by Jane Doe; editing by Ann Fry", None),
    ],
)
def test_bylines(line: str, author: str | None) -> None:
    found = headlines.byline(line)
    assert found is not None and found.author == author


@pytest.mark.parametrize(
    "line",
    [
        "By the sea",
        "By Friday",
        "By all means.",
        "By-line",
        "Bypass to open",
        "By Ann Fry sat a dog.",
        "By",
        "",
    ],
)
def test_no_bylines(line: str) -> None:
    assert headlines.byline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "KNUT BERG (centre) with the mayor at the quay",
        "Anna Lie (left) with her son",
        "MARTA DE WIT at the wheel of the last tram",
        "ON THE MARCH: Dockers outside the gate. Inset: MOIRA QUILL",
        "Photograph: Ann Fry/The Post",
        "Pictured: the pier",
    ],
)
def test_captions(line: str) -> None:
    assert headlines.is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "PORT ELLEN, Scotland — The ferry was late again.",
        'NEW MARSH -- Bo Lee is cross. "I swim," he says.',
        "The NATO chief and the BBC agree",
        "THE WHOLE LINE IN CAPITALS",
        "“WE WON,” cried the crowd",
        "ANN FRY has died aged 91.",
    ],
)
def test_no_captions(line: str) -> None:
    assert not headlines.is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "Harbour chief denies that quay is ‘a wreck’",
        "‘They sold our pier’: anger as council votes",
        "She Swam the Firth. She Would Swim It Again.",
        "Fry: I never called them ‘sheep’",
        "THE DROWNED BELL",
        "Who Will Pay for the Pier?",
    ],
)
def test_titles(line: str) -> None:
    assert headlines.is_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "The ferry left without them.",
        "“Is the tide in?”",
        "— Who has the key?",
        "FRY: Who rang the bell?",
        "Q. Who rang it?",
        "[00:07:41] Is this on?",
        "the ferry left",
        "Dear Anna,",
        "He paused —",
        "(Laughter)",
        "12:30",
        "7",
    ],
)
def test_no_titles(line: str) -> None:
    assert not headlines.is_title(line)


@pytest.mark.parametrize(
    "line",
    ["CHAPTER I", "Chapter 12: The Tide", "BOOK THE FIRST", "Act Two", "XIV.", "— II —", "[ 3 ]", "PROLOGUE"],
)
def test_divisions(line: str) -> None:
    assert headlines.is_division(line)


@pytest.mark.parametrize(
    "line", ["Part of the trouble", "I said so", "“I”", "Book early", "Mix", "Chapter and verse"]
)
def test_no_divisions(line: str) -> None:
    assert not headlines.is_division(line)


@pytest.mark.parametrize(
    ("line", "any_case", "capitals"),
    [
        ("Who is to blame", True, False),
        ("The Long Way Home", True, True),
        ("FISHERIES", True, True),
        ("_Reaping_", True, True),
        ("Then he said", True, False),
        ("A whole sentence stands here.", False, False),
        ("“Yes,”", False, False),
        ("‘Not in my time’", False, False),
        ("- first of all", False, False),
        ("Yours ever,", False, False),
    ],
)
def test_subheads(line: str, any_case: bool, capitals: bool) -> None:
    assert headlines.is_subhead(line) is any_case
    assert headlines.is_subhead(line, capitals=True) is capitals


@given(st.text(max_size=80))
def test_any_line_can_be_asked_about(line: str) -> None:
    headlines.is_furniture(line)
    headlines.byline(line)
    headlines.is_caption(line)
    headlines.is_title(line)
    headlines.is_subhead(line)
    headlines.is_division(line)
