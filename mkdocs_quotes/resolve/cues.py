"""What the words near a quotation tell of its speaker, as a class: a name, a pronoun, a description, nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..attribute import Near
from ..attribute.constructions import ACCUSED, CRIES
from ..attribute.tokens import MENTIONS
from ..model import Gender
from .entities import NOBODY, Cast
from .nouns import Described
from .scene import Scene, Turn, compatible

PRONOUN_GENDER: dict[str, Gender] = {"he": "m", "she": "f", "they": "p"}


@dataclass(slots=True)  # not frozen, which makes it three times as dear to make
class CueClass:
    """What the words near a quotation tell of its speaker, as a class joined with every feature."""

    code: str
    """"label", "name", "rival", "he", "she", "they", "I", "we", "noun", "voice", "nobody", "none"."""
    gender: Gender
    near: Near | None
    fixed: int | None = None
    """The entity, where the cue names it."""
    allowed: frozenset[int] = frozenset()
    """Of a name that fits several: those."""
    barred: int = NOBODY
    """Of "her lawyer": she, who is not the lawyer."""
    own: int = NOBODY
    """Of a description of nobody known: the unnamed source that it would be."""


_ONE_VOICE = re.compile(r"(?:an?(?:other)?|one|some)\s", re.I)
"""Before a voice that is nobody's yet: "an eager voice", but "Ada’s eager voice"."""


