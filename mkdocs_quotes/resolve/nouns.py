"""Resolve descriptions: "the minister", "his wife", "a senior official", "the department".

A description of a known speaker leads to that speaker; one that introduces somebody, or many, becomes an unnamed
source of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..attribute.local import Near
from ..attribute.papers import PAPERS
from ..attribute.partitives import GROUP
from ..attribute.word_classes import word_classes
from ..lang import Lexicon
from ..model import Gender
from ..text.letters import UPPER
from ..text.name_parts import name_rules
from .bodies import body_named
from .entities import NOBODY, Entity, display_of, key_of
from .evidence import bearer_of
from .scene import Scene, is_of_another, shared_words
from .spokespeople import Spokespeople
from .titles import MARRIED
from .trades import doer_of

_INDEFINITE = re.compile(r"(?:a|an|one|another|some|many|several|two|three|both|any|most|few)\b", re.I)
_POSSESSIVE = re.compile(r"(his|her|their|my|our)\b", re.I)
LONE = frozenset({"one", "another", "second", "third", "other"})
_VOICE_OF = re.compile(r"(.+?)[’']s? (?:[\w-]+ )?voice")
_VOICE_IS = re.compile(r"\s(?:of|belonging to)\s(?:(?:the|old|young|poor|dear|little|his|her|my|our)\s){0,2}")
"""What stands between a voice and the one whose it is."""
_SPOUSES = {"wife": MARRIED, "lady": MARRIED | {"Lady"}, "husband": frozenset({"Mr", "Sir", "Lord", "Monsieur"})}
"""How the husband or wife of a surname's bearer is called."""
_INVERSE = {
    "wife": "husband", "husband": "wife", "mother": "son|daughter", "father": "son|daughter", "son": "mother|father",
    "daughter": "mother|father", "brother": "brother|sister", "sister": "brother|sister", "partner": "partner",
}  # fmt: skip
"""Of whom somebody is a husband, she is his wife."""
_TOLD_WITHIN = 10_000
"""So many characters back it is looked for."""
_STYLES = frozenset({"lordship", "ladyship"})
_OWNER = re.compile(r"[’']s?\s")
_OWNED_BY_NAME = re.compile(rf"[{UPPER}][\w-]*[’']s?\s")
"""“Lund’s mother”, where no article stands before the owner."""
_CLOSE = 3
"""Among so many met last, one of the right sex is the owner before one who may be of either."""


_PAIR = ("and", "&")
_STILL_TOLD = 200
"""So many characters on, "one of them" is one of a pair."""


def _one_of(many: str) -> str:
    """One of many: "sailors" → "sailor"."""
    if many.endswith("men"):
        return many[:-3] + "man"
    return many[:-3] + "y" if many.endswith("ies") else many.removesuffix("s")


@lru_cache(maxsize=8)
def _peoples(lexicon: Lexicon) -> frozenset[str]:
    """Words for one of a people, in lower case."""
    return frozenset(word.lower() for word in lexicon.table("demonyms"))


class Described(NamedTuple):
    """What a description tells of the one it stands for."""

    entity: int
    sure: bool
    gender: Gender
    owner: int
    """Whose relative or lawyer it is, -1 where nobody's."""
    exact: bool
    """It tells the one from others of the same noun: "the former chancellor" where another holds the office."""


