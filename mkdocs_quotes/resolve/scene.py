"""Who is on the scene at a quotation: mentions in order, addressees, subjects, turns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..attribute import Local, is_run_in
from ..model import Document, Gender, Quoted
from ..text.names import Name
from .entities import Cast, Entity

SET_APART = frozenset(
    {"former", "ex", "late", "outgoing", "deputy", "vice", "assistant", "acting", "shadow", "retired",
     "prime"}
)
"""Words that tell one bearer of an office from another."""
_NEAR_BODY = 12
"""So many mentions back "it" finds a body that it may stand for."""
_BEARERS = 12
"""So many of those whom a noun fits are looked at, the latest."""


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
    return any(SET_APART & set(name.lower().split()) - words for name in entity.names)


def _proper_words(phrase: str) -> set[str]:
    """The words with a capital but for the first: "Corby" of "the Corby manager"."""
    return {word for word in phrase.split()[1:] if word[:1].isupper()}


def shared_words(entity: Entity, words: set[str]) -> int:
    """How many words of a description stand in a role of an entity; "former" counts against it unless said."""
    roles = [set(role.lower().split()) for role in entity.roles]
    return max((len(words & role) - 2 * len(role & SET_APART - words) for role in roles), default=0)


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
