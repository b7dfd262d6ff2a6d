"""Which way a text runs, and which of its blocks run the other way."""

from __future__ import annotations

import unicodedata
from typing import Literal

Direction = Literal["ltr", "rtl"]

_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_LOOKED_AT = 2_000
"""So many characters tell which way a text runs."""


def direction_of(text: str) -> Direction:
    """The direction in which most letters of a text run."""
    sample = text[:_LOOKED_AT]
    if sample.isascii():
        return "ltr"
    found = [_STRONG.get(unicodedata.bidirectional(char)) for char in sample]
    return "rtl" if found.count("rtl") > found.count("ltr") else "ltr"


def first_direction(text: str) -> Direction | None:
    """The direction of the first letter (as `dir="auto"` has it); None where there is no letter."""
    for char in text[:_LOOKED_AT]:
        if found := _STRONG.get(unicodedata.bidirectional(char)):
            return found
    return None
