"""Plain text divided into blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_quotes.text.blocks import divide, split_lines


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in divide(text)]


def words(text: str) -> list[str]:
    return [found for _, found in blocks(text)]


WRAPPED = [
    "The keeper had lit the lamp at four, which was early even for the end of the\nyear, and nobody"
    " on the island had thought it strange until the boat came in\nwithout him.",
    "“Where is he?” asked Ann.",
    "They looked up at the tower, one after another, as people look at a clock that\nhas stopped.",
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
@pytest.mark.parametrize("gap", ["", "  \t", "\u3000"])
def test_blank_lines_part_paragraphs_whatever_the_line_end(end: str, gap: str) -> None:
    paragraphs = [paragraph.replace("\n", end) for paragraph in WRAPPED]
    assert words((end + gap + end).join(paragraphs) + end) == paragraphs


def test_offsets_leave_out_the_blanks_around() -> None:
    text = "\n\n  One day.  \n\n\tAnother. \n"
    assert words(text) == ["One day.", "Another."]


def test_long_lines_without_blank_lines_are_paragraphs() -> None:
    lines = [f"Paragraph {number} {'goes on about the harbour and ' * 6}stops here" for number in range(4)]
    assert words("A short title\n\n" + "\n".join(lines)) == ["A short title", *lines]


def test_short_lines_of_dialogue_without_blank_lines_are_paragraphs() -> None:
    lines = [
        "“Window or aisle?” asked Ann.",
        "“Aisle.”",
        "“Bags?”",
        "“None,” he said, and yawned—",
        "She typed.",
    ]
    assert words("\n".join(lines)) == lines


def test_a_wrapped_text_in_one_paragraph_stays_one() -> None:
    assert words(WRAPPED[0]) == [WRAPPED[0]]
    text = "“They carried\nthe piano up\nthe mountain,” said Ines."
    assert words(text) == [text]


def test_verse_stays_one_block() -> None:
    verse = "The bell is down among the weed,\nThe ringers lie beside it,\nTheir ropes are rotten"
    assert words(f"He sang.\n\n{verse}\n\nThey clapped.") == ["He sang.", verse, "They clapped."]


def test_indented_first_lines_begin_paragraphs_as_in_old_books() -> None:
    paragraphs = [
        "The mail was late, as it had been on every Monday since the frost set in, and\n"
        "the postmistress said so to all that came for their letters that morning.",
        "“It will be the bridge,” said Mr Tull, who had not been farther than the mill\nin eleven years.",
        "Nobody contradicted him, for he was deaf besides, and it was thought that the\n"
        "bridge had as good a right to the blame as anything else in the county.",
    ]
    assert words("\n   ".join(["", *paragraphs])) == paragraphs


def test_turns_on_lines_of_their_own_are_parted_and_keep_their_wrapped_lines() -> None:
    text = "[00:07:41] GUEST 1: Is this thing\nswitched on?\n[00:07:44] GUEST 2: It is."
    assert words(text) == ["[00:07:41] GUEST 1: Is this thing\nswitched on?", "[00:07:44] GUEST 2: It is."]


def test_what_is_indented_behind_a_colon_is_a_quotation() -> None:
    letter = "Come at once.\n    Bring the lamp."
    text = f"The letter said:\n\n    {letter}\n\n    Yours, Ann\n\nHe went.\n\n    Not set off by a colon."
    assert blocks(text) == [
        ("paragraph", "The letter said:"),
        ("quote", letter),
        ("quote", "Yours, Ann"),
        ("paragraph", "He went."),
        ("paragraph", "Not set off by a colon."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Fell, A.    14 ewes\n  "          2 rams',
        "Name\tBoat\nAnn\tTern\nBo\tSkua",
        "          MARA\n     (looking up)\nThe lamp is out.",
    ],
)
def test_columns_and_screenplays_stand_as_they_are(text: str) -> None:
    assert blocks(text) == [("verbatim", text)]


def test_wide_gaps_where_a_dash_was_lost_are_no_columns() -> None:
    text = "The caves   if they were caves   lay in\nthe hills   so it was said   to the north."
    assert blocks(text) == [("paragraph", text)]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\r", "\u3000\n\x0c"])
def test_nothing_but_blanks(text: str) -> None:
    assert divide(text) == []


def test_start_leaves_out_what_is_before() -> None:
    text = "---\na: b\n---\n\nOne.\n\nTwo."
    assert [text[block.start : block.end] for block in divide(text, 12)] == ["One.", "Two."]


def test_lines_without_their_blanks() -> None:
    text = "  one \r\n\r\n\ttwo\rthree"
    assert [text[a:b] for a, b in split_lines(text, 0, len(text))] == ["one", "two", "three"]


PIECES = st.sampled_from(
    [
        "a",
        "Ann said.",
        "“Yes.”",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "    ",
        "\t",
        " ",
        ":",
        "X: ",
        "\u2029",
        "\x85",
        "\x00",
        "\ud800",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_blocks_hold_all_words_in_order_and_once(text: str) -> None:
    at = 0
    for block in divide(text):
        assert not text[at : block.start].strip()
        assert block.start < block.end and text[block.end - 1].strip()
        assert block.kind == "verbatim" or text[block.start].strip()
        at = block.end
    assert not text[at:].strip()


@pytest.mark.parametrize("unit", ["\n", " ", "\r", "a\n", "“a” ", ":\n    a\n\n", "\t\n", "A: b\n"])
def test_large_texts(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    assert sum(block.end - block.start for block in divide(text)) <= len(text)