class Nouns:
    """Finds or makes the entity of a description."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self.scene = scene
        self.cast = scene.cast
        self.lexicon = lexicon
        self.classes = word_classes(lexicon)
        self._kin = lexicon.table("kinship").keys()
        self._kinds = lexicon.table("role_kinds")
        self._peoples = _peoples(lexicon)
        self._given = name_rules(lexicon).given
        self._made: dict[str, int] = {}
        self._last_head = ""
        self._owner_found = NOBODY
        self._exact = False
        self._spokespeople = Spokespeople(scene, self.classes.collectives, lambda near: self.entity(near)[0])

    def gender(self, near: Near) -> Gender:
        """What the head noun tells."""
        if near.code == "O" or (near.pattern.startswith("according") and near.word not in self.classes.roles):
            return "n"  # "according to its brochure"
        value = self.classes.roles.get(near.word, "?")
        return {"m": "m", "f": "f", "p": "p"}.get(value, "?")  # type: ignore[return-value]

    def describe(self, near: Near) -> Described:
        """What a description tells."""
        self._owner_found, self._exact = NOBODY, False
        entity, sure = self.entity(near)
        return Described(entity, sure, self.gender(near), self._owner_found, self._exact)

    def entity(self, near: Near) -> tuple[int, bool]:
        """The entity that a description stands for, and whether that is sure.

        Where it is not, it is an unnamed source of that description, and the scene may know better. Unnamed sources
        are made on the way, so that a later "the official" finds "a senior official".
        """
        phrase = " ".join(self.scene.document.prose[near.start : near.end].split())
        head = near.word
        if (called := self._called(near.end)) is not None:
            return called, True
        if head == GROUP and near.code == "D" and self._of_two(near.start):
            return NOBODY, True  # "Ann and Bo came in. “Hello!” one of them cried": the text does not tell which
        one = self.named_at(near.end - len(head)) if head in self._peoples else NOBODY
        if one != NOBODY and not self.cast.entities[one].thing:
            return one, True  # "the Irishman" who has a name
        if head.startswith("spokes") and (spoken_for := self._spokespeople.spoken_for(near)) is not None:
            self._spokespeople.latest = spoken_for
            self._spokespeople.speak_as(near, spoken_for, self.gender(near))
            return spoken_for, True
        if near.code == "D" and head in LONE and self._last_head:
            head = self._last_head
            near = replace(near, word=head)
            return self._make(phrase if head in LONE else f"{phrase} {head}", near), True
        elif near.code == "D" and head != GROUP:
            self._last_head = _one_of(head) if self.classes.roles.get(head) == "p" else head
        if head == "voice" and (m := _VOICE_OF.fullmatch(phrase)) is not None:
            i = bisect_left(self.scene.name_starts, near.start)
            if i < len(self.scene.names) and self.scene.names[i].start == near.start and self.cast.of_name[i] >= 0:
                return self.cast.of_name[i], True
            whose = m[1].split()[-1].lower()
            if whose in self.classes.roles:
                return self.entity(replace(near, end=near.start + len(m[1]), word=whose))
        elif head == "voice" and (speaker := self._voice_is(near)) is not None:
            return speaker, True
        if near.code == "D" and (known := self.scene.introduced.get(near.start)) is not None:
            self._exact = shared_words(self.cast.entities[known], set(phrase.lower().split())) > 1
            return known, True
        alone = near.code == "D" and near.end - near.start <= len(head)  # "minister" without a determiner
        if near.code == "O" and (named := body_named(self.scene, self._given, phrase, near)) != NOBODY:
            return named, True
        if near.code == "U" or alone or _INDEFINITE.match(phrase):
            return self._make(phrase, near), True
        if (owned := self._owned(near, phrase)) is not None:
            return owned
        entities = self.cast.entities
        fits = [i for i in self.scene.before(near.start, 12) if head in entities[i].heads]
        fits += [
            i for i in self.scene.bearing(head)
            if i not in fits and (entities[i].kind != "person" or entities[i].first < near.start)
        ]  # fmt: skip
        fits = [i for i in fits if not is_of_another(self.cast.entities[i], phrase)]
        gender = self.gender(near)
        fits = [i for i in fits if gender in ("?", "n", "p") or self.cast.entities[i].gender in ("?", gender)]
        if fits:
            words = set(phrase.lower().split())
            # Among equals the one named last.
            number = max(fits, key=lambda i: shared_words(self.cast.entities[i], words))
            self._exact = shared_words(self.cast.entities[number], words) > 1
            self._name_also(number, phrase)
            return number, True
        if near.code == "O":
            return self._make(phrase, near, kind="organisation"), True
        definite = phrase[:4].lower() == "the "
        if definite and ((doer := self._of_kind(near)) is not None or (doer := self._doer(near)) is not None):
            return doer, True
        return self._make(phrase, near), False

    def _of_two(self, at: int) -> bool:
        """Whether the last two names before an offset are those of a pair."""
        i = bisect_left(self.scene.name_starts, at)
        if i < len(_PAIR):
            return False
        one, two = self.scene.names[i - 2], self.scene.names[i - 1]
        return self.scene.document.prose[one.end : two.start].strip() in _PAIR and at - two.end < _STILL_TOLD

    def _voice_is(self, near: Near) -> int | None:
        """ "the voice of old Mr Emery": his."""
        m = _VOICE_IS.match(self.scene.document.prose, near.end)
        if m is None:
            return None
        i = bisect_left(self.scene.name_starts, near.end)
        named = i < len(self.scene.names) and self.scene.names[i].start <= m.end()
        return self.cast.of_name[i] if named and self.cast.of_name[i] >= 0 else None

    def _of_kind(self, near: Near) -> int | None:
        """ "the writer": the only one about who is said to be a novelist, or the like; of several nobody is named."""
        kinds = self._kinds.get(near.word)
        if not kinds:
            return None
        entities, gender = self.cast.entities, self.gender(near)
        fits = [i for i in self.scene.before(near.start, 12) if not entities[i].heads.isdisjoint(kinds)]
        fits = [i for i in fits if gender not in ("m", "f") or entities[i].gender in ("?", gender)]
        return fits[0] if len(fits) == 1 else NOBODY if fits else None

    def _doer(self, near: Near) -> int | None:
        """ "Lucia Ferri runs the bakery. … the baker said": the only one whose doings the noun tells."""
        return doer_of(near, self.gender(near), self.scene, self.classes.known)

    def _called(self, at: int) -> int | None:
        """ "a man who goes by the name “Shorty”": the entity of that name."""
        number = bearer_of(self.scene.document.prose, at, self.cast)
        if number is not None:
            self.scene.enter(number)
        return number

    def _name_also(self, number: int, phrase: str) -> None:
        """ "the Syrian army" is a name of the Syrian Arab Army, as often as it stands in the text."""
        name = re.sub(r"^the ", "", phrase, flags=re.I)
        entity = self.cast.entities[number]
        if entity.kind == "organisation" and name[:1].isupper() and name not in entity.names:
            entity.names[name] = self.scene.document.prose.count(name)

    def _owned(self, near: Near, phrase: str) -> tuple[int, bool] | None:
        """ "Hana Sato’s lawyer", "his wife": somebody's somebody."""
        if near.word in _STYLES:
            return None  # "his lordship" is nobody's
        if phrase[:4].lower() == "the " and (whose := self._relative_of(near)) != NOBODY:
            self._owner_found = whose
            return self._make(f"{display_of(self.cast.entities[whose])}’s {phrase[4:]}", near), True
        if near.word in PAPERS and (_POSSESSIVE.match(phrase) or _OWNER.search(phrase)):
            return self._writer(near, phrase), True
        if m := _POSSESSIVE.match(phrase):
            if m[1].lower() in ("my", "our"):
                return self._own_relative(phrase, near), True
            owner = self._whose({"his": "m", "her": "f"}.get(m[1].lower(), "?"), near)
            if owner == NOBODY:
                return None
            self._owner_found = owner
            return self._relative(self.cast.entities[owner], phrase[m.end() :].strip(), near)
        if _OWNER.search(phrase):
            self._owner_found = self.named_at(near.start)
            # "The Times’s critic", "the mayor’s spokesman": none of those who are not said to be one.
            near_one = near.word in self._kin and not near.word.startswith("spokes")
            self._exact = not near_one and not self.scene.bearing(near.word)
            return self._make(phrase, near), self._exact
        return None

    def is_kin(self, noun: str) -> bool:
        """Whether a noun is one for a relative."""
        return noun in self._kin

    def _whose(self, wanted: str, near: Near) -> int:
        """Whom "his" or "her" means before a noun; not one who is called by that noun: "His father, Ivan Lund, …"."""
        owners = []
        for i in self.scene.before(near.start, 8):
            owner = self.cast.entities[i]
            if near.word in owner.heads and near.word in self._kin:
                continue
            if wanted == "?" or owner.gender in (wanted, "?"):
                owners.append(i)
        known = [i for i in owners[:_CLOSE] if self.cast.entities[i].gender == wanted]
        return next(iter(known or owners), NOBODY)

    def _relative_of(self, near: Near) -> int:
        """ "The mother of Ivan Lund": whose relative it is."""
        prose = self.scene.document.prose
        if near.word not in self._kin or not prose.startswith(" of ", near.end):
            return NOBODY
        i = bisect_left(self.scene.name_starts, near.end)
        of = i < len(self.scene.names) and self.scene.names[i].start <= near.end + len(" of the painter ")
        return self.cast.of_name[i] if of and self.scene.names[i].kind == "person" else NOBODY

    def _writer(self, near: Near, phrase: str) -> int:
        """ "His last letter", "Anton Berg’s letter": the one whose it is, nobody where that is not told."""
        if m := _POSSESSIVE.match(phrase):
            wanted = {"his": "m", "her": "f"}.get(m[1].lower(), "?")
            known = (i for i in self.scene.before(near.start, 4) if self.cast.entities[i].kind == "person")
            return next((i for i in known if wanted == "?" or self.cast.entities[i].gender in (wanted, "?")), NOBODY)
        owner = self.named_at(near.start)
        return owner if owner != NOBODY else self._make(phrase, near)

    def named_at(self, at: int) -> int:
        """Who is named at an offset."""
        i = bisect_left(self.scene.name_starts, at)
        here = i < len(self.scene.names) and self.scene.names[i].start == at
        return self.cast.of_name[i] if here else NOBODY

    def _own_relative(self, phrase: str, near: Near) -> int:
        """ "my grandmother": the one called Grandmother, where one is; otherwise a source of that description."""
        name = near.word.capitalize()
        fits = [
            number
            for number, entity in enumerate(self.cast.entities)
            if entity.kind == "person" and (name in entity.names or name in entity.titles)
        ]
        return fits[0] if len(fits) == 1 else self._make(phrase, near)

    def _relative(self, owner: Entity, noun: str, near: Near) -> tuple[int, bool]:
        if (spouse := self._spouse(owner, near.word)) is not None:
            return spouse, True
        if (other := self._whose_relative(owner, near)) is not None:
            return other, True
        fits = [
            i for i in self.scene.before(near.end, 8)
            if near.word in self.cast.entities[i].heads and self.cast.entities[i] is not owner
        ]  # fmt: skip
        if not fits:
            fits = [i for i in self.scene.bearing(near.word) if self.cast.entities[i].kind == "person"]
            fits = [i for i in fits if self.cast.entities[i] is not owner] if len(fits) == 1 else []
        if fits:
            return fits[0], True
        return self._make(f"{display_of(owner)}’s {noun}", near), False

    def _whose_relative(self, owner: Entity, near: Near) -> int | None:
        """ "Dana Lund’s husband, Pete, … his wife said": Dana Lund, whose husband he is."""
        wanted = _INVERSE.get(near.word)
        called = owner.given or owner.surname
        if wanted is None or not called:
            return None
        prose = self.scene.document.prose
        told = re.compile(rf"([\w-]+)[’']s? (?:{wanted}),? {re.escape(called)}\b", re.I)
        m = told.search(prose, max(0, near.start - _TOLD_WITHIN), near.start)
        if m is None:
            return None
        i = bisect_left(self.scene.name_starts, m.start(1) + 1) - 1
        number = self.cast.of_name[i] if i >= 0 and self.scene.names[i].end >= m.end(1) else NOBODY
        return number if number != NOBODY and self.cast.entities[number] is not owner else None

    def _spouse(self, owner: Entity, noun: str) -> int | None:
        """ "His wife" is Mrs Pike where "he" is a Pike and the text has one of that name; "her husband" Mr Pike."""
        titles = _SPOUSES.get(noun)
        if titles is None or not owner.surname:
            return None
        family = [
            i for i, entity in enumerate(self.cast.entities)
            if entity.surname == owner.surname and entity is not owner and entity.kind == "person"
        ]  # fmt: skip
        fits = [i for i in family if not titles.isdisjoint(self.cast.entities[i].titles)]
        if not fits and len(family) == 1 and self.scene.chatty != "high":
            other = self.cast.entities[family[0]]
            wanted = "m" if noun == "husband" else "f"
            if other.given and other.gender == wanted and other.heads.isdisjoint(self._kin):
                return family[0]
        if len(fits) > 1:  # "Mrs Charles Pike" tells whose wife she is
            words = {key_of(word) for form in owner.names for word in form.split()}
            fits = [i for i in fits if self.cast.entities[i].given in words]
        return fits[0] if len(fits) == 1 else None

    def _make(self, phrase: str, near: Near, kind: str = "unnamed") -> int:
        as_written = near.code == "U" or phrase.startswith("I ") or _proper(phrase)
        as_written = as_written or _OWNED_BY_NAME.match(phrase) is not None
        if near.code == "O" and not as_written:  # "Leeds council", spoken for by its spokesman
            i = bisect_left(self.scene.name_starts, near.start)
            as_written = self.scene.name_starts[i : i + 1] == [near.start]
        name = phrase if as_written else phrase[0].lower() + phrase[1:]
        key = re.sub(r"^(the|a|an) ", "", name.lower())
        indefinite = bool(_INDEFINITE.match(phrase)) and near.code != "U"
        if key in self._made and not indefinite:
            number = self._made[key]
        else:
            number = len(self.cast.entities)
            self.cast.entities.append(
                Entity(kind=kind, gender=self.gender(near), first=near.start, heads={near.word})  # type: ignore[arg-type]
            )
            self._made[key] = number
            self.scene.bearers.setdefault(near.word, []).append(number)
        entity = self.cast.entities[number]
        entity.names[name] += 1
        entity.mentions += 1
        self._enter(near.start, number)
        return number

    def _enter(self, at: int, number: int) -> None:
        """Put an unnamed source on the scene."""
        i = bisect_left(self.scene.positions, at)
        self.scene.positions.insert(i, at)
        self.scene.mentioned.insert(i, number)
        self.scene.enter(number)


_DETERMINERS = frozenset({"the", "a", "an", "one", "another", "some", "this", "that"})


def _proper(phrase: str) -> bool:
    words = phrase.split()
    return len(words) > 1 and words[0].lower() not in _DETERMINERS and words[0][:1].isupper() and words[1][:1].isupper()


def resolve_nouns(nouns: Nouns, nears: Sequence[Near]) -> dict[tuple[int, int], Described]:
    """What all descriptions at cues tell, in reading order."""
    found: dict[tuple[int, int], Described] = {}
    for near in nears:
        if (near.start, near.end) not in found and near.word not in nouns.scene.indefinites:
            found[near.start, near.end] = nouns.describe(near)
    return found
