"""What texts tell of their speakers, gathered: over all texts where they are shared, for one text otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mkdocs_quotes.index.identity import is_group
from mkdocs_quotes.index.people import Key, Person
from mkdocs_quotes.records import join_names

from .tables import FoundText, Row, shared_key

SharedKey = tuple[str, ...]
"""What a speaker is unified by: a normal name; of a group those of its members."""


@dataclass(slots=True)
class Gathered:
    """One speaker, as far as texts have been gathered."""

    person: Person
    quotations: int = 0
    texts: int = 0
    """In how many texts there are quotations of the speaker."""

    def row(self, identity: str, **more: Any) -> Row:
        """The row of the table of speakers."""
        person = self.person
        known = person.names + person.aliases
        forms: Counter[str] = Counter()
        for form, count in person.roles.items():
            forms[form.casefold()] += count
        return {
            "id": identity,
            "name": person.name,
            "kind": person.kind,
            "aliases": [{"value": alias, "count": known[alias]} for alias in person.all_aliases()],
            "roles": [{"value": role.title, "count": forms[role.title.casefold()]} for role in person.all_roles()],
            "members": [],
            "quotations": self.quotations,
            "texts": self.texts,
            **more,
        }


def group_row(identity: str, members: list[str], quotations: int, texts: int, **more: Any) -> Row:
    """The row of a group, whose name follows from those of its members, who have the aliases and roles."""
    return {
        "id": identity,
        "name": join_names(members),
        "kind": "group",
        "aliases": [],
        "roles": [],
        "members": members,
        "quotations": quotations,
        "texts": texts,
        **more,
    }


class People:
    """The speakers that texts share."""

    def __init__(self) -> None:
        self.known: dict[SharedKey, Gathered] = {}

    def meet(self, found: FoundText) -> list[Row]:
        """Take in a text. Names count wherever they stand, quotations only where they are published.

        What is given back are the rows of those speakers with quotations who are of this text alone.
        """
        speakers, keys = found.analysis.speakers, found.keys
        name_of = {key: speaker.name for key, speaker in zip(keys, speakers, strict=True)}
        local: dict[Key, Gathered] = {}
        for speaker, key in zip(speakers, keys, strict=True):
            shared = shared_key(key)
            gathered = self._of(shared) if shared else local.setdefault(key, Gathered(Person(key)))
            if is_group(speaker, speakers):
                # Only its id is made of this name: a spelling that is not the most frequent does no harm.
                gathered.person.names[join_names(_members(key, name_of))] += 1
                gathered.person.kinds["group"] += 1
            else:
                gathered.person.meet(speaker)
        quoted: Counter[Key] = Counter()
        for index in found.counted():
            # What several say together each of them says.
            members = {keys[member] for member in speakers[index].members} if keys[index][0] == "group" else set()
            quoted.update({keys[index], *members})
        for key, count in quoted.items():
            shared = shared_key(key)
            gathered = self._of(shared) if shared else local[key]
            gathered.quotations += count
            gathered.texts += 1
        rows = []
        for key, one in local.items():
            identity, source = found.local_id(key), found.record.source
            if one.quotations and key[0] == "group":
                rows.append(group_row(identity, _members(key, name_of), one.quotations, one.texts, source=source))
            elif one.quotations:
                rows.append(one.row(identity, source=source))
        return rows

    def add(self, row: Row) -> SharedKey:
        """Take in a row of the table of people; its key is given back."""
        key = tuple(row["key"])
        gathered = self._of(key)
        person = gathered.person
        counters: dict[str, Counter[Any]] = {
            "names": person.names,
            "kinds": person.kinds,
            "aliases": person.aliases,
            "roles": person.roles,
        }
        for column, counter in counters.items():
            for item in row[column]:
                counter[item["value"]] += item["count"]
        gathered.quotations += row["quotations"]
        gathered.texts += row["texts"]
        return key

    def rows(self) -> Iterator[Row]:
        """Rows of the table of people, in order of their keys."""
        for key in sorted(self.known):
            gathered = self.known[key]
            person = gathered.person
            yield {
                "key": list(key),
                "names": counts(person.names),
                "kinds": counts(person.kinds),
                "aliases": counts(person.aliases),
                "roles": counts(person.roles),
                "quotations": gathered.quotations,
                "texts": gathered.texts,
            }

    def _of(self, key: SharedKey) -> Gathered:
        if key not in self.known:
            members = [("full", name) for name in key]
            self.known[key] = Gathered(Person(members[0] if len(key) == 1 else ("group", *members)))
        return self.known[key]


def _members(key: Key, name_of: dict[Key, str]) -> list[str]:
    return [name_of[member] for member in key[1:] if isinstance(member, tuple)]


def counts(counter: Counter[Any]) -> list[Row]:
    """As a column holds them: the most frequent first, then in the order of the alphabet."""
    return [{"value": v, "count": n} for v, n in sorted(counter.items(), key=lambda item: (-item[1], item[0]))]
