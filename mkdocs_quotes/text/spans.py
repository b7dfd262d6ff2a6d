"""Stretches of a text."""

from __future__ import annotations

from ..model import Span


def without_blanks(text: str, start: int, end: int) -> Span:
    """The stretch from `start` to `end` without the blanks at either end; empty where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
