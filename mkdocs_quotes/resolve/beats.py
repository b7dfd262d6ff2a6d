"""What people do beside words: the listener's answer to an order, and where a voice comes from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from ..lang import Lexicon
from ..text.letters import UPPER
from .cues import PRONOUN_GENDER, CueClass
from .entities import NOBODY
from .scene import Scene, Turn, compatible

_WHO = (
    rf"\s+(?:(?:[Tt]he|[Hh]is|[Hh]er)\s\w+\s|[Hh]e\s|[Ss]he\s|(?!The|His|Her)(?:[{UPPER}][\w’.-]*\s){{1,3}})"
    r"(?:only\s|just\s|merely\s)?"
)
_FIRST_WORD = re.compile(
    r"(?:(?:now|please|just|then|and|well|you|may|must|can|could|should|will|would|had better|have to|need to),?\s)*"
    r"([\w’']+)",
    re.I,
)
"""Whatever makes an order of a verb, and the verb: "You may begin"."""
_TO_YOU = re.compile(r"(?:(?:[Nn]ow|[Pp]lease|[Jj]ust|[Tt]hen|[Aa]nd|[Ww]ell),?\s)?[Yy]ou")
_SHOWN_BEFORE = re.compile(
    r"(?:\b[Ii]t was|\b(?:[Nn]obody|[Nn]o one|[Nn]one)(?: (?:else|there|\w+ (?:it|him|her|them)|in (?:the )?\w+))? but"
    r"|\bbelonged to|\b[Oo]nly|\bwas that of|\bvoice was)\s$"
)
_SHOWN_AFTER = re.compile(
    r"\s(?:stepped|came|appeared|emerged|walked|stood|climbed|leaned|leant|sat|"
    r"had (?:come|stepped|crept|entered|appeared)|was (?:standing|sitting|leaning|up there|there|"
    r"(?:alone|the only (?:one|person|man|woman))(?: \w+){0,3}))\b"
)
_PUT_TO = re.compile(
    r"\s(?:The|This|That)\s(?:\w+\s){1,2}(?:was|were)\s(?:addressed|directed|aimed|put|meant|intended|thrown)\s(?:to|at|for)\s"
)
"""Behind words: to whom they were said."""
_TITLE = 12
"""So many characters may stand before the name of the one who was asked."""
_NEAR_VOICE = 160
"""So many characters behind its paragraph a voice may show its face."""


_SILENT = (
    "did not answer", "didn’t answer", "didn't answer", "did not reply", "didn’t reply", "didn't reply",
    "did not speak", "said nothing", "made no answer", "made no reply", "gave no answer", "was silent",
    "remained silent", "kept silent",
)  # fmt: skip


def _keeps_silent(prose: str, at: int) -> bool:
    """Whether somebody named before `at` says nothing: whose words stand beside that are another's."""
    return prose[at : at + 1].isspace() and prose.startswith(_SILENT, at + 1)


@lru_cache(maxsize=8)
def _listening(lexicon: Lexicon) -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    """A pattern for a listener's beat, and for each verb of an order its past tense."""
    verbs = sorted(lexicon.words("listener_verbs"), key=len, reverse=True)
    orders = {
        verb: (*past, f"{verb}ed", f"{verb}d", f"{verb.removesuffix('y')}ied", f"{verb}{verb[-1]}ed")
        for verb, past in lexicon.table("orders").items()
    }
    return re.compile(rf"{_WHO}(?:(?P<listens>{'|'.join(map(re.escape, verbs)) or '(?!)'})\b|(?P<does>\w+))"), orders


def set_listeners_aside(turns: Sequence[Turn], cues: list[CueClass], scene: Scene, lexicon: Lexicon) -> None:
    """ "“Sit down.” Bob nodded": whoever does as they are told has not spoken."""
    prose, blocks = scene.document.prose, scene.document.blocks
    beat, orders = _listening(lexicon)
    verbs = lexicon.forms("cue_verbs")
    for i, (turn, cue) in enumerate(zip(turns, cues, strict=True)):
        q = turn.quoted
        if (put := _PUT_TO.match(prose, q.outer_end, q.outer_end + _NEAR_VOICE)) is not None and cue.code == "none":
            n = bisect_left(scene.name_starts, put.end() - 1)
            named = n < len(scene.names) and scene.name_starts[n] < put.end() + _TITLE
            asked = scene.cast.of_name[n] if named else NOBODY
            cues[i] = CueClass("none", "?", None, barred=asked)
            continue
        if cue.code == "name" and cue.near is not None and _keeps_silent(prose, cue.near.end):
            cues[i] = CueClass("none", "?", None, barred=NOBODY if cue.fixed is None else cue.fixed)
            continue
        if q.kind != "direct" or (cue.near is not None and cue.near.start < q.start) or prose[q.end - 1] not in ".?!":
            continue
        m = beat.match(prose, q.outer_end, blocks[q.block].end)
        if m is None:
            continue
        first = _FIRST_WORD.match(prose, q.start, q.end)
        order = orders.get(first[1].lower(), ()) if first else ()
        spoken_to = order or prose[q.end - 1] == "?" or _TO_YOU.match(prose, q.start, q.end)
        if m["does"]:
            phrases = tuple([doing for doing in order if " " in doing])
            told = m["does"] in order or prose.startswith(phrases, m.start("does"))
            if not told and not (order and first and _may_be_told(turns, i, m, first, scene, verbs)):
                continue
        elif not spoken_to or prose.startswith(" by ", m.end()):
            continue  # "The question was asked by …": here the one who asked is named
        if m["listens"] in verbs and prose[q.end - 1] != ".":
            continue  # "“Who is it?” Ann gasped"
        n = bisect_left(scene.name_starts, q.outer_end)
        named = n < len(scene.names) and scene.name_starts[n] < m.end()
        described = cue.fixed if cue.fixed is not None else cue.own
        who = m.start() + 1  # behind a blank
        listener = scene.cast.of_name[n] if named else scene.introduced.get(who, described)
        cues[i] = CueClass("none", "?", None, barred=listener)


