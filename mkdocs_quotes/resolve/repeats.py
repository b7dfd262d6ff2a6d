"""Quotations whose words stand in the text already: published once, told of each time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..model import Quotation

_Key = tuple[tuple[str, ...], int | None]
"""Words and who says them."""
_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 4
"""Fewer words people say over and over, and mean them each time."""
_BEGINNING = 60
"""Characters that hold the first words of most quotations: those that begin alike are looked at as a whole."""


def note_repeats(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, with `repeats` on those that one speaker has said before in the very same words."""
    beginnings: dict[_Key, int] = {}
    first: dict[_Key, int] = {}
    noted = list(quotations)
    for index, quotation in enumerate(quotations):
        speaker = quotation.attribution.speaker
        words = _words(quotation.text[:_BEGINNING])
        if len(words) < _FEWEST_WORDS and len(quotation.text) > _BEGINNING:
            words = _words(quotation.text)
        if len(words) < _FEWEST_WORDS:
            continue
        alike = beginnings.setdefault((words[: _FEWEST_WORDS - 1], speaker), index)
        if alike == index:
            continue
        first.setdefault((_words(quotations[alike].text), speaker), alike)
        before = first.setdefault((_words(quotation.text), speaker), index)
        if before != index:
            noted[index] = replace(quotation, repeats=before)
    return tuple(noted)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))
