"""Speakers who speak as one: "said Ana Ruiz and Tom Beck"."""

from __future__ import annotations

import re

from ..attribute import Near
from ..attribute.features import Site
from .entities import NOBODY, Entity, display_of
from .scene import Scene

_VERBS = "VMX"
_EXPLAINED = re.compile(r"[UD],NcN(?:,X?[VMF]|(?<=[VMF][UD],NcN)(?:[.;¶]|$))")


def spoken_together(near: Near, site: Site) -> tuple[int, int] | None:
    """The two names, by their index in the text, that share the verb of a cue; None where one name has it alone."""
    codes, words = site.row.codes, site.row.words
    at = near.token
    if codes[at] in "UD":  # "his parents, Rosa and Karl Lind, said"
        m = _EXPLAINED.match(codes, at)
        return (site.row.refs[at + 2], site.row.refs[at + 4]) if m and words[at + 3] == "and" else None
    first = at if codes[at + 1 : at + 3] == "cN" else at - 2 if codes[max(0, at - 2) : at] == "Nc" else -1
    if first < 0 or words[first + 1] != "and":
        return None
    behind = codes[first + 3 : first + 4]
    if first > 0 and codes[first - 1] in "VMF":  # "said Ann and Bo.", but not "said Ann and Bo nodded."
        together = behind in ("", ".", ",", ";", "¶") or words[first + 3] == "together"
    else:
        together = behind != "" and behind in _VERBS
    if not together:
        return None
    return site.row.refs[first], site.row.refs[first + 2]


def group_of(near: Near, site: Site, scene: Scene, known: dict[frozenset[int], int]) -> int | None:
    """The entity of two who speak together at a cue; made once a text, kept in `known`."""
    pair = spoken_together(near, site)
    if pair is None:
        return None
    cast = scene.cast
    members = tuple(cast.of_name[ref] for ref in pair)
    if NOBODY in members or members[0] == members[1]:
        return None
    if site.row.codes[near.token] in "UD":  # "David and Jeanne Heidler": no David of another name
        first, other = scene.names[pair[0]], cast.entities[members[0]]
        if len(first.words) == 1 and other.surname not in ("", cast.entities[members[1]].surname):
            return None
    return join(members, near.start, scene, known)


def join(members: tuple[int, ...], at: int, scene: Scene, known: dict[frozenset[int], int]) -> int:
    """The entity of several who speak as one, first at an offset."""
    cast = scene.cast
    key = frozenset(members)
    if key not in known:
        _share_surname(cast.entities[members[-2]], cast.entities[members[-1]])
        entity = Entity(kind="group", gender="p", first=at, mentions=1, members=members)
        entity.names[" and ".join(display_of(cast.entities[m]) for m in members)] += 1
        cast.entities.append(entity)
        known[key] = len(cast.entities) - 1
        scene.enter(known[key])
    return known[key]


def _share_surname(one: Entity, other: Entity) -> None:
    """ "Ernst and Ilka Pohl" names Ernst Pohl."""
    given, whole = display_of(one), display_of(other)
    if not one.surname and " " not in given and " " in whole:
        one.surname = other.surname
        one.names[f"{given} {whole.split()[-1]}"] += max(one.mentions, 1)
