"""What a job is to do: chosen once, the same for every worker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mkdocs_quotes.records import DEFAULT_MIN_CONFIDENCE

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (of JSON Lines: which key) holds what. Where nothing is chosen, its usual name if that is there."""

    text: str = "text"
    id: str | None = None
    title: str | None = None
    date: str | None = None
    author: str | None = None
    language: str | None = None

    def name(self, what: str) -> str:
        """The name of the column for "text", "id", "title" …"""
        return getattr(self, what) or what

    def chosen(self) -> Iterator[str]:
        """What a column has been chosen for; the text's always counts."""
        return (what for what in WHAT if getattr(self, what))


WHAT = ("text", "id", "title", "date", "author", "language")


@dataclass(frozen=True, slots=True)
class JobOptions:
    """How parts are cut, read and analysed."""

    columns: Columns = field(default_factory=Columns)
    language: str = "auto"
    min_confidence: float = DEFAULT_MIN_CONFIDENCE
    max_record: int = 10 * MEGABYTE
    """Bytes of a record; a larger one goes to the table of errors."""
    part_size: int = 16 * MEGABYTE
    """Bytes of JSON Lines that are one part."""
    texts: bool = True
    """Whether the data set keeps the texts too."""

    def decisive(self) -> tuple[object, ...]:
        """Whatever decides what is found in a part."""
        names = tuple(self.columns.name(what) for what in WHAT)
        return (*names, self.language, self.min_confidence, self.max_record, self.texts)
