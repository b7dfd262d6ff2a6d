"""The name of a body that is described: "The company, Meridian Ports, …", and "the company" from there on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container

from ..attribute import Near
from .entities import NOBODY
from .scene import Scene


def body_named(scene: Scene, given: Container[str], phrase: str, near: Near) -> int:
    """The entity of the body whose name stands behind a description, or stood behind the same one before.

    `given` are given names, which no body bears; `NOBODY` where no name is told.
    """
    if (named := _behind(scene, given, near.end)) != NOBODY or phrase[:4].lower() != "the ":
        return named
    before = scene.document.prose.rfind(f"{phrase[1:]}, ", 0, near.start)
    return _behind(scene, given, before + len(phrase) - 1) if before >= 0 else NOBODY


def _behind(scene: Scene, given: Container[str], at: int) -> int:
    """The body that is named between commas behind an offset."""
    prose = scene.document.prose
    if not prose.startswith(", ", at):
        return NOBODY
    i = bisect_left(scene.name_starts, at + 2)
    if i == len(scene.names) or scene.names[i].start != at + 2 or scene.cast.of_name[i] == NOBODY:
        return NOBODY
    number = scene.cast.of_name[i]
    entity = scene.cast.entities[number]
    if not prose.startswith((",", ".", ";"), scene.names[i].end) or entity.titles or entity.given in given:
        return NOBODY  # "the firm, Ann Lund said, …"
    entity.kind = "organisation"
    scene.enter(number)
    return number
