"""To whom a turn is spoken, and of whom: "said Ann to Bob", "she asked him", "Yes, sir".

Whoever is spoken to mostly speaks next; who is spoken of is mostly not there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..lang import Lexicon
from ..model import Gender
from .cues import CueClass
from .entities import NOBODY
from .scene import Scene, Turn, compatible
from .spelling import Facet

_BEHIND_FORM = ",.!?;—…-"
_TAIL = 40
"""In so many characters at its end a turn says to whom it is spoken."""
_BEHIND_CUE = 14
"""So many tokens behind the speaker the listener is looked for."""
_REACH = 3
"""A turn tells of others so many paragraphs away, among so many turns."""
_TURNS = 8
_OFTEN = 6
_OBJECTS: Mapping[str, Gender] = {"him": "m", "her": "f"}


@lru_cache(maxsize=8)
def _forms(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], Mapping[str, Gender], tuple[str, ...]]:
    """Patterns for a form of address that begins a turn and for one that ends it, genders by form, all forms."""
    genders: dict[str, Gender] = {
        form: "m" if values[0] == "m" else "f" for form, values in lexicon.table("forms_of_address").items()
    }
    form = "|".join(map(re.escape, sorted(genders, key=len, reverse=True))) or "(?!)"
    kind = r"(?:(?:my|dear|good|poor|young|old|dearest|sweet|little|own)\s)*"
    first = (
        r"(?:(?:oh|ah|no|yes|well|but|and|why|nay|pray|indeed|please|come|now|what|thank you|"
        r"good (?:morning|evening|night)|good-bye|goodbye),?!?\s){0,3}"
    )
    return (
        re.compile(rf"{first}{kind}({form})[,.!?;—-]", re.I),
        re.compile(rf"[,!?—-]\s?{kind}({form})[,.!?;—…-]*$", re.I),
        genders,
        tuple(genders),
    )


def find_hails(turns: Sequence[Turn], prose: str, lexicon: Lexicon) -> None:
    """Note of each turn the gender of the one it is spoken to, where a form of address tells."""
    first, last, genders, forms = _forms(lexicon)
    for turn in turns:
        q = turn.quoted
        m = first.match(prose, q.start, q.end)
        if m is None:
            low = max(q.start, q.end - _TAIL)
            if prose[low : q.end].lower().rstrip(_BEHIND_FORM).endswith(forms):  # as hardly ever
                m = last.search(prose, low, q.end)
        if m:
            turn.hails = genders[" ".join(m[1].lower().split())]


class Addressed:
    """Looks up whom turns are spoken to."""

    def __init__(
        self, scene: Scene, turns: Sequence[Turn], cues: Sequence[CueClass], steps: Sequence[int], run: Sequence[int]
    ) -> None:
        """`steps` and `run` number the paragraphs and the unbroken runs of turns."""
        self._scene = scene
        self._turns = turns
        self._cues = cues
        self._steps = steps
        self._run = run
        self._told = [self._find_told(at) for at in range(len(turns))]
        self._named: dict[int, list[int]] = {}
        for at, turn in enumerate(turns):
            for e in turn.named:
                self._named.setdefault(e, []).append(at)

    def _find_told(self, at: int) -> tuple[int, Gender]:
        """The one to whom a turn is spoken by the words at its cue, or at least their gender."""
        near, site = self._cues[at].near, self._turns[at].local.site
        if near is None or site is None:
            return NOBODY, "?"
        row = site.row
        if near.token >= len(row.starts) or row.starts[near.token] != near.start:
            return NOBODY, "?"
        for k in range(near.token + 1, min(near.token + _BEHIND_CUE, len(row.codes))):
            code, following = row.codes[k], row.codes[k + 1 : k + 2]
            if code in ".Q;:¶q":
                break
            if code == "o" and (gender := _OBJECTS.get(row.words[k])) and following not in ("w", "D"):
                return NOBODY, gender
            if code == "N" and row.refs[k] >= 0 and following not in ("S", "V", "X", "M"):
                e = self._scene.cast.of_name[row.refs[k]]
                if e not in (NOBODY, self._cues[at].fixed):
                    return e, self._scene.cast.entities[e].gender
        return NOBODY, "?"

    def _signs(self, at: int) -> list[tuple[str, str, int, Gender]]:
        """What the turns around one tell of listeners: (what, where, entity, gender), the nearest of each."""
        out: list[tuple[str, str, int, Gender]] = []
        steps, run, turns = self._steps, self._run, self._turns
        ways = (
            ("<", range(at - 1, max(-1, at - _TURNS - 1), -1)),
            (">", range(at + 1, min(len(run), at + _TURNS + 1))),
        )
        for side, span in ways:
            seen = set()
            for k in span:
                far = abs(steps[k] - steps[at])
                beside = far == 1 and turns[max(k, at)].relation == "gap"
                if far > _REACH or not (run[k] == run[at] or beside):
                    break
                (told, gender), hails = self._told[k], turns[k].hails
                if told == NOBODY and gender == hails == "?":  # as nearly always
                    continue
                where = f"{side}{far}{'' if run[k] == run[at] else '/'}"
                for what, entity, known in (("told", told, "?"), ("toldg", NOBODY, gender), ("hail", NOBODY, hails)):
                    if (entity != NOBODY or known in ("m", "f")) and (what, far) not in seen:
                        seen.add((what, far))
                        out.append((what, where, entity, known))  # type: ignore[arg-type]
        return out

    def add_facets(self, facets: Sequence[list[Facet]], at: int, pool: Sequence[int]) -> None:
        """Add to the facets of each candidate what the turns around one tell of them as listeners.

        The signs are the same for all of one kind and gender who are not told anything by name.
        """
        c, entities, steps, run = self._cues[at].code, self._scene.cast.entities, self._steps, self._run
        signs, told_here, hails = self._signs(at), self._told[at][0], self._turns[at].hails
        by_name = {told for _, _, told, _ in signs}
        known: dict[tuple[str, str], list[Facet]] = {}
        for e, out in zip(pool, facets, strict=True):
            entity = entities[e]
            if signs:
                key = entity.kind, entity.gender
                if e in by_name or (found := known.get(key)) is None:
                    found = [
                        (what, c, where, told == e if told != NOBODY else compatible(gender, entity))
                        for what, where, told, gender in signs
                    ]
                    if e not in by_name:
                        known[key] = found
                out += found
            if told_here == e:
                out.append(("tells", c))
            if hails != "?":
                out.append(("hails", c, compatible(hails, entity)))
            if listed := self._named.get(e):
                i = bisect_left(listed, at)
                if i and run[listed[i - 1]] == run[at]:
                    out.append(("named<", c, min(steps[at] - steps[listed[i - 1]], _OFTEN)))
                j = i + 1 if i < len(listed) and listed[i] == at else i
                if j < len(listed) and run[listed[j]] == run[at]:
                    out.append(("named>", c, min(steps[listed[j]] - steps[at], _OFTEN)))
