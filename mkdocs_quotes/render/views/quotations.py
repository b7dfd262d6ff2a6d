"""Quotations in a list, wherever it stands, and the page of what nobody is named for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from mkdocs_quotes.index import IndexedSpeaker, Statement
from mkdocs_quotes.index.prose import Piece, excerpt
from mkdocs_quotes.model import QUOTATION_KINDS, QuotationKind

from ..escape import clean
from ..links import anchor, relative_url
from ..site import PagePlan
from ..text import Heading
from ..wording import load_wording
from .view import Setting, View, other_language, row_context

KIND_WORDS: Mapping[QuotationKind, str] = {
    "direct": "kind_direct",
    "mixed": "kind_mixed",
    "block": "kind_block",
    "turn": "kind_turn",
    "dash": "kind_dash",
}
"""Keys of the words for each kind of quotation."""


class Link(NamedTuple):
    """Plain words that lead somewhere."""

    name: str
    url: str


class Misattributed(NamedTuple):
    """Who did not say it, and where that is known from."""

    name: str | None
    url: str
    source: str
    link: str | None


@dataclass(slots=True)
class ListedQuotation:
    """A quotation as an item of a list (`_quotation.html`).

    Attributes: templates look at them first, and what they find only as a key costs them an exception each time.
    """

    anchor: str
    pieces: Sequence[Piece]
    kind: QuotationKind
    language: str | None
    role: str | None
    candidate: str | None
    by: Link | None
    disputed: bool
    misattributed: Misattributed | None
    note: str | None
    author: str
    title: str
    date: str | None
    url: str
    corrected: bool = False


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
    anchors = frozenset(item.anchor for item in (*listing["quotations"], *apart["quotations"]))
    return View(template, context, headings, anchors)


def listed_quotations(
    setting: Setting, statements: Iterable[Statement], owner: IndexedSpeaker | None, url: str
) -> dict[str, Any]:
    """What `_quotations.html` needs for a list on the page at `url`, which is `owner`'s."""
    items = [listed_quotation(setting, statement, owner, url) for statement in statements]
    kinds = {item.kind for item in items}
    return {
        "quotations": items,
        "site": setting.site_name,
        **_list_words(setting.words.code),
        "by": clean(owner.name) if owner else None,
        "kinds": [(kind, setting.words(KIND_WORDS[kind])) for kind in QUOTATION_KINDS if kind in kinds],
    }


@cache
def _list_words(code: str) -> Mapping[str, str]:
    """What the script that serves a list has to be told: the same words on every page."""
    words = load_wording(code)
    tools = ("copy_quotation", "copy_link", "cite", "copied", "copy", "close", "cite_plain")
    return {"tools": "|".join(map(words, tools)), "cite": f"{words('quoted')}|{words('cite_form')}"}


def listed_quotation(
    setting: Setting,
    statement: Statement,
    owner: IndexedSpeaker | None,
    url: str,
    *,
    shorten: Callable[[Iterable[Piece]], Sequence[Piece]] = tuple,
) -> ListedQuotation:
    """A quotation as an item of a list on the page at `url`, which is `owner`'s; `shorten`: what is shown of it."""
    place = setting.site.places[statement.source.name]
    document = statement.source.analysis.document
    by = None
    if statement.speaker is not None and (owner is None or statement.speaker != owner.slug):
        speaker = setting.site.index.by_slug[statement.speaker]
        by = Link(clean(speaker.name), relative_url(setting.site.speaker_url(speaker.slug), url))
    role = statement.role
    pieces = shorten(excerpt(document, statement.quotation))
    return ListedQuotation(
        anchor=anchor(statement.id),
        pieces=[Piece(clean(piece.text), piece.quoted) for piece in pieces],
        kind=statement.quotation.kind,
        language=other_language(statement.source, setting.words.code),
        # What the head of the page says already is not said again.
        role=clean(role) if role and not (owner and role in owner.roles[:1]) else None,
        candidate=statement.guess,
        by=by,
        disputed=statement.disputed,
        misattributed=_misattributed(setting, statement, owner, url),
        note=statement.note,
        author=clean(document.author or ""),
        title=clean(place.title),
        date=place.date,
        url=relative_url(setting.site.source_url(statement), url),
    )


def _misattributed(
    setting: Setting, statement: Statement, owner: IndexedSpeaker | None, url: str
) -> Misattributed | None:
    """Who did not say it, unless that is the owner of the page, and where that is known from."""
    false = statement.misattribution
    if false is None:
        return None
    speaker = setting.site.index.by_slug[false.speaker]
    return Misattributed(
        name=None if owner is speaker else clean(false.name),
        url=relative_url(setting.site.speaker_url(false.speaker), url),
        source=clean(false.source or ""),
        link=false.link,
    )
