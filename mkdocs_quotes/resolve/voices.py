"""Which names may speak without a cue: how a name stands in the narration tells persons from places and things."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..text.letters import UPPER
from ..text.names import Name
from .entities import Entity

_PLACE = re.compile(r"(?:\b(?:in|at|near|into|from|to)|[,–-]) $")
_NEXT_WORD = re.compile(r" ([a-z]{3,})")
_DID = frozenset(
    {"stood", "sat", "went", "came", "took", "gave", "held", "kept", "left", "felt", "knew", "saw", "got", "ran",
     "rose", "bent", "shook", "drew", "threw", "caught", "found", "read", "put", "set", "let", "lit", "hung", "fell",
     "ate", "drank", "slept", "woke", "wore", "swung", "spun", "wept", "wrung", "blew", "bit", "clung", "crept", "dug",
     "flung", "fought", "froze", "hid", "knelt", "laid", "lay", "leapt", "leaned", "lent", "paid", "sank", "sent",
     "shut", "slid", "snuck", "spat", "sprang", "stole", "strode", "struck", "swept", "tore", "wound",
     "only", "just", "still", "never", "always"}
)  # fmt: skip
"""What people did, and what comes between: behind a name they make it a person's."""
_DID_NOT = re.compile(
    r" did(?: not|n[’']t) (?:look|move|answer|speak|turn|smile|reply|stir|blink|laugh|raise|lift|sit|hear|notice|nod)\b"
)
_PAIR = re.compile(rf" and [{UPPER}][\w’'-]+ (?:were|had|both|\w+ed|sat|stood|went|came)\b")
_BESIDE = re.compile(rf"[{UPPER}][\w’'-]+ and $")
_ARTICLE = re.compile(r"\b(?:[Tt]he|an?) $")
_PLACE_ENDS = ("in ", "at ", "near ", "into ", "from ", "to ", ", ", "– ", "- ")
_ARTICLE_ENDS = ("he ", "an ", "a ")
"""What stands before a name must end so for the two patterns: most does not."""
_OF_PERSONS = ("young ", "poor ")
"""Before a name that is no place's."""
_WITHIN = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ii]nto)\s$")
"""What stands before the name of a place, hardly ever before a person's."""
_WITHIN_ENDS = frozenset({"in", "In", "at", "At", "ar", "to"})
"""How these words end."""
_PLACES = 2
"""So many mentions behind such a word, a fifth of all and more than cues name it, and it is a place."""
_ARTICLES = 3
"""So many mentions behind an article, half of all, and it is a thing or a people: "the Parsonage", "the Hindus" …"""
_SELDOM = 10
"""… unless a cue names it once in so many mentions."""


@dataclass(slots=True)  # not frozen: it counts
class Standing:
    """How often a name stands outside of quotations, and how."""

    all: int = 0
    midway: int = 0
    """Inside a sentence."""
    placed: int = 0
    """As that of a place, or as an adjective ("Takfiri groups")."""
    within: int = 0
    """Behind "in" or "at"."""
    articles: int = 0
    """Behind an article."""
    acting: int = 0
    """Doing something, or beside somebody else: "Runa stood where she was", "Nadia and Ferran"."""

    def count(self, prose: str, name: Name, known: Mapping[str, tuple[str, str]]) -> None:
        """Count one mention; `known` are the words of the language that have a class."""
        start = name.start
        self.all += 1
        if not name.initial:
            self.midway += 1
        if prose[start - 3 : start - 1] in _WITHIN_ENDS and _WITHIN.search(prose, max(0, start - 6), start):
            self.within += 1
        blank = prose.startswith(" ", start - 1)
        if (not blank or prose.endswith(_ARTICLE_ENDS, 0, start)) and _ARTICLE.search(prose, max(0, start - 4), start):
            self.articles += 1
            self.placed += 1
            return
        if (not blank or prose.endswith(_PLACE_ENDS, 0, start)) and _PLACE.search(prose, max(0, start - 6), start):
            self.placed += 1
            return
        if prose.endswith(_OF_PERSONS, 0, start):
            self.acting += 1  # "young Dawkins"
            return
        word = _NEXT_WORD.match(prose, name.end)
        if word and (word[1] in _DID or word[1].endswith("ed") or _DID_NOT.match(prose, name.end)):
            self.acting += 1
        elif word and word[1] not in known:
            self.placed += 1
        elif (prose.startswith(" and ", name.end) and _PAIR.match(prose, name.end)) or (
            word
            and word[1] in ("were", "had", "both")
            and prose.endswith(" and ", 0, start)
            and _BESIDE.search(prose, max(0, start - 30), start)
        ):
            self.acting += 1

    def is_place(self, entity: Entity, cues: int) -> bool:
        """Whether the name is that of a place or a thing, by how it stands; `cues` name it as a speaker."""
        if entity.titles:
            return False
        if self.within >= _PLACES and self.within * 5 >= self.all and self.within > cues:
            return True
        things = self.articles >= _ARTICLES and self.articles * 2 >= self.all
        return things and not entity.heads and cues * _SELDOM <= self.all


NOWHERE = Standing()
"""Of one who is not named outside of quotations."""


def leave_to_headings(entity: Entity) -> None:
    """Let a single word that only headings have be nobody: in "The Grey Man Sleeps" there is no man called Sleeps."""
    if entity.kind == "person" and not entity.full and not entity.title and not entity.pinned:
        entity.thing = True
        entity.heads.clear()


def voice(
    entity: Entity, standing: Standing, chatty: str, cues: int, given: frozenset[str], common: frozenset[str]
) -> str:
    """How sure it is that an entity can speak: "cued", "person", "plain", "unnamed"; "no" for places and things.

    `cues` is the number of cues that name it; `given` names and `common` words are those of the language.
    """
    if entity.kind == "unnamed":
        return "cued" if cues else "unnamed"
    if entity.kind == "person" and standing.is_place(entity, cues):
        return "no"
    if cues:
        return "cued"
    if entity.kind == "group":
        return "plain"
    if entity.kind != "person" or entity.thing:
        return "no"
    if entity.title or entity.roles or entity.heads:
        return "person"
    placed, inside = standing.placed, standing.midway
    if placed and standing.articles == standing.all and not entity.full:
        return "no"  # "in an Austin"
    if entity.given and entity.given in given:
        return "person" if entity.gender in ("m", "f") and placed * 2 <= entity.mentions else "plain"
    if placed * 3 >= entity.mentions:
        return "no"
    if not entity.full:  # "Anchorage", "Satellites": in the news nobody goes by one name that was never whole
        return "plain" if (chatty == "high" and inside) or (chatty != "low" and standing.acting) else "no"
    return "no" if any(w.lower() in common for form in entity.names for w in form.split()) else "plain"