def classify(
    turn: Turn, scene: Scene, nouns: Mapping[tuple[int, int], Described], labelled: int | None,
    narrator: int | None,
) -> CueClass:  # fmt: skip
    """The class of a turn's cue.

    `narrator` is the entity of "I"; `nouns` tells for each description its entity, whether that is sure, and its
    gender; `labelled` is the entity of the turn's own label.
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
        if near.word == "it":
            if (body := nouns.get((near.start, near.end))) is not None:
                return CueClass("noun", "n", near, fixed=body.entity)
            return CueClass("noun", "n", near, fixed=scene.last_body(near.start))
        if near.word == "they" and (many := nouns.get((near.start, near.end))) is not None:
            return CueClass("noun", "p", near, fixed=many.entity)
        return CueClass(near.word, PRONOUN_GENDER.get(near.word, "?"), near, barred=_other_of(turn, near, scene))
    if near.word == "voice" and _ONE_VOICE.match(scene.document.prose, near.start):
        return CueClass("voice", "?", near)
    if near.code not in MENTIONS and (near.word in CRIES or near.word in ACCUSED):
        return CueClass("nobody", "?", None, fixed=NOBODY)
    if near.word in scene.indefinites:
        return CueClass("nobody", "?", near, fixed=NOBODY)
    found = nouns.get((near.start, near.end))
    if found is None:
        return CueClass("noun", "?", near)
    if found.entity == NOBODY:
        return CueClass("nobody", "?", near, fixed=NOBODY)
    told = found.exact or (found.sure and (scene.chatty == "low" or not _definite(scene, near)))
    if told or scene.cast.entities[found.entity].kind == "organisation":
        return CueClass("noun", found.gender, near, fixed=found.entity)
    return CueClass("noun", found.gender, near, barred=found.owner, own=found.entity)


_TO_OTHER = re.compile(r"(?:^|[.¶Q])k?w{0,2}(N)a?X?a?V([ok])(?=[kptfsch.,]|$)[^.Q¶]*[.¶]*$")
_OBJECT = {"he": "him", "she": "her"}


def _other_of(turn: Turn, near: Near, scene: Scene) -> int:
    """ "Lund told her it was late. “It is,” she said": Lund, who is not meant."""
    site = turn.local.site
    if site is None or near.word not in _OBJECT:
        return NOBODY
    m = _TO_OTHER.search(site.row.codes, max(0, site.at - 30), min(near.token, site.at))
    if m is None or site.row.words[m.start(2)] != _OBJECT[near.word]:
        return NOBODY
    return scene.cast.of_name[site.row.refs[m.start(1)]]


_ADDRESSEE = re.compile(r"(?:a?[VMF][aw]?[tp]?|t)[ND](?![VMFX])")
_CUT_OFF = ("—", "–", "-", "…", "...")


def part_interrupted(turns: Sequence[Turn], cues: list[CueClass], scene: Scene) -> None:
    """Words cut off by another's are not that other's: "“I never—” “You did,” Clara snapped at Ben"."""
    prose = scene.document.prose
    for i in range(len(turns) - 1):
        one, two = turns[i].quoted, turns[i + 1].quoted
        if turns[i + 1].relation != "same" or not prose[one.start : one.end].endswith(_CUT_OFF):
            continue
        near, site, own = cues[i + 1].near, turns[i + 1].local.site, cues[i].near
        if prose[one.outer_end : two.outer_start].strip() or near is None or site is None:
            continue
        if near.start < one.start or (own is not None and own.start < one.start):
            continue
        m = _ADDRESSEE.match(site.row.codes, near.token + 1)
        told = NOBODY
        if m is not None and site.row.codes[m.end() - 1] == "N":
            told = scene.cast.of_name[site.row.refs[m.end() - 1]]
        elif m is not None:
            told = scene.introduced.get(site.row.starts[m.end() - 1], NOBODY)
        speaker = cues[i + 1].fixed
        cues[i] = CueClass("none", "?", None, barred=NOBODY if speaker is None else speaker)
        if told != NOBODY and told != speaker:
            cues[i] = replace(cues[i], fixed=told)


_AHEAD = 200
"""How far behind its block a speaker is looked for whom a pronoun names before anybody is named."""


def look_ahead(turns: Sequence[Turn], cues: list[CueClass], scene: Scene) -> None:
    """Let "she said" before anyone is named mean the one named behind it: "…, she said. Her name was Vera Stone"."""
    blocks = scene.document.blocks
    for i, (turn, cue) in enumerate(zip(turns, cues, strict=True)):
        q = turn.quoted
        if scene.before(q.start, 1) or (i and cues[i - 1].fixed not in (None, NOBODY)):
            return  # somebody is known from here on
        if cue.gender not in ("m", "f") or cue.near is None or cue.near.code != "P" or cue.fixed is not None:
            continue
        found = set(scene.between(q.end, blocks[q.block].end + _AHEAD))
        whole = {e for e in found if scene.cast.entities[e].full}
        fits = [e for e in whole or found if compatible(cue.gender, scene.cast.entities[e]) != "no"]
        if len(fits) == 1 and len(whole or found) == 1:
            cues[i] = replace(cue, fixed=fits[0])


_DEFINITE = re.compile(r"(?:the|his|her|their|my|our)\b", re.I)


def _definite(scene: Scene, near: Near) -> bool:
    """Whether a description points at somebody known: in a tale "the old man" is often one who has a name.

    Not by an age, which is nobody's but that of the one it is told of.
    """
    return _DEFINITE.match(scene.document.prose, near.start) is not None and not near.word.endswith("-year-old")


_STRENGTH = ("label", "name", "rival", "I", "noun", "voice", "nobody", "she", "he", "we", "they", "none")


def part_speeches(turns: Sequence[Turn], cues: Sequence[CueClass]) -> None:
    """Let a new speech begin where marks that seem to be reopened have another's name at them.

    “I might have    ” ¶ “No,” said Mr Pike: a mark that nothing but its place tells to close the first speech.
    """
    said = NOBODY
    for turn, cue in zip(turns, cues, strict=True):
        named = cue.fixed if cue.code == "name" and cue.fixed is not None else NOBODY
        if turn.relation != "cont":
            said = named
        elif named != NOBODY:
            if said not in (NOBODY, named):
                turn.relation = "next"
            said = named


def carry_on(turns: Sequence[Turn], cues: list[CueClass], scene: Scene) -> None:
    """Let a paragraph of speech that is left open go on after a named one's, where nobody else is there.

    "…," said Farah Lund. ¶ "We have waited eleven years. ¶ "Now we can build."
    """
    for i in range(1, len(turns)):
        turn, site, said = turns[i], turns[i].local.site, cues[i - 1].fixed
        if turn.quoted.closed or cues[i].code != "none" or turn.relation != "next" or site is None or not site.alone:
            continue
        if said not in (None, NOBODY) and scene.voices == {said}:
            cues[i] = replace(cues[i], fixed=said)


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


def let_groups_go_on(turns: Sequence[Turn], cues: list[CueClass], cast: Cast) -> None:
    """Let "they" right after a group has spoken mean the group: "Ann Lund and Bo Reed said … They added: “…”"."""
    for at in range(1, len(turns)):
        said = cues[at - 1].fixed
        if cues[at].code != "they" or said in (None, NOBODY) or turns[at].relation not in ("same", "next"):
            continue
        if cast.entities[said].kind == "group":
            cues[at] = replace(cues[at], fixed=said)


def learn_genders(turns: Sequence[Turn], cues: Sequence[CueClass], cast: Cast) -> None:
    """Settle open genders by the pronouns that go on after a name: "…, said Dafydd Prys. ¶ …, he said"."""
    votes: dict[int, Counter[Gender]] = {}
    for at in range(1, len(turns)):
        entity = cues[at - 1].fixed
        if entity in (None, NOBODY) or cues[at].gender not in ("m", "f") or turns[at].relation not in ("same", "next"):
            continue
        if cast.entities[entity].kind in ("person", "unnamed") and cast.entities[entity].gender == "?":
            votes.setdefault(entity, Counter())[cues[at].gender] += 1
    for entity, counts in votes.items():
        (gender, most), *others = counts.most_common()
        if not others or most >= 3 * others[0][1]:
            cast.entities[entity].gender = gender


