"""Turn entities and decisions into the records of an `Analysis`: speakers, attributions, quotations in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..attribute import Local, Near, Scorer
from ..attribute.features import facets_of, spell
from ..lang import Lexicon
from ..model import Attribution, Candidate, Cue, Mention, MentionKind, Quotation, Quoted, Span, Speaker
from ..text.sentences import context, sentence_start
from .confidence import Calibration, evidence_for
from .entities import NOBODY, Entity, display_of
from .reading import Decision
from .roles import full_role
from .scene import Turn
from .turns import Stage

_KINDS: dict[str, MentionKind] = {
    "N": "name", "L": "name", "O": "organisation", "P": "pronoun", "r": "pronoun", "D": "noun", "U": "plural",
}  # fmt: skip
_CERTAIN = 0.99
"""Nothing that is read off a text is surer than this."""


class Publisher:
    """Makes records out of what was decided about one text."""

    def __init__(
        self,
        stage: Stage,
        lexicon: Lexicon,
        scorer: Scorer,
        turns_scorer: Scorer,
        calibration: Calibration,
        explain: bool,
    ) -> None:
        self.stage = stage
        self.lexicon = lexicon
        self.calibration = calibration
        self.document = stage.scene.document
        self.explain = explain
        self.scorer = scorer
        self.turns_scorer = turns_scorer
        self.speakers: list[Speaker] = []
        self._numbers: dict[int, int] = {}
        self._said: list[int] = []
        """Who has spoken, turn by turn."""

    def speaker(self, entity: int) -> int:
        """The index in `Analysis.speakers` of an entity, which is added on first use."""
        if entity not in self._numbers:
            found = self.stage.scene.cast.entities[entity]
            members = tuple(self.speaker(member) for member in found.members)
            self._numbers[entity] = len(self.speakers)
            self.speakers.append(_speaker(found, members, self.document.prose, self.lexicon))
        return self._numbers[entity]

    def attribution(self, decision: Decision) -> Attribution:
        """Who speaks, by what rule, how sure; with the mention and cue where there are words for them."""
        turn = self.stage.turns[decision.turn]
        near, entity = decision.cue.near, decision.entity
        guess = decision.ranked[0][0] if entity == NOBODY and decision.ranked else entity
        if guess == NOBODY:
            return Attribution(None, "none", 0.0, self._mention(near) if near else None)
        return Attribution(
            self.speaker(guess),
            self._rule(decision, near),
            self._confidence(decision, turn.local, guess),
            self._words(decision, turn, guess),
            self._cue(near.cue) if near is not None and near.cue else None,
            tuple(self._candidates(decision)),
        )

    def _confidence(self, decision: Decision, local: Local, guess: int) -> float:
        """How likely this is the speaker."""
        near = decision.cue.near
        words = 1.0
        if near is not None:
            words = sum([n.probability for n in local.near if self._same(n, near, guess) or n == near])
            words = max(words, near.probability)
        evidence = evidence_for(self.stage, decision, guess, words)
        return round(min(_CERTAIN, self.calibration.probability(evidence)), 3)

    def _same(self, other: Near, near: Near, guess: int) -> bool:
        """Whether another mention would have led to the same speaker, or to one of those who speak together."""
        if other.ref >= 0:
            cast = self.stage.scene.cast
            return cast.of_name[other.ref] in (guess, *cast.entities[guess].members)
        return other.code == "P" and other.word in (near.word, "they" if near.code == "U" else "")

    def _words(self, decision: Decision, turn: Turn, guess: int) -> Mention | None:
        """The words that name the speaker: at the cue, or where the choice goes back to."""
        if decision.cue.near is not None:
            return self._mention(decision.cue.near)
        far = turn.local.far
        if far is not None and self._stands_for(far, guess):
            return self._mention(far)
        return self._last_mention(turn.quoted, guess)

    def _mention(self, near: Near) -> Mention:
        return self._mention_at((near.start, near.end), _KINDS[near.code])

    def _mention_at(self, span: Span, kind: MentionKind) -> Mention:
        start, end = self.document.raw_span(*span)
        return Mention(start, end, self.document.text[start:end], kind)

    def _stands_for(self, far: Near, entity: int) -> bool:
        """Whether a mention in another block may be the one that the choice of an entity goes back to."""
        cast = self.stage.scene.cast
        if far.ref >= 0:
            return cast.of_name[far.ref] == entity
        gender = cast.entities[entity].gender
        return far.code == "P" and {"he": "m", "she": "f"}.get(far.word, gender) in (gender, "?")

    def _cue(self, span: tuple[int, int]) -> Cue:
        start, end = self.document.raw_span(*span)
        return Cue(start, end, self.document.text[start:end])

    def _last_mention(self, quoted: Quoted, entity: int) -> Mention | None:
        """Where a speaker without a cue is named last before the quotation."""
        scene = self.stage.scene
        if quoted.label is not None:
            return self._mention_at(quoted.label, "label")
        at = scene.last_of(entity, quoted.start)
        return None if at is None else self._mention_at(at, "name")

    def _rule(self, decision: Decision, near: Near | None) -> str:
        code = decision.cue.code
        if code == "label":
            return "turn" if self.stage.turns[decision.turn].quoted.part else "label"
        if near is not None:
            pattern, _, side = near.pattern.rpartition("-")
            base = f"cue-{side}" if pattern in ("sv", "vs", "rv", "av") else f"{pattern}-{side}"
            return base if code == "name" else f"{base}+{'pronoun' if near.code == 'P' else code}"
        turn = self.stage.turns[decision.turn]
        return {"same": "same-paragraph", "cont": "continued", "next": "turn", "gap": "turn"}.get(
            turn.relation, "scene"
        )

    def _candidates(self, decision: Decision) -> list[Candidate]:
        turn = self.stage.turns[decision.turn]
        out = []
        for entity, probability in decision.ranked[:4]:
            if probability < 0.02:
                continue
            reasons: tuple[str, ...] = ()
            if self.explain:
                reasons = self._reasons(decision, turn.local, entity)
            out.append(Candidate(self.speaker(entity), round(probability, 3), reasons))
        return out

    def _reasons(self, decision: Decision, local: Local, entity: int) -> tuple[str, ...]:
        if decision.cue.fixed is not None:
            near = decision.cue.near
            if near is None or local.site is None or local.best != near:
                return ("label",)
            _, facets = facets_of(local.site, [(near.token, 0)])
            return self.scorer.reasons([feature for facet in facets for feature in spell(facet)])
        at, place = decision.turn, decision.pool.index(entity)
        rows = self.stage.static(at, decision.pool)[place + 1]
        return self.turns_scorer.reasons(rows + self.stage.dynamic(at, decision.pool, self._said)[place])

    def quotations(self, decisions: Sequence[Decision]) -> list[Quotation]:
        """Quotations in order; what one reporting clause or one run of paragraphs holds together is one."""
        out: list[Quotation] = []
        last: Decision | None = None
        for decision in decisions:
            quoted = self.stage.turns[decision.turn].quoted
            part = self.document.raw_span(quoted.start, quoted.end)
            if last is not None and self._joins(last, decision):
                before = out[-1]
                parts = (*before.parts, part)
                text = " … ".join(self.document.text[a:b] for a, b in parts)
                out[-1] = replace(
                    before, parts=parts, text=text, context=self._context(before.context, quoted)
                )
            else:
                text = self.document.text[slice(*part)]
                attribution = self.attribution(decision)
                out.append(Quotation((part,), text, quoted.kind, attribution, self._context(None, quoted)))
            last = decision
            self._said.append(decision.entity)
        return out

    def _joins(self, last: Decision, this: Decision) -> bool:
        turns = self.stage.turns
        one, two = turns[last.turn].quoted, turns[this.turn].quoted
        if one.kind != two.kind and "mixed" not in (one.kind, two.kind):
            return False
        if turns[this.turn].relation == "cont":
            return last.entity == this.entity
        if (
            one.block != two.block
            or turns[this.turn].relation == "next"
            or last.entity != this.entity
            or last.entity == NOBODY
            or one.kind == "turn"
        ):
            return False
        if self._are_apart(one, two):
            return False
        a, b = last.cue.near, this.cue.near
        return a is not None and (b is None or (a.start, a.end) == (b.start, b.end))

    def _are_apart(self, one: Quoted, two: Quoted) -> bool:
        """Whether a sentence of its own stands between the two: “No,” said Ann. Bo looked up. “Why?”

        Or the second stands within one: “No,” said Ann. Bo was booked for “sarcasm”.
        """
        prose, low = self.document.prose, one.outer_end
        told = prose[low : two.outer_start].rstrip()
        if two.kind == "mixed" and prose[one.end - 1] in ".!?" and told.lstrip()[:1].isupper():
            return True
        return len(told) > 1 and bool(prose[low : sentence_start(prose, low + len(told) - 1, low)].strip())

    def _context(self, known: tuple[int, int] | None, quoted: Quoted) -> tuple[int, int]:
        block = self.document.blocks[quoted.block]
        found = context(self.document.prose, quoted.outer_start, quoted.outer_end, block.start, block.end)
        start, end = self.document.raw_span(*found)
        return (start, end) if known is None else (min(known[0], start), max(known[1], end))


def _speaker(entity: Entity, members: tuple[int, ...], prose: str, lexicon: Lexicon) -> Speaker:
    name = display_of(entity)
    forms = [(form, count) for form, count in entity.names.most_common() if form != name]
    roles = entity.roles.most_common()
    role = max(roles, key=lambda r: (r[1], len(r[0])))[0] if roles else None
    if role is not None and role in entity.described:
        role = full_role(prose, role, entity.described[role], lexicon)
    full = entity.kind == "organisation" or bool(entity.pinned) or (entity.kind == "person" and entity.full)
    return Speaker(name, entity.kind, tuple(forms), role, entity.gender, full and " " in name, members)
