"""Who a name of a text is, beside all other texts: by its own account, or by an entry of speakers.yml."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mkdocs_quotes.model import Speaker

from .editors import Named, SpeakerEntry
from .entries import nearest
from .names import normal_name
from .people import Key
from .scope import EVERYWHERE, Scope, is_pattern, matches
from .types import SourceText


class Owner(NamedTuple):
    """Whom editors say a name stands for."""

    entry: SpeakerEntry | None = None
    apart: bool = False
    """Whether it must not be taken for anybody of that name in other texts."""


def is_group(speaker: Speaker, speakers: Sequence[Speaker]) -> bool:
    """Whether others in the list speak as this one; groups of groups are taken by their own name."""
    return bool(speaker.members) and all(not speakers[member].members for member in speaker.members)


def speaker_keys(speakers: Sequence[Speaker], source: str, owners: Sequence[Owner] | None = None) -> list[Key]:
    """The identity of each speaker of a text, in their order.

    A name that identifies beyond its text is the same in all texts ("full"), any other is somebody of this text
    alone ("local"), unless editors say whom it stands for (`owners`, one for each speaker). A group is who its
    members are.
    """
    keys: list[Key] = []
    same_name: Counter[str] = Counter()
    for index, speaker in enumerate(speakers):
        entry, apart = owners[index] if owners is not None else Owner()
        name = normal_name(speaker.name)
        if is_group(speaker, speakers):
            keys.append(())  # Once its members are known.
        elif entry:
            keys.append(("entry", entry.name))
        elif speaker.full and speaker.kind != "unnamed" and not apart:
            keys.append(("full", name))
        else:
            keys.append(("local", name, source, same_name[name]))
            same_name[name] += 1
    for index, speaker in enumerate(speakers):
        if not keys[index]:
            members = {keys[member] for member in speaker.members if keys[member]}
            keys[index] = ("group", *sorted(members, key=repr))
    return keys


class _Claim(NamedTuple):
    named: Named
    entry: SpeakerEntry
    within: Scope = EVERYWHERE
    """A further limit: of the name that is split."""

    def covers(self, source: SourceText) -> bool:
        return all(scope.covers(source.names, source.date) for scope in (self.named.scope, self.within))


class Identities:
    """The names that entries lay claim to. Remembers which of them were of use."""

    def __init__(self, entries: Sequence[SpeakerEntry]) -> None:
        self._entries = entries
        self._by_name = {normal_name(entry.name): entry for entry in entries}
        self._claims: defaultdict[str, list[_Claim]] = defaultdict(list)
        self._apart: set[str] = set()
        self._merged: dict[str, SpeakerEntry] = {}
        """Name of an entry → the entry that it is merged into."""
        self._used: set[str] = set()
        """Names of entries."""
        self._used_names: set[Named] = set()
        self._disputes: dict[Named, str] = {}
        """A name that two entries claim in one text → what is to be said of it."""
        for entry in entries:
            for part in entry.split:
                self._by_name.setdefault(normal_name(part.name), SpeakerEntry(part.name, part.line))
        for entry in entries:
            for named in entry.merge:
                if named.scope.everywhere and (other := self.named(named.name)):
                    self._merged[other.name] = entry
            names = (Named(entry.name, entry.line), *entry.aliases)
            if entry.split:
                for part in entry.split:
                    for named in names:
                        claim = _Claim(part, self._by_name[normal_name(part.name)], named.scope)
                        self._claims[normal_name(named.name)].append(claim)
                self._apart.update(normal_name(named.name) for named in names)
                for named in entry.merge:  # where one of them keeps the plain name: what else is said is of that one
                    self._claims[normal_name(named.name)].append(_Claim(named, entry))
            else:
                for named in (*names, *entry.merge):
                    self._claims[normal_name(named.name)].append(_Claim(named, entry))

    def named(self, name: str) -> SpeakerEntry | None:
        """The entry of this very name, wherever it is merged into."""
        return self._by_name.get(normal_name(name))

    def owner(self, name: str, source: SourceText) -> Owner:
        """Whom a name stands for in a text; what is said of some texts comes before what is said of all."""
        key = normal_name(name)
        covering = [claim for claim in self._claims.get(key, ()) if claim.covers(source)]
        narrow = [claim for claim in covering if not claim.named.scope.everywhere]
        found = narrow or covering
        for claim in found:
            self._used_names.add(claim.named)
        owners = list(dict.fromkeys(self._root(claim.entry) for claim in found))
        if len(narrow) > 1 and len(owners) > 1:
            one, two = owners[:2]
            self._disputes[narrow[1].named] = (
                f"{name!r} in {source.name} may be {one.name!r} or {two.name!r}; it is joined with neither"
            )
            return Owner(apart=True)
        if not owners:
            return Owner(apart=key in self._apart)
        self._used.update((owners[0].name, *(claim.entry.name for claim in found)))
        return Owner(owners[0])

    def person(self, name: str, source: SourceText) -> Owner:
        """Whom editors mean by a name in a correction: an entry of that name, also one that a name is split into."""
        entry = self.named(name)
        if entry is None or (entry.split and all(part.name != entry.name for part in entry.split)):
            return self.owner(name, source)
        self._used.update((entry.name, self._root(entry).name))
        return Owner(self._root(entry))

    def _root(self, entry: SpeakerEntry) -> SpeakerEntry:
        while entry.name in self._merged:
            entry = self._merged[entry.name]
        return entry

    def unmatched(self, names: Sequence[str], sources: Sequence[SourceText]) -> Iterator[tuple[int, str]]:
        """Line and complaint for each claim that fits nothing; `names` are those that the texts have."""
        known = {name for source in sources for name in source.names}
        yield from ((named.line, message) for named, message in self._disputes.items())
        for entry in self._entries:
            for key, group in (("aliases", entry.aliases), ("merge", entry.merge), ("split", entry.split)):
                for named in group:
                    missing = [
                        pattern for pattern in named.scope.sources if not any(matches(pattern, name) for name in known)
                    ]
                    for pattern in missing:
                        yield named.line, f"{key}: {no_text(pattern, known)}"
                    if missing or named in self._used_names or not self._is_used(entry):
                        continue
                    if key == "split":
                        yield named.line, f"split: no text of {entry.name!r} belongs to {named.name!r}"
                    elif key == "merge" and not (named.scope.everywhere and self.named(named.name)):
                        yield named.line, f"merge: {_no_speaker(named.name, names)}"
            if not self._is_used(entry):
                yield entry.line, _no_speaker(entry.name, names)

    def _is_used(self, entry: SpeakerEntry) -> bool:
        if not entry.split:
            return entry.name in self._used
        return any(part.name in self._used for part in entry.split)


def no_text(name: str, known: set[str]) -> str:
    """That there is no text of a name, or none that a pattern fits."""
    if is_pattern(name):
        return f"no text fits {name!r}"
    near = nearest(name, tuple(sorted(known)))
    return f"there is no text {name!r}" + (f"; the nearest name is {near!r}" if near else "")


def _no_speaker(name: str, names: Sequence[str]) -> str:
    near = nearest(name, tuple(names))
    return f"no text has a speaker {name!r}" + (f"; the nearest name is {near!r}" if near else "")
