"""Reject quotations that a layout prints twice: a pull quote repeats the words of the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mkdocs_quotes.model import Document, Quoted

from .verdict import SPEECH

_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 3
_MARGIN = 8
"""How many blanks and signs of emphasis may stand around words that are all of their paragraph."""
_MOST = 200
"""A text with more stretches that stand alone is laid out that way; it has no pull quotes."""


def mark_repeats(document: Document, found: Sequence[Quoted]) -> list[Quoted]:
    """`found`, with the verdict "repeat" on quotations that stand alone and repeat the words of others."""
    pulled = [i for i, q in enumerate(found) if _stands_alone(document, q)]
    if not pulled or len(pulled) > _MOST:
        return list(found)
    alone = set(pulled)
    prose = document.prose
    # One text of all other quoted words; a separator that is no word keeps quotations apart.
    others = "\n" + "\n".join(
        _plain(prose[q.start : q.end]) for i, q in enumerate(found) if i not in alone and q.depth == 0
    )
    result = list(found)
    for i in pulled:
        words = _plain(prose[found[i].start : found[i].end])
        whole = found[i].kind == "block" and f"\n{words}\n" in f"{others}\n"  # "> Nobody came"
        if (words.count(" ") + 1 >= _FEWEST_WORDS and words in others) or (whole and " " in words):
            result[i] = replace(found[i], verdict="repeat", confidence=0.1)
    return result


def _stands_alone(document: Document, quoted: Quoted) -> bool:
    """Whether this is all of a block quotation or caption, or of a paragraph set in marks without a stop."""
    if quoted.verdict != SPEECH or quoted.depth > 0:
        return False
    block = document.blocks[quoted.block]
    if quoted.kind == "turn":  # within an interview
        return quoted.continues is not None and block.kind in ("quote", "caption")
    if quoted.kind == "block" or block.kind in ("quote", "caption"):
        return True
    rest = (block.end - block.start) - (quoted.outer_end - quoted.outer_start)
    if rest > _MARGIN or document.prose[quoted.end - 1] in ".!?…,":
        return False
    around = document.prose[block.start : quoted.outer_start] + document.prose[quoted.outer_end : block.end]
    return not around.strip(" \t\n*_>")


def _plain(words: str) -> str:
    return " ".join(_WORD.findall(words.lower()))
