"""Atom feeds (RFC 4287): the newest quotations of all speakers and of each."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_quotes.index import Statement
from mkdocs_quotes.index.prose import excerpt, words_of

from .escape import escape, shortened
from .links import relative_url
from .site import Site, newest_first
from .wording import Wording

ENTRIES = 50
"""A feed holds so many quotations at most."""
_TITLE = 120


def feed(
    site: Site,
    statements: Sequence[Statement],
    *,
    words: Wording,
    title: str,
    page: str,
    url: str,
    base: str | None,
    now: str,
) -> bytes:
    """A feed of statements, newest first.

    `page` is the address of the page that it belongs to, `url` its own, both from the site's root; `base` the
    site's address, None where it is not known: links are relative then. `now` (RFC 3339) dates what has no
    date.
    """
    told = [s for s in statements if s.repeats is None and s.misattribution is None]
    listed = newest_first(told)[:ENTRIES]

    def address(target: str) -> str:
        return escape(base + target if base else relative_url(target, url))

    entries = []
    for statement in listed:
        place = site.places[statement.source.name]
        speaker = statement.voice.name if statement.voice else None
        short = shortened(words_of(statement), _TITLE)
        pieces = "".join(
            f"<b>{escape(piece.text)}</b>" if piece.quoted else escape(piece.text)
            for piece in excerpt(statement.source.analysis.document, statement.quotation)
        )
        entries.append(
            "<entry>"
            f"<title>{escape(f'{speaker}: “{short}”' if speaker else f'“{short}”')}</title>"
            f'<link rel="alternate" type="text/html" href="{address(site.source_url(statement))}"/>'
            f"<id>{_identity(base, f'q-{statement.id}')}</id>"
            f"<updated>{_instant(place.date, now)}</updated>"
            f"<author><name>{escape(speaker or words('unattributed'))}</name></author>"
            f'<content type="html">{escape(f"<p>{pieces}</p>")}</content>'
            f"<source><title>{escape(place.title)}</title></source>"
            "</entry>"
        )
    dates = [_instant(site.places[s.source.name].date, now) for s in listed]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{escape(title)}</title>",
        f"<id>{_identity(base, url)}</id>",
        f'<link rel="self" type="application/atom+xml" href="{address(url)}"/>',
        f'<link rel="alternate" type="text/html" href="{address(page)}"/>',
        f"<updated>{max(dates, default=now)}</updated>",
        *entries,
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _identity(base: str | None, name: str) -> str:
    """An id that stays: the address where the site has one, a name of our own otherwise."""
    return escape(f"{base}{name}" if base else f"urn:mkdocs-quotes:{name}")


def _instant(date: str | None, now: str) -> str:
    """An ISO date of any precision as an instant."""
    if not date:
        return now
    return date[:10] + "0000-01-01"[len(date[:10]) :] + "T00:00:00Z"
