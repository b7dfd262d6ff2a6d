"""Which pages there are: of speakers, of texts, and the listings by time, kind and the editors' marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from mkdocs_quotes.index import IndexedSpeaker, SpeakerIndex, Statement
from mkdocs_quotes.index.filing import initial
from mkdocs_quotes.model import QUOTATION_KINDS
from mkdocs_quotes.slugs import slugify

from .links import SEARCH, UNATTRIBUTED
from .overview import Overview, date_of, overview_of
from .relations import companions, neighbours
from .site import PageKind, PagePlan, Place, Site, newest_first, newest_texts
from .weights import FIRST_PAGE, PAGE_LIMIT, speaker_weight, statement_weight, text_weight
from .wording import Wording

_Item = TypeVar("_Item")

SPEAKERS_ON_A_PAGE = 1000
"""More of them in one list and nobody finds anybody; most pages are full before."""
TEXTS_ON_A_PAGE = 400
YEARS_ON_A_PAGE = 50
"""In the list of dates, each with its twelve months."""

SECTIONS = {"organisation": "organisations", "unnamed": "unnamed_sources", "group": "together"}
"""Kinds of speakers that are no persons, and the words (also, as an id, the anchor) for each."""


def plan_site(
    index: SpeakerIndex,
    words: Wording,
    places: Mapping[str, Place],
    *,
    per_page: int = 50,
    search: bool = False,
) -> Site:
    """The pages that the index asks for; addresses are added by the caller, who knows them.

    `places`: the pages of the texts, by name. `search`: whether there is a page that searches all quotations.
    """
    found: dict[tuple[str, str], str] = {}
    overview = overview_of(index, newest_first)
    fill = _Filling(places, per_page, overview.periods.count)

    def of_speaker(path: str, kind: PageKind, title: str, said: Sequence[Statement], **more: Any) -> None:
        row = fill.row(path, kind, title, newest_first(_counted(said)), **more)
        found.update({(path, statement.id): plan.path for plan in row for statement in plan.statements})
        plans.extend(row)

    plans = list(_of_names(index, words, fill))
    for speaker in index.speakers:
        of_speaker(speaker.slug, "speaker", speaker.name, speaker.statements, speaker=speaker)
        # Kept apart, on the first page.
        found.update({(speaker.slug, statement.id): speaker.slug for statement in speaker.misattributed})
    of_speaker(UNATTRIBUTED, "unattributed", words("unattributed"), index.unattributed)
    plans += _of_texts(newest_texts(places), words, fill)
    plans += _listings(index, overview, words, fill, search=search)
    return Site(
        index,
        tuple(plans),
        overview,
        places=dict(places),
        found=found,
        companions=companions(index),
        neighbours=neighbours(index),
    )


def parts_of_names(speakers: Iterable[IndexedSpeaker]) -> dict[str, list[IndexedSpeaker]]:
    """The list of speakers in parts: persons by their letters, then a part for each other kind."""
    letters: dict[str, list[IndexedSpeaker]] = {}
    others: dict[str, list[IndexedSpeaker]] = {}
    for speaker in speakers:
        if speaker.kind == "person":
            letters.setdefault(initial(speaker.sort_key), []).append(speaker)
        else:
            others.setdefault(speaker.kind, []).append(speaker)
    return {**letters, **{kind: others[kind] for kind in SECTIONS if kind in others}}


class _Filling:
    """How much goes on a page, of everything that is listed."""

    def __init__(self, places: Mapping[str, Place], per_page: int, steps: int) -> None:
        """`per_page`: quotations; `steps`: of the drawings behind speakers."""
        self._places = places
        self.per_page = per_page
        self._steps = steps

    def row(
        self, path: str, kind: PageKind, title: str, statements: Sequence[Statement], **more: Any
    ) -> list[PagePlan]:
        """The pages that statements fill, in the order given; one at least."""
        first = PagePlan(path, kind, title, **more)
        if kind not in ("speaker", "unattributed"):
            pages = _pages(first, statements, self.per_page, self._short)
        else:
            apart = first.speaker.misattributed if first.speaker else ()
            taken = FIRST_PAGE + sum(map(self._statement, apart))
            pages = _pages(first, statements, self.per_page, self._statement, taken)
        return [replace(page, statements=part) for page, part in pages]

    def latest(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """As many of the first as go on one page."""
        return _parts(statements[: self.per_page], self.per_page, self._short)[0]

    def speakers(self, first: PagePlan, speakers: Sequence[IndexedSpeaker]) -> list[PagePlan]:
        """The pages of a list of speakers."""
        pages = _pages(first, speakers, SPEAKERS_ON_A_PAGE, self._speaker)
        return [replace(page, listed=part) for page, part in pages]

    def texts(self, first: PagePlan, names: Sequence[str]) -> list[PagePlan]:
        """The pages of a list of texts."""
        pages = _pages(first, names, TEXTS_ON_A_PAGE, lambda name: text_weight(name, self._places[name]))
        return [replace(page, texts=part) for page, part in pages]

    def _statement(self, statement: Statement) -> int:
        return statement_weight(statement, self._places[statement.source.name])

    def _short(self, statement: Statement) -> int:
        return statement_weight(statement, self._places[statement.source.name], short=True)

    def _speaker(self, speaker: IndexedSpeaker) -> int:
        return speaker_weight(speaker, self._steps)


def _of_names(index: SpeakerIndex, words: Wording, fill: _Filling) -> Iterator[PagePlan]:
    """The list of speakers; where one page cannot hold it each of its parts has pages of its own."""
    whole = PagePlan("index", "index", words("speakers"))
    pages = fill.speakers(whole, index.speakers)
    if len(pages) == 1:
        yield from pages
        return
    yield whole
    for part, speakers in parts_of_names(index.speakers).items():
        key = SECTIONS.get(part)
        path = f"letters/{key.replace('_', '-') if key else slugify(part) if part != '#' else 'other'}"
        title = words(key) if key else words("speakers_under", letter=part)
        yield from fill.speakers(PagePlan(path, "letter", title, of=part), speakers)


def _of_texts(names: list[str], words: Wording, fill: _Filling) -> list[PagePlan]:
    return fill.texts(PagePlan("texts", "texts", words("texts")), names)


def _listings(
    index: SpeakerIndex, overview: Overview, words: Wording, fill: _Filling, *, search: bool
) -> Iterator[PagePlan]:
    """Listings that are no speaker's; none is made that would be empty."""
    # Words that somebody is falsely said to have spoken stand on the page of the disputed ones only.
    told = [s for s in index.statements if s.speaker or s.misattribution is None]
    counted = newest_first(_counted(told))
    years: dict[str, list[Statement]] = {}
    for statement in counted:
        years.setdefault((date_of(statement) or "")[:4], []).append(statement)
    if overview.latest:
        yield PagePlan("latest", "latest", words("latest"), statements=fill.latest(counted))
        for page, listed in _pages(PagePlan("dates", "dates", words("dates")), list(years), YEARS_ON_A_PAGE):
            yield replace(page, years=listed)
        for year, said in years.items():
            title = words("of_year", year=year) if year else words("undated")
            yield from fill.row(f"dates/{year or 'undated'}", "date", title, said, of=year)
    if counted and search:
        yield PagePlan(SEARCH, "search", words("search_title"), statements=tuple(counted))
    if counted:
        yield PagePlan("kinds", "kinds", words("kinds"))
    for kind in QUOTATION_KINDS:
        of_kind = [statement for statement in counted if statement.quotation.kind == kind]
        if of_kind:
            yield from fill.row(f"kinds/{kind}", "kind", words(f"kind_{kind}"), of_kind, of=kind)
    anonymous = [statement for statement in counted if statement.voice and statement.voice.kind == "unnamed"]
    if anonymous:
        yield from fill.row("anonymous", "anonymous", words("anonymous"), anonymous)
    marked = [s for s in newest_first(_counted(index.statements)) if s.status or s.corrected]
    if marked:
        yield from fill.row("disputed", "disputed", words("disputed_and_corrected"), marked)


