"""The list of all speakers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from mkdocs_quotes.index import IndexedSpeaker
from mkdocs_quotes.index.filing import initial

from ..escape import clean, escape
from ..links import UNATTRIBUTED, relative_url
from ..site import PagePlan
from ..text import Heading
from .view import Setting, View, listed_speaker

_SECTIONS = (
    ("organisation", "organisations"),
    ("unnamed", "unnamed_sources"),
    ("group", "together"),
)
"""Kinds of speakers that are no persons, and the words (also, as an id, the anchor) for each."""


def index_view(setting: Setting, plan: PagePlan) -> View:
    """The list of all speakers: persons by letter, then the other kinds."""
    site, words = setting.site, setting.words
    url = site.urls[plan.path]
    speakers = site.index.speakers
    persons = [speaker for speaker in speakers if speaker.kind == "person"]
    letters = [
        {"name": letter, "id": _letter_id(letter), "speakers": _list(setting, group, url)}
        for letter, group in groupby(persons, key=lambda s: initial(s.sort_key))
    ]
    sections = [
        {
            "name": words(key),
            "id": key.replace("_", "-"),
            "speakers": _list(setting, (s for s in speakers if s.kind == kind), url),
        }
        for kind, key in _SECTIONS
    ]
    sections = [section for section in sections if section["speakers"]]
    headings = [Heading(2, str(part["id"]), escape(str(part["name"]))) for part in (*letters, *sections)]
    context = {
        "title": plan.title,
        "letters": letters,
        "sections": sections,
        "persons": len(persons),
        "quotations": sum(s.repeats is None for s in site.index.statements),
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
    return View("index.html", context, tuple(headings))


def _list(setting: Setting, speakers: Iterable[IndexedSpeaker], url: str) -> list[dict[str, Any]]:
    """Speakers in a list; those of one name who are known from one text each make one item."""
    items = []
    for name, group in groupby(speakers, key=lambda s: s.name if s.only_in else s.slug):
        entries = [listed_speaker(setting, speaker, url) for speaker in group]
        if len(entries) > 1:
            entries.sort(key=lambda entry: (str(entry["only_in"]), entry["url"]))
            items.append({"name": clean(name), "namesakes": entries})
        else:
            items += entries
    return items


def _letter_id(letter: str) -> str:
    return f"letter-{letter}" if letter != "#" else "letter-other"