_NO_ORDER = re.compile(r"[,;:]|\s(?:me|us)\b")
"""Behind the first word: "Look, I am sorry", "Let me see"."""


def _may_be_told(
    turns: Sequence[Turn], i: int, beat: re.Match[str], first: re.Match[str], scene: Scene, verbs: frozenset[str]
) -> bool:
    """Whether nobody is named but the one who does something behind an order: that one may as well be told."""
    if beat["does"] in verbs or (first[1].lower() in _OWN and _NO_ORDER.match(first.string, first.end())):
        return False
    if i + 1 < len(turns) and turns[i + 1].quoted.block == turns[i].quoted.block:
        return False  # "“Stop.” Ann turned. “Who is there?”"
    starts = scene.name_starts
    n = bisect_left(starts, beat.start())
    if n == len(starts) or starts[n] > beat.start() + 1:
        return False  # "“Stop!” The shout came from Ann"
    return sum(not entity.thing and entity.kind == "person" for entity in scene.cast.entities) == 1


_OWN = frozenset({"look", "listen", "wait", "come", "say", "let", "stop", "hold", "see", "help", "be"})
"""Of these orders some are only the beginning of what somebody says of themselves."""
_THEN = re.compile(r"[.!?…][”\"’']?\s+(He|She)\s[^.!?…“\"]+[.!?…]\s*$")
"""A last sentence before a quotation whose subject is a pronoun."""


def give_to_beats(turns: Sequence[Turn], cues: list[CueClass], scene: Scene) -> None:
    """ "…,” Sam said. She considered this. “…”": what stands behind another's doings is no more Sam's."""
    prose, entities = scene.document.prose, scene.cast.entities
    for i, (turn, cue) in enumerate(zip(turns, cues, strict=True)):
        near, q = cue.near, turn.quoted
        if cue.code != "name" or near is None or cue.fixed in (None, NOBODY) or near.end > q.outer_start:
            continue
        if not i or turns[i - 1].quoted.block != q.block or near.start < turns[i - 1].quoted.start:
            continue
        m = _THEN.search(prose, near.end, q.outer_start)
        if m is None:
            continue
        word = m[1].lower()
        gender = PRONOUN_GENDER[word]
        does = next((n for n in turn.local.near if n.code == "P" and n.start == m.start(1)), None)
        if does is not None and compatible(gender, entities[cue.fixed]) == "no":
            cues[i] = CueClass(word, gender, replace(does, probability=near.probability), barred=cue.fixed)


def trace_voices(turns: Sequence[Turn], cues: list[CueClass], scene: Scene) -> None:
    """ "came a voice. … It was Harald": a voice is whose it turns out to be."""
    prose, blocks = scene.document.prose, scene.document.blocks
    for i, (turn, cue) in enumerate(zip(turns, cues, strict=True)):
        if cue.near is None or cue.near.word != "voice" or prose[cue.near.end - 5 : cue.near.end] != "voice":
            continue
        known = cue.fixed is not None and cue.fixed != NOBODY
        end = blocks[turn.quoted.block].end + _NEAR_VOICE
        for n in range(bisect_left(scene.name_starts, turn.quoted.outer_end), len(scene.names)):
            name, entity = scene.names[n], scene.cast.of_name[n]
            if name.start > end:
                break
            if entity == NOBODY or entity in turn.called:
                continue
            of = prose.startswith(" of ", cue.near.end) and name.start == cue.near.end + 4
            if known and not of:
                break
            if of or _SHOWN_BEFORE.search(prose, name.start - 32, name.start) or _SHOWN_AFTER.match(prose, name.end):
                cues[i] = CueClass("noun", "?", cue.near, fixed=entity)
                scene.enter(entity)
                break
