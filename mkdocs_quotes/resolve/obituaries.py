"""Whom "he" means in an obituary: the one it is about, wherever a paragraph tells of nobody else.

    Sir Hugh Blaine, who has died aged 91, … Lord Swithin never forgave him. …
    He was born at Simla in 1911, the son of a vet. “My father treated everyone the same,” he wrote.

An obituary says in its first lines that somebody has died, and somewhere when or where that person was born.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ..model import Gender
from .cues import PRONOUN_GENDER, CueClass
from .entities import NOBODY, Entity
from .scene import Scene, Turn, compatible

_BORN = re.compile(r"\b[Bb]orn\b")
_DIED = re.compile(
    r"[^“”\"‘.!?]{0,160}?\b(?:who (?:has )?died|has died|died (?:aged|at the age|on|at|in|last|peacefully|there))\b"
)
"""From the name of somebody to the word that he is dead, within a sentence."""
_AGED = re.compile(r"\baged (?:just )?\d|\bat the age of\b|\b(?:[Hh]e|[Ss]he) was \d{2,3}\b|\bdied\b[^.]{0,60}\bage \d")
_FIRST_LINES = 700
"""Characters within which an obituary says that its subject has died."""
_LEAST_TOLD = 12
"""Characters that a paragraph tells before the words, at least."""


def deceased(scene: Scene) -> int:
    """The one whom a text is an obituary of; `NOBODY` where it is none."""
    prose = scene.document.prose
    if "died" not in prose[:_FIRST_LINES] or _BORN.search(prose) is None or _AGED.search(prose) is None:
        return NOBODY
    for name, number in zip(scene.names, scene.cast.of_name, strict=True):
        if name.start > _FIRST_LINES:
            break
        if number != NOBODY and name.kind == "person" and len(name.words) > 1 and _DIED.match(prose, name.end):
            return number
    return NOBODY


def give_to_deceased(turns: Sequence[Turn], cues: list[CueClass], scene: Scene) -> None:
    """Let "he said" in an obituary mean its subject where its paragraph has told of nobody else before."""
    subject = deceased(scene)
    if subject == NOBODY:
        return
    entities, prose = scene.cast.entities, scene.document.prose
    gender = entities[subject].gender
    for i, (turn, cue) in enumerate(zip(turns, cues, strict=True)):
        if cue.code not in ("he", "she") or cue.fixed is not None or gender not in ("?", PRONOUN_GENDER[cue.code]):
            continue
        if cue.near is not None and cue.near.cue is not None and prose[cue.near.cue[1] - 1] == "s":
            continue  # who "says" is alive
        block = scene.document.blocks[turn.quoted.block]
        anchor = turn.quoted.outer_start if cue.near is None else min(turn.quoted.outer_start, cue.near.start)
        if anchor - block.start < _LEAST_TOLD:
            continue
        low, high = bisect_left(scene.positions, block.start), bisect_left(scene.positions, anchor)
        others = [
            e for e, at in zip(scene.mentioned[low:high], scene.positions[low:high], strict=True)
            if e != subject and e in scene.voices and not prose.startswith("born ", at - len("born "))
        ]  # fmt: skip
        if not any(_may_be(cue.gender, entities[e]) for e in others):
            cues[i] = replace(cue, fixed=subject)


def _may_be(gender: Gender, entity: Entity) -> bool:
    """Whether a pronoun may mean somebody else: not "the son of a vet", who is the subject himself."""
    if entity.kind == "organisation" or compatible(gender, entity) == "no":
        return False
    return entity.kind != "unnamed" or not all(name.startswith("the ") for name in entity.names)
