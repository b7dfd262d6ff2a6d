"""A source text, and the list of all texts."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from markupsafe import Markup

from mkdocs_quotes.index import SourceText
from mkdocs_quotes.lang import told_language

from ..escape import clean, escape
from ..links import relative_url
from ..site import PagePlan, Place
from ..text import Heading, render_text
from .view import Setting, View
from .voices import Voices


def text_view(setting: Setting, source: SourceText, place: Place, author: str | None) -> View:
    """The page of a source text."""
    voices = Voices(setting, source, place.url)
    document = source.analysis.document
    text = render_text(document, place.title, voices.marks())
    context = {
        "title": Markup(text.title),
        "body": Markup(text.body),
        "date": place.date,
        "author": author,
        "language": _other_language(source, setting.words.code),
        "direction": text.direction if text.direction != "ltr" else None,
        "cast": voices.rows(text.anchors),
    }
    return View("text.html", context, text.headings, text.anchors)


def _other_language(source: SourceText, here: str) -> str | None:
    """The language of a text where it says or shows that it is another than that of the site."""
    analysis = source.analysis
    base = analysis.language.replace("_", "-")
    if base.partition("-")[0].lower() == here:
        return None
    # English is also what a text is read as whose language cannot be told.
    known = analysis.document.language or told_language(analysis.document.prose)
    if not known and base == "en":
        known = "en" if " the " in analysis.document.prose else None
    return clean(base) if known else None


def texts_view(setting: Setting, plan: PagePlan) -> View:
    """The list of all texts, newest first."""
    return all_texts(setting, setting.site.urls[plan.path], plan.title)


def all_texts(setting: Setting, url: str, title: str) -> View:
    """The same for a page at any address."""
    site = setting.site
    counts = Counter(s.source.name for s in site.index.statements if s.repeats is None)
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
