"""Whom "he" or "she" at a quotation may mean: where each stands in the sentences that lead up to the pronoun.

People go on speaking of whoever a sentence was about: its subject, much less whoever it only mentions behind a
preposition, as an owner or in the words of another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..attribute.features import Site
from ..lang import Lexicon
from .cues import CueClass
from .entities import NOBODY, Entity, name_gender, title_gender
from .scene import Scene, Turn
from .spelling import Facet

_VERBS = frozenset("VMFeX")
_LOOKED_AT = re.compile(r"[ND.Q;]")
"""Mentions, and ends of sentences; in marks there is at least one."""
_STARTS = frozenset(".¶Q;:")
_FAR = 3
"""So many sentences away and more are looked at together."""


def anchor_of(turn: Turn, cue: CueClass) -> int:
    """Where whoever a cue means has been named before: at the pronoun, where that comes before the quotation."""
    start = turn.quoted.start
    return start if cue.near is None else min(start, cue.near.start)


class Antecedents:
    """Looks up how those whom a pronoun may mean stand before it."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self._scene = scene
        self._lexicon = lexicon
        self._told: dict[int, str] = {}
        self._found: dict[int, dict[int, str]] = {}

    def facets(self, turn: Turn, cue: CueClass, pool: Sequence[int], fits: Mapping[int, str]) -> list[list[Facet]]:
        """What tells of each of those weighed for a pronoun."""
        c = cue.code
        parts = self._parts_at(turn, cue)
        inside = [e for e in pool if fits[e] != "no" and parts.get(e, "none")[0] == "o"]
        before = [e for e in pool if fits[e] != "no" and parts.get(e, "none")[0] == "p"]
        own, prev = min(len(inside), 2), min(len(before), 2)
        out: list[list[Facet]] = []
        for e in pool:
            part = parts.get(e, "none")
            out.append([
                ("gender", c, self._known_by(e), fits[e]),
                ("part", c, part),
                ("only", c, own, prev, part[0]),
            ])  # fmt: skip
        return out

    def standing(self, turn: Turn, cue: CueClass, entity: int) -> tuple[str, str]:
        """How one of them stands: what tells their gender, and the part of the last mention before the pronoun."""
        return self._known_by(entity), self._parts_at(turn, cue).get(entity, "none")

    def _parts_at(self, turn: Turn, cue: CueClass) -> dict[int, str]:
        """The same as `_parts`, which is asked for when a turn is decided and for the confidence in that."""
        found = self._found.get(turn.index)
        if found is None:
            site = turn.local.site
            found = self._found[turn.index] = {} if site is None else self._parts(site, cue)
        return found

    def _known_by(self, number: int) -> str:
        """What tells whether somebody is a man or a woman: a title, a given name, a role, or only pronouns near by."""
        found = self._told.get(number)
        if found is None:
            found = self._told[number] = _known_by(self._scene.cast.entities[number], self._lexicon)
        return found

    def _parts(self, site: Site, cue: CueClass) -> dict[int, str]:
        """For each of those named before a pronoun, near it: the part of the last mention in its sentence.

        As block (own or previous), sentences between, and part.
        """
        row, of_name, introduced = site.row, self._scene.cast.of_name, self._scene.introduced
        codes = row.codes
        end = site.at if cue.near is None or cue.near.token < 0 else min(site.at, cue.near.token)
        out: dict[int, str] = {}
        stops = 0
        for m in _LOOKED_AT.finditer(codes[:end][::-1]):
            code, i = m[0], end - 1 - m.start()
            if code not in "ND":
                stops += 1
                continue
            if code == "N":
                entity = of_name[row.refs[i]] if row.refs[i] >= 0 else NOBODY
            else:
                entity = introduced.get(row.starts[i], NOBODY)
            if entity != NOBODY and entity not in out:
                block = "o" if i >= site.block_start else "p"
                out[entity] = f"{block}{min(stops, _FAR)}{_part(codes, i)}"
        return out


def _part(codes: str, at: int) -> str:
    """The part of a mention in its sentence: subject, behind a preposition, owner, …"""
    before, after = codes[at - 1] if at else "¶", codes[at + 1 : at + 2]
    if after == "S":
        return "owner"
    if before in "pftAB":
        return "governed"
    if before in _VERBS or before in "Gq":
        return "object"
    verb = after in _VERBS or (after in "aw" and codes[at + 2 : at + 3] in _VERBS) or after == "w"
    if before in _STARTS:
        return "subject" if verb or after == "," else "first"
    return "doer" if verb else "other"


def _known_by(entity: Entity, lexicon: Lexicon) -> str:
    gender = entity.gender
    if gender == "?":
        return "nothing"
    if title_gender(lexicon, list(entity.titles)) == gender:
        return "title"
    if entity.kind != "person":
        return "noun"
    if entity.given and name_gender(lexicon, entity.given) == gender:
        return "given"
    return "role" if entity.heads else "pronouns"
