"""Quotations whose words stand in the text already: published once, told of each time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..model import Quotation

_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 4
"""Fewer words people say over and over, and mean them each time."""


def note_repeats(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, with `repeats` on those that one speaker has said before in the very same words."""
    first: dict[tuple[tuple[str, ...], int | None], int] = {}
    noted = []
    for index, quotation in enumerate(quotations):
        words = tuple(_WORD.findall(quotation.text.casefold()))
        before = index
        if len(words) >= _FEWEST_WORDS:
            before = first.setdefault((words, quotation.attribution.speaker), index)
        noted.append(quotation if before == index else replace(quotation, repeats=before))
    return tuple(noted)
