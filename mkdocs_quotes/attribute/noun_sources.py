"""Make one description of each noun phrase that reports speech, in a language that writes nouns with a capital.

There the capital tells where the phrase ends: "rief der kleine Häwelmann hinauf", "Sagte das Weib:".
"""

from __future__ import annotations

import re
from collections.abc import Container

from .rows import Row, with_descriptions

_NOUN = "W"
"""Stands for a word with a capital that is no name."""
_SOURCE = re.compile(
    r"k(?:(?<![pVGMFXt]k)[waed]{0,3}W(?=a?X?a?[VM])|(?:(?<=Q[VM]k)|(?<=Q,[VM]k)|(?<=Q[VM][aw]k)|(?<=Q,[VM][aw]k))[waed]{0,3}W"
    r"|(?<=[VM]k)[waed]{0,3}W(?=[aw]{0,3}:))"
)


def join_noun_sources(row: Row, prose: str, oblique: Container[str]) -> Row:
    """The row with such phrases as descriptions; none that begins with an `oblique` word is a subject."""
    codes = row.codes
    if "w" not in codes or not ("V" in codes or "M" in codes):
        return row
    shown = "".join(
        [_NOUN if code == "w" and prose[at].isupper() else code for code, at in zip(codes, row.starts, strict=True)]
    )
    found = [(m.start(), m.end() - 1) for m in _SOURCE.finditer(shown) if row.words[m.start()] not in oblique]
    return with_descriptions(row, found) if found else row