def _counted(statements: Sequence[Statement]) -> list[Statement]:
    return [statement for statement in statements if statement.repeats is None]


def _pages(
    first: PagePlan,
    items: Sequence[_Item],
    most: int,
    weigh: Callable[[_Item], int] = lambda item: 0,
    taken: int = 0,
) -> list[tuple[PagePlan, tuple[_Item, ...]]]:
    """The row of pages that begins with `first`, and what stands on each; one page at least."""
    parts = _parts(items, most, weigh, taken)
    return [
        (
            replace(
                first,
                path=first.path if number == 1 else f"{first.path}/page/{number}",
                number=number,
                last=len(parts),
            ),
            part,
        )
        for number, part in enumerate(parts, 1)
    ]


def _parts(
    items: Sequence[_Item], most: int, weigh: Callable[[_Item], int], taken: int = 0
) -> list[tuple[_Item, ...]]:
    """The items in parts of at most `most`, and of no more weight than a page; `taken`: that of the first already.

    One item at least goes on each.
    """
    parts: list[tuple[_Item, ...]] = []
    part: list[_Item] = []
    for item in items:
        weight = weigh(item)
        if part and (len(part) >= most or taken + weight > PAGE_LIMIT):
            parts.append(tuple(part))
            part, taken = [], 0
        part.append(item)
        taken += weight
    return [*parts, tuple(part)]
