"""Who does something right beside a quotation: "Mary looked up. “It was clever of you.”", "“It was.” Mary looked up."

The subject of a sentence is found by the order of its words (`turns.py`); here it is the mention nearest to the marks
that has a verb of its own, which is often that of a later clause ("…, but Mary called her back").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..attribute.features import Site
from ..model import Gender
from .cues import PRONOUN_GENDER
from .entities import NOBODY
from .scene import Scene

_REACH = 60
"""So many tokens on either side are looked at."""
_DOES = re.compile(r"[NDP](?:(?=a?[VMFeX])|(?<![^.¶Q;].)(?=a?w))")
"""A mention with its verb; of those that begin a sentence any word may be it ("Ann sat down")."""
_LEAST = 2
"""A mention and its verb."""
_GOVERNED = "pfB"


class Doer(NamedTuple):
    """One who does something beside a quotation."""

    entity: int
    """`NOBODY` where a pronoun stands for it."""
    gender: Gender
    """Of the pronoun; "?" of all others."""
    where: str
    """The block it stands in, and how many sentences away."""


def doer_before(site: Site, scene: Scene, narrator: int | None, cue: int) -> Doer | None:
    """Who does something in the narration that leads up to a quotation; the token `cue` is passed over."""
    codes, q = site.row.codes, site.at
    low = max(codes.rfind("Q", 0, q) + 1, q - _REACH)
    if q - low < _LEAST:  # as between most turns of a conversation
        return None
    at = -1
    for m in _DOES.finditer(codes, low, q):
        if m.start() != cue and (not m.start() or codes[m.start() - 1] not in _GOVERNED):
            at = m.start()
    if at < 0:
        return None
    stops = min(codes.count(".", at, q - 1), 2)
    return _doer(site, scene, narrator, at, f"{'own' if at >= site.block_start else 'prev'}{stops}")


def doer_behind(site: Site, scene: Scene, narrator: int | None, cue: int) -> Doer | None:
    """Who does something first in the narration behind a quotation, up to the next one."""
    codes, q = site.row.codes, site.at
    end = codes.find("Q", q + 1)
    end = min(len(codes) if end < 0 else end, q + _REACH)
    if end - q <= _LEAST:
        return None
    at = q
    while (m := _DOES.search(codes, at + 1, end)) is not None:
        at = m.start()
        if at != cue and codes[at - 1] not in _GOVERNED:
            stops = min(codes.count(".", q + 1, at), 2)
            return _doer(site, scene, narrator, at, f"{'own' if at < site.block_end else 'next'}{stops}")
    return None


def _doer(site: Site, scene: Scene, narrator: int | None, at: int, where: str) -> Doer | None:
    row = site.row
    code = row.codes[at]
    if code == "P":
        if row.words[at] == "i":
            return None if narrator is None else Doer(narrator, "?", where)
        gender = PRONOUN_GENDER.get(row.words[at], "?")
        return Doer(NOBODY, gender, where) if gender in ("m", "f") else None
    if code == "N":
        entity = scene.cast.of_name[row.refs[at]] if row.refs[at] >= 0 else NOBODY
    else:
        entity = scene.introduced.get(row.starts[at], NOBODY)
    return Doer(entity, "?", where) if entity != NOBODY else None
