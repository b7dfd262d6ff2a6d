"""Find the one who tells a text as "I", and the name that others call them by."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from mkdocs_quotes.attribute import Near
from mkdocs_quotes.model import Document
from mkdocs_quotes.text.letters import UPPER

from .entities import Cast, Entity
from .scene import Scene

_FIRST_PERSON = re.compile(r"\bI\b(?!\.)")
_THIRD_PERSON = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_SHORT = 5_000
_BOOK = 60_000
"""A text longer than this is a book: who wrote it is not who tells it."""
_SIGNED = re.compile(
    rf"\n[{UPPER}][^\n.!?“”\"]{{2,40}},[ \t]*\n\s*([{UPPER}][\w’-]+(?: [{UPPER}][\w’.-]+){{0,2}})"
    r"\s*(?:$|\n\s*P\. ?S\.)"
)
_END = 800
"""The end of a letter: "Your loving brother," and a name."""
_ENOUGH = 4
"""The narrator's name must be called so often, half as often in a scrap of text …"""
_SCRAP = 1_500
_BESIDE = 2
"""… where next to what "I" said counts double."""
_SPEAKS = 5
"""One that speaks by name is named in the narration so many times for it: once may be a slip."""
_CALLED = re.compile(
    r"(?:I was called|[Mm]y name(?: is|’s|'s| was)|[Cc]all me|"
    r"(?:[Tt]hey|[Pp]eople|[Ff]riends|[Ee]veryone|[Ee]verybody|[Oo]thers|"
    r"[Tt]he (?:men|girls|boys|others|children|lads)) "
    r"(?:(?:all|always|still) )?(?:call(?:s|ed)?|christened|named|nicknamed) me|"
    r"[Mm]y (?:father|mother|parents|aunt|uncle|grandmother|grandfather|brothers?|sisters?) "
    r"(?:had )?(?:called|christened|named|nicknamed) me|"
    r"I (?:went|go|answered|answer) (?:by|to)(?: the name(?: of)?)?|(?:go|gone|went) by the name(?: of)?|"
    r"(?:knew|known) me (?:\w+ )?as|I (?:am|was) (?:called|christened|named|baptised|known(?: [\w’]+){0,4} as))"
    rf" ([{UPPER}][\w’-]+(?: [{UPPER}][\w’-]+)?)"
    rf"|\bI, ([{UPPER}][\w’-]+(?: [{UPPER}][\w’-]+)?),"
)


def find_narrator(document: Document, cast: Cast, scene: Scene, bests: Sequence[Near]) -> int | None:
    """The entity of the one who tells the text as "I", None where nobody does.

    In a long text the one "I said" of a letter makes no narrator: "I" must be as usual in the narration as "he".
    """
    said = sum(n.word == "i" for n in bests)
    if not said:
        return None
    if len(document.prose) > _SHORT:
        first = sum(len(_FIRST_PERSON.findall(document.prose, a, b)) for a, b in scene.outside)
        third = sum(len(_THIRD_PERSON.findall(document.prose, a, b)) for a, b in scene.outside)
        if first * 3 < third:
            return None
    name = _named(document, scene)
    known: int | None = None
    if name is not None:
        words = name.lower().split()
        known = next((i for i, e in enumerate(cast.entities) if any(f.lower().split() == words for f in e.names)), None)
    else:
        known = _addressed(cast, scene, bests)
    if known is not None:
        return known
    entity = Entity(kind="person" if name else "unnamed", mentions=said)
    entity.names[name or "the narrator"] += 1
    if name and " " in name:
        entity.given, entity.surname = name.split()[0].lower(), name.split()[-1].lower()
    cast.entities.append(entity)
    number = len(cast.entities) - 1
    scene.enter(number)
    scene.shares[number] = "main"
    return number


def _named(document: Document, scene: Scene) -> str | None:
    """The narrator's name as the narration or the by-line gives it."""
    for start, end in scene.outside:
        if m := _CALLED.search(document.prose, start, end):
            return m[1] or m[2]
    if len(document.prose) > _BOOK:
        return None
    signed = _SIGNED.search(document.prose, max(0, len(document.prose) - _END))
    return signed[1] if signed else document.author


def _addressed(cast: Cast, scene: Scene, bests: Sequence[Near]) -> int | None:
    """The narrator's name where others call it: beside what "I" said, hardly ever in the narration.

    Whom "I" calls by name is somebody else.
    """
    outer = [i for i, q in enumerate(scene.quoted) if q.depth == 0]
    starts = [scene.quoted[i].start for i in outer]
    called: Counter[int] = Counter()
    own: Counter[int] = Counter()
    mine = {_nearest(starts, near.start) for near in bests if near.word == "i"}
    for k, index in enumerate(outer):
        for entity, vocative in scene.in_quote.get(index, ()):
            if vocative and k in mine:
                own[entity] += 1
            elif vocative:
                called[entity] += _BESIDE if k - 1 in mine or k + 1 in mine else 1
    outside = Counter(scene.mentioned)
    for near in bests:
        if near.ref >= 0:
            outside[cast.of_name[near.ref]] += _SPEAKS
    enough = _ENOUGH if len(scene.document.prose) > _SCRAP else _ENOUGH // 2
    for number, count in called.most_common(8):
        if count - _BESIDE * own[number] >= enough and outside[number] * 3 <= count:
            called_by = cast.entities[number]  # one who is called once must have a name that people have
            return number if count > _BESIDE or called_by.gender != "?" or called_by.titles else None
    return None


def _nearest(starts: Sequence[int], at: int) -> int:
    """The index of the quotation that begins last before an offset, or of the first one."""
    return max(0, bisect_left(starts, at) - 1)


_DEAR = re.compile(r"\s*(?:[Mm]y )?[Dd]ear(?:est)?\s$")
_SALUTED = 120
"""A letter has its salutation among its first characters, so many of them."""


def correspondents(scene: Scene) -> frozenset[int]:
    """Who writes a letter to whom: "Dear Aunt Vi, … Clara". They are "I" and "you" in it, and never "she".

    Empty where the text is no letter.
    """
    prose, limit = scene.document.prose, scene.document.body_start + _SALUTED
    for number, name in zip(scene.cast.of_name, scene.names, strict=True):
        if name.start > limit:
            break
        line = prose.rfind("\n", 0, name.start) + 1
        if _DEAR.fullmatch(prose, line, name.start) and prose.startswith((",", ":", "\n"), name.end):
            signs = not prose[scene.names[-1].end :].strip()
            return frozenset((number, scene.cast.of_name[-1])) if signs else frozenset((number,))
    return frozenset()
