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

_I_AM = re.compile(r"(?<![\w’'])(?:[Mm]y (?:\w+ )?name(?:[’']s| is)|I(?:[’']m| am)) (?:called )?")
_HINTS = ("I’m ", "I'm ", "I am ", "y name")
"""In most texts there is none of these."""
_ENDS = (".", ",", "!", ";", "—", "–", "-", "”", "\"", "’ ", "'")
"""What stands behind the name: not "I’m Odile’s sister", nor a question."""
_SURE = 0.95
_BACK = 8
"""So many turns back a stranger has spoken who now says a name."""
_SCENE = 60
"""So many turns away the stranger is the same one."""


def introduced(turns: Sequence[Turn], scene: Scene) -> dict[int, int]:
    """For turns in which somebody says their own name: the index of that name."""
    prose, found = scene.document.prose, dict[int, int]()
    if not any(hint in prose for hint in _HINTS):
        return found
    starts = [turn.quoted.start for turn in turns]
    for m in _I_AM.finditer(prose):
        i = bisect_left(scene.name_starts, m.end())
        if i == len(scene.names) or scene.name_starts[i] != m.end() or scene.cast.of_name[i] < 0:
            continue
        name, at = scene.names[i], bisect_right(starts, m.start()) - 1
        if at >= 0 and name.end <= turns[at].quoted.end and name.kind == "person" and prose.startswith(_ENDS, name.end):
            found[at] = i
    return found


def name_themselves(turns: Sequence[Turn], cues: list[CueClass], scene: Scene) -> None:
    """Let a turn be that of whoever says “I’m Odile” in it, where its cue names nobody else."""
    entities = scene.cast.entities
    for at, i in introduced(turns, scene).items():
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
    for at, i in introduced(stage.turns, stage.scene).items():
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
