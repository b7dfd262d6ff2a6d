"""A source text, and the list of all texts."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from markupsafe import Markup

from mkdocs_quotes.index import SourceText
from mkdocs_quotes.model import Document

from ..escape import clean, escape
from ..links import relative_url
from ..site import PagePlan, Place
from ..text import Heading, render_text
from .view import Setting, View, other_language, row_context
from .voices import Voices

_TOP = 6
"""Blocks: title, a line or two below it, by-line and date."""


def text_view(setting: Setting, source: SourceText, place: Place, author: str | None) -> View:
    """The page of a source text."""
    voices = Voices(setting, source, place.url)
    document = source.analysis.document
    text = render_text(document, place.title, voices.marks())
    told = _told_at_the_top(document)
    date = place.date if place.date and setting.words.date(place.date) not in told else None
    context = {
        "title": Markup(text.title),
        "body": Markup(text.body),
        "date": date,
        "author": author if author and author not in told else None,
        "language": other_language(source, setting.language),
        "direction": text.direction if text.direction != setting.direction else None,
        "cast": voices.rows(text.anchors),
    }
    return View("text.html", context, text.headings, text.anchors)


def _told_at_the_top(document: Document) -> str:
    """The by-line, the date line and their like among the first blocks of a text."""
    top = [block for block in document.blocks[:_TOP] if block.kind == "meta"]
    return "\n".join(document.prose[block.start : block.end] for block in top)


def texts_view(setting: Setting, plan: PagePlan) -> View:
    """A page of the list of all texts, newest first, year by year."""
    url = setting.site.urls[plan.path]
    groups = []
    headings = []
    for year, group in groupby(plan.texts, key=lambda name: (setting.site.places[name].date or "")[:4]):
        name = year or setting.words("undated")
        headings.append(Heading(2, f"year-{year or 'undated'}", escape(name)))
        listed = [listed_text(setting, name, url) for name in group]
        groups.append({"name": name, "id": headings[-1].id, "texts": listed})
    context = {
        "title": plan.title,
        "groups": groups,
        "total": len(setting.site.places),
        **row_context(setting, plan, url),
    }
    return View("texts.html", context, tuple(headings))


def listed_text(setting: Setting, name: str, url: str) -> dict[str, Any]:
    """A text as an item of a list (`_texts.html`) on the page at `url`."""
    site = setting.site
    place = site.places[name]
    statements = [s for s in site.index.by_source.get(name, ()) if s.repeats is None]
    folders = site.overview.collections.names if not site.overview.collections.are_texts else ()
    author = site.overview.sources[name].analysis.document.author
    return {
        "title": clean(place.title),
        "date": place.date,
        "url": relative_url(place.url, url),
        "count": len(statements),
        "speakers": len({s.speaker for s in statements if s.speaker}),
        "author": clean(author) if author else None,
        "folder": name.rpartition("/")[0] if folders else None,
    }
