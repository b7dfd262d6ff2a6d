"""Which pages there are: of speakers, of texts, and the listings by time, kind and the editors' marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from mkdocs_quotes.index import IndexedSpeaker, SpeakerIndex, Statement
from mkdocs_quotes.index.filing import initial
from mkdocs_quotes.model import QUOTATION_KINDS
from mkdocs_quotes.slugs import slugify

from .links import UNATTRIBUTED
from .overview import Overview, date_of, overview_of
from .relations import companions, neighbours
from .site import PageKind, PagePlan, Place, Site, newest_first, newest_texts
from .wording import Wording

_Item = TypeVar("_Item")

SPEAKERS_ON_A_PAGE = 400
"""Of a list of speakers: more of them would weigh more than 200 KB."""
TEXTS_ON_A_PAGE = 400

SECTIONS = {"organisation": "organisations", "unnamed": "unnamed_sources", "group": "together"}
"""Kinds of speakers that are no persons, and the words (also, as an id, the anchor) for each."""


def plan_site(
    index: SpeakerIndex, words: Wording, places: Mapping[str, Place], *, per_page: int = 50
) -> Site:
    """The pages that the index asks for; addresses are added by the caller, who knows them.

    `places`: the pages of the texts, by name.
    """
    found: dict[tuple[str, str], str] = {}

    def of_speaker(path: str, kind: PageKind, title: str, said: Sequence[Statement], **more: Any) -> None:
        row = _row(path, kind, title, newest_first(_counted(said)), per_page, **more)
        found.update({(path, statement.id): plan.path for plan in row for statement in plan.statements})
        plans.extend(row)

    plans = list(_of_names(index, words))
    for speaker in index.speakers:
        of_speaker(speaker.slug, "speaker", speaker.name, speaker.statements, speaker=speaker)
        # Kept apart, on the first page.
        found.update({(speaker.slug, statement.id): speaker.slug for statement in speaker.misattributed})
    of_speaker(UNATTRIBUTED, "unattributed", words("unattributed"), index.unattributed)
    plans += _of_texts(newest_texts(places), words)
    overview = overview_of(index, newest_first)
    plans += _listings(index, overview, words, per_page)
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


def _of_names(index: SpeakerIndex, words: Wording) -> Iterator[PagePlan]:
    """The list of speakers; in large archives each of its parts has pages of its own."""
    whole = PagePlan("index", "index", words("speakers"))
    if len(index.speakers) <= SPEAKERS_ON_A_PAGE:
        yield replace(whole, listed=index.speakers)
        return
    yield whole
    for part, speakers in parts_of_names(index.speakers).items():
        key = SECTIONS.get(part)
        path = f"letters/{key.replace('_', '-') if key else slugify(part) if part != '#' else 'other'}"
        title = words(key) if key else words("speakers_under", letter=part)
        for page, listed in _pages(PagePlan(path, "letter", title, of=part), speakers, SPEAKERS_ON_A_PAGE):
            yield replace(page, listed=listed)


def _of_texts(names: list[str], words: Wording) -> Iterator[PagePlan]:
    for page, listed in _pages(PagePlan("texts", "texts", words("texts")), names, TEXTS_ON_A_PAGE):
        yield replace(page, texts=listed)


def _listings(index: SpeakerIndex, overview: Overview, words: Wording, per_page: int) -> Iterator[PagePlan]:
    """Listings that are no speaker's; none is made that would be empty."""
    counted = overview.counted
    years: dict[str, list[Statement]] = {}
    for statement in counted:
        years.setdefault((date_of(statement) or "")[:4], []).append(statement)
    if overview.latest:
        yield PagePlan("latest", "latest", words("latest"), statements=counted[:per_page])
        yield PagePlan("dates", "dates", words("dates"))
        for year, said in years.items():
            title = words("of_year", year=year) if year else words("undated")
            yield from _row(f"dates/{year or 'undated'}", "date", title, said, per_page, of=year)
    if counted:
        yield PagePlan("kinds", "kinds", words("kinds"))
    for kind in QUOTATION_KINDS:
        of_kind = [statement for statement in counted if statement.quotation.kind == kind]
        if of_kind:
            yield from _row(f"kinds/{kind}", "kind", words(f"kind_{kind}"), of_kind, per_page, of=kind)
    anonymous = [statement for statement in counted if statement.record["speaker_kind"] == "unnamed"]
    if anonymous:
        yield from _row("anonymous", "anonymous", words("anonymous"), anonymous, per_page)
    marked = [s for s in newest_first(_counted(index.statements)) if s.status or s.corrected]
    if marked:
        yield from _row("disputed", "disputed", words("disputed_and_corrected"), marked, per_page)


def _counted(statements: Sequence[Statement]) -> list[Statement]:
    return [statement for statement in statements if statement.repeats is None]


def _row(
    path: str, kind: PageKind, title: str, statements: Sequence[Statement], per_page: int, **more: Any
) -> list[PagePlan]:
    """The pages that statements fill, in the order given; one at least."""
    first = PagePlan(path, kind, title, **more)
    return [replace(page, statements=part) for page, part in _pages(first, statements, per_page)]


def _pages(
    first: PagePlan, items: Sequence[_Item], size: int
) -> Iterator[tuple[PagePlan, tuple[_Item, ...]]]:
    """The row of pages that begins with `first`, and what stands on each; one page at least."""
    last = max(1, -(-len(items) // size))
    for number in range(1, last + 1):
        path = first.path if number == 1 else f"{first.path}/page/{number}"
        yield (
            replace(first, path=path, number=number, last=last),
            tuple(items[(number - 1) * size : number * size]),
        )
