"""Quotations in a list, and the pages that are such lists: of a speaker, of what nobody is named for."""

from __future__ import annotations

from typing import Any

from mkdocs_quotes.index import IndexedSpeaker, Statement
from mkdocs_quotes.index.prose import excerpt

from ..escape import clean
from ..links import anchor, relative_url
from ..site import PagePlan
from .view import Setting, View, listed_speaker, row_context


def speaker_view(setting: Setting, plan: PagePlan) -> View:
    """A page of one speaker."""
    assert plan.speaker is not None
    url = setting.site.urls[plan.path]
    feed = relative_url(setting.site.feed_url(plan.speaker.slug), url) if setting.feeds else None
    return _statements_view(
        "speaker.html", setting, plan, speaker=_profile(setting, plan.speaker, url), feed=feed
    )


def unattributed_view(setting: Setting, plan: PagePlan) -> View:
    """A page of quotations for which nobody is named."""
    return _statements_view("unattributed.html", setting, plan)


def _statements_view(template: str, setting: Setting, plan: PagePlan, **more: Any) -> View:
    url = setting.site.urls[plan.path]
    listed = [listed_quotation(setting, statement, plan.speaker, url) for statement in plan.statements]
    context = {
        "title": plan.title,
        "quotations": listed,
        "index": relative_url(setting.site.urls["index"], url),
        **row_context(setting, plan, url),
        **more,
    }
    return View(template, context, anchors=frozenset(quotation["anchor"] for quotation in listed))


def listed_quotation(
    setting: Setting, statement: Statement, owner: IndexedSpeaker | None, url: str
) -> dict[str, Any]:
    """A quotation as an item of a list (`_quotation.html`) on the page at `url`, which is `owner`'s."""
    place = setting.site.places[statement.source.name]
    record = statement.record
    together = statement.speaker is not None and owner and statement.speaker != owner.slug
    return {
        "id": statement.id,
        "anchor": anchor(statement.id),
        "pieces": [
            {"text": clean(piece.text), "quoted": piece.quoted}
            for piece in excerpt(statement.source.analysis.document, statement.quotation)
        ],
        "kind": record["kind"],
        "role": record["role"],
        "candidate": record.get("candidate"),
        "together": record["speaker"] if together else None,
        "disputed": statement.disputed,
        "note": statement.note,
        "title": clean(place.title),
        "date": place.date,
        "url": relative_url(setting.site.source_url(statement), url),
    }


def _profile(setting: Setting, speaker: IndexedSpeaker, url: str) -> dict[str, Any]:
    site = setting.site
    only_in = site.places.get(speaker.only_in.name) if speaker.only_in else None
    picture = site.pictures.get(speaker.slug)
    return {
        "name": clean(speaker.name),
        "kind": speaker.kind,
        "roles": [clean(role) for role in speaker.roles],
        "aliases": [clean(alias) for alias in speaker.aliases],
        "links": [{"title": title, "url": link} for title, link in speaker.links],
        "picture": relative_url(picture, url) if picture else None,
        "members": [listed_speaker(setting, site.index.by_slug[slug], url) for slug in speaker.members],
        "only_in": only_in and {"title": clean(only_in.title), "url": relative_url(only_in.url, url)},
        "count": speaker.count,
        "texts": len({statement.source.name for statement in speaker.statements}),
    }
