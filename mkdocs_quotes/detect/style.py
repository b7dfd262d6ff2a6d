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
    opening: Counter[str] = Counter()  # keeps the order of first use
    closing: Counter[str] = Counter()
    for mark in marks:
        least = min(mark.opens, mark.closes, mark.plain)
        if least > 1.0:
            continue
        if mark.opens == least:
            opening[mark.family] += 1
        elif mark.closes <= 0.3:
            closing[mark.family] += 1
    uses = {f: min(count, closing[f]) if f == SINGLE else count for f, count in opening.items()}
    # Among equals the one that opens first is the outer one.
    best = max(uses, key=lambda family: uses[family], default=DOUBLE)
    return best if uses.get(best) else DOUBLE
