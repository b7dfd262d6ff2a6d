"""Resolve who speaks each quotation: mention (or none) → entity, in reading order, turn by turn.

A cue with a name decides. For a pronoun, a description or no cue at all, the entities on the scene and an explicit
"nobody" are scored with sparse features, each joined with the class of the cue; a beam keeps several readings of the
conversation. Weights are data (`weights/turns.json`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log

from ..attribute.local import Near
from ..attribute.scorer import Scorer
from ..model import Gender
from .cast import Cast
from .scene import Scene, Turn, compatible

NOBODY = -1
_RECENT = 8
_HISTORY = 10
_LEAST = 1e-4
_NEVER = -50.0
_PRONOUN_GENDER: dict[str, Gender] = {"he": "m", "she": "f", "they": "p"}


@dataclass(frozen=True, slots=True)
class CueClass:
    """What the words near a quotation tell of its speaker, as a class joined with every feature."""

    code: str
    """"label", "name", "rival", "he", "she", "they", "I", "we", "noun", "none"."""
    gender: Gender
    near: Near | None
    fixed: int | None = None
    """The entity, where the cue names it."""
    allowed: frozenset[int] = frozenset()
    """Of a name that fits several: those."""
    own: int = NOBODY
    """Of a description of nobody known: the unnamed source that it would be."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who speaks a turn."""

    turn: int
    entity: int
    """`NOBODY` where the text does not say."""
    cue: CueClass
    probability: float
    ranked: tuple[tuple[int, float], ...]
    """Entities weighed with their probability, best first."""


def classify(
    turn: Turn, scene: Scene, nouns: dict[tuple[int, int], tuple[int, bool, Gender]], labelled: int | None,
    narrator: int | None,
) -> CueClass:  # fmt: skip
    """The class of a turn's cue.

    `narrator` is the entity of "I"; `nouns` tells for each description its entity, whether that is sure, and its gender; `labelled` is the entity of
    the turn's own label.
    """
    if labelled is not None:
        return CueClass("label", "?", None, fixed=labelled)
    near = turn.local.best
    if near is None:
        return CueClass("none", "?", None)
    if near.ref >= 0:
        entity = scene.cast.of_name[near.ref]
        if entity >= 0:
            return CueClass("name", "?", near, fixed=entity)
        rivals = scene.cast.rivals.get(near.ref, ())
        return CueClass("rival", "?", near, allowed=frozenset(rivals))
    if near.code == "P":
        if near.word == "i":
            return CueClass("I", "?", near, fixed=narrator)
        return CueClass(near.word, _PRONOUN_GENDER.get(near.word, "?"), near)
    entity, sure, gender = nouns.get((near.start, near.end), (NOBODY, False, "?"))
    return CueClass("noun", gender, near, fixed=entity if sure else None, own=NOBODY if sure else entity)


_STRENGTH = ("label", "name", "rival", "I", "noun", "she", "he", "we", "they", "none")


def share_cues(turns: Sequence[Turn], cues: list[CueClass]) -> None:
    """Let the paragraphs of one quotation (reopened marks) have one cue: the strongest of theirs."""
    start = 0
    while start < len(turns):
        end = start + 1
        while end < len(turns) and turns[end].relation == "cont":
            end += 1
        if end - start > 1:
            chain = cues[start:end]
            best = min(chain, key=lambda cue: _STRENGTH.index(cue.code))
            cues[start:end] = [best] * (end - start)
        start = end


def learn_genders(turns: Sequence[Turn], cues: Sequence[CueClass], cast: Cast) -> None:
    """Settle open genders by the pronouns that go on after a name: "…, said Dafydd Prys. ¶ …, he said"."""
    votes: dict[int, Counter[Gender]] = {}
    for at in range(1, len(turns)):
        entity = cues[at - 1].fixed
        if entity is None or cues[at].gender not in ("m", "f") or turns[at].relation not in ("same", "next"):
            continue
        if cast.entities[entity].kind in ("person", "unnamed") and cast.entities[entity].gender == "?":
            votes.setdefault(entity, Counter())[cues[at].gender] += 1
    for entity, counts in votes.items():
        (gender, most), *others = counts.most_common()
        if not others or most >= 3 * others[0][1]:
            cast.entities[entity].gender = gender


