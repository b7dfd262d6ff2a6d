"""Who is on the scene at a quotation: mentions in order, addressees, subjects, turns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..attribute import Local, chattiness, is_run_in
from ..attribute.candidates import TELLS
from ..attribute.word_classes import word_classes
from ..lang import Lexicon
from ..model import Document, Gender, Quoted
from ..text.name_parts import name_rules
from ..text.names import Name
from .entities import NOBODY, Cast, Entity
from .evidence import bearer_of, find_genders, find_introductions, find_roles, join_offices
from .voices import NOWHERE, Standing, leave_to_headings, voice

_SET_APART = frozenset(
    {"former", "ex", "late", "outgoing", "deputy", "vice", "assistant", "acting", "shadow", "retired",
     "prime"}
)
"""Words that tell one bearer of an office from another."""
_NEAR_BODY = 12
"""So many mentions back "it" finds a body that it may stand for."""
_BEARERS = 12
"""So many of those whom a noun fits are looked at, the latest."""
_RECURS = 2
"""A definite description of nobody known is somebody when it comes so often."""
_SCRAP = 1_000
"""In a text of so few characters once is enough."""
_BETWEEN = re.compile(r"(?: of (?:hers|his|theirs|mine|ours))?, (?:the (?:[a-z]+ ){1,3})?")
"""What stands between a description and the name of the one described."""
_NEXT = re.compile(r"\s(?:\w+ly\s)?([a-z]+)")
_SILENT = re.compile(r"\s(?:still\s)?(?:said|answered|replied|told\s\w+)\s(?:nothing|not a word|no more|not\b)")
_INVERTED = re.compile(r"[\"”’'»]\s([a-z]+)\s$")
_EXPLAINS = re.compile(r",\s|,?\s(?:is|was|became|as|remains|remained)\s")
_VOCATIVE_BEFORE = re.compile(
    r"(?:^|[,.!?;—–-]|\b(?:dear|poor|old|oh|ah|no|yes|well|and|please|you|my))[ \n]?$", re.I
)
_VOCATIVE_AFTER = re.compile(r"^(?:[,.!?;—–-]|$)")


@dataclass(slots=True)
class Turn:
    """A quotation that waits for its speaker."""

    index: int
    """Among the quoted."""
    quoted: Quoted
    local: Local
    relation: str
    """To the turn before: "same" block, "next" block, "gap" (narration between), "far", "cont" (reopened marks);
    "first" for the first."""
    called: frozenset[int] = frozenset()
    """Entities addressed in it."""
    named: frozenset[int] = frozenset()
    """Entities named in it otherwise."""
    hails: Gender = "?"
    """Of the one it is spoken to, where a form of address tells: "Yes, sir"."""


@dataclass(slots=True)
class Scene:
    """What resolution asks of a text, gathered once."""

    document: Document
    names: Sequence[Name]
    cast: Cast
    quoted: Sequence[Quoted]
    name_starts: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    """Where each mention outside of quotations starts, in order."""
    mentioned: list[int] = field(default_factory=list)
    """Its entity."""
    voices: frozenset[int] = frozenset()
    """Entities that may speak: persons, and whoever is named at a cue."""
    in_quote: dict[int, list[tuple[int, bool]]] = field(default_factory=dict)
    """For a quotation the entities named in it; True: addressed."""
    shares: dict[int, str] = field(default_factory=dict)
    """How much of the text is about each entity: "main", "some", "rare"."""
    evidence: dict[int, str] = field(default_factory=dict)
    """How sure it is that each can speak, see `voices.voice`."""
    bearers: dict[str, list[int]] = field(default_factory=dict)
    """For a role noun those whom it fits, in the order they were found."""
    own_names: dict[int, int] = field(default_factory=dict)
    """For turns in which somebody says their own name: the index of that name."""
    introduced: dict[int, int] = field(default_factory=dict)
    """People brought in without a name: where → entity."""
    chatty: str = "low"
    indefinites: frozenset[str] = frozenset()
    """Words for nobody in particular: "somebody"."""
    outside: list[tuple[int, int]] = field(default_factory=list)
    """The stretches of narration."""

    def before(self, at: int, most: int, block_start: int = -1) -> list[int]:
        """The entities mentioned before an offset, the latest first, each once; of unnamed ones only the last two."""
        out: list[int] = []
        unnamed = 0
        positions, mentioned, voices, entities = self.positions, self.mentioned, self.voices, self.cast.entities
        last = bisect_left(positions, at) - 1
        for i in range(last, max(0, last - 60) - 1, -1):
            if positions[i] < block_start:
                break
            entity = mentioned[i]
            if entity not in out and entity in voices:
                if entities[entity].kind == "unnamed":
                    if unnamed == 2:
                        continue
                    unnamed += 1
                out.append(entity)
                if len(out) == most:
                    break
        return out

    def last_of(self, entity: int, at: int) -> tuple[int, int] | None:
        """The last mention of an entity by name before an offset, within reach: (start, end) in prose."""
        i = bisect_left(self.positions, at) - 1
        for k in range(i, max(-1, i - 60), -1):
            if self.mentioned[k] == entity:
                start = self.positions[k]
                n = bisect_left(self.name_starts, start)
                if n < len(self.names) and self.names[n].start == start:
                    return start, self.names[n].end
        return None

    def last_body(self, at: int) -> int | None:
        """Whom "it" means: the organisation mentioned last before an offset, within reach."""
        i = bisect_left(self.positions, at) - 1
        for k in range(i, max(-1, i - _NEAR_BODY), -1):
            if self.cast.entities[self.mentioned[k]].kind == "organisation":
                return self.mentioned[k]
        return None

    def bearing(self, head: str) -> list[int]:
        """Those whom a role noun fits, the latest of them, in the order they were found."""
        return self.bearers.get(head, [])[-_BEARERS:]

    def enter(self, number: int) -> None:
        """Let an entity speak that was found only now."""
        self.shares.setdefault(number, "rare")
        self.evidence[number] = "cued"
        self.voices |= {number}

    def between(self, low: int, high: int) -> list[int]:
        """The entities mentioned from `low` up to `high`, in order."""
        i, j = bisect_left(self.positions, low), bisect_left(self.positions, high)
        return [e for e in self.mentioned[i : min(j, i + 12)] if e in self.voices]


def build_scene(
    document: Document, names: Sequence[Name], cast: Cast, quoted: Sequence[Quoted], cued: Mapping[int, int],
    lexicon: Lexicon,
) -> Scene:  # fmt: skip
    """Sort the names of a text into mentions outside of quotations, addressees and words inside.

    `cued`: how many cues name an entity, for those whom any does.
    """
    scene = Scene(document, names, cast, quoted, [n.start for n in names])
    scene.indefinites = lexicon.words("indefinites")
    prose = document.prose
    outer = [i for i, q in enumerate(quoted) if q.depth == 0]
    starts = [quoted[i].start for i in outer]
    blocks = document.blocks
    block_starts = [b.start for b in blocks]
    known = word_classes(lexicon).known
    standings: dict[int, Standing] = {}
    positions, mentioned = scene.positions, scene.mentioned
    find_roles(prose, names, cast, lexicon)
    join_offices(cast, lexicon)
    _settle_rivals(names, cast)
    ends = [quoted[i].end for i in outer]
    at = block = -1
    many, many_blocks = len(starts) - 1, len(block_starts) - 1
    for name, number in zip(names, cast.of_name, strict=True):
        if number < 0:
            continue
        start = name.start
        while at < many and starts[at + 1] <= start:
            at += 1
        if at >= 0 and start < ends[at]:
            q = quoted[outer[at]]
            if q.verdict != "speech":
                continue
            before = prose[max(q.start, start - 8) : start]
            called = bool(
                (start == q.start or _VOCATIVE_BEFORE.search(before))
                and _VOCATIVE_AFTER.match(prose[name.end : min(q.end, name.end + 1)])
            )
            scene.in_quote.setdefault(outer[at], []).append((number, called))
            continue
        while block < many_blocks and block_starts[block + 1] <= start:
            block += 1
        if block >= 0 and blocks[block].kind in ("heading", "meta"):
            continue
        positions.append(start)
        mentioned.append(number)
        standing = standings.get(number)
        if standing is None:
            standing = standings[number] = Standing()
        standing.count(prose, name, known)
    spoken_of = {number for inside in scene.in_quote.values() for number, _ in inside}
    for number, entity in enumerate(cast.entities):
        if number not in standings and number not in spoken_of and number not in cued:
            leave_to_headings(entity)
    outside = scene.outside = list(_outside(document, [quoted[i] for i in outer]))
    find_genders(prose, cast, positions, mentioned, outside, lexicon)
    _introduce(scene, outside, lexicon)
    scene.chatty = chattiness(document, quoted)
    given, common = name_rules(lexicon).given, lexicon.words("common_words")
    scene.evidence = {
        i: voice(entity, standings.get(i, NOWHERE), scene.chatty, cued.get(i, 0), given, common)
        for i, entity in enumerate(cast.entities)
    }
    scene.voices = frozenset(i for i, how in scene.evidence.items() if how != "no")
    most = max((e.mentions for e in cast.entities), default=1)
    scene.shares = {
        i: "main" if e.mentions * 4 >= most else "some" if e.mentions * 20 >= most else "rare"
        for i, e in enumerate(cast.entities)
    }
    return scene


def _settle_rivals(names: Sequence[Name], cast: Cast) -> None:
    """ "Cllr Tennant" is the one of two Tennants who bears that office."""
    for i, rivals in list(cast.rivals.items()):
        title = names[i].role or " ".join(names[i].titles)
        if not title:
            continue
        words = set(title.lower().split())  # "General" is no part of "Generals", who are all of those behind
        if any(role == f"{title}s" for r in rivals for role in cast.entities[r].roles):
            continue  # "Judges Ana Cole and Ivan Cole": either is one
        fits = [r for r in rivals if any(words <= set(role.lower().split()) for role in cast.entities[r].roles)]
        if len(fits) == 1:
            cast.of_name[i] = fits[0]
            del cast.rivals[i]


def _outside(document: Document, outer: Sequence[Quoted]) -> Iterator[tuple[int, int]]:
    """The stretches of narration: what blocks of running text hold besides words in marks."""
    k = 0
    for block in document.blocks:
        if block.kind in ("heading", "meta", "verbatim"):
            continue
        at = block.start
        while k < len(outer) and outer[k].outer_start < block.end:
            if outer[k].outer_start > at:
                yield at, outer[k].outer_start
            at = max(at, outer[k].outer_end)
            k += 1
        if at < block.end:
            yield at, block.end


def _introduce(scene: Scene, outside: Sequence[tuple[int, int]], lexicon: Lexicon) -> None:
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
            if seldom and not _is_told(prose, start, verbs, tells) and not _says(prose, start, verbs):
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
    apart = not _SET_APART.isdisjoint(scene.document.prose[start:end].lower().split())
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


def is_of_another(entity: Entity, phrase: str) -> bool:
    """Whether somebody without a name is told from whom a description means, by a capital or a word for an office.


    "The Kettering manager" is not "the Corby manager", "the prime minister" not "the minister".
    """
    if entity.kind != "unnamed":
        return False
    words, proper = set(phrase.lower().split()), _proper_words(phrase)
    others = [word for name in entity.names for word in _proper_words(name)]
    if proper and others and proper.isdisjoint(others):
        return True
    return any(_SET_APART & set(name.lower().split()) - words for name in entity.names)


def _proper_words(phrase: str) -> set[str]:
    """The words with a capital but for the first: "Corby" of "the Corby manager"."""
    return {word for word in phrase.split()[1:] if word[:1].isupper()}


def shared_words(entity: Entity, words: set[str]) -> int:
    """How many words of a description stand in a role of an entity; "former" counts against it unless said."""
    roles = [set(role.lower().split()) for role in entity.roles]
    return max((len(words & role) - 2 * len(role & _SET_APART - words) for role in roles), default=0)


def _is_resumed(prose: str, one: Quoted, two: Quoted) -> bool:
    """Whether two stretches stand in the same marks, a clause of the narrator's between: « Partons, dit-il, vite. »"""
    return prose[one.outer_start] == "«" and two.start == two.outer_start and "»" not in prose[one.end : two.start]


