"""What texts tell of the speakers that they share, gathered under their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mkdocs_quotes.index.people import Person
from mkdocs_quotes.records import display_name

from .tables import FoundText, Row, shared_key

SharedKey = tuple[str, ...]
"""A normal name; of a group those of its members."""


@dataclass(slots=True)
class Gathered:
    """One speaker, as far as texts have been gathered."""

    person: Person
    members: Counter[str] = field(default_factory=Counter)
    """Of a group: how its members are called in the texts, by the names as JSON would list them."""
    quotations: int = 0
    texts: int = 0
    """In how many texts there are quotations of the speaker."""


class People:
    """The speakers of many texts."""

    def __init__(self) -> None:
        self.known: dict[SharedKey, Gathered] = {}

    def meet(self, found: FoundText) -> None:
        """Take in a text. Names count wherever they stand, quotations only where they are published."""
        speakers = found.analysis.speakers
        shared = [shared_key(key) for key in found.keys]
        for index, speaker in enumerate(speakers):
            key = shared[index]
            if key is None:
                continue
            gathered = self._of(tuple(key))
            if found.keys[index][0] == "group":
                # Its name follows from those of its members.
                gathered.person.names[display_name(speaker, speakers)] += 1
                gathered.person.kinds["group"] += 1
                gathered.members[MEMBERS_MARK.join(speakers[m].name for m in speaker.members)] += 1
            else:
                gathered.person.meet(speaker)
        quoted: Counter[SharedKey] = Counter()
        for index, _ in found.counted():
            key = shared[index]
            if found.keys[index][0] == "group":
                # What several say together each of them says.
                singles = {tuple(k) for m in speakers[index].members if (k := shared[m])}
                quoted.update(singles)
            if key is not None:
                quoted[tuple(key)] += 1
        for one, count in quoted.items():
            gathered = self._of(one)
            gathered.quotations += count
            gathered.texts += 1

    def add(self, row: Row) -> None:
        """Take in a row of the table of people."""
        gathered = self._of(tuple(row["key"]))
        person = gathered.person
        for counter, column in (
            (person.names, "names"),
            (person.kinds, "kinds"),
            (person.aliases, "aliases"),
            (person.roles, "roles"),
            (gathered.members, "members"),
        ):
            for item in row[column]:
                counter[item["value"]] += item["count"]
        gathered.quotations += row["quotations"]
        gathered.texts += row["texts"]

    def rows(self) -> Iterator[Row]:
        """Rows of the table of people, in order of their keys."""
        for key in sorted(self.known):
            yield row_of(key, self.known[key])

    def _of(self, key: SharedKey) -> Gathered:
        if key not in self.known:
            whole: tuple[object, ...] = ("full", key[0]) if len(key) == 1 else ("group", *(("full", k) for k in key))
            self.known[key] = Gathered(Person(whole))
        return self.known[key]


MEMBERS_MARK = "\N{INFORMATION SEPARATOR ONE}"
"""Between the names of the members of a group."""


def row_of(key: SharedKey, gathered: Gathered) -> Row:
    """A row of the table of people."""
    person = gathered.person
    return {
        "key": list(key),
        "names": counts(person.names),
        "kinds": counts(person.kinds),
        "aliases": counts(person.aliases),
        "roles": counts(person.roles),
        "members": counts(gathered.members),
        "quotations": gathered.quotations,
        "texts": gathered.texts,
    }


def counts(counter: Counter[Any]) -> list[Row]:
    """As a column holds them: the most frequent first, then in the order of the alphabet."""
    return [{"value": v, "count": n} for v, n in sorted(counter.items(), key=lambda item: (-item[1], item[0]))]
