"""Clusters of names in the making: each an entity, with what its names tell, and the ways to find it again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from mkdocs_quotes.lang import Lexicon
from mkdocs_quotes.text.letters import UPPER
from mkdocs_quotes.text.names import Name

from .company import Company, Form
from .entities import Entity, key_of, name_gender, title_gender
from .titles import BEHIND, title_lists

_DOMINANT = 4
"""A candidate for a shared surname wins where it is named this many times as often as the next one."""
MOST_RIVALS = 20
"""A name that fits more tells no more than no name at all, and weighing all of them at each of its mentions would take
the longer the more there are."""
_HYPHENED = re.compile(rf"([{UPPER}]\w+)-[a-z]{{1,4}}-([{UPPER}]\w+)")


_KEYS_KEPT = 1 << 14


@lru_cache(maxsize=8)
def _keys(_: Lexicon) -> dict[Form, Form]:
    """The words of names as they are compared, by how they are written: the same come again, from text to text."""
    return {}


class Clusters:
    """Entities with their names, found by given name, surname and title."""

    def __init__(self, prose: str, names: Sequence[Name], lexicon: Lexicon) -> None:
        self.prose = prose
        self.names = names
        self.lexicon = lexicon
        self._offices, self._titles, self._particles, self._tied = title_lists(lexicon)
        keys = _keys(lexicon)
        if len(keys) > _KEYS_KEPT:
            keys.clear()
        self.words = [keys.get(name.words) or keys.setdefault(name.words, self._key(name)) for name in names]
        self.courtesies = [self.courtesy(name) if name.titles else "" for name in names]
        """For each name the title that belongs to it."""
        forms = [
            (key_of(courtesy), *words) if courtesy else words  # for comparison
            for courtesy, words in zip(self.courtesies, self.words, strict=True)
        ]
        self.company = Company(prose, names, forms, lexicon)
        self.entities: list[Entity] = []
        self.of_name = [-1] * len(names)
        self.rivals: dict[int, tuple[int, ...]] = {}
        self.by_surname: dict[str, list[int]] = defaultdict(list)
        self.by_given: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_initial: dict[tuple[str, str], list[int]] = defaultdict(list)

    def _key(self, name: Name) -> Form:
        """A name's words for comparison; particles before a surname that stands alone are left out."""
        words = [key_of(w) for w in name.words]
        if len(words) == 1 and (m := _HYPHENED.fullmatch(name.words[0])):
            return key_of(m[1]), key_of(m[2])  # "Eric-the-Red", later "Red"
        while len(words) > 1 and words[0] in self._particles and (name.words[0].islower() or name.words[1].islower()):
            words.pop(0)
        if len(words) > 1 and words[-1] in BEHIND:
            words.pop()
        for particle in self._tied:
            words[-1] = words[-1].removeprefix(particle) or words[-1]
        return tuple(words)

    def courtesy(self, name: Name) -> str:
        """The title that belongs to the name itself, "" where there is none but an office."""
        return next((t for t in reversed(name.titles) if t not in self._offices), "")

    # Entities

    def add(self, indexes: Sequence[int], **known: Any) -> int:
        """A new entity with these names; `known` sets its fields."""
        self.entities.append(Entity(first=self.names[indexes[0]].start if indexes else 0, **known))
        number = len(self.entities) - 1
        self.join(number, indexes)
        return number

    def add_known(self, canonical: str, indexes: Sequence[int]) -> None:
        """A speaker given from outside."""
        parts = [key_of(w) for w in canonical.split()]
        given = parts[0] if len(parts) > 1 else ""
        gender = name_gender(self.lexicon, parts[0])
        self.index(self.add(indexes, pinned=canonical, given=given, surname=parts[-1], gender=gender))

    def join(self, number: int, indexes: Sequence[int]) -> None:
        entity = self.entities[number]
        names, of_name, courtesies, forms = self.names, self.of_name, self.courtesies, entity.names
        for i in indexes:
            name = names[i]
            of_name[i] = number
            courtesy = courtesies[i]
            form = " ".join(name.words)
            if courtesy or name.suffix:
                judge = "Justice" if "Justice" in name.titles and courtesy != "Justice" else ""
                form = " ".join(w for w in (courtesy, judge, form, name.suffix) if w)
            forms[form] = forms.get(form, 0) + 1
            entity.mentions += 1
            if name.start < entity.first:
                entity.first = name.start
            if name.role:
                entity.roles[name.role] += 1
                entity.heads.add(name.role.split()[-1].lower().rstrip("."))
            if entity.gender == "?" and name.titles:
                entity.gender = title_gender(self.lexicon, name.titles)
            if courtesy:
                entity.titles[courtesy] += 1
                entity.title = entity.title or courtesy
            if name.nickname:
                nickname = key_of(name.nickname)
                if number not in self.by_given[nickname]:
                    self.by_given[nickname].append(number)

    def leave_open(self, indexes: Sequence[int], fits: Sequence[int]) -> None:
        """Note who a name may stand for, where nothing in the name tells; of too many nobody is noted."""
        if len(fits) <= MOST_RIVALS:
            self.rivals |= dict.fromkeys(indexes, tuple(fits))

    def index(self, number: int) -> None:
        entity = self.entities[number]
        if entity.surname:
            self.by_surname[entity.surname].append(number)
        if entity.given:
            self.by_given[entity.given].append(number)
        if entity.full:
            self._by_name[entity.surname, entity.given].append(number)
            self._by_initial[entity.surname, entity.given[:1]].append(number)

    def _dominant(self, fits: Sequence[int], word: str = "") -> int | None:
        """The one who is named by far the most often; with a word, in forms that hold it."""
        counts = {n: self._with(n, word) if word else self.entities[n].mentions for n in fits}
        ranked = sorted(fits, key=lambda n: -counts[n])
        first, second = (counts[n] for n in ranked[:2])
        return ranked[0] if first >= _DOMINANT * second else None

    def _with(self, number: int, word: str) -> int:
        """How often an entity is named by forms that hold a word."""
        names = self.entities[number].names
        return sum(count for form, count in names.items() if word in map(key_of, form.split()))
