"""What the author of a text has marked by hand, before and above all that is detected."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from mkdocs_quotes.model import Document, Marking, Quoted, Span
from mkdocs_quotes.text.spans import without_blanks

from .finder import sort_quoted
from .verdict import SPEECH

_BY_HAND = "marked"
"""The verdict on words that are marked as no quotation."""


def as_marked(document: Document, quoted: Sequence[Quoted]) -> tuple[Quoted, ...]:
    """The quoted words of a text with the author's markings applied; each marking of a speaker marks a quotation."""
    if not document.markings:
        return tuple(quoted)
    found = list(quoted)
    for marking in document.markings:
        if not marking.quoted:
            for index, q in enumerate(found):
                if _within(document.prose, q, marking):
                    found[index] = replace(q, verdict=_BY_HAND)
            continue
        inside = [
            i for i, q in enumerate(found) if q.depth == 0 and q.start < marking.end and q.end > marking.start
        ]
        covered = sum(min(found[i].end, marking.end) - max(found[i].start, marking.start) for i in inside)
        if 2 * covered > marking.end - marking.start:
            for i in inside:
                found[i] = replace(found[i], verdict=SPEECH, confidence=1.0)
        else:
            for i in inside:
                found[i] = replace(found[i], depth=1)
            found.append(_quoted(document, marking))
    for index, q in enumerate(found):
        if q.continues is not None and found[q.continues].verdict != SPEECH:
            found[index] = replace(q, continues=None)
    return tuple(sort_quoted(found))


def _within(prose: str, quoted: Quoted, marking: Marking) -> bool:
    """Whether all words of a quotation are marked; its last comma need not be."""
    start, end = _letters(prose, quoted.start, quoted.end)
    return marking.start <= start and end <= marking.end


def _letters(prose: str, start: int, end: int) -> Span:
    while start < end and not prose[start].isalnum():
        start += 1
    while end > start and not prose[end - 1].isalnum():
        end -= 1
    return start, end


def _quoted(document: Document, marking: Marking) -> Quoted:
    """A quotation of marked words that nothing else shows to be one."""
    block = bisect_right(document.blocks, marking.start, key=lambda block: block.start) - 1
    start, end = without_blanks(document.prose, marking.start, marking.end)
    return Quoted(start, end, start, end, block, "direct")
