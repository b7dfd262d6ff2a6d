"""Which way a text runs, and which of its blocks run the other way."""

from __future__ import annotations

import unicodedata
from typing import Literal

import regex

Direction = Literal["ltr", "rtl"]

_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
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
