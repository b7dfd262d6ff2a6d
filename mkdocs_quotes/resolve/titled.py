"""Who a title with one name is: "Mrs Pike", "Lady Ann", "the Colonel" among those who bear the name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from mkdocs_quotes.attribute.candidates import manner
from mkdocs_quotes.model import Gender

from .clusters import Clusters
from .company import Form
from .entities import key_of
from .titles import (
    CHILD,
    COURTESIES,
    KIN,
    MARRIED,
    NOBLE_LADIES,
    OF_AGE,
    RANKS,
    ROYAL,
    UNMARRIED,
)

FREQUENT = 3
"""Two titles of one surname that both occur this often are two people's (Mr Wentworth, Captain Wentworth)."""


class Titled(Clusters):
    """Clusters that know whom a title fits."""

    sisters: frozenset[str] = frozenset()
    """Surnames of which the text has several unmarried daughters: "the Miss Pikes"."""

    @cached_property
    def _reports(self) -> bool:
        """Whether the text is a report: it names people in full before it calls them by title and surname."""
        return manner(self.prose, self.names) == "report"

    def named_before(self, surname: str, title: str, gender: Gender, first: int) -> list[int]:
        """Whom a report calls by title and surname: the only one with that surname whom it has named in full before."""
        if title not in COURTESIES or not self._reports:
            return []
        start = self.names[first].start
        before = [
            n for n in self.by_surname[surname]
            if (e := self.entities[n]).full and e.first < start and {e.gender, gender} != {"m", "f"}
            and not CHILD.match(self.prose, e.first)
        ]  # fmt: skip
        return before if len(before) == 1 else []

    def called(self, fits: list[int], title: str, count: int) -> list[int]:
        """Who of several with that surname is called by the title and the surname alone, where something tells."""
        counts = self.company.counts
        bears = [n for n in fits if self.entities[n].titles[title]]
        if title in UNMARRIED:  # one sister is "Miss Ann Pike" or "Ann" all along, the other alone "Miss Pike"
            others = [n for n in fits if n not in bears and not counts[key_of(title), self.entities[n].given]]
            bears = [n for n in bears if counts[self.entities[n].given,] < count] or others
        return bears if len(bears) == 1 else fits  # "Mr Thomas Pike" tells who of two is "Mr Pike"

    def apart(self, number: int, form: Form) -> bool:
        """Whether a form stands in one breath with a form of an entity ("Mr Emerson and George")."""
        entity = self.entities[number]
        near = self._titles[form[0]] not in UNMARRIED
        if entity.full and self.company.apart(form, (entity.given, entity.surname), near=False):
            return True
        if entity.given in ("", form[-1]):
            return False
        if any(self.entities[n].mentions > entity.mentions for n in self.by_given[entity.given]):
            return False  # the given name alone may be another's
        return self.company.apart(form, (entity.given,), near)

    def fits_title(self, number: int, title: str, gender: Gender, indexes: Sequence[int]) -> bool:
        entity = self.entities[number]
        if gender != "?" and entity.gender not in ("?", gender):
            return False
        if title in OF_AGE and entity.full and CHILD.match(self.prose, entity.first):
            return False
        if title in ROYAL and entity.title != title:
            return False
        pair = {entity.title, title}
        if entity.title and entity.title != title and KIN.isdisjoint(pair) and not pair <= NOBLE_LADIES:
            if pair & MARRIED and (pair & UNMARRIED or not entity.full):
                return False
            titled = entity.titles[entity.title]
            if titled >= FREQUENT and len(indexes) >= FREQUENT:
                return False
            if "Sir" in pair and (titled or not entity.full):
                return False
        counts = self.company.counts
        if not entity.full or self.names[indexes[0]].words[-1].lower() == entity.given:
            return True
        if title in UNMARRIED:  # the eldest daughter is "Miss Pike", her sister "Miss Ann" or "Miss Ann Pike"
            called = counts[key_of(title), entity.given]
            if entity.surname in self.sisters:
                called += counts[key_of(title), entity.given, entity.surname]
            return called < FREQUENT
        if entity.titles[title]:
            return True
        if title in RANKS and len(indexes) >= FREQUENT:
            return entity.gender != "f" or entity.first < self.names[indexes[0]].start
        # A wife may bear a title with the surname; a woman's full name that is met first is another matter, but for
        # one of several: those are daughters.
        if title in MARRIED or title == "Lady":
            return entity.first < self.names[indexes[0]].start and not self._has_sister(number)
        return True

    def _has_sister(self, number: int) -> bool:
        """Whether another woman's full name has the same surname."""
        others = (self.entities[n] for n in self.by_surname[self.entities[number].surname] if n != number)
        return any(e.full and e.gender == "f" for e in others)
