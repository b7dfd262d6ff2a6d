"""Whom spokespeople speak for: "a spokeswoman for the port" is the port's voice, and nobody of her own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from ..attribute.local import Near
from ..model import Gender
from .scene import Scene

_FOR = re.compile(r" (?:for|from|of|at) ((?:the |its )?)")
_NOUN = re.compile(r"(?:[\w’-]+ )??([\w’-]+)\b")
_BODY = re.compile(r" (?!spokes)([a-z]+)\b")
"""What makes a body of the name before it."""
_SPOKESPERSON = re.compile(r"\bspokes(?:man|woman|person)\b")
_RECENTLY = 600
"""Characters that the narration goes on for before "the spokesman" is somebody else."""


class Spokespeople:
    """Leads from a spokesperson to the body that is spoken for."""

    def __init__(self, scene: Scene, collectives: frozenset[str], body: Callable[[Near], int]) -> None:
        """`collectives` are nouns for bodies; `body` tells the entity of one that is described ("the council")."""
        self._scene, self._cast = scene, scene.cast
        self._collectives = collectives
        self._body = body
        self.latest: int | None = None
        """Whom a spokesperson has spoken for last."""

    def spoken_for(self, near: Near) -> int | None:
        """ "A spokeswoman for the council" speaks as the council; one with a name of her own is no description."""
        prose = self._scene.document.prose
        starts = self._scene.name_starts
        m = _FOR.match(prose, near.end)
        if m is None:
            return self._within(near)
        i = bisect_left(starts, m.end())
        named = i < len(starts) and starts[i] == m.end()
        if named and (made := _BODY.match(prose, self._scene.names[i].end)) and made[1] in self._collectives:
            return self._described(near, m.end() - len(m[1]), made)  # "for the Scottish government"
        if named and self._cast.of_name[i] >= 0:
            number = self._cast.of_name[i]
            if self._cast.entities[number].kind == "person" and not self._cast.entities[number].title:
                self._cast.entities[number].kind = "organisation"
            self._scene.enter(number)
            return number
        noun = _NOUN.match(prose, m.end())
        if noun is None or noun[1].lower() not in self._collectives:
            return None
        body = replace(near, start=m.end() - len(m[1] or ""), end=noun.end(), code="O", word=noun[1].lower())
        return self._body(body)

    def _described(self, near: Near, start: int, noun: re.Match[str]) -> int:
        """The body of a name and the noun behind it."""
        return self._body(replace(near, start=start, end=noun.end(1), code="O", word=noun[1]))

    def speak_as(self, near: Near, body: int, gender: Gender) -> None:
        """ "A spokeswoman for the port": "she" is the port from there on, and nobody of her own."""
        self._cast.entities[body].voiced = gender
        if near.start in self._scene.introduced:
            self._scene.introduced[near.start] = body
            i = bisect_left(self._scene.positions, near.start)
            if i < len(self._scene.positions) and self._scene.positions[i] == near.start:
                self._scene.mentioned[i] = body

    def _within(self, near: Near) -> int | None:
        """ "A Harland spokesman" speaks as Harland, "the spokesman" as the body last spoken for."""
        starts = self._scene.name_starts
        i = bisect_left(starts, near.start)
        if i < len(starts) and starts[i] < near.end:
            body = _BODY.match(self._scene.document.prose, self._scene.names[i].end, near.end)
            if body is not None and body[1] in self._collectives:  # "A Scottish government spokesman"
                return self._described(near, starts[i], body)
            number = self._cast.of_name[i]
            if number >= 0 and self._cast.entities[number].kind == "person":
                entity = self._cast.entities[number]
                if entity.title or entity.full or entity.roles:
                    return None
                entity.kind = "organisation"
            spoken = number if number >= 0 else None
        elif self._scene.document.prose[near.start : near.start + 3].lower() == "the":
            return self.latest if self.latest is not None else self._before(near)
        else:
            return None
        if spoken is not None:
            self._scene.enter(spoken)
        return spoken

    def _before(self, near: Near) -> int | None:
        """Whom a spokesperson of the narration before speaks for: "A spokeswoman for the port", come before."""
        first = max(0, near.start - _RECENTLY)
        found = list(_SPOKESPERSON.finditer(self._scene.document.prose, first, near.start))
        if not found or _FOR.match(self._scene.document.prose, found[-1].end()) is None:
            return None
        return self.spoken_for(replace(near, start=found[-1].start(), end=found[-1].end()))
