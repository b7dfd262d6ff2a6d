"""Read the editors' files, and hold their entries against each other.

Nothing is raised for what is wrong in them: each error is one line with the place and the nearest valid key,
and all other entries hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import yaml

from . import entries as read
from .editors import Addition, Correction, Editing, Named, SpeakerEntry
from .entries import Log
from .names import normal_name
from .scope import EVERYWHERE
from .values import ADDITION_KEYS, CORRECTION_KEYS, SPEAKER_KEYS

ADD = "add"
"""The entry of corrections.yml that lists quotations which were missed; all others are ids."""

_ID = re.compile(r"[0-9a-f]{10}")


def read_editing(
    speakers: str | None = None,
    corrections: str | None = None,
    *,
    speakers_file: str = "speakers.yml",
    corrections_file: str = "corrections.yml",
) -> Editing:
    """Read the texts of both files (None where there is none); the names are for messages."""
    log = Log(speakers_file)
    entries: list[SpeakerEntry] = []
    for name, key, value in read.read_root(speakers, log):
        values = read.read_keys(name, value, SPEAKER_KEYS, log)
        if values is not None:
            values.update(values.pop("picture", {}))
            entries.append(SpeakerEntry(name=name, line=read.line_of(key), **values))
    entries = _distinct(entries, log)
    checker = _Checker(entries, log)
    entries = [checker.checked(entry) for entry in entries]
    errors = log.lines
    log = Log(corrections_file)
    changes: list[Correction] = []
    added: list[Addition] = []
    for name, key, value in read.read_root(corrections, log):
        if name == ADD:
            added = list(_additions(value, log))
        elif not _ID.fullmatch(name):
            log.add(read.line_of(key), f"{name!r} is no id (ten digits 0-9, a-f) and not {ADD!r}")
        elif (values := read.read_keys(name, value, CORRECTION_KEYS, log)) is not None:
            changes.append(Correction(id=name, line=read.line_of(key), names_speaker="speaker" in values, **values))
    return Editing(tuple(entries), tuple(changes), tuple(added), (*errors, *log.lines), speakers_file, corrections_file)


def _additions(node: yaml.Node, log: Log) -> Iterator[Addition]:
    for item in read.items(node):
        values = read.read_keys(ADD, item, ADDITION_KEYS, log)
        if values is None:
            continue
        line = read.line_of(item)
        if missing := [key for key in ("source", "text") if not values.get(key)]:
            log.add(line, f"{ADD}: {' and '.join(missing)} must be given")
            continue
        own = {key: values.pop(key) for key in ("occurrence", "kind") if key in values}
        source, words = values.pop("source"), values.pop("text")
        change = Correction(id="", line=line, names_speaker="speaker" in values, **values)
        yield Addition(line, source, words, change, **own)


def _distinct(entries: Sequence[SpeakerEntry], log: Log) -> list[SpeakerEntry]:
    """The entries without those whose name is another one's but for case, dots and blanks."""
    found: dict[str, SpeakerEntry] = {}
    for entry in entries:
        first = found.setdefault(normal_name(entry.name), entry)
        if first is not entry:
            log.add(entry.line, f"{entry.name!r} is the same name as {first.name!r}; the first entry holds")
    return list(found.values())


class _Checker:
    """Takes out of entries what contradicts other ones, and says so."""

    def __init__(self, entries: Sequence[SpeakerEntry], log: Log) -> None:
        self._log = log
        self._by_name = {normal_name(entry.name): entry for entry in entries}
        self._owners = {(name, EVERYWHERE): entry.name for name, entry in self._by_name.items()}
        self._slugs: dict[str, str] = {}
        self._merged: dict[str, str] = {}
        """Name of an entry → name of the entry that it is merged into."""

    def checked(self, entry: SpeakerEntry) -> SpeakerEntry:
        """The entry as far as it goes together with those before it."""
        entry = self._alone(entry)
        slug = entry.slug
        if slug and self._slugs.setdefault(slug, entry.name) != entry.name:
            self._log.add(entry.line, f"the slug {slug!r} is that of {self._slugs[slug]!r} already")
            slug = None
        return replace(
            entry,
            aliases=tuple(named for named in entry.aliases if self._is_free(named, entry)),
            merge=tuple(named for named in entry.merge if self._may_merge(named, entry)),
            slug=slug,
        )

    def _is_free(self, named: Named, entry: SpeakerEntry) -> bool:
        owner = self._owners.setdefault((normal_name(named.name), named.scope), entry.name)
        if owner != entry.name:
            self._log.add(named.line, f"{named.name!r} is claimed by {owner!r} already")
        return owner == entry.name

    def _may_merge(self, named: Named, entry: SpeakerEntry) -> bool:
        other = self._by_name.get(normal_name(named.name))
        if other is None or not named.scope.everywhere:
            return self._is_free(named, entry)
        if other.name == entry.name:
            self._log.add(named.line, f"merge: {named.name!r} is this very entry")
            return False
        problem = self._merge_problem(entry, other)
        if problem:
            self._log.add(named.line, f"merge: {problem}")
            return False
        self._merged[other.name] = entry.name
        return True

    def _merge_problem(self, entry: SpeakerEntry, other: SpeakerEntry) -> str | None:
        if other.split:
            return f"{other.name!r} is split; merge one of those that it is split into"
        if other.name in self._merged:
            return f"{other.name!r} is merged into {self._merged[other.name]!r} already"
        way = [entry.name]
        while way[-1] in self._merged:
            way.append(self._merged[way[-1]])
        if other.name in way:
            ring = " → ".join([other.name, *way[: way.index(other.name) + 1]])
            return f"goes in a circle ({ring}); leave one of them out"
        return None

    def _alone(self, entry: SpeakerEntry) -> SpeakerEntry:
        """An entry that is split describes nobody, unless one of its parts keeps the name."""
        if not entry.split or any(normal_name(p.name) == normal_name(entry.name) for p in entry.split):
            return entry
        bare = SpeakerEntry(entry.name, entry.line, entry.aliases, split=entry.split)
        if entry != bare:
            self._log.add(
                entry.line,
                f"{entry.name!r} is split: what else is said of it belongs to those that it is split into",
            )
        return bare
