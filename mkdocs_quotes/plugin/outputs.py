"""The files of the site that are no pages: exports and feeds."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from mkdocs.utils import get_build_datetime

from mkdocs_quotes.render import Setting
from mkdocs_quotes.render.exports import quotes_csv, quotes_json, speakers_json
from mkdocs_quotes.render.feeds import feed


def outputs(setting: Setting, base: str | None) -> Iterator[tuple[str, bytes]]:
    """Path within the site and content of each; `base` is the site's own address, where it is known."""
    site, site_name = setting.site, setting.site_name
    if setting.exports:
        yield from quotes_json(site)
        yield from quotes_csv(site)
        yield from speakers_json(site)
    if not setting.feeds:
        return
    now = get_build_datetime().strftime("%Y-%m-%dT%H:%M:%SZ")
    rows = [("index", site_name, site.index.statements)]
    rows += [(s.slug, f"{s.name} · {site_name}", s.statements) for s in site.index.speakers]
    for slug, title, statements in rows:
        url = site.feed_url(slug)
        data = feed(
            site,
            statements,
            words=setting.words,
            title=title,
            page=site.urls[slug],
            url=url,
            base=base,
            now=now,
        )
        yield unquote(url), data