def build_turns(scene: Scene, locals_: Sequence[Local]) -> list[Turn]:
    """The quotations in order, each with its relation to the one before."""
    turns: list[Turn] = []
    blocks = scene.document.blocks
    for local in locals_:
        q = scene.quoted[local.index]
        relation = "first"
        if turns:
            last = turns[-1].quoted
            gap = q.block - last.block
            if gap == 0 and _is_resumed(scene.document.prose, last, q):
                relation, local = "cont", replace(turns[-1].local, index=local.index)
            elif q.continues is not None:
                relation = "cont"
            elif gap == 0:
                relation = "next" if is_run_in(scene.document.prose, scene.quoted, local.index) else "same"
            elif gap == 1:
                relation = "next"
            elif gap <= 3 and all(blocks[b].kind == "paragraph" for b in range(last.block + 1, q.block)):
                relation = "gap"
            else:
                relation = "far"
        inside = scene.in_quote.get(local.index, ())
        turns.append(
            Turn(
                local.index, q, local, relation,
                frozenset(e for e, called in inside if called), frozenset(e for e, called in inside if not called),
            )
        )  # fmt: skip
    return turns


def compatible(wanted: Gender, entity: Entity) -> str:
    """How an entity fits a pronoun: "ok", "?" not known, "no"."""
    if wanted == "?":
        return "any"
    if entity.kind == "organisation":
        return "ok" if wanted in ("n", "p", entity.voiced) else "no"
    if wanted == "p":
        return "ok" if entity.kind == "group" or entity.gender == "p" else "no"
    return "ok" if entity.gender == wanted else "?" if entity.gender == "?" else "no"
