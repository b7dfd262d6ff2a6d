"""Who asks and who answers in court: "Q." and "A." stand for counsel and witness, whom the record names in between.

"BY MR. LUND:" and "Examined by Ms Huxtable" tell whose the questions are from there on, "AGNES TOLLIVER, sworn" and
"The State calls Agnes Tolliver" whose the answers. "THE COURT" is the one
judge whom the record names. An interview's letters, of which nothing is told, stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from ..text.names import Name
from .entities import Cast

_BY = re.compile(
    r"(?m:^)[ \t*_]*(?:[A-Z]+[- ])*BY |\([Bb]y |(?i:\b(?:examined|examination|questioned)\s(?:\w+\s)?by\s)"
)
"""What stands before the name of one who asks: on a line of its own, in brackets, within a sentence."""
_SWORN = re.compile(r"(?i:\b(?:sworn|affirmed|called as a witness)\b)")
"""What stands behind the name of one who will answer."""
_CALLS = re.compile(r"\b(?:calls?|CALLS?)\s(?:(?:to the stand|as (?:its|our|my) (?:first|next|last) witness)\s)?")
_TITLE = 15
"""Characters that a title before the name takes at most."""
_REACH = 90
"""Characters between a name and the oath."""
_PRESIDES = re.compile(r"\b(?:[Bb]efore|BEFORE)\b[:,]?\s(?:[\w’'.]+\s){0,3}$")
"""What stands before the judge's name in the head of a record."""
_SITS = re.compile(
    r",?\s(?:presid\w+|sitting\b|[CL]?\.?J\.|J\b|(?:(?:U\.S\.|United States|Chief|Senior|Presiding|Circuit|County|"
    r"District|High Court)\s)+(?:Judge|Justice))",
    re.I,
)
"""What stands behind it."""
_SPOKEN_TO = re.compile(r"(?:^|[,.—–-]\s?|\bsir\s|\b[Yy]es,?\s)$")
_STOPS = frozenset(".,?!;")
_BENCH = frozenset(
    {"Judge", "Justice", "Hon", "Honorable", "Honourable", "Honour", "Honor", "Recorder", "Magistrate", "Sheriff"}
)
_BENCH_ROLE = re.compile(r"\b(?:hon(?:ou?rable)?|judge|justice|recorder|magistrate)\b\.?", re.I)
BENCH = frozenset({"the court", "court", "the judge", "the bench"})
"""Labels in lower case of whoever presides."""
ASKS_OR_ANSWERS = frozenset({"q", "a", "witness", "the witness"})
"""Labels in lower case that may be those of an examination."""


class Examinations:
    """Leads from the letters of an examination to those who are meant."""

    def __init__(self, prose: str, names: Sequence[Name], cast: Cast) -> None:
        self._names = names
        self._starts = [name.start for name in names]
        self._cast = cast
        self._asking = self._along((m.end(), self._behind(prose, m.end())) for m in _BY.finditer(prose))
        lawyers = {entity for _, entity in self._asking}
        called = [(m.end(), self._behind(prose, m.end())) for m in _CALLS.finditer(prose)]
        sworn = [(m.start(), self._before(prose, m.start())) for m in _SWORN.finditer(prose)]
        self._answering = self._along(row for row in sorted([*called, *sworn], key=_place) if row[1] not in lawyers)

    def speaker(self, label: str, at: int) -> int | None:
        """The entity of one of `ASKS_OR_ANSWERS` at an offset, None where the record does not tell."""
        rows = self._asking if label == "q" else self._answering
        i = bisect_right(rows, at, key=_place) - 1
        # Where nobody asks by name, "sworn" and "calls" are not those of a court.
        return rows[i][1] if i >= 0 and self._asking else None

    def presiding(self, prose: str) -> int | None:
        """The one judge of the record: named so in its head, or spoken to as one; None where there are several."""
        judges = set()
        for i, name in enumerate(self._names):
            number = self._person(i)
            if number is None:
                continue
            before = prose[max(0, name.start - 40) : name.start].rpartition("\n")[2]
            title = {*name.titles, *name.role.replace(".", "").split()}
            judge = not _BENCH.isdisjoint(title) or (name.start > 0 and _BENCH_ROLE.search(before[-14:]) is not None)
            spoken_to = prose[name.end : name.end + 1] in _STOPS and _SPOKEN_TO.search(before)
            in_head = _PRESIDES.search(before) or (before.isupper() and "BEFORE" in before)
            if _SITS.match(prose, name.end) or (judge and (in_head or spoken_to)):
                judges.add(number)
        return judges.pop() if len(judges) == 1 else None

    @staticmethod
    def _along(rows: Iterable[tuple[int, int | None]]) -> list[tuple[int, int]]:
        return [(at, entity) for at, entity in rows if entity is not None]

    def _behind(self, prose: str, at: int) -> int | None:
        """The person named at an offset, a title aside."""
        i = bisect_left(self._starts, at)
        if i == len(self._starts) or self._starts[i] > at + _TITLE or "\n" in prose[at : self._starts[i]]:
            return None
        return self._person(i)

    def _before(self, prose: str, at: int) -> int | None:
        """The person named last before an offset in its paragraph."""
        i = bisect_left(self._starts, at) - 1
        if i < 0 or at - self._names[i].end > _REACH or "\n\n" in prose[self._names[i].end : at]:
            return None
        return self._person(i)

    def _person(self, i: int) -> int | None:
        number = self._cast.of_name[i]
        return number if number >= 0 and self._cast.entities[number].kind == "person" else None


def _place(row: tuple[int, int | None]) -> int:
    return row[0]
