"""About how many bytes things take on a page, so that no page grows beyond what can be loaded.

Each is meant to be too high rather than too low: markup, addresses and what the head says of it are counted in.
"""

from __future__ import annotations

from mkdocs_quotes.index import IndexedSpeaker, Statement
from mkdocs_quotes.index.prose import CONTEXT_LIMIT, EXCERPT_LIMIT, SHORT_AROUND, SHORT_LIMIT, WORDS_LIMIT

from .escape import escape
from .site import Place

PAGE_LIMIT = 140_000
"""For what a page lists: with what a theme puts around it, less than 200 KB."""

FIRST_PAGE = 20_000
"""For what stands on the first page of a speaker alone: the timeline, other names."""

_QUOTATION, _SHORT_QUOTATION = 1_000, 700
"""Markup of a quotation: with what the head says of it for machines, and in a list that cuts it short."""
_AGAIN = 160
"""Code points of its words in the head."""
_SPEAKER = 240
_OF_A_SPEAKER = 260
"""Most code points of role and other names in the list of speakers."""
_BARS = 15
"""For each quotation a bar of the drawing, and a folder that it stands in."""
_TEXT = 260


def statement_weight(statement: Statement, place: Place, *, short: bool = False) -> int:
    """A quotation with the sentences around it, in a list; `short`: in one that cuts it short."""
    quotation = statement.quotation
    start, end = quotation.context
    limit = SHORT_LIMIT if short else EXCERPT_LIMIT
    most_around = 3 * SHORT_AROUND if short else 2 * CONTEXT_LIMIT + EXCERPT_LIMIT
    lengths = [end - start for start, end in quotation.parts]
    words = quotation.text[: min(limit, sum(min(length, WORDS_LIMIT) for length in lengths))]
    around = min(max(0, end - start - sum(lengths)), most_around)
    again = 0 if short else min(len(words), _AGAIN)
    named = len(place.title) * 2 + 2 * len(place.url) + len(statement.note or "")
    # What is written around words is written as they are.
    each = _bytes(words) / max(1, len(words))
    return (_SHORT_QUOTATION if short else _QUOTATION) + round(each * (len(words) + around + again + named))


def speaker_weight(speaker: IndexedSpeaker, steps: int) -> int:
    """A speaker in the list of speakers; `steps` are the periods that the drawing behind the name may have."""
    others = min(_OF_A_SPEAKER, sum(map(len, (*speaker.aliases, *speaker.roles[:1]))))
    each = _bytes(speaker.name) / max(1, len(speaker.name))
    place = len(speaker.only_in.analysis.document.title or "") if speaker.only_in else 0
    drawn = _BARS * min(steps, len(speaker.statements))
    return _SPEAKER + round(each * (len(speaker.name) + others + place)) + 2 * len(speaker.slug) + drawn


def text_weight(name: str, place: Place) -> int:
    """A text in the list of texts."""
    return _TEXT + _bytes(place.title) + len(place.url) + _bytes(name.rpartition("/")[0])


def _bytes(words: str) -> int:
    return len(escape(words).encode("utf-8", "replace"))
