"""Quotations in a list, wherever it stands, and the page of what nobody is named for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mkdocs_quotes.index import IndexedSpeaker, Statement
from mkdocs_quotes.index.prose import excerpt
from mkdocs_quotes.model import QUOTATION_KINDS, QuotationKind

from ..escape import clean
from ..links import anchor, relative_url
from ..site import PagePlan
from ..text import Heading
from .view import Setting, View, other_language, row_context

KIND_WORDS: Mapping[QuotationKind, str] = {
    "direct": "kind_direct",
    "mixed": "kind_mixed",
    "block": "kind_block",
    "turn": "kind_turn",
    "dash": "kind_dash",
}
"""Keys of the words for each kind of quotation."""


def unattributed_view(setting: Setting, plan: PagePlan) -> View:
    """A page of quotations for which nobody is named."""
    return quotations_view("unattributed.html", setting, plan)


def quotations_view(
    template: str, setting: Setting, plan: PagePlan, misattributed: Iterable[Statement] = (), **more: Any
) -> View:
    """A page of the quotations that its plan gives it; misattributed ones are in a list of their own."""
    url = setting.site.urls[plan.path]
    listing = listed_quotations(setting, plan.statements, plan.speaker, url)
    # Whose page it is did not say these.
    apart = {**listed_quotations(setting, misattributed, plan.speaker, url), "by": None}
    context = {
        "title": plan.title,
        "listing": listing,
        "misattributed": apart,
        "index": relative_url(setting.site.urls["index"], url),
        **row_context(setting, plan, url),
        **more,
    }
    headings = (Heading(2, "misattributed", setting.words("misattributed")),) if apart["quotations"] else ()
    anchors = frozenset(item["anchor"] for item in (*listing["quotations"], *apart["quotations"]))
    return View(template, context, headings, anchors)


def listed_quotations(
    setting: Setting, statements: Iterable[Statement], owner: IndexedSpeaker | None, url: str
) -> dict[str, Any]:
    """What `_quotations.html` needs for a list on the page at `url`, which is `owner`'s."""
    items = [listed_quotation(setting, statement, owner, url) for statement in statements]
    kinds = {item["kind"] for item in items}
    return {
        "quotations": items,
        "site": setting.site_name,
        "by": clean(owner.name) if owner else None,
        "kinds": [(kind, setting.words(KIND_WORDS[kind])) for kind in QUOTATION_KINDS if kind in kinds],
    }


def listed_quotation(
    setting: Setting, statement: Statement, owner: IndexedSpeaker | None, url: str
) -> dict[str, Any]:
    """A quotation as an item of a list (`_quotation.html`) on the page at `url`, which is `owner`'s."""
    place = setting.site.places[statement.source.name]
    by = None
    if statement.speaker is not None and (owner is None or statement.speaker != owner.slug):
        speaker = setting.site.index.by_slug[statement.speaker]
        by = {"name": clean(speaker.name), "url": relative_url(setting.site.speaker_url(speaker.slug), url)}
    role = statement.role
    return {
        "id": statement.id,
        "anchor": anchor(statement.id),
        "pieces": [
            {"text": clean(piece.text), "quoted": piece.quoted}
            for piece in excerpt(statement.source.analysis.document, statement.quotation)
        ],
        "kind": statement.quotation.kind,
        "language": other_language(statement.source, setting.words.code),
        # What the head of the page says already is not said again.
        "role": clean(role) if role and not (owner and role in owner.roles[:1]) else None,
        "candidate": statement.guess,
        "by": by,
        "disputed": statement.disputed,
        "misattributed": _misattributed(setting, statement, owner, url),
        "note": statement.note,
        "author": clean(statement.source.analysis.document.author or ""),
        "title": clean(place.title),
        "date": place.date,
        "url": relative_url(setting.site.source_url(statement), url),
    }


def _misattributed(
    setting: Setting, statement: Statement, owner: IndexedSpeaker | None, url: str
) -> dict[str, Any] | None:
    """Who did not say it, unless that is the owner of the page, and where that is known from."""
    false = statement.misattribution
    if false is None:
        return None
    speaker = setting.site.index.by_slug[false.speaker]
    return {
        "name": None if owner is speaker else clean(false.name),
        "url": relative_url(setting.site.speaker_url(false.speaker), url),
        "source": clean(false.source or ""),
        "link": false.link,
    }
