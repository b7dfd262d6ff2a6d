"""The records that pass between the stages: not to be changed, slotted, made of tuples.

All offsets are code points, end exclusive. Inside the pipeline they count the *prose* of a `Document`
(what is left when markup is set aside); in an `Analysis` they count the text as it is on disk.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(**_: Any) -> Any:
        """A dataclass that is frozen to the type checker alone: at run time that makes it three times as dear to make,
        and a text makes thousands.
        """
        return dataclass(slots=True, unsafe_hash=True)


Span = tuple[int, int]

QuotationKind = Literal["direct", "mixed", "block", "turn", "dash"]
QUOTATION_KINDS: tuple[QuotationKind, ...] = ("direct", "mixed", "block", "turn", "dash")

SpeakerKind = Literal["person", "organisation", "unnamed", "group"]
"""`unnamed` is a source without a name ("a senior official"); `group` is several speakers at once, who are
`Speaker.members`."""

Gender = Literal["m", "f", "n", "p", "?"]
"""Which pronoun fits: he, she, it, they, or not known."""

BlockKind = Literal["paragraph", "heading", "quote", "item", "cell", "caption", "meta", "verbatim"]
"""`quote`: a block quotation. `caption`: a picture's caption or a kicker. `meta`: counters, by-lines, share buttons.
`verbatim`: laid out by hand (columns, screenplay); its blanks and line ends carry meaning."""

MentionKind = Literal["name", "pronoun", "noun", "organisation", "label", "plural"]


class _Record:
    """Pickled as its class and its fields: the way of dataclasses by themselves takes three times as long."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        # They are the fields, in their order.
        return type(self), tuple([getattr(self, name) for name in self.__slots__])


@record(frozen=True, slots=True)
class Block(_Record):
    """A stretch of prose that stands alone: a paragraph, heading, list item, table cell."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0
    """Of a heading 1 to 6; of a block quotation or item how deep it is nested."""
    label: Span | None = None
    """Of a table cell: the words of the row's first cell; of a quotation in a box: the title."""
    head: Span | None = None
    """Of a table cell below the first row: the words of its column's head."""


@dataclass(frozen=True, slots=True)
class OffsetMap(_Record):
    """Leads from offsets in the prose back to offsets in the raw text.

    `prose` and `raw` have equal lengths and rise: from `prose[i]` up to `prose[i + 1]` both texts run in step,
    starting at `raw[i]`. A raw stretch that became fewer characters (an entity) is a run of its own.
    """

    prose: tuple[int, ...]
    raw: tuple[int, ...]
    raw_ends: tuple[int, ...]
    """Where each run ends in the raw text (the markup up to the next run's start is left out)."""
    length: int
    """Of the prose."""

    def start(self, offset: int) -> int:
        """The raw offset of the prose character at `offset`."""
        i = bisect_right(self.prose, offset) - 1
        return min(self.raw[i] + offset - self.prose[i], self.raw_ends[i])

    def end(self, offset: int) -> int:
        """The raw offset just behind the prose character that ends at `offset`."""
        if offset <= 0:
            return self.start(0)
        i = bisect_right(self.prose, offset - 1) - 1
        inside = offset - self.prose[i]
        length = (self.prose[i + 1] if i + 1 < len(self.prose) else self.length) - self.prose[i]
        return self.raw_ends[i] if inside >= length else min(self.raw[i] + inside, self.raw_ends[i])


@dataclass(frozen=True, slots=True)
class Marking(_Record):
    """Words that the author of a text has marked by hand. Offsets in prose."""

    start: int
    end: int
    speaker: str | None = None
    """Who says them; None where nobody is to be named."""
    quoted: bool = True
    """False: they are no quotation."""
    by_list: bool = False
    """Whether an attribute list says so, which Markdown prints as it stands unless it is told otherwise."""


