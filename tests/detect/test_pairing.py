"""Marks read together, paragraph by paragraph."""

from __future__ import annotations

import pytest

from mkdocs_quotes.detect.marks import DOUBLE, SINGLE, MarkFinder
from mkdocs_quotes.detect.pairing import pair
from mkdocs_quotes.lang.lexicon import load


def _read(
    text: str, own: str = DOUBLE, carried_on: str | None = None
) -> list[tuple[str | None, str | None, int]]:
    """What stands right behind each opener and right before each closer, with the depth."""
    pairs = pair(MarkFinder(load("en")).find(text), own, carried_on)
    return [
        (
            text[p.opener.end : p.opener.end + 3] if p.opener else None,
            text[p.closer.start - 3 : p.closer.start] if p.closer else None,
            p.depth,
        )
        for p in pairs
    ]


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        ('"One," he said, "two."', DOUBLE, [("One", "ne,", 0), ("two", "wo.", 0)]),
        ("the dogs' bowls and the cats' beds", DOUBLE, []),
        ("‘The dogs’ bowls,’ he said.", SINGLE, [("The", "ls,", 0)]),
        ('a 24" board and "One," he said', DOUBLE, [("One", "ne,", 0)]),
        ('"One "two" one," he said', DOUBLE, [("One", "ne,", 0), ("two", "two", 1)]),
        ("“One ‘two’ one,” he said", DOUBLE, [("One", "ne,", 0), ("two", "two", 1)]),
        ("“One, he said", DOUBLE, [("One", None, 0)]),
        ("One,” he said", DOUBLE, [(None, "ne,", 0)]),
        ("“One.” Two. “Three, he said", DOUBLE, [("One", "ne.", 0), ("Thr", None, 0)]),
        ("“One,’ he said", DOUBLE, [("One", "ne,", 0)]),
    ],
)
def test_best_reading(text: str, own: str, expected: list[tuple[str | None, str | None, int]]) -> None:
    assert _read(text, own) == expected


def test_a_quotation_that_is_carried_on_may_stay_open() -> None:
    text = '"One. "Two," he said. "Three.'
    assert _read(text, carried_on=DOUBLE)[-1] == ("Thr", None, 0)


def test_costs_tell_apostrophes_from_marks() -> None:
    marks = MarkFinder(load("en")).find("the ’90s, ’tis, the 1920’s, ‘No,’ he said")
    likeliest = [min(("opens", "closes", "plain"), key=lambda name: getattr(mark, name)) for mark in marks]
    assert likeliest == ["plain", "plain", "plain", "opens", "closes"]
