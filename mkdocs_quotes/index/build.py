"""Speakers over many texts: who is the same as whom, and what editors have decided.

A name that identifies beyond its text (`Speaker.full`) is one speaker in all texts. Any other name ("Smith",
"a senior official") may be somebody else in the next text and stays a speaker of its own, unless speakers.yml
joins it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_quotes.model import Quotation, Speaker
from mkdocs_quotes.records import (
    DEFAULT_MIN_CONFIDENCE,
    best_guess,
    join_names,
    quotation_ids,
)
from mkdocs_quotes.slugs import unique_slug

from .additions import find_added
from .editors import Correction, Editing, SpeakerEntry
from .filing import collation, sort_key
from .identity import Identities, Owner, is_group, speaker_keys
from .names import normal_name
from .people import Key, Person, RolesInTexts, slug_order
from .types import IndexedSpeaker, Misattribution, SourceText, SpeakerIndex, Statement, Voice
from .unmatched import Ledger


@dataclass(slots=True)
class _Given:
    """A quotation and whom it is given to, before slugs exist."""

    id: str
    source: SourceText
    quotation: Quotation
    key: Key | None
    guess: str | None
    correction: Correction | None
    added: bool = False
    corrected: bool = False
    agreed: bool = True
    """Whether the program gives it to the same one, be it as a guess."""
    false_key: Key | None = None
    """Whom it is misattributed to."""


def build_index(
    sources: Iterable[SourceText],
    editing: Editing | None = None,
    *,
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
) -> SpeakerIndex:
    """The index of all texts; the same texts in any order give the same index."""
    return _Builder(tuple(sorted(sources, key=lambda s: s.name)), editing or Editing(), min_confidence).build()


class _Builder:
    def __init__(self, sources: tuple[SourceText, ...], editing: Editing, min_confidence: float) -> None:
        self.sources = sources
        self.editing = editing
        self.min_confidence = min_confidence
        self.people: dict[Key, Person] = {}
        self.voices: dict[Key, Voice] = {}
        self.roles: dict[Key, RolesInTexts] = {}
        self.identities = Identities(editing.speakers)
        self.ledger = Ledger(editing, sources)

    def build(self) -> SpeakerIndex:
        keys = {source.name: self._keys(source) for source in self.sources}
        given = [item for source in self.sources for item in self._given(source, keys[source.name])]
        hidden = {key for key, person in self.people.items() if person.entry and person.entry.hide}
        given = [item for item in given if not hidden & {*self._meant(item.key), *self._meant(item.false_key)}]
        met = {key for item in given for key in (*self._meant(item.key), *self._meant(item.false_key))}
        slugs = self._slugs(met)
        statements = self._statements(given, slugs)
        speakers = self._speakers(statements, slugs)
        by_source: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            by_source[statement.source.name].append(statement)
        names = sorted({name for person in self.people.values() for name in person.names})
        return SpeakerIndex(
            sources=self.sources,
            statements=statements,
            speakers=speakers,
            by_slug={speaker.slug: speaker for speaker in speakers},
            by_source={name: tuple(found) for name, found in by_source.items()},
            unmatched=tuple(self.ledger.unmatched(self.identities, names)),
            hints=tuple(self.ledger.hints(names)),
        )

    # Who is who

    def _keys(self, source: SourceText) -> list[Key]:
        """The identity of each speaker of a text, noted in `people`."""
        speakers = source.analysis.speakers
        owners = [
            Owner() if is_group(speaker, speakers) else self.identities.owner(speaker.name, source)
            for speaker in speakers
        ]
        keys = speaker_keys(speakers, source.name, owners)
        for speaker, key, owner in zip(speakers, keys, owners, strict=True):
            if key[0] == "group":
                person = self.people.setdefault(key, Person(key, members=key[1:]))  # type: ignore[arg-type]
                person.kinds["group"] += 1
            else:
                self._meet(key, speaker, owner.entry, source)
        return keys

    def _meet(self, key: Key, speaker: Speaker, entry: SpeakerEntry | None, source: SourceText) -> None:
        person = self.people.setdefault(key, Person(key, entry))
        person.meet(speaker, source.date)
        if key[0] == "local":
            person.source = source

    def _named_key(self, name: str, line: int, source: SourceText, keys: list[Key]) -> Key:
        """Whom an editor means: one of speakers.yml, of the same text, of all texts, or somebody new."""
        entry, apart = self.identities.person(name, source)
        if entry:
            self.people.setdefault(("entry", entry.name), Person(("entry", entry.name), entry))
            return ("entry", entry.name)
        wanted = normal_name(name)
        speakers = source.analysis.speakers
        for index, speaker in enumerate(speakers):
            if normal_name(speaker.name) == wanted:
                return keys[index]
        for index, speaker in enumerate(speakers):
            if any(normal_name(alias) == wanted for alias, _ in speaker.aliases):
                return keys[index]
        key: Key = ("local", wanted, source.name, 0) if apart else ("full", wanted)
        if key not in self.people:
            self.people[key] = Person(key, names=Counter({name: 1}), kinds=Counter({"person": 1}))
            self.people[key].source = source if apart else None
            self.ledger.new_name(name, line)
        return key

    def _meant(self, key: Key | None) -> tuple[Key, ...]:
        """A speaker, and of a group its members."""
        if key is None:
            return ()
        return (key, *self.people[key].members)

    # Quotations

    def _given(self, source: SourceText, keys: list[Key]) -> Iterator[_Given]:
        """The quotations of a text, without those that editors reject."""
        analysis = source.analysis
        ids = quotation_ids(analysis, source.id_name)
        found = list(find_added(analysis, source.id_name, self.ledger.additions(source)))
        same = {one.same_as: one.addition.correction for one in found if one.same_as is not None}
        for position, quotation in enumerate(analysis.quotations):
            correction = self.ledger.correction(ids[position], quotation, source) or same.get(position)
            item = self._decided(ids[position], source, quotation, keys, correction)
            if item:
                yield item
        for one in found:
            self.ledger.note(one, source)
            if one.quotation is not None:
                # By its id an added quotation can be corrected like any other.
                correction = self.ledger.correction(one.id, one.quotation, source) or one.addition.correction
                item = self._decided(one.id, source, one.quotation, keys, correction, added=True)
                if item:
                    yield item

    def _decided(
        self,
        identity: str,
        source: SourceText,
        quotation: Quotation,
        keys: list[Key],
        correction: Correction | None,
        *,
        added: bool = False,
    ) -> _Given | None:
        """Whom a quotation is given to, by editors or else by the program; None where it is rejected."""
        index, published = best_guess(quotation.attribution, self.min_confidence)
        guessed: Key | None = keys[index] if index is not None else None
        key = guessed if published else None
        item = _Given(identity, source, quotation, key, None, correction, added)
        if correction is None or not (correction.names_speaker or correction.misattributed or correction.reject):
            item.guess = self._guess(guessed) if guessed is not None and not published else None
            return item
        if correction.reject:
            return None
        name = correction.speaker
        item.key = self._named_key(name, correction.line, source, keys) if name else None
        item.corrected = item.key != key and not added
        item.agreed = item.key == guessed
        if false := correction.misattributed:
            item.false_key = self._named_key(false.to, correction.line, source, keys) if false.to else key
            if item.false_key is None:
                self.ledger.add(correction.line, "misattributed: the text names nobody for sure; say to whom")
            elif item.false_key == item.key:
                self.ledger.add(correction.line, "misattributed to the very one who is named as its speaker")
                item.key = item.false_key = None
        return item

    def _guess(self, key: Key) -> str | None:
        people = [self.people[k] for k in (self.people[key].members or (key,))]
        if any(person.entry and person.entry.hide for person in people):
            return None
        return join_names([person.name for person in people])

    def _statements(self, given: list[_Given], slugs: dict[Key, str]) -> tuple[Statement, ...]:
        by_parts = {(item.source.name, item.quotation.parts): item for item in given}
        statements = []
        for item in given:
            correction = item.correction
            false = self._misattribution(item, slugs)
            repeats = None
            if item.quotation.repeats is not None:
                earlier = item.source.analysis.quotations[item.quotation.repeats]
                before = by_parts.get((item.source.name, earlier.parts))
                # What one is named for and the other not has to be published on its own.
                if before and (before.key, before.false_key) == (item.key, item.false_key):
                    repeats = before.id
            by_editors = correction is not None and (correction.names_speaker or false is not None)
            statements.append(
                Statement(
                    id=item.id,
                    source=item.source,
                    quotation=item.quotation,
                    voice=self._voice(item.key, slugs),
                    role=self._role(item),
                    mentioned=item.key is not None and item.agreed,
                    guess=item.guess,
                    by_hand=("added" if item.added else "corrected") if by_editors else None,
                    repeats=repeats,
                    disputed=bool(correction and correction.disputed),
                    reviewed=bool(correction and correction.reviewed),
                    note=correction.note if correction else None,
                    corrected=item.corrected,
                    added=item.added,
                    settled=item.added or bool(correction and correction.settles),
                    misattribution=false,
                )
            )
        return tuple(sorted(statements, key=lambda s: (s.source.name, s.quotation.start, s.quotation.end)))

    def _voice(self, key: Key | None, slugs: dict[Key, str]) -> Voice | None:
        if key is None:
            return None
        if key not in self.voices:
            person = self.people[key]
            members = tuple(self.people[member].name for member in person.members)
            aliases = tuple(person.all_aliases())
            self.voices[key] = Voice(self._name(key), slugs[key], person.kind, aliases, members or None)
        return self.voices[key]

    def _role(self, item: _Given) -> str | None:
        if item.key is None:
            return None
        if item.key not in self.roles:
            self.roles[item.key] = RolesInTexts(self.people[item.key])
        local = item.quotation.attribution.speaker if item.agreed else None
        in_text = item.source.analysis.speakers[local].role if local is not None else None
        return self.roles[item.key].of(item.source, in_text)

    def _misattribution(self, item: _Given, slugs: dict[Key, str]) -> Misattribution | None:
        said = item.correction.misattributed if item.correction else None
        if said is None or item.false_key is None:
            return None
        return Misattribution(slugs[item.false_key], self._name(item.false_key), said.source, said.link)

    # Speakers

    def _name(self, key: Key) -> str:
        person = self.people[key]
        return join_names([self.people[member].name for member in person.members]) or person.name

    def _slugs(self, keys: set[Key]) -> dict[Key, str]:
        """One slug each: editors choose first, then names that hold in all texts, then the rest."""
        slugs: dict[Key, str] = {}
        taken: set[str] = set()
        for key in sorted(keys, key=lambda key: slug_order(self.people[key], self._name(key))):
            entry = self.people[key].entry
            wanted = entry.slug if entry and entry.slug else self._name(key)
            slugs[key] = unique_slug(wanted, taken)
            taken.add(slugs[key])
        return slugs

    def _speakers(self, statements: tuple[Statement, ...], slugs: dict[Key, str]) -> tuple[IndexedSpeaker, ...]:
        said: defaultdict[str, list[Statement]] = defaultdict(list)
        never_said: defaultdict[str, list[Statement]] = defaultdict(list)
        members = {slug: [slugs[m] for m in self.people[key].members] for key, slug in slugs.items()}
        for statement in statements:
            if statement.speaker is not None:
                for slug in (statement.speaker, *members[statement.speaker]):
                    said[slug].append(statement)
            if statement.misattribution:
                false = statement.misattribution.speaker
                for slug in (false, *members[false]):
                    never_said[slug].append(statement)
        found = []
        for key, slug in slugs.items():
            person = self.people[key]
            name = self._name(key)
            entry = person.entry or SpeakerEntry(name, 0)
            roles = person.all_roles()
            aliases = person.all_aliases()
            found.append(
                IndexedSpeaker(
                    slug=slug,
                    name=name,
                    kind=person.kind,
                    sort_key=entry.sort or sort_key(name, person.kind),
                    aliases=tuple(aliases),
                    alias_counts=tuple((person.names + person.aliases)[alias] for alias in aliases),
                    roles=tuple(dict.fromkeys(role.title for role in roles)),
                    dated_roles=tuple(roles),
                    description=entry.description,
                    links=entry.links,
                    same_as=entry.same_as,
                    picture=entry.picture,
                    members=tuple(members[slug]),
                    only_in=person.source,
                    statements=tuple(said[slug]),
                    misattributed=tuple(never_said[slug]),
                )
            )
        return tuple(sorted(found, key=lambda speaker: (*collation(speaker.sort_key), speaker.slug)))

