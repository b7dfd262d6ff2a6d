"""Stretches without the blanks at their ends."""

from __future__ import annotations

import pytest

from mkdocs_quotes.text.spans import without_blanks


@pytest.mark.parametrize(
    ("text", "kept"), [("  a b \n", "a b"), ("ab", "ab"), (" \n\t", ""), ("", ""), ("\u00a0a", "a")]
)
def test_blanks_at_the_ends_are_left_out(text: str, kept: str) -> None:
    start, end = without_blanks(text, 0, len(text))
    assert text[start:end] == kept


def test_only_the_stretch_is_looked_at() -> None:
    assert without_blanks("a  b  c", 1, 6) == (3, 4)
