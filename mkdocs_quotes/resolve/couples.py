"""Two who are named in one breath: "they said" and "both said" mean the two, and "she said" may mean either of them.

    Sisters Mina and Leila Haddad share a desk. “We share a brain,” they said.      both
    Nurse Ama Darko and Sister Lucille Brun were there. “It stuck,” she said.       the text does not say who
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ..text.letters import UPPER
from .cues import CueClass
from .entities import NOBODY
from .groups import join
from .scene import Scene, Turn, compatible

_JOINED = re.compile(rf"\s(?:and|&|und|et|y|e)\s(?:(?:[{UPPER}][\w.’'-]*|the|[a-z]+)\s){{0,3}}")
"""Between the two: "and", and what the second one is."""
_LISTED = re.compile(r",\s")
_TWO = re.compile(
    r"(?:both(?: men| women| of them)?|the two(?: \w+)?|"
    r"the (?:pair|couple|duo|twins|brothers|sisters|trio|three)|they)",
    re.I,
)
_BEGINNING = re.compile(r"(?:^|[.!?”\"\n]\s?)(?:[\w’'-]+\s){0,3}$")
_LED = 40
"""So many characters before a name tell whether it begins its sentence."""
_NEAR = 600
"""So many characters before the words the two are looked for."""
_LONG_TEXT = 20_000
"""In a longer text one of the two is whom it is about."""


def find_couples(
    turns: Sequence[Turn], cues: list[CueClass], scene: Scene, together: dict[frozenset[int], int]
) -> None:
    """Let "they said" mean those who were named together last, and "she said" nobody where either may be meant."""
    for i, (turn, cue) in enumerate(zip(turns, cues, strict=True)):
        near = cue.near
        if near is None or (cue.fixed not in (None, NOBODY) and cue.code != "noun"):
            continue
        prose = scene.document.prose
        article = 4 if prose[max(0, near.start - 4) : near.start].lower() == "the " else 0
        plural = _TWO.fullmatch(prose[near.start - article : near.end]) is not None
        single = near.code == "P" and cue.gender in ("m", "f")
        if not plural and not (single and len(prose) < _LONG_TEXT):
            continue
        members, start = _named_together(scene, min(near.start, turn.quoted.outer_start))
        if len(members) < 2:
            continue
        if plural:
            cues[i] = replace(cue, code="noun", fixed=join(members, near.start, scene, together), own=NOBODY)
        elif _leads(scene, start) and _either(members, cue, scene) and not _known(members, turns[:i], cues[:i]):
            cues[i] = CueClass("nobody", cue.gender, near, fixed=NOBODY)


def _named_together(scene: Scene, at: int) -> tuple[tuple[int, ...], int]:
    """Those who are named last before an offset, where these are two or more in one breath, and where; else none."""
    names, of_name, prose = scene.names, scene.cast.of_name, scene.document.prose
    last = bisect_left(scene.name_starts, at) - 1
    while last >= 0 and (of_name[last] not in scene.voices or not _narrated(scene, names[last].start)):
        last -= 1
    if last < 1 or at - names[last].end > _NEAR:
        return (), -1
    if names[last - 1].kind != "person" or not _JOINED.fullmatch(prose, names[last - 1].end, names[last].start):
        return (), -1
    found = [of_name[last - 1], of_name[last]]
    first = last - 1
    while first > 0 and names[first - 1].kind == "person" and _LISTED.fullmatch(
        prose, names[first - 1].end, names[first].start
    ):
        first -= 1
        found.insert(0, of_name[first])
    if NOBODY in found or len(set(found)) < len(found):
        return (), -1
    return tuple(found), names[first].start


def _leads(scene: Scene, start: int) -> bool:
    """Whether a name begins its sentence, but for what tells who that is: "Nurse Ama Darko"."""
    return _BEGINNING.search(scene.document.prose, max(0, start - _LED), start) is not None


def _narrated(scene: Scene, start: int) -> bool:
    """Whether a name stands in the narration."""
    i = bisect_left(scene.positions, start)
    return i < len(scene.positions) and scene.positions[i] == start


def _either(members: Sequence[int], cue: CueClass, scene: Scene) -> bool:
    """Whether a pronoun fits all of them equally well."""
    fits = {compatible(cue.gender, scene.cast.entities[member]) for member in members}
    return len(fits) == 1 and "no" not in fits


def _known(members: Sequence[int], turns: Sequence[Turn], cues: Sequence[CueClass]) -> bool:
    """Whether one of them has spoken already, so that the talk tells who is meant."""
    return any(cue.fixed in members or cue.code in ("he", "she") for cue in cues[-4:])
