"""The records of the index: what is published about speakers and their quotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mkdocs_quotes.model import Analysis, Quotation, SpeakerKind
from mkdocs_quotes.records import BY_HAND, Record, base_record

from .scope import ALWAYS, Period

StatementStatus = Literal["disputed", "misattributed"]


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

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that editors may call it by."""
        return (self.name,) if self.own_name in (None, self.name) else (self.name, self.id_name)

    @property
    def date(self) -> str | None:
        """ISO 8601 down to the year, month or day; None where the text does not say."""
        return self.analysis.document.date


@dataclass(frozen=True, slots=True)
class Misattribution:
    """What editors found out about words that somebody is falsely said to have spoken."""

    speaker: str
    """Slug of the one who did not say it."""
    name: str
    source: str | None = None
    """Where that is known from."""
    link: str | None = None
    """The address of it."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How records name a speaker: the same for all that the speaker says."""

    name: str
    slug: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] | None = None
    """Of several at once: the name of each."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A quotation with all that the index knows of it."""

    id: str
    source: SourceText
    quotation: Quotation
    voice: Voice | None = None
    """The speaker; None where nobody is named surely enough. Of words that are misattributed: who really said
    them, None where that is not known."""
    role: str | None = None
    """Of the speaker, in the text at hand."""
    mentioned: bool = False
    """Whether the words that the program has read as naming somebody name this speaker."""
    guess: str | None = None
    """Whom the program would name, were it surer."""
    by_hand: str | None = None
    """The rule in the record where editors have decided: "added", "corrected"."""
    repeats: str | None = None
    """Id of the earlier quotation in the same text whose words this one repeats."""
    disputed: bool = False
    reviewed: bool = False
    note: str | None = None
    corrected: bool = False
    """Whether editors give it to somebody else than the program does, or to nobody."""
    added: bool = False
    """Whether editors found it, not the program."""
    settled: bool = False
    """Whether editors say anything of it, so that it needs no review."""
    misattribution: Misattribution | None = None

    @property
    def speaker(self) -> str | None:
        """Slug of the speaker, None where nobody is named."""
        return self.voice.slug if self.voice else None

    @property
    def confidence(self) -> float:
        """How likely it is that the speaker said it."""
        return BY_HAND if self.by_hand else round(self.quotation.attribution.confidence, 3)

    @property
    def record(self) -> Record:
        """As `records.to_records` gives it, with the speaker of the whole index and the editors' marks.

        Made each time: a hundred thousand of them would take as much memory as all else together.
        """
        record = base_record(self.quotation, self.id, self.source.name, self.source.analysis.language)
        voice, false = self.voice, self.misattribution
        if self.by_hand:
            record.update(rule=self.by_hand, confidence=self.confidence)
        if voice is not None:
            mention = self.quotation.attribution.mention
            if self.mentioned and mention:
                record["mention"] = {"start": mention.start, "end": mention.end, "text": mention.text}
            record.update(
                speaker=voice.name,
                speaker_id=voice.slug,
                speaker_kind=voice.kind,
                aliases=list(voice.aliases),
                role=self.role,
            )
            if voice.members is not None:
                record["members"] = list(voice.members)
        elif self.guess:
            record["candidate"] = self.guess
        if false is not None:
            told = {"name": false.name, "id": false.speaker, "source": false.source, "link": false.link}
            record["misattributed"] = {key: value for key, value in told.items() if value}
        marks = {
            "added": self.added,
            "disputed": self.disputed,
            "reviewed": self.reviewed,
            "note": self.note,
            "repeats": self.repeats,
        }
        record.update((key, value) for key, value in marks.items() if value)
        return record

    @property
    def status(self) -> StatementStatus | None:
        """How much editors stand behind it; the graver of the two where both are said."""
        if self.misattribution:
            return "misattributed"
        return "disputed" if self.disputed else None


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is or was, and when."""

    title: str
    period: Period = ALWAYS
    """As editors give it."""
    seen: Period = ALWAYS
    """From the first to the last of the dated texts that give the role; `ALWAYS` where editors give it, or none is."""


@dataclass(frozen=True, slots=True)
class IndexedSpeaker:
    """One speaker over all texts."""

    slug: str
    name: str
    kind: SpeakerKind
    sort_key: str
    """What the name is ordered by: for persons the surname first."""
    aliases: tuple[str, ...] = ()
    alias_counts: tuple[int, ...] = ()
    """How often the texts use each of the aliases: at least so often; 0 for one that only editors give."""
    roles: tuple[str, ...] = ()
    """As editors give them, the latest first, or as the texts do, the most frequent first."""
    dated_roles: tuple[Role, ...] = ()
    """The same roles with their dates, as far as editors give any."""
    description: str | None = None
    """A sentence or two by the editors."""
    links: tuple[tuple[str, str], ...] = ()
    """Title and address."""
    same_as: tuple[str, ...] = ()
    """Addresses that stand for the same one elsewhere (Wikidata, an authority file)."""
    picture: str | None = None
    members: tuple[str, ...] = ()
    """Of a group: slugs of its members."""
    only_in: SourceText | None = None
    """Of a name that identifies within one text only ("Smith"): that text."""
    statements: tuple[Statement, ...] = ()
    """In order of source and start; a member's include those of its groups. Nothing that is misattributed to
    the speaker is among them."""
    misattributed: tuple[Statement, ...] = ()
    """What the speaker is falsely said to have spoken, in the same order; counted nowhere."""
    count: int = field(init=False)
    """How many different quotations there are; repeated words count once."""
    texts: int = field(init=False)
    """How many texts they stand in."""

    def __post_init__(self) -> None:
        # Once, and not on each of a hundred pages.
        object.__setattr__(self, "count", sum(s.repeats is None for s in self.statements))
        object.__setattr__(self, "texts", len({s.source.name for s in self.statements}))


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
    hints: tuple[str, ...] = ()
    """One line for each of the editors' entries that holds, but may be a slip of the pen."""
    unattributed: tuple[Statement, ...] = field(init=False)
    """Words that nobody is named for; misattributed ones are kept apart."""

    def __post_init__(self) -> None:
        # Once: every page asks whether there are any.
        nobody = tuple(s for s in self.statements if s.speaker is None and s.misattribution is None)
        object.__setattr__(self, "unattributed", nobody)

    @property
    def misattributed(self) -> tuple[Statement, ...]:
        return tuple(s for s in self.statements if s.misattribution)