class Stage:
    """Scores entities for turns against a history of speakers."""

    def __init__(
        self, scene: Scene, turns: Sequence[Turn], cues: Sequence[CueClass], narrator: int | None
    ) -> None:
        self.scene = scene
        self.turns = turns
        self.cues = cues
        self.narrator = narrator

    def goes_on(self, at: int) -> bool:
        """Whether a turn is bound to the one before: reopened marks, or one reporting clause for both."""
        if self.turns[at].relation == "cont":
            return True
        one, two = self.cues[at - 1].near, self.cues[at].near
        return one is not None and two is not None and one.start == two.start

    def candidates(self, at: int, histories: Iterable[Sequence[int]]) -> list[int]:
        """The entities weighed for the turn at `at`, whichever of the histories holds."""
        turn, cue = self.turns[at], self.cues[at]
        if cue.allowed:
            return sorted(cue.allowed)
        q = turn.quoted
        block = self.scene.document.blocks[q.block]
        pool = self.scene.before(q.start, _RECENT)
        if (hint := turn.local.far) is not None and hint.ref >= 0 and self.scene.cast.of_name[hint.ref] >= 0:
            pool.append(self.scene.cast.of_name[hint.ref])
        pool += sorted({e for history in histories for e in history[-_HISTORY:] if e >= 0})
        pool += self.scene.between(q.end, block.end + 200)[:3]
        if at + 1 < len(self.turns):
            nxt = self.turns[at + 1]
            if nxt.quoted.block - q.block <= 2:
                pool += list(nxt.called)
            for ahead in self.cues[at + 1 : at + 3]:
                if ahead.fixed is not None:
                    pool.append(ahead.fixed)
        if at:
            pool += list(self.turns[at - 1].called)
        if self.narrator is not None:
            pool.append(self.narrator)
        out = list(dict.fromkeys(pool))
        entities = self.scene.cast.entities
        if cue.gender != "?":
            out = [e for e in out if compatible(cue.gender, entities[e]) != "no"]
        out = out[:14]
        if cue.own != NOBODY:
            out = [e for e in out if e != cue.own] + [cue.own]
        return out

    def static(self, at: int, pool: Sequence[int]) -> list[list[str]]:
        """Features that do not depend on who spoke before: one list for nobody, then one per candidate."""
        turn, cue, scene = self.turns[at], self.cues[at], self.scene
        c = cue.code
        q = turn.quoted
        block = scene.document.blocks[q.block]
        site = turn.local.site
        place = "alone" if site is not None and site.alone else "mixed"
        entities = scene.cast.entities
        fits = {e: compatible(cue.gender, entities[e]) for e in pool}
        recent = [e for e in scene.before(q.start, _RECENT + 4) if fits.get(e) in ("ok", "?", "any")]
        inside = scene.before(q.outer_start, 4, block.start)
        after = scene.between(q.end, block.end)
        below = scene.between(block.end, block.end + 160) if place == "alone" else []
        subject, where, told = self._subject(turn)
        ahead = self._ahead(at)
        hint = turn.local.far
        far = scene.cast.of_name[hint.ref] if hint is not None and hint.ref >= 0 else NOBODY
        far_gender = _PRONOUN_GENDER.get(hint.word, "?") if hint is not None and hint.code == "P" else "?"
        spread = f"{scene.chatty}"
        out = [
            [
                f"{c}:nobody", f"{c}:nobody&{spread}", f"{c}:nobody&{turn.relation}&{spread}",
                f"{c}:nobody&n={min(len(pool), 5)}", f"{c}:nobody&{place}", f"{c}:nobody&kind={q.kind}",
            ]
        ]  # fmt: skip
        narrows = sum(f in ("ok", "any") for f in fits.values())
        for e in pool:
            entity = entities[e]
            rank = recent.index(e) if e in recent else -1
            rows = [
                f"{c}:fit={fits[e]}&{min(narrows, 3)}",
                f"{c}:rank={rank if rank < 5 else 5}",
                f"{c}:rank={rank if rank < 5 else 5}&{turn.relation}",
                f"{c}:rank={rank if rank < 3 else 3}&{fits[e]}",
                f"{c}:share={scene.shares[e]}",
                f"{c}:rank={rank if rank < 5 else 5}&{spread}",
                f"{c}:kind={entity.kind}&{entity.gender == '?'}",
                f"{c}:kind={entity.kind}&{spread}",
                f"{c}:voice={scene.evidence[e]}",
                f"{c}:voice={scene.evidence[e]}&{rank if rank < 3 else 3}",
            ]
            if e == cue.own:
                rows += [
                    f"{c}:own",
                    f"{c}:own&{spread}",
                    f"{c}:own&{scene.document.prose[cue.near.start : cue.near.start + 3].lower() if cue.near else ''}",
                ]
            if far_gender != "?":
                rows.append(f"{c}:farfit={compatible(far_gender, entity)}&{rank if rank < 3 else 3}")
            if e == far:
                rows += [f"{c}:far", f"{c}:far&{turn.relation}&{spread}", f"{c}:far&{place}"]
            if e in inside:
                rows.append(f"{c}:inside={inside.index(e)}&{place}")
            if e in after:
                rows.append(f"{c}:after={min(after.index(e), 2)}&{min(len(after), 3)}")
            if e in below:
                rows.append(f"{c}:below={min(below.index(e), 1)}")
            if e == subject:
                agrees = compatible(told, entity) if told != "?" else "-"
                rows += [
                    f"{c}:subject={where}&{agrees}",
                    f"{c}:subject={where}&{turn.relation}&{spread}",
                    f"{c}:subject={fits[e]}&{place}&{spread}",
                ]
            elif told in ("m", "f"):
                rows.append(f"{c}:pronoun={compatible(told, entity)}&{rank if rank < 3 else 3}&{spread}")
            if e in turn.called:
                rows.append(f"{c}:called")
            if e in turn.named:
                rows.append(f"{c}:named")
            if at and e in self.turns[at - 1].called:
                rows.append(f"{c}:answers&{turn.relation}")
            if (
                at + 1 < len(self.turns)
                and e in self.turns[at + 1].called
                and self.turns[at + 1].relation in ("next", "gap")
            ):
                rows.append(f"{c}:answered")
            if e == ahead[0]:
                rows += [f"{c}:ahead={ahead[1]}&{spread}", f"{c}:ahead={ahead[1]}&{place}"]
            elif ahead[0] != NOBODY and ahead[1]:
                rows.append(f"{c}:notahead={ahead[1]}")
            if e == self.narrator:
                rows += [f"{c}:narrator", f"{c}:narrator&{place}", f"{c}:narrator&{turn.relation}"]
            out.append(rows)
        return out

    def _ahead(self, at: int) -> tuple[int, str]:
        """The next speaker whom a cue names, and how the turns lead there: "next", "next.next", "same", …"""
        path: list[str] = []
        for k in range(at + 1, min(at + 6, len(self.turns))):
            relation = self.turns[k].relation
            if relation in ("far", "first"):
                break
            if relation != "same" or not path:
                path.append(relation)
            if (found := self.cues[k].fixed) is not None:
                return found, ".".join(path)
        return NOBODY, ""

    def _subject(self, turn: Turn) -> tuple[int, str, Gender]:
        """The subject of the narration that leads up to a turn: (entity, where, gender of the pronouns on the way).

        The first mention of the last sentence; where that is a pronoun, of the sentence before, and so on. `where` is
        "own" or "prev" block with the number of sentences gone back, "" where nothing is narrated.
        """
        site = turn.local.site
        if site is None:
            return NOBODY, "", "?"
        codes, refs = site.row.codes, site.row.refs
        i = site.at - 1
        gender: Gender = "?"
        for back in range(4):
            while i >= 0 and codes[i] in ".,:-¶q;":
                i -= 1
            if i < 0 or codes[i] == "Q":
                break
            start = max(codes.rfind(".", 0, i), codes.rfind("¶", 0, i), codes.rfind("Q", 0, i)) + 1
            where = f"{'own' if start >= site.block_start else 'prev'}{back}"
            for j in range(start, i + 1):
                entity = NOBODY
                if codes[j] == "N":
                    entity = self.scene.cast.of_name[refs[j]] if refs[j] >= 0 else NOBODY
                elif codes[j] == "D":
                    entity = self.scene.introduced.get(site.row.starts[j], NOBODY)
                elif codes[j] == "P":
                    told = _PRONOUN_GENDER.get(site.row.words[j], "?")
                    gender = told if gender == "?" else gender
                    break
                if entity != NOBODY:
                    return entity, where, gender
            i = start - 1
        return NOBODY, "pronoun" if gender != "?" else "", gender

    def dynamic(self, at: int, pool: Sequence[int], history: Sequence[int]) -> list[list[str]]:
        """Features of who spoke before, for each candidate (nobody has none)."""
        turn, c = self.turns[at], self.cues[at].code
        spread, relation = self.scene.chatty, turn.relation
        site = turn.local.site
        place = "alone" if site is not None and site.alone else "mixed"
        order = self._order(at, history)
        last = order[0] if order else NOBODY
        other = next((e for e in order if e not in (last, NOBODY)), NOBODY)
        third = next((e for e in order if e not in (last, other, NOBODY)), NOBODY)
        run = 1
        while run < len(order) and order[run] == last:
            run += 1
        swaps = len(order) > 3 and order[0] == order[2] != order[1] == order[3]
        before = self.turns[at - 1].relation if at else "none"
        asked = self._asks(at - 1) if at else "-"
        out = []
        for e in pool:
            if e == last:
                rows = [
                    f"{c}:last&{relation}&{spread}", f"{c}:last&{relation}&{place}", f"{c}:last&{relation}{before}",
                    f"{c}:last&{relation}&run{min(run, 3)}", f"{c}:last&{relation}&{asked}",
                ]
                if swaps:
                    rows.append(f"{c}:last&{relation}&swaps")
            elif e == other:
                rows = [
                    f"{c}:other&{relation}&{spread}", f"{c}:other&{relation}{before}&{place}",
                    f"{c}:other&{relation}&run{min(run, 3)}", f"{c}:other&{relation}&{asked}",
                ]
                if swaps:
                    rows.append(f"{c}:other&{relation}&swaps")
                if third == NOBODY:
                    rows.append(f"{c}:other&{relation}&only")
            elif e == third:
                rows = [f"{c}:third&{relation}", f"{c}:third&{relation}&{swaps}&{spread}"]
            elif e in order:
                rows = [f"{c}:earlier&{relation}&{spread}"]
            else:
                rows = [f"{c}:new&{relation}&{spread}", f"{c}:new&{relation}&{swaps}&{place}"]
            out.append(rows)  # fmt: skip
        return out

    def _order(self, at: int, history: Sequence[int]) -> list[int]:
        """Speakers turn by turn, the latest first; what one says in one block counts once."""
        order: list[int] = []
        k = at - 1
        previous = -1
        for speaker in reversed(history[-_HISTORY:]):
            block = self.turns[k].quoted.block
            if block != previous or speaker != order[-1]:
                order.append(speaker)
            previous = block
            k -= 1
        return order

    def _asks(self, at: int) -> str:
        """How the words of a turn end: "?" for a question, "-" where they break off, "." otherwise."""
        end = self.turns[at].quoted.end
        final = self.scene.document.prose[max(0, end - 2) : end].rstrip("”’\"' ")[-1:]
        return final if final in "?—-" else "."


