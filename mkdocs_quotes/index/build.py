"""Speakers over many texts: who is the same as whom, and what editors have decided.

A name that identifies beyond its text (`Speaker.full`) is one speaker in all texts. Any other name ("Smith",
"a senior official") may be somebody else in the next text and stays a speaker of its own, unless speakers.yml
joins it.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from mkdocs_quotes.model import Speaker, SpeakerKind
from mkdocs_quotes.records import DEFAULT_MIN_CONFIDENCE, base_record, best_guess, join_names, quotation_ids
from mkdocs_quotes.slugs import unique_slug

from .editors import Correction, Editing, SpeakerEntry
from .names import collation, normal_name, sort_key
from .types import IndexedSpeaker, SourceText, SpeakerIndex, Statement

_Word = TypeVar("_Word", bound=str)

Key = tuple[object, ...]
"""Identity of a speaker within one index. Starts with "entry", "full", "local" or "group"."""


@dataclass(slots=True)
class _Person:
    """A speaker while the index is being built."""

    key: Key
    entry: SpeakerEntry | None = None
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[SpeakerKind] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    source: SourceText | None = None
    members: tuple[Key, ...] = ()

    @property
    def name(self) -> str:
        return self.entry.name if self.entry else _first(self.names)

    @property
    def kind(self) -> SpeakerKind:
        return self.entry.kind if self.entry and self.entry.kind else _first(self.kinds)


@dataclass(slots=True)
class _Given:
    """A quotation and whom it is given to, before slugs exist."""

    id: str
    position: int
    source: SourceText
    key: Key | None
    guess: str | None
    correction: Correction | None


def build_index(
    sources: Iterable[SourceText],
    editing: Editing | None = None,
    *,
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
) -> SpeakerIndex:
    """The index of all texts; the same texts in any order give the same index."""
    return _Builder(
        tuple(sorted(sources, key=lambda s: s.name)), editing or Editing(), min_confidence
    ).build()


class _Builder:
    def __init__(self, sources: tuple[SourceText, ...], editing: Editing, min_confidence: float) -> None:
        self.sources = sources
        self.editing = editing
        self.min_confidence = min_confidence
        self.people: dict[Key, _Person] = {}
        self.corrections = {correction.id: correction for correction in editing.corrections}
        self.entries: dict[str, SpeakerEntry] = {}
        self.local_entries: dict[tuple[str, str], SpeakerEntry] = {}
        for entry in editing.speakers:
            for name in (entry.name, *entry.aliases):
                self.entries.setdefault(normal_name(name), entry)
            for name, source in entry.merge:
                if source is None:
                    self.entries.setdefault(normal_name(name), entry)
                else:
                    self.local_entries.setdefault((normal_name(name), source), entry)
        self.used_entries: set[str] = set()
        self.used_corrections: set[str] = set()

    def build(self) -> SpeakerIndex:
        keys = {source.name: self._keys(source) for source in self.sources}
        given = [item for source in self.sources for item in self._given(source, keys[source.name])]
        hidden = {key for key, person in self.people.items() if person.entry and person.entry.hide}
        given = [item for item in given if not hidden & set(self._with_members(item.key))]
        spoken = {key for item in given for key in self._with_members(item.key)}
        slugs = self._slugs(spoken)
        statements = self._statements(given, slugs)
        speakers = self._speakers(statements, slugs)
        by_source: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            by_source[statement.source.name].append(statement)
        return SpeakerIndex(
            sources=self.sources,
            statements=statements,
            speakers=speakers,
            by_slug={speaker.slug: speaker for speaker in speakers},
            by_source={name: tuple(found) for name, found in by_source.items()},
            unmatched=tuple(self._unmatched()),
        )

    # Who is who

    def _keys(self, source: SourceText) -> list[Key]:
        """The identity of each speaker of a text, noted in `people`."""
        speakers = source.analysis.speakers
        keys: list[Key] = []
        same_name: Counter[str] = Counter()
        for speaker in speakers:
            if _is_group(speaker, speakers):
                keys.append(())  # Once its members are known.
                continue
            name = normal_name(speaker.name)
            entry = self.local_entries.get((name, source.name)) or self.entries.get(name)
            if entry:
                self.used_entries.add(entry.name)
                key: Key = ("entry", entry.name)
            elif speaker.full and speaker.kind != "unnamed":
                key = ("full", name)
            else:
                key = ("local", name, source.name, same_name[name])
                same_name[name] += 1
            keys.append(key)
            self._meet(key, speaker, entry, source)
        for index, speaker in enumerate(speakers):
            if not keys[index]:
                members = tuple(
                    sorted({keys[member] for member in speaker.members if keys[member]}, key=repr)
                )
                keys[index] = ("group", *members)
                person = self.people.setdefault(keys[index], _Person(keys[index], members=members))
                person.kinds["group"] += 1
        return keys

    def _meet(self, key: Key, speaker: Speaker, entry: SpeakerEntry | None, source: SourceText) -> None:
        person = self.people.setdefault(key, _Person(key, entry))
        person.names[speaker.name] += 1
        person.kinds[speaker.kind] += 1
        person.aliases.update(dict(speaker.aliases))
        if speaker.role:
            person.roles[speaker.role] += 1
        if key[0] == "local":
            person.source = source

    def _corrected_key(self, name: str, source: SourceText, keys: list[Key]) -> Key:
        """Whom an editor means: one of speakers.yml, of the same text, of all texts, or somebody new."""
        wanted = normal_name(name)
        entry = self.entries.get(wanted)
        if entry:
            self.used_entries.add(entry.name)
            self.people.setdefault(("entry", entry.name), _Person(("entry", entry.name), entry)).kinds[
                "person"
            ] += 1
            return ("entry", entry.name)
        speakers = source.analysis.speakers
        for index, speaker in enumerate(speakers):
            if normal_name(speaker.name) == wanted:
                return keys[index]
        for index, speaker in enumerate(speakers):
            if any(normal_name(alias) == wanted for alias, _ in speaker.aliases):
                return keys[index]
        key: Key = ("full", wanted)
        if key not in self.people:
            self.people[key] = _Person(key, names=Counter({name: 1}), kinds=Counter({"person": 1}))
        return key

    def _with_members(self, key: Key | None) -> tuple[Key, ...]:
        if key is None:
            return ()
        return (key, *self.people[key].members)

    # Quotations

    def _given(self, source: SourceText, keys: list[Key]) -> Iterator[_Given]:
        ids = quotation_ids(source.analysis, source.id_name)
        for position, quotation in enumerate(source.analysis.quotations):
            correction = self.corrections.get(ids[position])
            if correction:
                self.used_corrections.add(correction.id)
                if correction.reject:
                    continue
            index, published = best_guess(quotation.attribution, self.min_confidence)
            key: Key | None = keys[index] if index is not None else None
            guess = None
            if correction and correction.names_speaker:
                key = self._corrected_key(correction.speaker, source, keys) if correction.speaker else None
            elif key is not None and not published:
                guess, key = self._guess(key), None
            yield _Given(ids[position], position, source, key, guess, correction)

    def _guess(self, key: Key) -> str | None:
        people = [self.people[k] for k in (self.people[key].members or (key,))]
        if any(person.entry and person.entry.hide for person in people):
            return None
        return join_names([person.name for person in people])

    def _statements(self, given: list[_Given], slugs: dict[Key, str]) -> tuple[Statement, ...]:
        published = {item.id for item in given}
        ids = {(item.source.name, item.position): item.id for item in given}
        statements = []
        for item in given:
            quotation = item.source.analysis.quotations[item.position]
            record = base_record(quotation, item.id, item.source.name, item.source.analysis.language)
            if item.key is not None:
                person = self.people[item.key]
                mention = quotation.attribution.mention
                local = quotation.attribution.speaker
                in_text = item.source.analysis.speakers[local] if local is not None else None
                record.update(
                    speaker=self._name(item.key),
                    speaker_id=slugs[item.key],
                    speaker_kind=person.kind,
                    aliases=_aliases(person),
                    role=(in_text and in_text.role) or _role(person),
                    mention=mention and {"start": mention.start, "end": mention.end, "text": mention.text},
                )
                if person.members:
                    record["members"] = [self.people[member].name for member in person.members]
            elif item.guess:
                record["candidate"] = item.guess
            correction = item.correction
            if correction and correction.names_speaker:
                record.update(rule="corrected", confidence=1.0, mention=None, role=None)
                if item.key is not None:
                    record["role"] = _role(self.people[item.key])
            for mark in ("disputed", "reviewed", "note"):
                if correction and getattr(correction, mark):
                    record[mark] = getattr(correction, mark)
            repeats = None
            if quotation.repeats is not None:
                repeats = ids.get((item.source.name, quotation.repeats))
                if repeats in published:
                    record["repeats"] = repeats
            statements.append(
                Statement(
                    id=item.id,
                    source=item.source,
                    quotation=quotation,
                    speaker=slugs[item.key] if item.key is not None else None,
                    record=record,
                    repeats=repeats,
                    disputed=bool(correction and correction.disputed),
                    reviewed=bool(correction and correction.reviewed),
                    note=correction.note if correction else None,
                )
            )
        return tuple(sorted(statements, key=lambda s: (s.source.name, s.quotation.start, s.quotation.end)))

    # Speakers

    def _name(self, key: Key) -> str:
        person = self.people[key]
        return join_names([self.people[member].name for member in person.members]) or person.name

    def _slugs(self, keys: set[Key]) -> dict[Key, str]:
        """One slug each: editors choose first, then names that hold in all texts, then the rest."""
        slugs: dict[Key, str] = {}
        rank = {"entry": 0, "full": 1, "group": 2, "local": 3}

        def order(key: Key) -> tuple[object, ...]:
            person = self.people[key]
            return (
                not (person.entry and person.entry.slug),
                rank[str(key[0])],
                person.kind != "person",
                normal_name(self._name(key)),
                person.source.name if person.source else "",
                repr(key),
            )

        taken: set[str] = set()
        for key in sorted(keys, key=order):
            entry = self.people[key].entry
            wanted = entry.slug if entry and entry.slug else self._name(key)
            slugs[key] = unique_slug(wanted, taken)
            taken.add(slugs[key])
        return slugs

    def _speakers(
        self, statements: tuple[Statement, ...], slugs: dict[Key, str]
    ) -> tuple[IndexedSpeaker, ...]:
        said: defaultdict[str, list[Statement]] = defaultdict(list)
        members = {slug: [slugs[m] for m in self.people[key].members] for key, slug in slugs.items()}
        for statement in statements:
            if statement.speaker is not None:
                for slug in (statement.speaker, *members[statement.speaker]):
                    said[slug].append(statement)
        found = []
        for key, slug in slugs.items():
            person = self.people[key]
            entry = person.entry
            name = self._name(key)
            found.append(
                IndexedSpeaker(
                    slug=slug,
                    name=name,
                    kind=person.kind,
                    sort_key=entry.sort if entry and entry.sort else sort_key(name, person.kind),
                    aliases=tuple(_aliases(person)),
                    roles=tuple(_roles(person)),
                    links=entry.links if entry else (),
                    picture=entry.picture if entry else None,
                    members=tuple(members[slug]),
                    only_in=person.source,
                    statements=tuple(said[slug]),
                )
            )
        return tuple(sorted(found, key=lambda speaker: (*collation(speaker.sort_key), speaker.slug)))

    # Editors' entries that fit nothing

    def _unmatched(self) -> Iterator[str]:
        names = sorted({name for person in self.people.values() for name in person.names})
        for entry in self.editing.speakers:
            if entry.name not in self.used_entries:
                near = difflib.get_close_matches(entry.name, names, n=1)
                hint = f"; the nearest name is {near[0]!r}" if near else ""
                file = self.editing.speakers_file
                yield f"{file}, line {entry.line}: no text has a speaker {entry.name!r}{hint}"
        for correction in self.editing.corrections:
            if correction.id not in self.used_corrections:
                file = self.editing.corrections_file
                yield f"{file}, line {correction.line}: no quotation has the id {correction.id!r}"


def _first(counts: Counter[_Word]) -> _Word:
    """The most frequent; of several the first in the alphabet, so that the order of texts plays no part."""
    return min(counts, key=lambda value: (-counts[value], value))


def _is_group(speaker: Speaker, speakers: tuple[Speaker, ...]) -> bool:
    """Whether others in the list speak as this one; groups of groups are taken by their own name."""
    return bool(speaker.members) and all(not speakers[member].members for member in speaker.members)


def _by_count(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], value))


def _aliases(person: _Person) -> list[str]:
    others = [*(person.entry.aliases if person.entry else ()), *_by_count(person.names + person.aliases)]
    return [alias for alias in dict.fromkeys(others) if alias != person.name] if person.names else []


def _roles(person: _Person) -> list[str]:
    if person.entry and person.entry.role:
        return [person.entry.role]
    return _by_count(person.roles)


def _role(person: _Person) -> str | None:
    return next(iter(_roles(person)), None)
