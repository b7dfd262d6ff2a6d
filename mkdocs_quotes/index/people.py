"""Speakers while the index is being built: what texts and editors say of each, gathered."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TypeVar

from mkdocs_quotes.model import Speaker, SpeakerKind

from .editors import SpeakerEntry
from .names import normal_name
from .scope import ALWAYS, Period
from .types import Role, SourceText

_Word = TypeVar("_Word", bound=str)

Key = tuple[object, ...]
"""Identity of a speaker within one index. Starts with "entry", "full", "local" or "group"."""


@dataclass(slots=True)
class Person:
    """A speaker while the index is being built."""

    key: Key
    entry: SpeakerEntry | None = None
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[SpeakerKind] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    role_dates: dict[str, Period] = field(default_factory=dict)
    """From the first to the last of the dated texts that give a role, by the role in small letters."""
    source: SourceText | None = None
    members: tuple[Key, ...] = ()

    def meet(self, speaker: Speaker, date: str | None = None) -> None:
        """Take in what a text of this date tells of the speaker."""
        self.names[speaker.name] += 1
        self.kinds[speaker.kind] += 1
        self.aliases.update(dict(speaker.aliases))
        if speaker.role:
            self.roles[speaker.role] += 1
            if date:
                role = speaker.role.casefold()
                seen = self.role_dates.get(role, ALWAYS)
                self.role_dates[role] = Period(min(seen.since or date, date), max(seen.until or date, date))

    @property
    def name(self) -> str:
        return self.entry.name if self.entry else _first(self.names)

    @property
    def kind(self) -> SpeakerKind:
        if self.entry and self.entry.kind:
            return self.entry.kind
        kinds = self.kinds
        if self.entry and self.entry.name not in self.names:
            # Editors give a name to one whom the texts call "Q" or "the Chair".
            kinds = Counter({kind: count for kind, count in kinds.items() if kind != "unnamed"})
        return _first(kinds) if kinds else "person"

    def all_aliases(self) -> list[str]:
        """All other names: those that editors give, then those of the texts, the most frequent first."""
        entry = self.entry
        # A name that is an alias in some texts only is one where these use it.
        given = [named.name for named in entry.aliases if named.scope.everywhere] if entry else []
        others = [*given, *_by_count(self.names + self.aliases)]
        return [alias for alias in dict.fromkeys(others) if alias != self.name] if self.names else []

    def all_roles(self) -> list[Role]:
        """The roles that editors give, the latest first, or else those of the texts."""
        if not (self.entry and self.entry.role):
            return [Role(title, seen=self.role_dates.get(title.casefold(), ALWAYS)) for title in self._titles()]
        open_ended = "9999"
        return sorted(
            self.entry.role,
            key=lambda role: (role.period.until or open_ended, role.period.since or ""),
            reverse=True,
        )

    def _titles(self) -> list[str]:
        """The roles of the texts, the most frequent first; "Mayor" and "mayor" are one."""
        forms: defaultdict[str, list[str]] = defaultdict(list)
        for title in _by_count(self.roles):
            forms[title.casefold()].append(title)
        titles = [(sum(self.roles[form] for form in same), same[0]) for same in forms.values()]
        return [title for _, title in sorted(titles, key=lambda item: (-item[0], item[1]))]


class RolesInTexts:
    """Which role of a person each text goes with; made once a person, asked for each quotation."""

    def __init__(self, person: Person) -> None:
        roles = person.all_roles()
        self._dated = [role for role in roles if role.period != ALWAYS]
        self._always = next((role.title for role in roles if role.period == ALWAYS), None)

    def of(self, source: SourceText, in_text: str | None) -> str | None:
        """What editors say of the text's date, what the text says, what is said elsewhere."""
        then = (role.title for role in self._dated if role.period.holds(source.date))
        return next(then, None) or in_text or self._always


_RANK = {"entry": 0, "full": 1, "group": 2, "local": 3}


def slug_order(person: Person, name: str) -> tuple[object, ...]:
    """For sorting: who of several with one slug gets it without a number behind it.

    Editors choose first, then come names that hold in all texts, then the rest.
    """
    return (
        not (person.entry and person.entry.slug),
        _RANK[str(person.key[0])],
        person.kind != "person",
        normal_name(name),
        person.source.name if person.source else "",
        repr(person.key),
    )


def _first(counts: Counter[_Word]) -> _Word:
    """The most frequent; of several the first in the alphabet, so that the order of texts plays no part."""
    return min(counts, key=lambda value: (-counts[value], value))


def _by_count(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], value))