class _Node:
    """One decision in a reading; leads back to the ones before."""

    __slots__ = ("entity", "parent", "pool", "probabilities")

    def __init__(
        self, entity: int, pool: Sequence[int], probabilities: Sequence[float], parent: _Node | None
    ) -> None:
        self.entity = entity
        self.pool = pool
        self.probabilities = probabilities
        self.parent = parent


_Reading = tuple[float, tuple[int, ...], "_Node | None"]


def decide(stage: Stage, scorer: Scorer, beam: int = 4) -> list[Decision]:
    """The best reading of all turns together: a beam over the histories of speakers."""
    readings: list[_Reading] = [(0.0, (), None)]
    for at, cue in enumerate(stage.cues):
        if cue.fixed is not None:
            pool, sure = (cue.fixed,), (0.0, 1.0)
            readings = [
                (score, (*history, cue.fixed)[-_HISTORY:], _Node(cue.fixed, pool, sure, node))
                for score, history, node in readings
            ]
        elif at and stage.goes_on(at):
            readings = [(score, (*h, h[-1])[-_HISTORY:], _again(node)) for score, h, node in readings]
        else:
            readings = _grow(stage, scorer, at, readings)
        seen: dict[tuple[int, ...], _Reading] = {}
        for reading in readings:
            if reading[1] not in seen:
                seen[reading[1]] = reading
                if len(seen) == beam:
                    break
        readings = list(seen.values())
    path: list[_Node] = []
    node = readings[0][2]
    while node is not None:
        path.append(node)
        node = node.parent
    return [_decision(stage, at, step) for at, step in enumerate(reversed(path))]


