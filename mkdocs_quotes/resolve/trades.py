"""Whom a noun for a doer means by what somebody does: "Lucia Ferri runs the bakery. … the baker said"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

from ..attribute import Near
from ..model import Gender
from ..text.letters import UPPER
from .scene import Scene

_DOINGS = 110
"""So much behind a name tells what its bearer does, up to the end of the sentence."""
_MET = 60
"""So many mentions back somebody is looked for whose doings a noun tells."""
_DOER_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "keeper", "maker", "ant", "ent")
_DOING = re.compile(rf" (?:, \d+, )?([a-z]+)\b[^.!?;:{UPPER}“”\"]*(?=[.!?;] |[{UPPER}]|[.!?]$)")
"""What a name's bearer does, as far as no other name comes in."""
_TRADES = ("keeper", "maker", "owner", "seller", "driver", "worker", "holder", "wright", "monger", "player", "ringer")
_LETTERS = re.compile(r"[a-z]{3,}")
_BEING = frozenset({"is", "was", "became", "remains"})


def _derived(head: str, word: str) -> bool:
    """Whether a noun for a doer goes back to a word: "baker" to "bakery", "teacher" to "teaches"."""
    if word == head:
        return False  # "said the governor" makes nobody the governor
    shared = 0
    while shared < min(len(word), len(head)) and word[shared] == head[shared]:
        shared += 1
    for trade in _TRADES:
        if head.endswith(trade) and len(stem := head.removesuffix(trade).rstrip(" -")) >= 3 and word.startswith(stem):
            return True
    if shared < 3 or not head.endswith(_DOER_ENDINGS):
        return False
    return shared >= len(head) - 2 or (shared >= 4 and shared >= min(len(head) - 3, len(word.removesuffix("s"))))


def doer_of(near: Near, gender: Gender, scene: Scene, known: Mapping[str, tuple[str, str]]) -> int | None:
    """The only one of those met last whose doings the noun of a description tells.

    `gender` is what the noun tells; `known` are the words of the language that have a class.
    """
    prose = scene.document.prose
    found: list[int] = []
    met = scene.mentioned[max(0, (i := bisect_left(scene.positions, near.start)) - _MET) : i]
    for number in list(dict.fromkeys(reversed(met)))[:4]:
        entity = scene.cast.entities[number]
        if entity.kind != "person" or (gender in ("m", "f") and entity.gender not in ("?", gender)):
            continue
        at = scene.last_of(number, near.start)
        places = [at[1]] if at is not None else []
        first = bisect_left(scene.name_starts, entity.first)
        if first < len(scene.names) and scene.cast.of_name[first] == number:
            places.append(scene.names[first].end)
        if any(_tells(prose[end : min(end + _DOINGS, near.start)], near.word, known) for end in places):
            found.append(number)
    return found[0] if len(found) == 1 else None


_EXPLAINED = re.compile(r",? (?:an?|the) ((?:[\w’'-]+ ){0,3}[\w’'-]+)")
"""What a name's bearer is said to be, right behind it. A pattern for each noun would be dear to make."""


def _tells(doings: str, head: str, known: Mapping[str, tuple[str, str]]) -> bool:
    """Whether a sentence tells that somebody is a `head`: "runs the bakery" of the baker."""
    explained = _EXPLAINED.match(doings)
    if explained and head in explained[1].split():
        return True
    m = _DOING.match(doings)
    if m is None or known.get(m[1], ("w",))[0] not in "wVMFXe":
        return False
    if m[1] in (f"{head}s", f"{head}es", f"{head}ed", f"{head}d"):
        return True  # "coaches the women"
    words = _LETTERS.findall(m.group())
    return any(_derived(head, word) for word in words) or (m[1] in _BEING and head in words)
