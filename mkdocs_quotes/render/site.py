"""Which pages there are about speakers, and where each quotation stands on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from mkdocs_quotes.index import IndexedSpeaker, SpeakerIndex, Statement

from .links import UNATTRIBUTED
from .overview import Overview

PageKind = Literal[
    "index",
    "letter",
    "speaker",
    "unattributed",
    "texts",
    "dates",
    "date",
    "kinds",
    "kind",
    "latest",
    "anonymous",
    "disputed",
    "search",
]


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page that is to be made in the folder of speakers."""

    path: str
    """Within that folder, without an ending: "index", "mara-lund", "mara-lund/page/2"."""
    kind: PageKind
    title: str
    speaker: IndexedSpeaker | None = None
    statements: tuple[Statement, ...] = ()
    """Those that stand on this page."""
    number: int = 1
    last: int = 1
    """This page's number and that of the last one in its row."""
    of: str = ""
    """What a listing is a listing of: a year, a kind of quotation, a part of the list of speakers."""
    listed: tuple[IndexedSpeaker, ...] = ()
    """Speakers that stand on this page of the list of speakers."""
    texts: tuple[str, ...] = ()
    """Names of the texts that stand on this page of the list of texts."""
    years: tuple[str, ...] = ()
    """Years that stand on this page of the list of dates; "" is for what has no date."""

    @property
    def first_path(self) -> str:
        """The path of the first page of its row."""
        return self.path.partition("/page/")[0]

    def sibling(self, number: int) -> str | None:
        """The path of another page of its row, None where the row does not reach."""
        if not 1 <= number <= self.last:
            return None
        return self.first_path if number == 1 else f"{self.first_path}/page/{number}"


@dataclass(frozen=True, slots=True)
class Place:
    """A page that quotations stand in, as the site knows it."""

    url: str
    """From the site's root, quoted."""
    title: str
    """Plain words."""
    date: str | None = None
    anchors: frozenset[str] | None = None
    """Ids that are there; None where the page is not made yet."""


@dataclass(slots=True)
class Site:
    """The index with addresses for everything."""

    index: SpeakerIndex
    plans: tuple[PagePlan, ...]
    overview: Overview
    urls: Mapping[str, str] = field(default_factory=dict)
    """Path of a plan → address from the site's root, quoted."""
    places: dict[str, Place] = field(default_factory=dict)
    """Name of a source → its page."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Slug → address of the speaker's picture."""
    found: dict[tuple[str, str], str] = field(default_factory=dict)
    """(slug, id of a statement) → path of the plan that it stands on."""
    companions: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """Slug → who is quoted in the same texts, and in how many."""
    neighbours: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """Slug → the speakers before and behind in the list of all."""
    rows: Mapping[PageKind, Mapping[str, tuple[PagePlan, ...]]] = field(init=False)
    """Kind → what a listing is a listing of → its pages."""

    def __post_init__(self) -> None:
        # Once: a list that leads to others asks on each of its pages.
        rows: dict[PageKind, dict[str, list[PagePlan]]] = {}
        for plan in self.plans:
            if plan.kind in ("letter", "date", "kind"):
                rows.setdefault(plan.kind, {}).setdefault(plan.of, []).append(plan)
        self.rows = {kind: {of: tuple(row) for of, row in found.items()} for kind, found in rows.items()}

    def speaker_url(self, slug: str) -> str:
        """Address of a speaker's first page."""
        return self.urls[slug]

    def statement_url(self, statement: Statement) -> str:
        """Address of a quotation on its speaker's page; repeated words lead to their first occurrence."""
        slug = statement.speaker or UNATTRIBUTED
        if statement.speaker is None and statement.misattribution:
            slug = statement.misattribution.speaker
        identity = statement.repeats or statement.id
        path = self.found.get((slug, identity))
        return f"{self.urls[path]}#q-{identity}" if path else self.urls[slug]

    def place_of(self, slug: str, identity: str) -> str:
        """Address of a quotation on the pages of one who speaks in it, perhaps with others."""
        return f"{self.urls[self.found[slug, identity]]}#q-{identity}"

    def feed_url(self, path: str) -> str:
        """Address of the feed that belongs to a speaker (by slug; "index": of all)."""
        page = self.urls[path]
        folder = page.rpartition("/")[0] if path == "index" else page.removesuffix(".html").rstrip("/")
        return f"{folder}/feed.xml"

    def source_url(self, statement: Statement) -> str:
        """Address of the words in their text; of the page alone where they could not be marked."""
        place = self.places[statement.source.name]
        identity = f"q-{statement.id}"
        known = place.anchors is None or identity in place.anchors
        return f"{place.url}#{identity}" if known else place.url


def newest_first(statements: Sequence[Statement]) -> list[Statement]:
    """By the date of the text, undated ones last; within a text in its own order."""
    dated = [s for s in statements if s.source.analysis.document.date]
    undated = [s for s in statements if not s.source.analysis.document.date]
    return [*sorted(dated, key=lambda s: s.source.analysis.document.date or "", reverse=True), *undated]


def newest_texts(places: Mapping[str, Place]) -> list[str]:
    """Names of texts that have a page, by their dates, undated ones last."""
    known = sorted(places.items(), key=lambda item: (item[1].title.casefold(), item[0]))
    known.sort(key=lambda item: item[1].date or "", reverse=True)
    return [name for name, _ in known]
