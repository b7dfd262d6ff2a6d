"""Where a speaker stands in the run of turns around one: named at cues before and after, addressed, mentioned.

In a run, paragraphs of speech that follow each other, two people mostly take turns. So a cue some turns away tells of
this one by whether the number of turns between is even or odd.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ..model import Gender
from .addressed import Addressed
from .cues import CueClass
from .entities import NOBODY
from .scene import Scene, Turn, compatible
from .spelling import Facet, spell

_BACK = 14
_AHEAD = 10
"""So many turns before and after one those who are named at cues may speak it."""
_REACH = 6
"""A cue of the run tells of turns so many paragraphs away."""
_NEVER = 99
_PARTY = 10
"""So many turns before and after one, whoever a cue of the run names has part in it."""
_OFTEN = 6
_WINDOW = 1_500
"""So many characters back mentions are counted."""
_DISTANCES = (80, 200, 500, 1_200, 3_000)
"""Characters since the last mention, in steps."""
_LAST_STEP = 60


class Runs:
    """Looks up where a text names, addresses and mentions those who may speak a turn."""

    def __init__(self, scene: Scene, turns: Sequence[Turn], cues: Sequence[CueClass]) -> None:
        self._scene = scene
        self._turns = turns
        self._cues = cues
        self._steps: list[int] = []
        """The number of each turn's paragraph, counting those that hold speech."""
        self._run: list[int] = []
        """The number of the unbroken run that each turn belongs to."""
        self._named: dict[int, list[int]] = {}
        self._called: dict[int, list[int]] = {}
        self._places: dict[int, list[int]] = {}
        self._party = lru_cache(maxsize=4)(self._find_party)
        self._tells = lru_cache(maxsize=4)(self._find_tells)
        step = run = 0
        for at, turn in enumerate(turns):
            if turn.relation not in ("same", "cont"):
                step += 1
            if turn.relation not in ("same", "cont", "next"):
                run += 1
            self._steps.append(step)
            self._run.append(run)
            if (fixed := self._fixed(at)) != NOBODY:
                self._named.setdefault(fixed, []).append(at)
            for e in turn.called:
                self._called.setdefault(e, []).append(at)
        self._addressed = Addressed(scene, turns, cues, self._steps, self._run)
        for place, e in zip(scene.positions, scene.mentioned, strict=True):
            self._places.setdefault(e, []).append(place)

    def _fixed(self, at: int) -> int:
        fixed = self._cues[at].fixed
        return NOBODY if fixed is None else fixed

    def speakers(self, at: int) -> list[int]:
        """Those whom cues around a turn name, the nearest first."""
        out = []
        for k in range(1, _BACK + 1):
            if at >= k and (e := self._fixed(at - k)) != NOBODY:
                out.append(e)
            if k <= _AHEAD and at + k < len(self._cues) and (e := self._fixed(at + k)) != NOBODY:
                out.append(e)
        return out

    def _find_tells(self, at: int) -> list[tuple[str, Gender, int]]:
        """What the nearest cues of the run say, on either side at an even and at an odd distance.

        Each as (side and distance, gender of its speaker, its speaker or `NOBODY`); distance 0 is the own paragraph.
        """
        out: list[tuple[str, Gender, int]] = []
        sides: tuple[tuple[str, Iterable[int]], ...] = (
            ("<", range(at - 1, max(-1, at - _BACK), -1)),
            (">", range(at + 1, min(len(self._cues), at + _BACK))),
        )
        for side, span in sides:
            seen = set()
            for k in span:
                far = abs(self._steps[k] - self._steps[at])
                if self._run[k] != self._run[at] or far > _REACH:
                    break
                parity = far % 2 if far else 2
                cue, fixed = self._cues[k], self._fixed(k)
                if parity in seen or (fixed == NOBODY and cue.gender not in ("m", "f")):
                    continue
                seen.add(parity)
                gender = self._scene.cast.entities[fixed].gender if fixed != NOBODY else cue.gender
                out.append((f"{side}{far}", gender, fixed))
        return out

    def features(self, at: int, e: int) -> list[str]:
        """What the run says of a candidate."""
        return [row for facet in self.facets(at, e) for row in spell(facet)]

    def facets(self, at: int, e: int) -> list[Facet]:
        """The same as facets."""
        c, turn, step = self._cues[at].code, self._turns[at], self._steps[at]
        entity = self._scene.cast.entities[e]
        out: list[Facet] = []
        for how, gender, fixed in self._tells(at):
            fits = compatible(gender, entity) if e != fixed and gender in ("m", "f") else ""
            out.append(("tell", c, how, fixed != NOBODY, e == fixed, fits))
        listed = self._named.get(e)
        before, after = _beside(listed, at)
        back = _NEVER if before is None else step - self._steps[before]
        ahead = _NEVER if after is None else self._steps[after] - step
        out.append(("cues", c, turn.relation, _steps_of(back), _steps_of(ahead)))
        party = self._party(at)
        times = bisect_left(listed, at + _BACK) - bisect_left(listed, at - _BACK) if listed else 0
        out.append(("party", c, min(len(party), 4), e in party, turn.relation, min(times, _OFTEN)))
        places, start = self._places.get(e, ()), turn.quoted.start
        last = bisect_left(places, start)
        count = last - bisect_left(places, start - _WINDOW)
        away = bisect_left(_DISTANCES, start - places[last - 1]) if last else len(_DISTANCES)
        out.append(("mentions", c, turn.relation, count if count < 4 else 4 if count < 7 else 7, away))
        before, after = _beside(self._called.get(e), at)
        if before is not None:
            mark = "<" if self._run[before] == self._run[at] else "<<"
            out.append((f"called{mark}", c, _steps_of(step - self._steps[before])))
        if after is not None and self._run[after] == self._run[at]:
            out.append(("called>", c, _steps_of(self._steps[after] - step)))
        return out + self._addressed.facets(at, e, entity)

    def _find_party(self, at: int) -> frozenset[int]:
        """Those whom cues of the run around a turn name."""
        run = self._run[at]
        low, high = max(0, at - _PARTY + 1), at + _PARTY
        near = enumerate(self._run[low:high], low)
        return frozenset(e for k, r in near if r == run and k != at and (e := self._fixed(k)) != NOBODY)


def _beside(listed: Sequence[int] | None, at: int) -> tuple[int | None, int | None]:
    """The last turn before and the first one after `at` in a list of turns."""
    if not listed:
        return None, None
    i = bisect_left(listed, at)
    j = i + 1 if i < len(listed) and listed[i] == at else i
    return listed[i - 1] if i else None, listed[j] if j < len(listed) else None


def _steps_of(turns: int) -> int:
    """A number of turns, in steps."""
    return turns if turns < 5 else 5 if turns < 9 else 9 if turns < 17 else 17 if turns < _LAST_STEP else _LAST_STEP
