"""The list of all speakers: on one page, or, in large archives, on a page for each letter."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from mkdocs_quotes.index import IndexedSpeaker

from ..escape import clean, escape
from ..links import UNATTRIBUTED, relative_url
from ..overview import date_of
from ..planning import SECTIONS, parts_of_names
from ..site import PagePlan
from ..text import Heading
from .view import Setting, View, row_context

_ALIASES = 160
"""Code points of other names that a speaker can be found by in the list."""
_ROLE = 100
_MOST_LETTERS = 120
_LETTERS_AROUND = 20


def index_view(setting: Setting, plan: PagePlan) -> View:
    """The list of all speakers: persons by letter, then the other kinds."""
    site = setting.site
    url = site.urls[plan.path]
    parts = _parts(setting, plan.listed, url)
    pages = _letters(setting, url)
    context = {
        **_context(setting, plan, parts, url),
        "jump": pages or [{"name": part["name"], "url": f"#{part['id']}"} for part in parts],
        "most_quoted": [named_speaker(setting, s, url) for s in site.overview.most_quoted] if pages else [],
        "quotations": len(site.overview.counted),
        "speakers": site.overview.speakers,
        "unattributed": {
            "url": relative_url(site.urls[UNATTRIBUTED], url),
            "count": sum(s.repeats is None for s in site.index.unattributed),
        },
        "texts": {"url": relative_url(site.urls["texts"], url), "count": len(site.places)},
        "feed": relative_url(site.feed_url("index"), url) if setting.feeds else None,
        "exports": [
            {"name": name, "url": relative_url(name, url)}
            for name in ("quotes.json", "quotes.csv", "speakers.json")
            if setting.exports
        ],
    }
    headings = (Heading(2, str(part["id"]), escape(str(part["name"]))) for part in parts)
    return View("index.html", context, tuple(headings))


def letter_view(setting: Setting, plan: PagePlan) -> View:
    """The speakers under one letter, or of one kind."""
    site = setting.site
    url = site.urls[plan.path]
    parts = _parts(setting, plan.listed, url)
    context = {
        **_context(setting, plan, [{**part, "name": None} for part in parts], url),
        "jump": _letters(setting, url, plan.of),
        **row_context(setting, plan, url),
    }
    return View("index.html", context)


def _letters(setting: Setting, url: str, here: str | None = None) -> list[dict[str, Any]]:
    """Links from the page at `url` to the first page of each letter and kind, in archives that have these.

    `here`: the letter that the page is of. Where there are as many letters as in Chinese, it leads to those near by.
    """
    rows = setting.site.rows.get("letter", {})
    names = list(rows)
    if here is not None and len(names) > _MOST_LETTERS:
        at = names.index(here)
        near = range(max(0, at - _LETTERS_AROUND), min(len(names), at + _LETTERS_AROUND + 1))
        names = [names[position] for position in sorted({0, *near, len(names) - 1})]
    return [
        {
            "name": _part_name(setting, name),
            "url": relative_url(setting.site.urls[rows[name][0].path], url),
            "current": name == here,
        }
        for name in names
    ]


def named_speaker(setting: Setting, speaker: IndexedSpeaker, url: str) -> dict[str, Any]:
    """A speaker as an item of a list (`_named.html`) on the page at `url`, with what it is sorted and found by."""
    site, overview = setting.site, setting.site.overview
    only_in = site.places.get(speaker.only_in.name) if speaker.only_in else None
    dates = [date for date in map(date_of, speaker.statements) if date]
    return {
        "name": clean(speaker.name),
        "url": relative_url(site.speaker_url(speaker.slug), url),
        "role": _short(clean(speaker.roles[0]), _ROLE) if speaker.roles else None,
        "only_in": clean(only_in.title) if only_in else None,
        "count": speaker.count,
        "latest": max(dates, default=None),
        "aliases": _others(speaker),
        "collections": overview.collections.numbers(speaker.statements),
        "bars": bars(overview.periods.counts(speaker.statements)) if overview.periods.count > 1 else None,
        "namesakes": (),
    }


def bars(counts: list[int]) -> str | None:
    """Counts as the outline of bars: a path in a box two units wide for each and ten high."""
    most = max(counts, default=0)
    if not most:
        return None
    heights = [round(10 * count / most) or 1 for count in counts]
    return "".join(
        f"M{2 * number + 1} 10v-{height}"
        for number, (count, height) in enumerate(zip(counts, heights, strict=True))
        if count
    )


def _context(setting: Setting, plan: PagePlan, parts: list[dict[str, Any]], url: str) -> dict[str, Any]:
    site, words = setting.site, setting.words
    collections = site.overview.collections
    kinds = {part["kind"] for part in parts}
    labels = {"person": "persons", **SECTIONS}
    shown = {number for part in parts for item in part["speakers"] for number in item["collections"]}
    return {
        "title": plan.title,
        "parts": parts,
        "steps": site.overview.periods.count,
        "kinds": [{"value": kind, "name": words(labels[kind])} for kind in labels if kind in kinds],
        "collections": [
            {
                "number": number,
                "name": clean(site.places[name].title)
                if collections.are_texts
                else name or words("top_folder"),
            }
            for number, name in enumerate(collections.names)
            if number in shown
        ],
        "are_texts": collections.are_texts,
        "index": relative_url(site.urls["index"], url),
    }


def _parts(setting: Setting, speakers: Iterable[IndexedSpeaker], url: str) -> list[dict[str, Any]]:
    return [
        {
            "name": _part_name(setting, part),
            "id": _part_id(part),
            "kind": part if part in SECTIONS else "person",
            "speakers": _items(setting, listed, url),
        }
        for part, listed in parts_of_names(speakers).items()
    ]


def _items(setting: Setting, speakers: Iterable[IndexedSpeaker], url: str) -> list[dict[str, Any]]:
    """Speakers in a list; those of one name who are known from one text each make one item."""
    items = []
    for _, group in groupby(speakers, key=lambda s: s.name if s.only_in else s.slug):
        entries = [named_speaker(setting, speaker, url) for speaker in group]
        if len(entries) > 1:
            entries.sort(key=lambda entry: (str(entry["only_in"]), entry["url"]))
            dates = [entry["latest"] for entry in entries if entry["latest"]]
            item = {
                **entries[0],
                "namesakes": entries,
                "latest": max(dates, default=None),
                "aliases": "",
                "collections": sorted({n for entry in entries for n in entry["collections"]}),
            }
            items.append(item)
        else:
            items += entries
    return items


def _part_name(setting: Setting, part: str) -> str:
    return setting.words(SECTIONS[part]) if part in SECTIONS else part


def _part_id(part: str) -> str:
    if part in SECTIONS:
        return SECTIONS[part].replace("_", "-")
    return f"letter-{part}" if part != "#" else "letter-other"


def _others(speaker: IndexedSpeaker) -> str:
    """Names by which a reader may look for a speaker and that do not stand in the name itself."""
    name = speaker.name.casefold()
    others = [clean(alias) for alias in speaker.aliases if alias.casefold() not in name]
    return _short(" · ".join(others), _ALIASES)


def _short(words: str, limit: int) -> str:
    return words if len(words) <= limit else f"{words[:limit].rpartition(' ')[0] or words[:limit]} …"
