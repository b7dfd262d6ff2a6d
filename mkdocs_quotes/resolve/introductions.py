"""People who are described and not named: "a staff nurse", then "the nurse"; "the mayor", where there is one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from ..attribute.candidates import TELLS
from ..attribute.word_classes import word_classes
from ..lang import Lexicon
from .entities import NOBODY, Entity
from .evidence import bearer_of, find_introductions
from .scene import SET_APART, Scene, is_of_another, shared_words

_RECURS = 2
"""A definite description of nobody known is somebody when it comes so often."""
_SCRAP = 1_000
"""In a text of so few characters once is enough."""
_BOOK = 60_000
"""In a text of so many characters who is described once is soon forgotten."""
_BETWEEN = re.compile(r"(?: of (?:hers|his|theirs|mine|ours))?, (?:the (?:[a-z]+ ){1,3})?")
"""What stands between a description and the name of the one described."""
_NEXT = re.compile(r"\s(?:\w+ly\s)?([a-z]+)")
_SILENT = re.compile(r"\s(?:still\s)?(?:said|answered|replied|told\s\w+)\s(?:nothing|not a word|no more|not\b)")
_INVERTED = re.compile(r"[\"”’'»]\s([a-z]+)\s$")
_EXPLAINS = re.compile(r",\s|,?\s(?:is|was|became|as|remains|remained)\s")


def introduce(scene: Scene, outside: Sequence[tuple[int, int]], lexicon: Lexicon) -> None:
    """Put people without a name on the scene: "a staff nurse", then "the nurse"; "the mayor" where there is one.

    A definite description is a mention of whoever bears its noun and was met last; where nobody does, one that comes
    back is somebody of its own ("the inspector").
    """
    prose, entities = scene.document.prose, scene.cast.entities
    roles = word_classes(lexicon).roles
    found = [
        (start, end, head, " ".join(prose[start:end].split()).lower())
        for start, end, head in find_introductions(prose, outside, lexicon)
        if not prose.startswith(("’s", "'s"), end) and not _is_name(scene, end) and not _is_explained(scene, start, end)
    ]
    definite = Counter(phrase for _, _, _, phrase in found if phrase.startswith("the "))
    recurs = _RECURS if len(prose) > _SCRAP else 1
    short = len(prose) < _BOOK
    verbs = lexicon.forms("cue_verbs")
    tells = frozenset(form for verb in TELLS for form in lexicon.table("cue_verbs").get(verb, ()))
    bearers = scene.bearers
    for number, entity in enumerate(entities):
        for head in sorted(entity.heads):
            bearers.setdefault(head, []).append(number)
    rows = list(zip(scene.positions, scene.mentioned, strict=True))
    latest = _Latest(rows, entities)
    for start, end, head, phrase in found:
        called = bearer_of(prose, end, scene.cast)
        if called is None and not phrase.startswith("the "):
            called = _named_behind(scene, end)  # "Another visitor, Femi Adeleke, 41, …"
        if called is not None:
            entities[called].heads.add(head)
            if entities[called].gender == "?" and (gender := roles.get(head, "?")) in ("m", "f"):
                entities[called].gender = "m" if gender == "m" else "f"
            bearers.setdefault(head, []).append(called)
            scene.introduced[start] = called
            rows.append((start, called))
            continue
        if phrase.startswith("the "):
            known = [n for n in scene.bearing(head) if entities[n].first < start]
            if not known and (kinds := lexicon.table("role_kinds").get(head)):
                # "the writer", where a novelist and no other writer is about
                known = [n for kind in kinds for n in scene.bearing(kind) if entities[n].first < start]
                known = known if len(set(known)) == 1 else []
            known = [n for n in known if not is_of_another(entities[n], prose[start:end])]
            if known:
                words = set(phrase.split())
                number = max(known, key=lambda n: (shared_words(entities[n], words), latest.before(n, start)))
                rows.append((start, number))
                latest.told[number] = start
                scene.introduced[start] = number
                continue
            seldom = definite[phrase] < recurs or (
                definite[phrase] < _RECURS and not _acts(scene, start, end, head, verbs)
            )
            there = short and (_is_told(prose, start, verbs, tells) or _says(prose, start, verbs))
            if seldom and not there:
                continue
        number = len(entities)
        gender = roles.get(head, "?")
        entity = Entity(kind="unnamed", gender="m" if gender == "m" else "f" if gender == "f" else "?", first=start)
        entity.names[phrase[0] + " ".join(prose[start:end].split())[1:]] += 1
        entity.heads.add(head)
        entity.mentions = 1
        entities.append(entity)
        bearers.setdefault(head, []).append(number)
        scene.introduced[start] = number
        rows.append((start, number))
    rows.sort()
    scene.positions[:] = [r[0] for r in rows]
    scene.mentioned[:] = [r[1] for r in rows]


def _acts(scene: Scene, start: int, end: int, head: str, verbs: frozenset[str]) -> bool:
    """Whether a description that comes once is that of somebody who only acts: it says nothing and explains no name."""
    prose = scene.document.prose
    beside = _NEXT.match(prose, end), _INVERTED.search(prose, start - 16, start)
    if any(m is not None and m[1] in verbs for m in beside) and not _SILENT.match(prose, end):
        return False  # whom "the baker said" means is asked elsewhere
    i = bisect_left(scene.name_starts, end)
    explained = prose.startswith(", ", end) and i < len(scene.names) and scene.name_starts[i] == end + 2
    explains = i > 0 and scene.names[i - 1].end <= start and _EXPLAINS.fullmatch(prose, scene.names[i - 1].end, start)
    return not explained and not explains and head != "voice"


_TOLD = re.compile(r"[\w’]\s([a-z]+)\s(to\s)?$")
_LONGEST_VERB = 24


def _is_told(prose: str, start: int, verbs: frozenset[str], tells: frozenset[str]) -> bool:
    """Whether somebody speaks to the one described, who so is there: "I asked the grocer"."""
    m = _TOLD.search(prose, max(0, start - _LONGEST_VERB), start)
    return m is not None and m[1] in (verbs if m[2] else tells)


def _says(prose: str, start: int, verbs: frozenset[str]) -> bool:
    """Whether one described speaks behind the words: "“Are you?” said the old boy"."""
    m = _INVERTED.search(prose, start - 16, start)
    return m is not None and m[1] in verbs


class _Latest:
    """Where the narration has spoken of somebody last, by name or by a description."""

    def __init__(self, rows: Sequence[tuple[int, int]], entities: Sequence[Entity]) -> None:
        self.told: dict[int, int] = {}
        """By a description."""
        self._entities = entities
        self._named: dict[int, list[int]] = {}
        for place, number in rows:
            self._named.setdefault(number, []).append(place)

    def before(self, number: int, at: int) -> int:
        places = self._named.get(number, ())
        i = bisect_left(places, at)
        return max(places[i - 1] if i else self._entities[number].first, self.told.get(number, -1))


def _is_name(scene: Scene, end: int) -> bool:
    """Whether a description ends in a name, or stands right before one: "the Rector", "the novelist Ann Lund"."""
    i = bisect_left(scene.name_starts, end) - 1
    if i >= 0 and scene.names[i].end >= end and scene.names[i].kind == "person":
        return True
    behind = i + 1 < len(scene.names) and scene.name_starts[i + 1] == end + 1 and scene.document.prose[end].isspace()
    return behind and scene.names[i + 1].kind == "person"


def _is_explained(scene: Scene, start: int, end: int) -> bool:
    """Whether a name says which of several a description means: "The former chancellor, Edith Rohm, …"."""
    apart = not SET_APART.isdisjoint(scene.document.prose[start:end].lower().split())
    return apart and _named_behind(scene, end) is not None


def _named_behind(scene: Scene, end: int) -> int | None:
    """Whose name alone stands between commas behind a description: "a pupil of hers, the chemist Paul Haas, …"."""
    prose = scene.document.prose
    m = _BETWEEN.match(prose, end)
    if m is None:
        return None
    i = bisect_left(scene.name_starts, m.end())
    if i == len(scene.names) or scene.name_starts[i] != m.end() or scene.names[i].kind != "person":
        return None
    number = scene.cast.of_name[i]
    closed = prose.startswith((",", ".", ";", ":"), scene.names[i].end)
    return number if closed and number != NOBODY else None
