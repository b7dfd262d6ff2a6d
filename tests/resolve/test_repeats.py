"""The same words of the same speaker count once."""

from __future__ import annotations

import pytest

from mkdocs_quotes.model import Attribution, Quotation
from mkdocs_quotes.resolve.repeats import note_repeats


def said(text: str, speaker: int | None, at: int) -> Quotation:
    return Quotation(((at, at + len(text)),), text, "direct", Attribution(speaker, "", 1.0), (at, at + len(text)))


@pytest.mark.parametrize(
    ("first", "second", "speakers", "repeats"),
    [
        ("We will never leave here,", "we will never leave HERE.", (0, 0), 0),
        ("We will never leave here,", "We will never leave here", (0, 1), None),
        ("We will never leave here,", "We will never leave here", (0, None), None),
        ("We will never leave here,", "We will never leave", (0, 0), None),
        ("Yes, of course.", "Yes, of course.", (0, 0), None),
    ],
)
def test_repeats(first: str, second: str, speakers: tuple[int, int | None], repeats: int | None) -> None:
    noted = note_repeats([said(first, speakers[0], 0), said(second, speakers[1], 100)])
    assert [q.repeats for q in noted] == [None, repeats]


def test_all_repeats_lead_to_the_first() -> None:
    words = "We will never leave here"
    noted = note_repeats([said("Before all of this.", 0, 0), *(said(words, 0, at) for at in (50, 100, 150))])
    assert [q.repeats for q in noted] == [None, None, 1, 1]