def _again(node: _Node | None) -> _Node | None:
    """The decision of the paragraph before, for the next paragraph of the same quotation."""
    return node and _Node(node.entity, node.pool, node.probabilities, node)


def _grow(stage: Stage, scorer: Scorer, at: int, readings: Sequence[_Reading]) -> list[_Reading]:
    """Every reading with every possible speaker of one turn, best first."""
    grown: list[_Reading] = []
    pool = tuple(stage.candidates(at, [history for _, history, _ in readings]))
    static = [scorer.score(rows) for rows in stage.static(at, pool)]
    if stage.cues[at].own != NOBODY:
        static[0] = _NEVER  # a description is a name of its own where it is nobody else's
    for score, history, node in readings:
        moves = [scorer.score(rows) for rows in stage.dynamic(at, pool, history)]
        scores = [static[0], *(s + d for s, d in zip(static[1:], moves, strict=True))]
        probabilities = softmax(scores)
        for entity, p in zip((NOBODY, *pool), probabilities, strict=True):
            if p > _LEAST:
                step = _Node(entity, pool, probabilities, node)
                grown.append((score + log(p), (*history, entity)[-_HISTORY:], step))
    grown.sort(key=lambda reading: -reading[0])
    return grown


def softmax(scores: Sequence[float]) -> list[float]:
    """Probabilities in proportion to exp(score)."""
    top = max(scores)
    odds = [exp(s - top) for s in scores]
    total = sum(odds)
    return [o / total for o in odds]


def _decision(stage: Stage, at: int, step: _Node) -> Decision:
    cue = stage.cues[at]
    ranked = sorted(zip(step.pool, step.probabilities[1:], strict=True), key=lambda r: -r[1])
    probability = dict(ranked).get(step.entity, step.probabilities[0])
    return Decision(at, step.entity, cue, probability, tuple(ranked[:5]))
