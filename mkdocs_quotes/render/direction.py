"""Which way a text runs, and which of its blocks run the other way."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Direction = Literal["ltr", "rtl"]

_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks that hold all letters which run from right to left."""
_LOOKED_AT = 2_000
"""So many characters tell which way a text runs."""

_FROM_THE_RIGHT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"))


def direction_of_language(code: str) -> Direction:
    """The direction of the letters that a language is mostly written in; `code` as in "ar" or "ar-EG"."""
    return "rtl" if code.replace("_", "-").partition("-")[0].lower() in _FROM_THE_RIGHT else "ltr"


def direction_of(text: str) -> Direction:
    """The direction in which most letters of a text run."""
    sample = text[:_LOOKED_AT]
    if sample.isascii() or not _RIGHT_TO_LEFT.search(sample):
        return "ltr"
    found = [_STRONG.get(unicodedata.bidirectional(char)) for char in sample]
    return "rtl" if found.count("rtl") > found.count("ltr") else "ltr"


def first_direction(text: str) -> Direction | None:
    """The direction of the first letter (as `dir="auto"` has it); None where there is no letter."""
    for char in text[:_LOOKED_AT]:
        if found := _STRONG.get(unicodedata.bidirectional(char)):
            return found
    return None
