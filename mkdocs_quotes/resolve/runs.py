"""Where a speaker stands in the run of turns around one: named at cues before and after, addressed, mentioned.

In a run, paragraphs of speech that follow each other, two people mostly take turns. So a cue some turns away tells of
this one by whether the number of turns between is even or odd.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from ..model import Gender
from .addressed import Addressed
from .cues import CueClass
from .entities import NOBODY
from .presence import Presence
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
        self._fixed = [NOBODY if cue.fixed is None else cue.fixed for cue in cues]
        """For each turn the one whom its cue names."""
        step = run = 0
        for at, turn in enumerate(turns):
            if turn.relation not in ("same", "cont"):
                step += 1
            if turn.relation not in ("same", "cont", "next"):
                run += 1
            self._steps.append(step)
            self._run.append(run)
            if (fixed := self._fixed[at]) != NOBODY:
                self._named.setdefault(fixed, []).append(at)
            for e in turn.called:
                self._called.setdefault(e, []).append(at)
        self._addressed = Addressed(scene, turns, cues, self._steps, self._run)
        for place, e in zip(scene.positions, scene.mentioned, strict=True):
            self._places.setdefault(e, []).append(place)
        self._presence = Presence(scene.document, self._places)

    def speakers(self, at: int) -> list[int]:
        """Those whom cues around a turn name, the nearest first."""
        out = []
        fixed = self._fixed
        before, after = fixed[max(0, at - _BACK) : at][::-1], fixed[at + 1 : at + 1 + _AHEAD]
        for one, two in zip_longest(before, after, fillvalue=NOBODY):
            if one != NOBODY:
                out.append(one)
            if two != NOBODY:
                out.append(two)
        return out

    def _tells(self, at: int) -> list[tuple[str, Gender, int]]:
        """What the nearest cues of the run say, on either side at an even and at an odd distance.

        Each as (side and distance, gender of its speaker, its speaker or `NOBODY`); distance 0 is the own paragraph.
        """
        out: list[tuple[str, Gender, int]] = []
        sides: tuple[tuple[str, Iterable[int]], ...] = (
            ("<", range(at - 1, max(-1, at - _BACK), -1)),
            (">", range(at + 1, min(len(self._cues), at + _BACK))),
        )
        steps, run = self._steps, self._run
        for side, span in sides:
            seen = set()
            for k in span:
                far = abs(steps[k] - steps[at])
                if run[k] != run[at] or far > _REACH:
                    break
                parity = far % 2 if far else 2
                cue, fixed = self._cues[k], self._fixed[k]
                if parity in seen or (fixed == NOBODY and cue.gender not in ("m", "f")):
                    continue
                seen.add(parity)
                gender = self._scene.cast.entities[fixed].gender if fixed != NOBODY else cue.gender
                out.append((f"{side}{far}", gender, fixed))
        return out

    def features(self, at: int, e: int) -> list[str]:
        """What the run says of a candidate."""
        return [row for facet in self.facets(at, (e,))[0] for row in spell(facet)]

    def facets(self, at: int, pool: Sequence[int]) -> list[list[Facet]]:
        """The same as facets, for each candidate of a turn."""
        c, turn, steps, run = self._cues[at].code, self._turns[at], self._steps, self._run
        relation, start, step = turn.relation, turn.quoted.start, steps[at]
        party = self._party(at)
        many = min(len(party), 4)
        named, places_of = self._named, self._places
        out: list[list[Facet]] = []
        for e, facets in zip(pool, self._told_of(at, pool), strict=True):
            back = ahead = _STEPS[_NEVER]
            times = 0
            if listed := named.get(e):
                before, after = _beside(listed, at)
                if before is not None and (far := step - steps[before]) < _NEVER:
                    back = _STEPS[far]
                if after is not None and (far := steps[after] - step) < _NEVER:
                    ahead = _STEPS[far]
                times = bisect_left(listed, at + _BACK) - bisect_left(listed, at - _BACK)
            places = places_of.get(e, ())
            last = bisect_left(places, start)
            count = last - bisect_left(places, start - _WINDOW, 0, last)
            away = bisect_left(_DISTANCES, start - places[last - 1]) if last else len(_DISTANCES)
            facets += (
                ("cues", c, relation, back, ahead),
                ("party", c, many, e in party, relation, times if times < _OFTEN else _OFTEN),
                ("mentions", c, relation, count if count < 4 else 4 if count < 7 else 7, away),
            )
            if listed := self._called.get(e):
                before, after = _beside(listed, at)
                if before is not None:
                    mark = "called<" if run[before] == run[at] else "called<<"
                    facets.append((mark, c, _steps_of(step - steps[before])))
                if after is not None and run[after] == run[at]:
                    facets.append(("called>", c, _steps_of(steps[after] - step)))
            out.append(facets)
        self._addressed.add_facets(out, at, pool)
        self._presence.add_facets(out, turn, c, pool)
        return out

    def _told_of(self, at: int, pool: Sequence[int]) -> Iterator[list[Facet]]:
        """What cues of the run tell of each candidate.

        The same of all of one kind and gender whom none of them names, so that for those it is put together once.
        """
        c, entities, tells = self._cues[at].code, self._scene.cast.entities, self._tells(at)
        named = {fixed for _, _, fixed in tells}
        known: dict[tuple[str, str], list[Facet]] = {}
        for e in pool:
            entity = entities[e]
            key = entity.kind, entity.gender
            if e in named or (facets := known.get(key)) is None:
                facets = [
                    (
                        "tell", c, how, fixed != NOBODY, e == fixed,
                        compatible(gender, entity) if e != fixed and gender in ("m", "f") else "",
                    )
                    for how, gender, fixed in tells
                ]  # fmt: skip
                if e not in named:
                    known[key] = facets
            yield facets.copy()

    def _party(self, at: int) -> frozenset[int]:
        """Those whom cues of the run around a turn name."""
        run = self._run[at]
        low, high = max(0, at - _PARTY + 1), at + _PARTY
        near = zip(self._run[low:high], self._fixed[low:high], strict=True)
        own = self._fixed[at]
        named = [e for r, e in near if r == run and e != NOBODY]
        if own != NOBODY:
            named.remove(own)  # the turn's own cue is none of the others
        return frozenset(named)


def _beside(listed: Sequence[int], at: int) -> tuple[int | None, int | None]:
    """The last turn before and the first one after `at` in a list of turns."""
    i = bisect_left(listed, at)
    j = i + 1 if i < len(listed) and listed[i] == at else i
    return listed[i - 1] if i else None, listed[j] if j < len(listed) else None


_STEPS = [
    n if n < 5 else 5 if n < 9 else 9 if n < 17 else 17 if n < _LAST_STEP else _LAST_STEP for n in range(_NEVER + 1)
]


def _steps_of(turns: int) -> int:
    """A number of turns, in steps."""
    return _STEPS[turns if turns < _NEVER else _NEVER]
