"""Who is there around a turn, on both sides of it, as far as its chapter goes.

Of a conversation whose parties are named only further down, what comes before tells nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from ..model import Document
from .scene import Turn
from .spelling import Facet

_WINDOW = 2_500
"""Characters before and behind a turn in which the narration names people."""
_DISTANCES = (80, 200, 500, 1_200, _WINDOW)
"""Characters to the next mention, in steps."""
_LAST_PLACE = 4
_SHORT = 8 * _WINDOW
"""A text of not more characters is too short for that: the same people are there all along."""


class Presence:
    """Looks up how often, and how soon again, the narration around a turn names somebody."""

    def __init__(self, document: Document, places: Mapping[int, Sequence[int]]) -> None:
        """`places`: where the narration names each entity."""
        self._places = places
        self._short = len(document.prose) <= _SHORT
        chapters = [block.start for block in document.blocks if block.kind == "heading"]
        self._bounds = [-1, *chapters, len(document.prose) + 1]

    def add_facets(self, facets: Sequence[list[Facet]], turn: Turn, c: str, pool: Sequence[int]) -> None:
        """Add to the facets of each candidate what tells that they are there; `c` is the class of the turn's cue."""
        if self._short:
            return
        start, end, relation = turn.quoted.start, turn.quoted.end, turn.relation
        chapter = bisect_left(self._bounds, start)
        low = max(self._bounds[chapter - 1], start - _WINDOW)
        high = min(self._bounds[chapter], end + _WINDOW)
        counts: list[int] = []
        steps: list[int] = []
        for e in pool:
            places = self._places.get(e, ())
            first = bisect_left(places, low)
            behind = bisect_left(places, end, first)
            last = bisect_left(places, high, behind)
            counts.append(last - first)
            steps.append(bisect_left(_DISTANCES, places[behind] - end) if behind < last else len(_DISTANCES))
        order = sorted(counts, reverse=True)
        for out, count, soon in zip(facets, counts, steps, strict=True):
            place = min(order.index(count), _LAST_PLACE) if count else _LAST_PLACE + 1
            out += (("soon", c, relation, soon), ("present", c, relation, place))
