"""Find the one who tells a text as "I", and the name that others call them by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..attribute import Near
from ..model import Document
from .cast import Cast, Entity
from .scene import Scene

_FIRST_PERSON = re.compile(r"\bI\b(?!\.)")
_THIRD_PERSON = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_SHORT = 5_000
_CALLED = re.compile(
    r"(?:I was called|[Mm]y name(?: is|’s|'s| was)|[Cc]all me|[Tt]hey call(?:ed)? me|I am called)"
    r" ([A-Z][\w’-]+(?: [A-Z][\w’-]+)?)"
)


def find_narrator(document: Document, cast: Cast, scene: Scene, bests: Sequence[Near]) -> int | None:
    """The entity of the one who tells the text as "I", None where nobody does.

    In a long text the one "I said" of a letter makes no narrator: "I" must be as usual in the narration as "he" is.
    """
    said = sum(n.word == "i" for n in bests)
    if not said:
        return None
    if len(document.prose) > _SHORT:
        first = sum(len(_FIRST_PERSON.findall(document.prose, a, b)) for a, b in scene.outside)
        third = sum(len(_THIRD_PERSON.findall(document.prose, a, b)) for a, b in scene.outside)
        if first * 3 < third:
            return None
    name = document.author
    if name is None and (m := _CALLED.search(document.prose)):
        name = m[1]
    if name is not None:
        words = [w.lower() for w in name.split()]
        for number, entity in enumerate(cast.entities):
            if any([w.lower() for w in form.split()] == words for form in entity.names):
                return number
    elif (number := _addressed(cast, scene, bests)) is not None:
        return number
    number = len(cast.entities)
    entity = Entity(kind="person" if name else "unnamed", mentions=said)
    entity.names[name or "the narrator"] += 1
    if name and " " in name:
        entity.given, entity.surname = name.split()[0].lower(), name.split()[-1].lower()
    cast.entities.append(entity)
    scene.enter(number)
    scene.shares[number] = "main"
    return number


def _addressed(cast: Cast, scene: Scene, bests: Sequence[Near]) -> int | None:
    """The narrator's name where others call it: often addressed, hardly ever named in the narration."""
    called = Counter(e for rows in scene.in_quote.values() for e, vocative in rows if vocative)
    outside = Counter(scene.mentioned)
    spoken = {cast.of_name[n.ref] for n in bests if n.ref >= 0}
    for number, count in called.most_common(8):
        if count >= 4 and outside[number] * 3 <= count and number not in spoken:
            return number
    return None
