"""Quotations listed by time, by kind and by the editors' marks, and the pages that lead to these lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from mkdocs_quotes.index import Statement
from mkdocs_quotes.index.prose import SHORT_AROUND, SHORT_LIMIT, Piece
from mkdocs_quotes.model import QUOTATION_KINDS

from ..escape import escape
from ..links import SEARCH, UNATTRIBUTED, relative_url
from ..overview import date_of
from ..site import PagePlan
from ..text import Heading
from .quotations import Link, ListedQuotation, listed_quotation
from .view import Setting, View, row_context

_ABOUT: Mapping[str, str] = {
    "direct": "about_direct",
    "mixed": "about_mixed",
    "block": "about_block",
    "turn": "about_turn",
    "dash": "about_dash",
    "anonymous": "about_anonymous",
    "disputed": "about_disputed",
}
"""What kinds of quotations and lists are, in a sentence: keys of the words."""


def list_view(setting: Setting, plan: PagePlan) -> View:
    """A page that lists quotations: the latest, those of a kind, from unnamed sources, disputed ones."""
    url = setting.site.urls[plan.path]
    key = _ABOUT.get(plan.of or plan.kind)
    about = setting.words(key) if key else None
    groups = [{"name": None, "id": None, "quotations": _listed(setting, plan.statements, url)}]
    return View("browse.html", _context(setting, plan, about, groups))


def date_view(setting: Setting, plan: PagePlan) -> View:
    """A page of a year's quotations, month by month."""
    url = setting.site.urls[plan.path]
    groups = []
    headings = []
    for month, group in groupby(plan.statements, key=lambda s: (date_of(s) or "")[:7]):
        heading = None
        if len(month) == 7:
            heading = Heading(2, _month_id(month), escape(setting.words.date(month)))
            headings.append(heading)
        groups.append(
            {
                "name": setting.words.date(month) if heading else None,
                "id": heading and heading.id,
                "quotations": _listed(setting, group, url),
            }
        )
    context = _context(setting, plan, None, groups)
    return View("browse.html", context, tuple(headings))


def dates_view(setting: Setting, plan: PagePlan) -> View:
    """All years with their months, the last first."""
    site, words = setting.site, setting.words
    url = site.urls[plan.path]
    listed: list[dict[str, Any]] = []
    for of in plan.years:
        pages = site.rows["date"][of]
        months: dict[str, dict[str, Any]] = {}
        for page in pages:
            counts = Counter((date_of(statement) or "")[:7] for statement in page.statements)
            for month, count in counts.items():
                if len(month) == 7:
                    # Where a month goes over two pages, the link leads to where it begins.
                    link = f"{relative_url(site.urls[page.path], url)}#{_month_id(month)}"
                    entry = {"name": words.date(month), "url": link, "count": 0}
                    months.setdefault(month, entry)["count"] += count
        listed.append(
            {
                "name": of or words("undated"),
                "url": relative_url(site.urls[pages[0].path], url),
                "count": sum(len(page.statements) for page in pages),
                "months": list(months.values()),
            }
        )
    most = max((month["count"] for year in listed for month in year["months"]), default=1)
    context = {"title": plan.title, "years": listed, "most": most, **row_context(setting, plan, url)}
    return View("dates.html", context)


def kinds_view(setting: Setting, plan: PagePlan) -> View:
    """The kinds of quotations that there are, in plain words."""
    site, words = setting.site, setting.words
    url = site.urls[plan.path]
    rows = site.rows["kind"]
    counts = Counter({kind: sum(len(page.statements) for page in row) for kind, row in rows.items()})
    kinds = [
        {
            "name": words(f"kind_{kind}"),
            "about": words(_ABOUT[kind]),
            "count": counts[kind],
            "url": relative_url(site.urls[f"kinds/{kind}"], url),
        }
        for kind in QUOTATION_KINDS
        if counts[kind]
    ]
    return View("kinds.html", {"title": plan.title, "kinds": kinds})


def browse_links(setting: Setting, url: str, here: str) -> list[dict[str, Any]]:
    """Links from the page at `url` to all lists of the site; `here`: path of the list that it belongs to."""
    site, words = setting.site, setting.words
    names = {
        SEARCH: words("search"),
        "index": words("speakers"),
        "texts": words("texts"),
        "dates": words("dates"),
        "kinds": words("kinds"),
        "latest": words("latest"),
        "anonymous": words("anonymous"),
        "disputed": words("disputed_and_corrected"),
    }
    if site.index.unattributed:
        names[UNATTRIBUTED] = words("unattributed")
    top = "index" if here.startswith("letters/") else here.partition("/")[0]
    return [
        {"name": name, "url": relative_url(site.urls[path], url), "current": path == top}
        for path, name in names.items()
        if path in site.urls
    ]


def mentioned_quotation(setting: Setting, statement: Statement, url: str) -> ListedQuotation:
    """A quotation as a short item of a list that is no speaker's, on the page at `url`."""
    item = listed_quotation(setting, statement, None, url, shorten=_shortened)
    if item.by or (statement.speaker is None and statement.misattribution is None):
        # To these words, among all that the speaker said.
        name = item.by.name if item.by else setting.words("unattributed")
        item.by = Link(name, relative_url(setting.site.statement_url(statement), url))
    item.corrected = statement.corrected
    return item


def _context(
    setting: Setting, plan: PagePlan, about: str | None, groups: list[dict[str, Any]]
) -> dict[str, Any]:
    url = setting.site.urls[plan.path]
    return {
        "title": plan.title,
        "about": about,
        "groups": groups,
        "feed": relative_url(setting.site.feed_url("index"), url)
        if setting.feeds and plan.kind == "latest"
        else None,
        **row_context(setting, plan, url),
    }


def _listed(setting: Setting, statements: Iterable[Statement], url: str) -> list[ListedQuotation]:
    return [mentioned_quotation(setting, statement, url) for statement in statements]


def _month_id(month: str) -> str:
    return f"month-{month}"


def _shortened(pieces: Iterable[Piece]) -> list[Piece]:
    """An excerpt cut down to what tells the quotation from others."""
    cut: list[Piece] = []
    left = SHORT_LIMIT
    for piece in pieces:
        text = piece.text
        if not piece.quoted and not cut and len(text) > SHORT_AROUND:
            text = f"…{text[-SHORT_AROUND:].partition(' ')[2]}"
        elif len(text) > (room := left if piece.quoted else SHORT_AROUND):
            cut.append(Piece(f"{text[:room].rpartition(' ')[0]} …", piece.quoted))
            break
        if piece.quoted:
            left -= len(text)
        cut.append(Piece(text, piece.quoted))
    return cut
