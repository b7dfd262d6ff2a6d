"""Letters: character classes for regular expressions, and which letters are Chinese, Japanese or Korean."""

from __future__ import annotations

import regex

_BEYOND = 0x10000
"""The first code point that `re` cannot keep in a table: a class with one such member is searched range by
range, ten times as slowly. Upper case beyond it is Deseret, Osage and mathematical letters."""


def _upper_class() -> str:
    """Every upper-case letter as ranges: `re` has no \\p{Lu}, and it is faster here than `regex`."""
    ranges: list[list[int]] = []
    for code in range(_BEYOND):
        if chr(code).isupper():
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in ranges)


UPPER = _upper_class()
"""Inside of a character class: all upper-case letters."""

GAP = r"(?:[ \t\u00a0]{1,2}|[ \t]{0,3}\r?\n[ \t]{0,3}(?=\S))"
"""What divides two words of one name: a blank, or the end of a hard-wrapped line (never an empty line)."""


_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")


def is_wide(words: str) -> bool:
    """Whether words hold letters of Chinese, Japanese or Korean."""
    return not words.isascii() and _WIDE.search(words) is not None