@dataclass(frozen=True, slots=True)
class Document(_Record):
    """A text that has been read: what it says, how it is divided, what it tells of itself."""

    text: str
    """The decoded text as it is on disk, without a byte-order mark, line ends untouched."""
    prose: str
    """The words without markup; the same object as `text` for plain text."""
    blocks: tuple[Block, ...]
    """In order, not overlapping, in prose offsets; code, front matter and the like belong to none."""
    format: str = "txt"
    offsets: OffsetMap | None = None
    """None where prose and text are the same."""
    title: str | None = None
    date: str | None = None
    """ISO 8601: year, year-month or year-month-day."""
    author: str | None = None
    language: str | None = None
    """As the text's own front matter says; None where it does not."""
    speakers: tuple[tuple[str, ...], ...] = ()
    """Speakers named in the front matter: each the name and its aliases."""
    quotes: bool = True
    """False where the front matter says `quotes: false`."""
    body_start: int = 0
    """Raw offset behind the front matter."""
    markings: tuple[Marking, ...] = ()
    """In order of start."""

    def raw_span(self, start: int, end: int) -> Span:
        """The span in `text` of a span in `prose`."""
        if self.offsets is None:
            return start, end
        return self.offsets.start(start), self.offsets.end(end)


@record(frozen=True, slots=True)
class Quoted(_Record):
    """A stretch of quoted words as detection sees it, before anyone is named. Offsets in prose."""

    start: int
    end: int
    """The words, without marks and without blanks at either end."""
    outer_start: int
    outer_end: int
    """The same with its marks (or label, or dash)."""
    block: int
    """Index of the block that it stands in."""
    kind: QuotationKind
    verdict: str = "speech"
    """"speech", or why it is none: "title", "term", "scare", "sign", "denied", "hypothetical", "imagined",
    "headline", "repeat", "name", "salutation" …"""
    depth: int = 0
    """0: outermost; 1: inside another quotation; …"""
    opened: bool = True
    closed: bool = True
    """Whether the mark is really there."""
    continues: int | None = None
    """Index, in detection's list, of the stretch in an earlier paragraph that this one carries on (reopened marks)."""
    label: Span | None = None
    """Of a turn: the words of the label that name the speaker. Of a block quotation: those of its citation line."""
    confidence: float = 1.0
    """How sure it is that this is speech."""
    part: str = ""
    """Of a turn without a label: "asks" or "answers"."""


@record(frozen=True, slots=True)
class Mention(_Record):
    """An occurrence of words for a speaker."""

    start: int
    end: int
    text: str
    kind: MentionKind


@record(frozen=True, slots=True)
class Cue(_Record):
    """The words that report a quotation: "said", "according to", a label with a colon."""

    start: int
    end: int
    text: str


@record(frozen=True, slots=True)
class Candidate(_Record):
    """A speaker that was weighed for a quotation, and what spoke for it."""

    speaker: int
    """Index in `Analysis.speakers`."""
    score: float
    reasons: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Attribution(_Record):
    """Who a quotation is given to, and why."""

    speaker: int | None
    """Index in `Analysis.speakers`; None: the text does not say."""
    rule: str
    confidence: float
    mention: Mention | None = None
    cue: Cue | None = None
    candidates: tuple[Candidate, ...] = ()


@record(frozen=True, slots=True)
class Quotation(_Record):
    """What is said, in one or several parts. Offsets in the raw text."""

    parts: tuple[Span, ...]
    text: str
    kind: QuotationKind
    attribution: Attribution
    context: Span
    """The sentences around it."""
    repeats: int | None = None
    """Index in `Analysis.quotations` of the earlier quotation whose words this one repeats."""

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]


@record(frozen=True, slots=True)
class Speaker(_Record):
    """One who speaks in a text: the canonical name and every other form found."""

    name: str
    kind: SpeakerKind = "person"
    aliases: tuple[tuple[str, int], ...] = ()
    """Other forms with how often each occurs, most frequent first."""
    role: str | None = None
    """As the text gives it: "Iranian Foreign Minister"."""
    gender: Gender = "?"
    full: bool = False
    """Whether the name identifies beyond its text: a given name with a surname, an organisation's name."""
    members: tuple[int, ...] = ()
    """Of a group: indexes of its members."""


@dataclass(frozen=True, slots=True)
class Analysis(_Record):
    """All that is found in one text."""

    document: Document
    language: str
    quotations: tuple[Quotation, ...]
    speakers: tuple[Speaker, ...]
    rejected: tuple[tuple[Span, str], ...] = ()
    """Quoted words that are no quotation, with the reason; raw offsets."""


@dataclass(frozen=True, slots=True)
class Options(_Record):
    """What a caller may choose about an analysis."""

    language: str = "auto"
    kinds: frozenset[QuotationKind] = field(default=frozenset(QUOTATION_KINDS))
    explain: bool = False
    """Keep the features that decided with every candidate."""
