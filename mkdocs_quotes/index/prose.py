"""From offsets in a raw text back to its prose, and the words around a quotation."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from mkdocs_quotes.model import Document, OffsetMap, Quotation, Span

from .types import Statement

CONTEXT_LIMIT = 400
"""Code points of narration that an excerpt holds at most before, after and between the words."""

WORDS_LIMIT = 2000
"""Code points of one part of a quotation that an excerpt holds at most; whole texts in marks do occur."""

EXCERPT_LIMIT = 6000
"""Code points from its first part to its last, narration and all: a speech may go over a hundred paragraphs."""

SHORT_LIMIT = 400
"""Code points of a quotation that are shown where it is one of many."""
SHORT_AROUND = 160
"""Code points of its surroundings there, before, between and after."""


class Piece(NamedTuple):
    """A stretch of an excerpt."""

    text: str
    quoted: bool
    """Whether these are words of the quotation; otherwise they are its surroundings."""


def prose_span(document: Document, span: Span) -> Span:
    """The span in `document.prose` of a span in `document.text`: `Document.raw_span` the other way."""
    if document.offsets is None:
        return span
    start = _prose_offset(document.offsets, span[0])
    return start, max(start, _prose_offset(document.offsets, span[1] - 1) + 1 if span[1] > span[0] else start)


def _prose_offset(offsets: OffsetMap, raw: int) -> int:
    index = bisect_right(offsets.raw, raw) - 1
    if index < 0:
        return offsets.prose[0] if offsets.prose else 0
    inside = min(raw, offsets.raw_ends[index]) - offsets.raw[index]
    found = offsets.prose[index] + inside
    return min(found, offsets.prose[index + 1]) if index + 1 < len(offsets.prose) else found


def words_of(statement: Statement) -> str:
    """The words of a quotation as they read, without markup; blanks are single."""
    document = statement.source.analysis.document
    spans = (prose_span(document, part) for part in statement.quotation.parts)
    return " … ".join(" ".join(document.prose[start:end].split()) for start, end in spans)


def excerpt(document: Document, quotation: Quotation) -> tuple[Piece, ...]:
    """The sentences around a quotation, divided into its words and the rest; blanks are single."""
    prose = document.prose
    parts = [prose_span(document, part) for part in quotation.parts]
    context_start, context_end = prose_span(document, quotation.context)
    first, last = parts[0][0], parts[-1][1]
    pieces = [Piece(_tail(prose[min(context_start, first) : first]), False)]
    left = EXCERPT_LIMIT
    for index, (start, end) in enumerate(parts):
        if index:
            pieces.append(Piece(_middle(prose[parts[index - 1][1] : start]), False))
            left = max(0, left - len(pieces[-1].text))
        most = min(left, WORDS_LIMIT)
        words = prose[start : min(end, start + most)]
        pieces.append(Piece(_blanks(words) + ("…" if end - start > most else ""), True))
        left -= len(words)
        if left <= 0 and index + 1 < len(parts):
            # What follows stands behind words that are left out.
            return tuple(piece for piece in pieces if piece.text)
    pieces.append(Piece(_head(prose[last : max(context_end, last)]), False))
    return tuple(piece for piece in pieces if piece.text)


def _blanks(text: str) -> str:
    """Single blanks, also at the ends, where there are any."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + words + (" " if text[-1].isspace() else "")


def _tail(text: str) -> str:
    if len(text) <= CONTEXT_LIMIT:
        return _blanks(text).lstrip()
    return "…" + _blanks(text[-CONTEXT_LIMIT:].partition(" ")[2])


def _head(text: str) -> str:
    if len(text) <= CONTEXT_LIMIT:
        return _blanks(text).rstrip()
    return _blanks(text[:CONTEXT_LIMIT].rpartition(" ")[0]) + "…"


def _middle(text: str) -> str:
    if len(text) <= 2 * CONTEXT_LIMIT:
        return _blanks(text)
    return f"{_head(text)} {_tail(text)}"
