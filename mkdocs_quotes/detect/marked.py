"""Find the words between quotation marks, block by block, before anyone asks whether they are speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from mkdocs_quotes.lang.lexicon import Lexicon
from mkdocs_quotes.model import Block, Document, Quoted
from mkdocs_quotes.text.spans import without_blanks

from .marks import Mark, MarkFinder
from .pairing import Pair, pair
from .style import own_family

_SENTENCE_START = re.compile(r"[.!?…][\"”’')\]]*\s+(?=\S)")
_CARRIED_OVER = 2
"""A quotation left open may go on in the next block but one: a paragraph of narration may stand between."""


class Marked(NamedTuple):
    """Quoted words with the family of their marks."""

    quoted: Quoted
    family: str


class MarkedText(NamedTuple):
    """All marked words of a text, in order of their openers, and the family that the text speaks in."""

    own: str
    found: list[Marked]


@lru_cache(maxsize=8)
def _mark_finder(lexicon: Lexicon) -> MarkFinder:
    return MarkFinder(lexicon)


def find_marked(document: Document, lexicon: Lexicon) -> MarkedText:
    """The words between marks. `continues` counts indexes in the list returned."""
    prose, blocks = document.prose, document.blocks
    marks = _mark_finder(lexicon).find(prose)
    by_block = _by_block(blocks, marks)
    own = own_family(inside for _, inside in by_block)
    found: list[Marked] = []
    open_since: tuple[int, str, int] | None = None  # index in found, family, block of a quotation left open
    for place, (number, inside) in enumerate(by_block):
        block = blocks[number]
        carried_on = None
        if place + 1 < len(by_block):
            next_number, next_marks = by_block[place + 1]
            if next_number - number <= _CARRIED_OVER:
                carried_on = _first_family(prose, blocks[next_number], next_marks[0])
        previous_end = block.start
        carries = None
        if open_since is not None and number - open_since[2] <= _CARRIED_OVER:
            carries = open_since[0] if _first_family(prose, block, inside[0]) == open_since[1] else None
        open_since = None
        for p in pair(inside, own, carried_on):
            quoted = _quoted(prose, block, number, p, previous_end)
            if quoted is None:
                continue
            if carries is not None and p.opener is inside[0]:
                quoted = replace(quoted, continues=carries)
            if p.depth == 0:
                previous_end = quoted.outer_end
                if p.closer is None and p.cut is None and p.opener is not None:
                    open_since = (len(found), p.opener.family, number)
            mark = p.opener or p.closer
            assert mark is not None
            found.append(Marked(quoted, mark.family))
    return MarkedText(own, found)


def _by_block(blocks: Sequence[Block], marks: Iterable[Mark]) -> list[tuple[int, list[Mark]]]:
    """The marks of each block that has any, with the block's index."""
    result: list[tuple[int, list[Mark]]] = []
    number = 0
    for mark in marks:
        while number < len(blocks) and blocks[number].end <= mark.start:
            number += 1
        if number == len(blocks):
            break
        if blocks[number].start <= mark.start:
            if result and result[-1][0] == number:
                result[-1][1].append(mark)
            else:
                result.append((number, [mark]))
    return result


def _first_family(prose: str, block: Block, mark: Mark) -> str | None:
    """The family of the mark that a block starts with, where it looks like an opening one."""
    if mark.opens > 1.0 or mark.start - block.start > 8 or prose[block.start : mark.start].strip("*_ \t\n"):
        return None
    return mark.family


def _quoted(prose: str, block: Block, number: int, p: Pair, previous_end: int) -> Quoted | None:
    """The words between two marks, without blanks at either end; None where there are none."""
    if p.opener is not None:
        outer_start, start = p.opener.start, p.opener.end
    else:
        assert p.closer is not None
        outer_start = start = _sentence_start(prose, previous_end, p.closer.start)
    if p.closer is not None:
        end, outer_end = p.closer.start, p.closer.end
    else:
        end = outer_end = block.end if p.cut is None else p.cut
    start, end = without_blanks(prose, start, end)
    if start == end:
        return None
    if p.opener is None:
        outer_start = start
    if p.closer is None:
        outer_end = end
    opened, closed = p.opener is not None, p.closer is not None
    return Quoted(
        start, end, outer_start, outer_end, number, "direct", depth=p.depth, opened=opened, closed=closed
    )


def _sentence_start(prose: str, start: int, end: int) -> int:
    """Where the last sentence of prose[start:end] starts."""
    for match in _SENTENCE_START.finditer(prose, start, end):
        start = match.end()
    return start
