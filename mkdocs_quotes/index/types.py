"""The records of the index: what is published about speakers and their quotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_quotes.model import Analysis, Quotation, SpeakerKind
from mkdocs_quotes.records import Record


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text under the name that the site knows it by."""

    name: str
    """Unique among the texts of one index."""
    analysis: Analysis
    own_name: str | None = None
    """Its name within the folder that it comes from, unique too; None where that is `name`. Ids of quotations
    follow from it, so that they do not depend on where a site puts the folder."""

    @property
    def id_name(self) -> str:
        """The name that ids of quotations follow from."""
        return self.own_name or self.name


@dataclass(frozen=True, slots=True)
class Statement:
    """A quotation with all that the index knows of it."""

    id: str
    source: SourceText
    quotation: Quotation
    speaker: str | None
    """Slug of the speaker; None where nobody is named surely enough."""
    record: Record
    """As `records.to_records` gives it, with the speaker of the whole index and the editors' marks."""
    repeats: str | None = None
    """Id of the earlier quotation in the same text whose words this one repeats."""
    disputed: bool = False
    reviewed: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class IndexedSpeaker:
    """One speaker over all texts."""

    slug: str
    name: str
    kind: SpeakerKind
    sort_key: str
    """What the name is ordered by: for persons the surname first."""
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """As the texts or editors give them, most frequent first."""
    links: tuple[tuple[str, str], ...] = ()
    """Title and address."""
    picture: str | None = None
    members: tuple[str, ...] = ()
    """Of a group: slugs of its members."""
    only_in: SourceText | None = None
    """Of a name that identifies within one text only ("Smith"): that text."""
    statements: tuple[Statement, ...] = ()
    """In order of source and start; a member's include those of its groups."""

    @property
    def count(self) -> int:
        """How many different quotations there are; repeated words count once."""
        return sum(statement.repeats is None for statement in self.statements)


@dataclass(frozen=True, slots=True)
class SpeakerIndex:
    """All texts, quotations and speakers, in a fixed order."""

    sources: tuple[SourceText, ...]
    statements: tuple[Statement, ...]
    """Everything that is published, in order of source and start."""
    speakers: tuple[IndexedSpeaker, ...]
    """In alphabetical order."""
    by_slug: Mapping[str, IndexedSpeaker]
    by_source: Mapping[str, tuple[Statement, ...]]
    """Name of a source → its statements."""
    unmatched: tuple[str, ...] = ()
    """One line for each of the editors' entries that fits nothing in the texts."""

    @property
    def unattributed(self) -> tuple[Statement, ...]:
        return tuple(statement for statement in self.statements if statement.speaker is None)
