"""find_quoted(): the steps of detection, in order."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Iterator, Sequence

from ..lang.lexicon import Lexicon
from ..model import Block, Document, Quoted
from .marks import Mark, MarkFinder
from .pairing import Pair, pair
from .style import own_family

_SENTENCE_START = re.compile(r"[.!?…][\"”’')\]]*\s+(?=\S)")


@lru_cache(maxsize=8)
def _mark_finder(lexicon: Lexicon) -> MarkFinder:
    return MarkFinder(lexicon)


def find_quoted(document: Document, lexicon: Lexicon) -> tuple[Quoted, ...]:
    """Every stretch of quoted words in `document`, in order of start; inner ones follow the one that holds them.

    Those that are no speech (titles, terms, scare quotes, headlines …) are included: their `verdict` says why.
    """
    prose = document.prose
    marks = _mark_finder(lexicon).find(prose)
    own = own_family(marks)
    found: list[Quoted] = []
    by_block = _by_block(document.blocks, marks)
    pending: tuple[int, str, int] | None = None  # index in found, family, block of a quotation left open
    for place, (number, inside) in enumerate(by_block):
        block = document.blocks[number]
        following = by_block[place + 1] if place + 1 < len(by_block) else None
        carried_on = None
        if following is not None and following[0] - number <= 2:
            carried_on = _starts_with(prose, document.blocks[following[0]], following[1][0])
        pairs = pair(inside, own, carried_on)
        previous_end = block.start
        for p in pairs:
            quoted = _quoted(prose, block, number, p, previous_end)
            if quoted is None:
                continue
            if pending is not None and p.opener is not None and p.depth == 0:
                index, family, from_block = pending
                if number - from_block <= 2 and p.opener is inside[0] and p.opener.family == family:
                    if _starts_with(prose, block, p.opener):
                        quoted = replace(quoted, continues=index)
                pending = None
            if p.depth == 0:
                previous_end = quoted.outer_end
            if p.depth == 0 and p.closer is None and p.cut is None and p.opener is not None:
                pending = (len(found), p.opener.family, number)
            found.append(quoted)
    return tuple(found)


def _by_block(blocks: Sequence[Block], marks: Sequence[Mark]) -> list[tuple[int, list[Mark]]]:
    """The marks of each block that has any."""
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


def _starts_with(prose: str, block: Block, mark: Mark) -> str | None:
    """The mark's family where the block starts with it and it looks like an opening one."""
    if mark.opens > 1.0 or mark.start - block.start > 3 or prose[block.start : mark.start].strip("*_ "):
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
    while start < end and prose[start].isspace():
        start += 1
    while end > start and prose[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    return Quoted(
        start, end, min(outer_start, start), max(outer_end, end) if p.closer else end, number, "direct",
        depth=p.depth, opened=p.opener is not None, closed=p.closer is not None,
    )  # fmt: skip


def _sentence_start(prose: str, start: int, end: int) -> int:
    """Where the last sentence of prose[start:end] starts."""
    for match in _SENTENCE_START.finditer(prose, start, end):
        start = match.end()
    return start
