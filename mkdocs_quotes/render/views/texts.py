"""A source text, and the list of all texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from markupsafe import Markup

from mkdocs_quotes.index import SourceText, Statement
from mkdocs_quotes.index.names import collation

from ..escape import clean, escape
from ..links import UNATTRIBUTED, relative_url
from ..marks import Mark
from ..site import PagePlan, Place
from ..text import Heading, render_text
from .view import Setting, View, listed_speaker


def text_view(setting: Setting, source: SourceText, place: Place, author: str | None) -> View:
    """The page of a source text."""
    statements = setting.site.index.by_source.get(source.name, ())
    text = render_text(source.analysis.document, place.title, marks_of(setting, statements, place.url))
    context = {
        "title": Markup(text.title),
        "body": Markup(text.body),
        "date": place.date,
        "author": author,
        "speakers": _speakers_in(setting, statements, place.url),
    }
    return View("text.html", context, text.headings, text.anchors)


def marks_of(setting: Setting, statements: Iterable[Statement], url: str) -> list[Mark]:
    """The marks that statements leave on the page of their text at `url`."""
    return [
        Mark(
            id=statement.id,
            slug=statement.speaker or UNATTRIBUTED,
            parts=statement.quotation.parts,
            href=relative_url(setting.site.statement_url(statement), url),
            label=statement.record["speaker"] or setting.words("unattributed"),
            initials=_initials(statement.record["speaker"]),
            disputed=statement.disputed,
        )
        for statement in statements
    ]


def texts_view(setting: Setting, plan: PagePlan) -> View:
    """The list of all texts, newest first."""
    return all_texts(setting, setting.site.urls[plan.path], plan.title)


def all_texts(setting: Setting, url: str, title: str) -> View:
    """The same for a page at any address."""
    site = setting.site
    counts = Counter(statement.source.name for statement in site.index.statements)
    places = sorted(site.places.items(), key=lambda item: (item[1].title.casefold(), item[0]))
    places.sort(key=lambda item: item[1].date or "", reverse=True)
    groups = []
    headings = []
    for year, group in groupby(places, key=lambda item: (item[1].date or "")[:4]):
        name = year or setting.words("undated")
        headings.append(Heading(2, f"year-{year or 'undated'}", escape(name)))
        groups.append(
            {
                "name": name,
                "id": headings[-1].id,
                "texts": [
                    {
                        "title": clean(place.title),
                        "date": place.date,
                        "url": relative_url(place.url, url),
                        "count": counts[source],
                    }
                    for source, place in group
                ],
            }
        )
    return View("texts.html", {"title": title, "groups": groups}, tuple(headings))


def _speakers_in(setting: Setting, statements: Iterable[Statement], url: str) -> list[dict[str, Any]]:
    counts = Counter(s.speaker for s in statements if s.speaker is not None and s.repeats is None)
    speakers = [setting.site.index.by_slug[slug] for slug in counts]
    speakers.sort(key=lambda speaker: collation(speaker.sort_key))
    return [
        {**listed_speaker(setting, speaker, url), "count": counts[speaker.slug]} for speaker in speakers
    ]


def _initials(name: str | None) -> str:
    """What the link behind the words shows."""
    words = [word for word in (name or "").split() if word[0].isalnum()]
    if not words:
        return "?"
    first, last = words[0][0], words[-1][0] if len(words) > 1 else ""
    return f"{first}{last}".upper()
