"""Texts that run from right to left, and those that mix both ways."""

from __future__ import annotations

import pytest

from mkdocs_quotes.model import Block, Document
from mkdocs_quotes.render.direction import direction_of, first_direction
from mkdocs_quotes.render.text import render_text

HEBREW = "„לא נחכה עוד,” אמרה רות."


@pytest.mark.parametrize(
    ("text", "whole", "first"),
    [
        ("plain words", "ltr", "ltr"),
        ("— „Schön“", "ltr", "ltr"),
        (HEBREW, "rtl", "rtl"),
        ("قالت منى (BBC)", "rtl", "rtl"),
        ("BBC: قالت منى اليوم", "rtl", "ltr"),
        ("12 — …", "ltr", None),
    ],
)
def test_directions(text: str, whole: str, first: str | None) -> None:
    assert direction_of(text) == whole
    assert first_direction(text) == first


def test_blocks_that_run_the_other_way_say_so() -> None:
    text = f"A headline of many words that tells which way it runs\n\n{HEBREW}\n\n1984"
    blocks = tuple(
        Block(text.index(words), text.index(words) + len(words)) for words in text.split("\n\n")[1:]
    )
    page = render_text(Document(text, text, blocks), "T", [])
    assert page.direction == "ltr"
    assert page.body == f'<p dir="rtl">{HEBREW}</p>\n<p>1984</p>'
