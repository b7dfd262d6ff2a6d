"""Which mark does a text speak in? A British text quotes in ‘…’ and puts “…” inside; others the other way round."""

from __future__ import annotations

from collections import Counter
from typing import Sequence

from .marks import DOUBLE, SINGLE, Mark


def own_family(marks: Sequence[Mark]) -> str:
    """The family of marks that the text's speech stands in; double marks where nothing tells.

    Single marks are counted by the rarer of openers and closers, so that neither elisions (’tis) nor possessives
    make a text British.
    """
    opening: Counter[str] = Counter()
    closing: Counter[str] = Counter()
    for mark in marks:
        least = min(mark.opens, mark.closes, mark.plain)
        if least > 1.0:
            continue
        if mark.opens == least:
            opening[mark.family] += 1
        elif mark.closes <= 0.3:
            closing[mark.family] += 1
    uses = {family: opening[family] for family in opening}
    uses[SINGLE] = min(opening[SINGLE], closing[SINGLE])
    best = max(uses, key=lambda family: uses[family], default=DOUBLE)
    return best if uses[best] > uses.get(DOUBLE, 0) else DOUBLE
