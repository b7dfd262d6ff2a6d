"""Which mark does a text speak in? A British text quotes in ‘…’ and puts “…” inside; others the other way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from .marks import DOUBLE, SINGLE, Mark

_LIKELY = 1.0


def own_family(by_block: Iterable[Sequence[Mark]]) -> str:
    """The family of marks that the text's speech stands in; double marks where nothing tells.

    Counts what opens outside of all other marks. A single mark counts when it is closed, too, so that neither
    elisions (’tis) nor possessives make a text British.
    """
    uses: Counter[str] = Counter()
    closers = 0
    for marks in by_block:
        inside = None
        for mark in marks:
            if inside is None:
                if mark.opens <= min(mark.closes, mark.plain, _LIKELY):
                    inside = mark.family
                    uses[inside] += inside != SINGLE
                elif mark.family == SINGLE and mark.closes == 0.0:
                    closers += 1
            elif mark.family == inside and mark.closes <= min(mark.opens, mark.plain, _LIKELY):
                uses[inside] += inside == SINGLE
                inside = None
    if not uses and closers:
        return SINGLE  # only ’…’, as some keyboards have it
    return max(uses, key=lambda family: (uses[family], family == DOUBLE), default=DOUBLE)
