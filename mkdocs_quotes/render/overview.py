"""What is known of all texts together, worked out once for a site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mkdocs_quotes.index import IndexedSpeaker, SourceText, SpeakerIndex, Statement

_MONTHS_APART = 24
"""Where all lies within so many months, time is divided into months, otherwise into years."""
_MOST_STEPS = 30
_MOST_COLLECTIONS = 60
"""A list to choose from is of no use when it is longer."""
_IN_SUMMARY = 10
"""So many speakers and quotations are picked out for the summary."""


@dataclass(frozen=True, slots=True)
class Periods:
    """The time from the first to the last dated quotation, in steps of equal length."""

    first: int = 0
    """The first month, counted from the year 0."""
    step: int = 1
    """Months in a step."""
    count: int = 0
    """How many steps there are; 0 where nothing is dated."""

    def counts(self, statements: Iterable[Statement]) -> list[int]:
        """Quotations in each step; those without a date and repeated words do not count."""
        found = [0] * self.count
        for statement in statements:
            date = date_of(statement)
            if date and statement.repeats is None:
                found[(_month(date) - self.first) // self.step] += 1
        return found


@dataclass(frozen=True, slots=True)
class Collections:
    """What texts are taken together by: their folders where there are several, otherwise each by itself."""

    names: tuple[str, ...] = ()
    """Folders ("" is the uppermost) or names of texts; none where there is nothing to choose between."""
    are_texts: bool = False
    of: Mapping[str, int] | None = None
    """Name of a text → position in `names`."""

    def numbers(self, statements: Iterable[Statement]) -> list[int]:
        """Positions in `names` of the texts that statements stand in."""
        of = self.of
        return sorted({of[statement.source.name] for statement in statements}) if of else []


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures, and what is picked out of them."""

    counted: tuple[Statement, ...]
    """What counts as a quotation, newest first: without repeated words, and without those of which is known only who
    did not say them."""
    speakers: int
    """Without groups, whose members count already."""
    most_quoted: tuple[IndexedSpeaker, ...]
    """Persons and organisations."""
    latest: tuple[Statement, ...]
    """The first of the dated ones."""
    periods: Periods
    collections: Collections
    sources: Mapping[str, SourceText]
    """By name."""


def overview_of(
    index: SpeakerIndex, newest_first: Callable[[list[Statement]], list[Statement]]
) -> Overview:
    """The overview of an index."""
    counted = newest_first(
        [s for s in index.statements if s.repeats is None and (s.speaker or s.misattribution is None)]
    )
    named = [speaker for speaker in index.speakers if speaker.kind in ("person", "organisation")]
    return Overview(
        counted=tuple(counted),
        speakers=sum(speaker.kind != "group" for speaker in index.speakers),
        most_quoted=tuple(sorted(named, key=lambda speaker: -speaker.count)[:_IN_SUMMARY]),
        latest=tuple([s for s in counted if date_of(s)][:_IN_SUMMARY]),
        periods=_periods([date for date in map(date_of, counted) if date]),
        collections=_collections(sorted(index.by_source)),
        sources={source.name: source for source in index.sources},
    )


def date_of(statement: Statement) -> str | None:
    """The date of the text that a quotation stands in."""
    return statement.source.date


def _month(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7] or 1) - 1


def _periods(dates: list[str]) -> Periods:
    if not dates:
        return Periods()
    first, last = _month(min(dates)), _month(max(dates))
    if last - first < _MONTHS_APART and all(len(date) > 4 for date in dates):
        return Periods(first, 1, last - first + 1)
    years = last // 12 - first // 12 + 1
    step = -(-years // _MOST_STEPS)
    return Periods(first - first % 12, step * 12, -(-years // step))


def _collections(names: list[str]) -> Collections:
    folders = [name.rpartition("/")[0] for name in names]
    for keys in (folders, [folder.partition("/")[0] for folder in folders], names):
        chosen = sorted(set(keys))
        if 1 < len(chosen) <= _MOST_COLLECTIONS:
            position = {key: number for number, key in enumerate(chosen)}
            of = {name: position[key] for name, key in zip(names, keys, strict=True)}
            return Collections(tuple(chosen), keys is names, of)
    return Collections()
