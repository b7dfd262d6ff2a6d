"""Resolve labels: the speakers of turns ("JONES:", "The Minister for Ports (Karl Fuchs):") and of citation lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from ..model import Document, Quoted, SpeakerKind
from ..text.letters import UPPER
from ..text.names import Name, recase
from .cast import Cast, Entity
from .entities import NOBODY
from .examinations import ASKS_OR_ANSWERS, BENCH, Examinations
from .interviews import Parts, parts_of

_NOBODY = frozenset({"anonymous", "anon", "unknown", "author unknown", "traditional", "proverb", "unattributed"})
_NUMBERED = re.compile(
    r"(?:speaker|voice|participant|witness|person|caller|male|female|juror|officer|guest) [a-z]", re.I
)
"""One who is told apart by a letter: "SPEAKER A"."""
_ANY_OF = re.compile(r"an? [\w’'-]+(?: [\w’'-]+)? of\b", re.I)
"""One of many: "A MEMBER OF THE PUBLIC"."""
_DESCRIBED = re.compile(rf"[{UPPER}][\w’'-]+(?: [a-z][\w’'-]*)+")
"""One who has no name: "Unidentified speaker"."""
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day [A-Z]", re.I)
"""A paper that interviews: "Sunday Herald"."""
_LONGEST_HEADING = 150
_BY = len("(By ")
"""Where a turn begins with the name of one who asks, that tells whose it is."""
_INITIALS = re.compile(rf"[{UPPER}]{{2,3}}")
_IN_PARENTHESES = re.compile(r"\([^)]*\)|\[[\d:.,]+\]")
"""What is no part of a label: who holds an office, at what time."""
_CHAIRS = re.compile(r"(?:Mrs?|Ms|Madam|Deputy|Acting)\.? (?:Deputy |Acting )?(?:Speaker|Chair\w*|President|Clerk)")
"""Who presides under a form of address, with the name behind."""

_DEPUTY = re.compile(r"(?:Mrs?|Ms|Madam)\.? (?:Deputy|Acting) \w+")
"""One who stands in for whoever presides, and is somebody else."""


class Labels:
    """Leads from the words of a label to its entity; the same words always to the same one."""

    def __init__(self, document: Document, names: Sequence[Name], cast: Cast) -> None:
        self._prose = document.prose
        self._blocks = document.blocks
        self._names = names
        self._starts = [n.start for n in names]
        self._cast = cast
        self._known: dict[str, int] = {}
        self._longer: dict[str, set[int]] = defaultdict(set)
        """What stands before a comma in a label that is known → whom the label names."""
        self._examinations: Examinations | None = None
        self._author = document.author
        self._parts: Parts | None = None

    def entity(self, quoted: Quoted) -> int | None:
        """The entity that the label of a quotation names, None where it has no label."""
        if quoted.part:
            return self._part(quoted, quoted.part == "asks")
        found = quoted.label or self._heading(quoted)
        if found is None:
            return None
        start, end = found
        if quoted.kind == "block" and end <= quoted.start and not self._is_known(start, end):
            return None  # the title of a box may as well be that of a book
        text = " ".join(self._prose[start:end].split()).strip("*_ :.")
        key = " ".join(_IN_PARENTHESES.sub(" ", text).lower().split()) or text.lower()
        if key in ASKS_OR_ANSWERS and (examined := self._examined(key, quoted.start + _BY)) is not None:
            return examined
        if key in ("q", "a") and key not in self._known and (part := self._part(quoted, key == "q")) != NOBODY:
            self._known[key] = part
        if key in BENCH and key not in self._known and (judge := self._judge()) is not None:
            self._known[key] = judge
        if key not in self._known:
            # "The Minister of State", before "The Minister of State, Home Office (Lena Marsh)"
            longer = self._longer.get(key, ())
            if len(longer) == 1:
                (named,) = longer
            elif quoted.label is None and not self._is_one_name(start, end):
                named = self._unnamed(start, " ".join(map(recase, text.split())))
            else:
                named = self._find(start, end, text, _IN_PARENTHESES.sub("", text).strip() or text)
            self._known[key] = named
            for comma in re.finditer(",", key):
                self._longer[key[: comma.start()]].add(named)
        return self._known[key]

    def _examined(self, key: str, at: int) -> int | None:
        """Who asks or answers at an offset, where the record of a court tells."""
        return self._record().speaker(key, at)

    def _part(self, quoted: Quoted, asks: bool) -> int:
        """Who asks or answers in an interview; this is asked of its first turn first."""
        if self._parts is None:
            self._parts = parts_of(self._prose, quoted.outer_start, self._names, self._cast, self._author)
            if self._parts.asks == NOBODY and self._author is not None:
                self._parts = self._parts._replace(asks=self._unnamed(quoted.start, self._author, "person"))
        return self._parts.asks if asks else self._parts.answers

    def _judge(self) -> int | None:
        """Who is "THE COURT", where the record of a court tells."""
        return self._record().presiding(self._prose)

    def _record(self) -> Examinations:
        if self._examinations is None:
            self._examinations = Examinations(self._prose, self._names, self._cast)
        return self._examinations

    def _is_one_name(self, start: int, end: int) -> bool:
        """Whether a stretch is a name from end to end."""
        i = bisect_left(self._starts, start)
        return i < len(self._names) and self._names[i].start == start and self._names[i].end == end

    def _is_known(self, start: int, end: int) -> bool:
        """Whether somebody is named in a stretch of whom more is told than the name."""
        i = bisect_left(self._starts, start)
        while i < len(self._names) and self._names[i].end <= end:
            if (number := self._cast.of_name[i]) >= 0 and self._cast.entities[number].kind == "person":
                entity = self._cast.entities[number]
                return entity.mentions > 1 or bool(entity.title) or entity.gender != "?"
            i += 1
        return False

    def _heading(self, quoted: Quoted) -> tuple[int, int] | None:
        """The first words of a heading in capitals right above: "OLGA BARNES, MINISTER FOR PORTS:"."""
        blocks = self._blocks
        if not quoted.block or blocks[quoted.block].start != quoted.outer_start:
            return None
        above = blocks[quoted.block - 1]
        if above.end - above.start > _LONGEST_HEADING:
            return None
        text = self._prose[above.start : above.end].rstrip()
        if not text.endswith(":") or not text.isupper() or "," not in text:
            return None
        return above.start, above.start + text.index(",")

    def _find(self, start: int, end: int, text: str, plain: str) -> int:
        inside: list[int] = []
        i = bisect_left(self._starts, start)
        while i < len(self._names) and self._names[i].start < end:
            if self._names[i].end <= end:
                inside.append(i)
            i += 1
        if plain.lower() in _NOBODY:
            return NOBODY
        described = _DESCRIBED.fullmatch(plain) or _NUMBERED.fullmatch(plain) or _ANY_OF.match(plain)
        if described or any(c.isdigit() for c in plain) or _DAY.match(plain):
            return self._unnamed(start, plain)
        if _INITIALS.fullmatch(plain) and (bearer := self._of_initials(plain.lower(), start)) is not None:
            return bearer
        if _DEPUTY.fullmatch(text):
            return self._unnamed(start, plain)
        persons = [i for i in inside if self._names[i].kind == "person" and self._cast.of_name[i] >= 0]
        office = plain.lower().startswith(("the ", "a ")) or _CHAIRS.fullmatch(plain) or not any(
            self._names[i].text.lower() in plain.lower() for i in persons
        )
        if persons:
            chosen = persons[-1] if office else persons[0]
            number = self._cast.of_name[chosen]
            if office and "(" in text:
                role = re.sub(r"^the ", "", plain, flags=re.I)
                self._cast.entities[number].roles[role] += 3
            return number
        if plain.isupper():  # "KEN:", of whom others speak as Ken
            name = plain.title()
            bearers = [n for n, e in enumerate(self._cast.entities) if e.kind == "person" and name in e.names]
            if len(bearers) == 1:
                return bearers[0]
        for i in inside:
            if self._cast.of_name[i] >= 0 and self._names[i].text.lower() == plain.lower():
                return self._cast.of_name[i]
        return self._unnamed(start, plain)

    def _of_initials(self, initials: str, at: int) -> int | None:
        """ "ZA:" is the only person named before whose full name begins so: Zeynep Aksakal."""
        fits = [
            number
            for number, entity in enumerate(self._cast.entities)
            if entity.kind == "person" and entity.full and entity.first < at
            and any(initials in (_initials(form), _initials(form.replace("-", " "))) for form in entity.names)
        ]  # fmt: skip
        return fits[0] if len(fits) == 1 else None

    def _unnamed(self, start: int, plain: str, kind: SpeakerKind = "unnamed") -> int:
        number = len(self._cast.entities)
        entity = Entity(kind=kind, first=start, mentions=1)
        entity.names[plain] += 1
        self._cast.entities.append(entity)
        return number


def _initials(form: str) -> str:
    return "".join(word[0] for word in form.lower().split())
