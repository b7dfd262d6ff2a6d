"""People who say their own name: “My name is Odile Varga,” says a woman, who has been Odile Varga all along."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..attribute import Near
from .cues import CueClass
from .entities import NOBODY
from .reading import Decision
from .scene import Scene, Turn, compatible
from .turns import Stage

_I_AM = ("I’m ", "I'm ", "I am ", "name is ", "name’s ", "name's ")
_CALLED = "called "
_MY = re.compile(r"\b[Mm]y (?:\w+ )?$")
_ENDS = (".", ",", "!", ";", "—", "–", "-", "”", "\"", "’ ", "'")
"""What stands behind the name: not "I’m Odile’s sister", nor a question."""
_REACH = 26
_SURE = 0.95
_BACK = 8
"""So many turns back a stranger has spoken who now says a name."""
_SCENE = 60
"""So many turns away the stranger is the same one."""


def own_names(turns: Sequence[Turn], scene: Scene) -> dict[int, int]:
    """For turns in which somebody says their own name: the index of that name."""
    prose, starts, found = scene.document.prose, [turn.quoted.start for turn in turns], {}
    for hint in _I_AM:
        at = prose.find(hint)
        while at >= 0:
            named = at + len(hint) + (len(_CALLED) if prose.startswith(_CALLED, at + len(hint)) else 0)
            i, turn = bisect_left(scene.name_starts, named), bisect_right(starts, at) - 1
            if turn >= 0 and i < len(scene.names) and scene.name_starts[i] == named and _says(prose, at, hint):
                name = scene.names[i]
                inside = name.end <= turns[turn].quoted.end and scene.cast.of_name[i] >= 0
                if inside and name.kind == "person" and prose.startswith(_ENDS, name.end):
                    found[turn] = i
            at = prose.find(hint, at + 1)
    return dict(sorted(found.items()))


def _says(prose: str, at: int, hint: str) -> bool:
    """Whether it is "I" or "my" name, and not the end of another word or "her name"."""
    if hint[0] == "I":
        return not at or not (prose[at - 1].isalnum() or prose[at - 1] in "’'")
    return _MY.search(prose, max(0, at - _REACH), at) is not None


def name_themselves(turns: Sequence[Turn], cues: list[CueClass], scene: Scene) -> None:
    """Let a turn be that of whoever says “I’m Odile” in it, where its cue names nobody else."""
    entities = scene.cast.entities
    scene.own_names.update(own_names(turns, scene))
    for at, i in scene.own_names.items():
        number = scene.cast.of_name[i]
        cue, entity = cues[at], entities[number]
        if cue.fixed not in (None, NOBODY) and entities[cue.fixed].kind != "unnamed":
            continue
        if cue.barred == number or compatible(cue.gender, entity) == "no":
            continue
        if entity.gender == "?" and cue.gender in ("m", "f"):
            entity.gender = cue.gender
        name, site = scene.names[i], turns[at].local.site
        near = Near(
            name.start, name.end, "N", name.words[-1], i, _SURE, None, "near-before", site.at if site else 0, True
        )
        cues[at] = CueClass("name", "?", near, fixed=number)
        scene.enter(number)


def unmask(stage: Stage, decisions: Sequence[Decision]) -> None:
    """Give the turns of a stranger to the one whose name the stranger says, where nobody has told it before."""
    entities = stage.scene.cast.entities
    for at, i in stage.scene.own_names.items():
        number = stage.scene.cast.of_name[i]
        if decisions[at].entity != number or entities[number].first < stage.turns[at].quoted.start:
            continue
        before = [decisions[i].entity for i in range(max(0, at - _BACK), at)]
        strangers = {e for e in before if e >= 0 and entities[e].kind == "unnamed"}
        if len(strangers) != 1:
            continue
        (stranger,) = strangers
        if compatible(entities[stranger].gender, entities[number]) == "no":
            continue
        for decision in decisions[max(0, at - _SCENE) : at + _SCENE]:
            if decision.entity == stranger:
                decision.entity = number
            decision.ranked = tuple((number if e == stranger else e, p) for e, p in decision.ranked)
