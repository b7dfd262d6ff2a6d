"""The files of the site that are no pages: exports and feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from mkdocs.utils import get_build_datetime

from mkdocs_quotes.index import Statement
from mkdocs_quotes.render import Setting
from mkdocs_quotes.render.exports import quotes_csv, quotes_json, speakers_json
from mkdocs_quotes.render.feeds import feed

Files = Iterable[tuple[str, bytes]]
"""Path within the site and content of each."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file, and what it is divided into where it is large."""

    path: str
    """Within the site."""
    files: Callable[[], Files]


def exports(setting: Setting) -> list[Output]:
    """All records as data."""
    if not setting.exports:
        return []
    made = {"quotes.json": quotes_json, "quotes.csv": quotes_csv, "speakers.json": speakers_json}
    return [Output(path, partial(make, setting.site)) for path, make in made.items()]


def feeds(setting: Setting, base: str | None) -> Iterator[Output]:
    """The feed of everything, and those of speakers; `base` is the site's own address, where it is known."""
    if not setting.feeds:
        return
    site, site_name = setting.site, setting.site_name
    now = get_build_datetime().strftime("%Y-%m-%dT%H:%M:%SZ")

    def made(path: str, url: str, slug: str, title: str, statements: Sequence[Statement]) -> Files:
        page = site.urls[slug]
        yield path, feed(site, statements, words=setting.words, title=title, page=page, url=url, base=base, now=now)

    rows = [("index", site_name, site.index.statements)]
    rows += [(s.slug, f"{s.name} · {site_name}", s.statements) for s in site.index.speakers]
    for slug, title, statements in rows:
        url = site.feed_url(slug)
        path = unquote(url)
        yield Output(path, partial(made, path, url, slug, title, statements))
