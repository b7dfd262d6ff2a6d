"""The turns of a text with everyone who may speak them, and the features that speak for each.

A cue with a name decides. For a pronoun, a description or no cue at all, the entities on the scene and an explicit
"nobody" are scored with sparse features, each joined with the class of the cue. Weights are data
(`attribute/weights/turns.json`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..attribute import Scorer
from ..attribute.word_classes import word_classes
from ..lang import Lexicon
from ..model import Gender
from .antecedents import Antecedents, anchor_of
from .cues import PRONOUN_GENDER, CueClass
from .doers import Doer, doer_before, doer_behind
from .entities import NOBODY
from .kindred import Kindred
from .narrator import correspondents
from .nouns import LONE
from .runs import Runs
from .scene import Scene, Turn, compatible
from .spelling import Facet, spell
from .talk import PARTS, Talk, part_features, parts_of

_COUPLE = 2
_RECENT = 8
_MOST = 10
"""So many are weighed at most."""
_VERB_BEHIND = re.compile(r"[NDP](?=a?X?a?[VMe])")
"""A mention with its verb."""
_DOER, _DOING = {"<": "doer<", ">": "doer>"}, {"<": "doing<", ">": "doing>"}
HISTORY = 10
"""So many quotations back the speakers are remembered."""


class Stage:
    """Scores entities for turns against a history of speakers."""

    def __init__(
        self, scene: Scene, turns: Sequence[Turn], cues: Sequence[CueClass], narrator: int | None, lexicon: Lexicon
    ) -> None:
        self.scene = scene
        self.turns = turns
        self.cues = cues
        self.narrator = narrator
        self._correspondents = correspondents(scene)
        self._anybody = lexicon.words("anybody")
        self._roles = word_classes(lexicon).role_words - {"voice"}
        self._two = len(scene.voices) == _COUPLE
        self._talks: dict[Talk, dict[str, float]] = {}
        self._blocks = [turn.quoted.block for turn in turns]
        self._latest: tuple[int, list[int]] = (-1, [])
        self._state = -1, ("", "", "", "", "", "", -1)
        self._parts: dict[tuple[int, bool, bool], dict[str, float]] = {}
        """What the parts in a talk are worth at the turn of `_state`."""
        self._fresh: tuple[int, list[bool]] = (-1, [])
        """For a turn: of the turns before it, the latest first, whether each stands in a block of its own."""
        self._runs = Runs(scene, turns, cues)
        self.antecedents = Antecedents(scene, lexicon)
        self._kindred = Kindred(scene, lexicon)

    def goes_on(self, at: int) -> bool:
        """Whether a turn is bound to the one before: reopened marks, or one reporting clause for both."""
        if self.turns[at].relation == "cont":
            return True
        one, two = self.cues[at - 1].near, self.cues[at].near
        return one is not None and two is not None and one.start == two.start

    def another_speaks(self, at: int) -> bool:
        """Whether a turn cannot be that of the speaker before.

        A dialogue dash begins another's words; so does a quotation right behind another, and a paragraph of nothing but
        speech where only two can speak, unless a report quotes a few words before it: its speaker may go on.
        """
        turn = self.turns[at]
        site = turn.local.site
        if turn.relation == "next" and turn.quoted.block == self.turns[at - 1].quoted.block:
            return True
        if self.cues[at].code != "none" or turn.relation != "next" or site is None or not site.alone:
            return False
        if turn.quoted.kind == "dash":
            return self.turns[at - 1].quoted.kind == "dash"
        before = self.turns[at - 1].quoted
        return self._two and turn.quoted.opened and turn.quoted.closed and before.closed and before.kind != "mixed"

    def _recent(self, at: int) -> list[int]:
        """Those mentioned before an offset, the latest first. Asked for twice a turn, so the last answer is kept."""
        if self._latest[0] != at:
            self._latest = at, self.scene.before(at, _RECENT + 4)
        return self._latest[1]

    def candidates(self, at: int, histories: Iterable[Sequence[int]]) -> list[int]:
        """The entities weighed for the turn at `at`, whichever of the histories holds."""
        turn, cue = self.turns[at], self.cues[at]
        if cue.allowed:
            return sorted(cue.allowed)
        q = turn.quoted
        block = self.scene.document.blocks[q.block]
        pool = self._kindred.family(cue) + self._recent(q.start)[:_RECENT]
        if (hint := turn.local.far) is not None and hint.ref >= 0 and self.scene.cast.of_name[hint.ref] >= 0:
            pool.append(self.scene.cast.of_name[hint.ref])
        pool += sorted({e for history in histories for e in history if e >= 0})
        pool += self.scene.between(q.end, block.end + 200)[:3]
        if at + 1 < len(self.turns):
            nxt = self.turns[at + 1]
            if nxt.quoted.block - q.block <= 2:
                pool += list(nxt.called)
            for ahead in self.cues[at + 1 : at + 3]:
                if ahead.fixed is not None and ahead.fixed != NOBODY:
                    pool.append(ahead.fixed)
        if at:
            pool += list(self.turns[at - 1].called)
        if self.narrator is not None:
            pool.append(self.narrator)
        pool += self._runs.speakers(at)
        out = list(dict.fromkeys(pool))
        entities = self.scene.cast.entities
        if cue.gender != "?":
            out = [e for e in out if compatible(cue.gender, entities[e]) != "no"]
        if cue.gender == "n":
            out = [e for e in out if entities[e].kind != "unnamed" or entities[e].heads.isdisjoint(self._roles)]
        if cue.barred in out:
            out.remove(cue.barred)
        if self.narrator in out and cue.code in PRONOUN_GENDER:
            out.remove(self.narrator)  # whoever says "I" is not "he"
        if self._correspondents and cue.code in PRONOUN_GENDER:
            out = [e for e in out if e not in self._correspondents]
        if cue.code == "none" and turn.called:
            out = [e for e in out if e not in turn.called]  # nobody calls himself by name
        del out[_MOST:]
        if cue.own != NOBODY:
            out = [e for e in out if e != cue.own and not self._is_another(e, cue)] + [cue.own]
        return out

    def _is_another(self, e: int, cue: CueClass) -> bool:
        """Whether somebody without a name cannot be whom a description means.

        "One", of whom nothing is told, is not "his assistant", "the victim" not "his tutor"; "the old woman" may be.
        """
        heads = self.scene.cast.entities[e].heads
        if self.scene.cast.entities[e].kind != "unnamed" or not heads:
            return False
        owned = cue.barred != NOBODY and heads.isdisjoint(self.scene.cast.entities[cue.own].heads)
        return heads <= LONE or (owned and heads.isdisjoint(self._anybody))

    def static(self, at: int, pool: Sequence[int]) -> list[list[str]]:
        """Features that do not depend on who spoke before: one list for nobody, then one per candidate."""
        return [[row for facet in facets for row in spell(facet)] for facets in self._facets(at, pool)]

    def weigh(self, at: int, pool: Sequence[int], scorer: Scorer) -> list[float]:
        """The scores of `static`."""
        return scorer.totals(self._facets(at, pool), spell)  # type: ignore[arg-type]

    def _facets(self, at: int, pool: Sequence[int]) -> list[list[Facet]]:
        turn, cue, scene = self.turns[at], self.cues[at], self.scene
        c, relation = cue.code, turn.relation
        q = turn.quoted
        block = scene.document.blocks[q.block]
        site = turn.local.site
        place = "alone" if site is not None and site.alone else "mixed"
        entities = scene.cast.entities
        if cue.gender == "?":
            fits = dict.fromkeys(pool, "any")
        else:
            fits = {e: compatible(cue.gender, entities[e]) for e in pool}
        anchor = anchor_of(turn, cue) if c in ("he", "she") else q.start
        recent = _ranks([e for e in self._recent(anchor) if fits.get(e) in ("ok", "?", "any")])
        inside = _ranks(scene.before(min(anchor, q.outer_start), 4, block.start))
        between = scene.between(q.end, block.end)
        after, many_after = _ranks(between), min(len(between), 3)
        below = _ranks(scene.between(block.end, block.end + 160)) if place == "alone" else {}
        subject, where, told = self._subject(turn)
        doers = self._doers(at)
        since = self._since(at, fits) if c in PRONOUN_GENDER else None
        fresh = 0 if since is None else min(len(since), 3)
        ahead, path = self._ahead(at)
        hint = turn.local.far
        far = scene.cast.of_name[hint.ref] if hint is not None and hint.ref >= 0 else NOBODY
        far_gender = PRONOUN_GENDER.get(hint.word, "?") if hint is not None and hint.code == "P" else "?"
        spread = scene.chatty
        narrows = min(sum(f in ("ok", "any") for f in fits.values()), 3)
        calling = self.turns[at - 1].called if at else frozenset()
        answering: frozenset[int] = frozenset()
        if at + 1 < len(self.turns) and self.turns[at + 1].relation in ("next", "gap"):
            answering = self.turns[at + 1].called
        out: list[list[Facet]] = [[("nobody", c, spread, relation, min(len(pool), 5), place, q.kind)]]
        for e in pool:
            entity = entities[e]
            fit = fits[e]
            rank = recent.get(e, -1)
            rank = rank if rank < 5 else 5
            top = rank if rank < 3 else 3
            facets: list[Facet] = [
                ("rank", c, rank, fit, narrows, relation, spread),
                ("who", c, scene.shares[e], entity.kind, entity.gender == "?", spread, scene.evidence[e], top),
            ]
            if e == cue.own:
                beginning = scene.document.prose[cue.near.start : cue.near.start + 3].lower() if cue.near else ""
                facets.append(("own", c, spread, beginning))
                facets.append(("ownis", c, self._kindred.kind(cue), entity.kind))
            if far_gender != "?":
                facets.append(("farfit", c, compatible(far_gender, entity), top))
            if e == far:
                facets.append(("far", c, relation, spread, place))
            if e in inside:
                facets.append(("inside", c, inside[e], place))
            if e in after:
                facets.append(("after", c, min(after[e], 2), many_after))
            if e in below:
                facets.append(("below", c, min(below[e], 1)))
            if e == subject:
                agrees = compatible(told, entity) if told != "?" else "-"
                facets.append(("subject", c, where, agrees, relation, spread, fit, place))
            elif told in ("m", "f"):
                facets.append(("pronoun", c, compatible(told, entity), top, spread))
            if since is not None:
                facets.append(("since", c, fresh, since.get(e, -1), relation))
            for side, (doer, gender, away) in doers:
                if doer == e:
                    facets.append((_DOER[side], c, away, relation, place))
                elif doer == NOBODY:
                    facets.append((_DOING[side], c, away, compatible(gender, entity), top))
            if e in turn.called:
                facets.append(("called", c))
            if e in turn.named:
                facets.append(("named", c))
            if e in calling:
                facets.append(("answers", c, relation))
            if e in answering:
                facets.append(("answered", c))
            if e == ahead:
                facets.append(("ahead", c, path, spread, place))
            elif ahead != NOBODY and path:
                facets.append(("notahead", c, path))
            if e == self.narrator:
                facets.append(("narrator", c, place, relation))
            out.append(facets)
        for facets, more in zip(out[1:], self._runs.facets(at, pool), strict=True):
            facets += more
        if c == "noun":
            self._kindred.add_facets(out[1:], cue, pool)
        if c in ("he", "she"):
            for facets, more in zip(out[1:], self.antecedents.facets(turn, cue, pool, fits), strict=True):
                facets += more
        return out

    def _since(self, at: int, fits: Mapping[int, str]) -> dict[int, int]:
        """Those named since the turn before whom the cue may mean, each with its place from the last one back."""
        named = [e for e in self._named_since(at) if fits.get(e, "no") != "no"]
        return {e: min(k, 2) for k, e in enumerate(named)}

    def _named_since(self, at: int) -> list[int]:
        """Those named in the narration since the turn before, the last first."""
        return self.scene.before(self.turns[at].quoted.start, _RECENT, self.turns[at - 1].quoted.end if at else 0)

    def _doers(self, at: int) -> list[tuple[str, Doer]]:
        """Who does something before a turn, and behind it."""
        site, near = self.turns[at].local.site, self.cues[at].near
        if site is None:
            return []
        cue = -1 if near is None else near.token
        found = []
        if (doer := doer_before(site, self.scene, self.narrator, cue)) is not None:
            found.append(("<", doer))
        if (doer := doer_behind(site, self.scene, self.narrator, cue)) is not None:
            found.append((">", doer))
        return found

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

        The first mention of the last sentence (behind a preposition: the first with a verb of its own); where that is a
        pronoun, of the sentence before, and so on. `where` is "own" or "prev" block with the number of sentences gone
        back, "" where nothing is narrated.
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
            first = next((j for j in range(start, i + 1) if codes[j] in "NDP"), start)
            if first > start and codes[first - 1] in "pftAB" and (m := _VERB_BEHIND.search(codes, first + 1, i + 1)):
                first = m.start()  # "In a call with Lavrov, Araghchi said"
            for j in range(first, i + 1):
                entity = NOBODY
                if codes[j] == "N":
                    entity = self.scene.cast.of_name[refs[j]] if refs[j] >= 0 else NOBODY
                elif codes[j] == "D":
                    entity = self.scene.introduced.get(site.row.starts[j], NOBODY)
                elif codes[j] == "P":
                    told = PRONOUN_GENDER.get(site.row.words[j], "?")
                    gender = told if gender == "?" else gender
                    break
                if entity != NOBODY:
                    return entity, where, gender
            i = start - 1
        return NOBODY, "pronoun" if gender != "?" else "", gender

    def dynamic(self, at: int, pool: Sequence[int], history: Sequence[int]) -> list[list[str]]:
        """Features of who spoke before, for each candidate (nobody has none)."""
        talk, parts = self._talk(at, history)
        return [part_features(talk, part) for part in parts_of(pool, parts)]

    def moves(self, at: int, pool: Sequence[int], history: Sequence[int], scorer: Scorer) -> list[float]:
        """The scores of `dynamic`; they hang on a candidate's part in the talk alone, so each is summed once."""
        key, parts = self._history(at, history)
        if self._state[0] != at:  # the same for every history of a turn
            self._state = at, self._state_at(at)
            self._parts = {}
        scores = self._parts.get(key)
        if scores is None:
            talk = Talk(*self._state[1], *key)
            scores = self._talks.get(talk)
            if scores is None:
                scores = self._talks[talk] = {part: scorer.score(part_features(talk, part)) for part in PARTS}
            self._parts[key] = scores
        worth, new = {speaker: scores[part] for speaker, part in parts.items()}, scores["new"]
        return [worth.get(e, new) for e in pool]

    def _talk(self, at: int, history: Sequence[int]) -> tuple[Talk, dict[int, str]]:
        """The state of the conversation at a turn, and the parts that recent speakers have in it."""
        key, parts = self._history(at, history)
        return Talk(*self._state_at(at), *key), parts

    def _history(self, at: int, history: Sequence[int]) -> tuple[tuple[int, bool, bool], dict[int, str]]:
        """What of the state hangs on who spoke before: the last fields of `Talk`; and the parts of recent speakers."""
        order = self._order(at, history)
        parts: dict[int, str] = {}
        for speaker in order:
            if speaker != NOBODY and speaker not in parts:
                named = len(parts) if order[0] != NOBODY else len(parts) + 1
                parts[speaker] = PARTS[min(named, 3)]
        run = 1
        while run < len(order) and order[run] == order[0]:
            run += 1
        swaps = len(order) > 3 and order[0] == order[2] != order[1] == order[3]
        return (min(run, 3), swaps, len(parts) < 3), parts

    def _state_at(self, at: int) -> tuple[str, str, str, str, str, str, int]:
        """What of the state of a conversation hangs on nobody's history: the first fields of `Talk`."""
        turn = self.turns[at]
        site = turn.local.site
        return (
            self.cues[at].code, turn.relation, self.turns[at - 1].relation if at else "none",
            self.scene.chatty, "alone" if site is not None and site.alone else "mixed",
            self._asks(at - 1) if at else "-", self._fresh_names(at),
        )  # fmt: skip

    def _order(self, at: int, history: Sequence[int]) -> list[int]:
        """Speakers turn by turn, the latest first; what one says in one block counts once."""
        if self._fresh[0] != at:
            before = self._blocks[max(0, at - HISTORY) : at][::-1]
            self._fresh = at, [i == 0 or block != before[i - 1] for i, block in enumerate(before)]
        order: list[int] = []
        last = NOBODY
        for speaker, fresh in zip(history[: -HISTORY - 1 : -1], self._fresh[1], strict=False):
            if fresh or speaker != last:
                order.append(speaker)
                last = speaker
        return order

    def _fresh_names(self, at: int) -> int:
        """How many whom a pronoun may mean are named since the turn before, up to two; -1 of another cue."""
        cue = self.cues[at]
        if not at or cue.code not in PRONOUN_GENDER:
            return -1
        entities = self.scene.cast.entities
        return min(sum(compatible(cue.gender, entities[e]) != "no" for e in self._named_since(at)), 2)

    def _asks(self, at: int) -> str:
        """How the words of a turn end: "?" for a question, "-" where they break off, "." otherwise."""
        end = self.turns[at].quoted.end
        final = self.scene.document.prose[max(0, end - 2) : end].rstrip("”’\"' ")[-1:]
        return final if final in "?—-" else "."


def _ranks(entities: Sequence[int]) -> dict[int, int]:
    """The place of each entity in a list, the first where it stands there twice."""
    ranks: dict[int, int] = {}
    for rank, e in enumerate(entities):
        ranks.setdefault(e, rank)
    return ranks
