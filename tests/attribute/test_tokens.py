"""Narration read as a row of one-letter classes."""

from __future__ import annotations

import pytest

from mkdocs_quotes.attribute.tokens import Reader
from mkdocs_quotes.detect import find_quoted
from mkdocs_quotes.lang import load
from mkdocs_quotes.read import read_text
from mkdocs_quotes.text.names import find_names

LEXICON = load("en")

ROWS = [
    ("“Go home,” said Ann Lund.", "QVN."),
    ("“Go home,” she said.", "QPV."),
    ("“Go home,” the old coach said.", "QDV."),
    ("Ann Lund told the court “we are late, all of us”.", "NVOQ."),
    ("According to harbour master Jo Lund, “nothing moves in this port”.", "AtwN,Q."),
    ("“Yes, we will,” one aide said. “No, we won’t,” another said.", "QDV.QDV."),
    ("“It is done,” Ann Lund’s lawyer said.", "QDV."),
    ("“It is done,” said the judge.", "QVD."),
    ("“It is done,” somebody shouted.", "QDV."),
    ("“It is done,” the Riverside Council said.", "QkOV."),
    ("“It is done,” the email read.", "QOV."),
    ("“It is done,” one angry viewer wrote.", "QDV."),
    ("“It is done,” he’d say.", "QPXV."),
    ("Ann Lund’s claim was “odd”.", "NSwXQ."),
    ("It said “no”, and it rained.", "PVQ,coe."),
]


def row_of(text: str) -> tuple[str, list[str]]:
    """The classes of a text, and the words of its mentions."""
    document = read_text(text)
    reader = Reader(text, find_names(text, LEXICON), find_quoted(document, LEXICON), LEXICON)
    row = reader.row(0, len(text))
    mentions = [
        text[a:b] for code, a, b in zip(row.codes, row.starts, row.ends, strict=True) if code in "NOLPDU"
    ]
    return row.codes, mentions


@pytest.mark.parametrize(("text", "codes"), ROWS)
def test_classes(text: str, codes: str) -> None:
    assert row_of(text)[0] == codes


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("“Go,” said the former prime minister.", ["the former prime minister"]),
        ("“Go,” his mother said.", ["his mother"]),
        ("“Go,” said engineer Lio Park.", ["Lio Park"]),
        ("“Go,” said the 54-year-old.", ["the 54-year-old"]),
    ],
)
def test_a_description_is_one_mention(text: str, mentions: list[str]) -> None:
    assert row_of(text)[1] == mentions


def test_rows_run_in_parallel_and_cover_the_text_in_order() -> None:
    text = "Ann Lund, who “never” smiles, told Bo Falk: “Sit down, please.” He sat. It was four o’clock—and dark."
    document = read_text(text)
    reader = Reader(text, find_names(text, LEXICON), find_quoted(document, LEXICON), LEXICON)
    row = reader.row(0, len(text))
    assert len(row.codes) == len(row.starts) == len(row.ends) == len(row.words) == len(row.refs)
    assert all(a < b for a, b in zip(row.starts, row.ends, strict=True))
    assert all(end <= start for end, start in zip(row.ends, row.starts[1:], strict=False))
