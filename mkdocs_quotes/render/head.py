"""What the head of a page tells search engines, feed readers and those who share a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from mkdocs_quotes.index import SourceText

from . import linked_data
from .escape import clean, escape, shortened
from .links import relative_url
from .site import PagePlan, Place
from .views.view import Setting

Hidden = Literal["later_pages", "listings"]
HIDDEN: tuple[Hidden, ...] = ("later_pages", "listings")
"""Kinds of pages that a site may keep out of search engines."""

_DESCRIPTION_LIMIT = 160
_PARAGRAPH = 40
"""Code points of a first paragraph that tells something."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of a head."""

    html: str
    name: str | None = None
    """The `rel`, `name` or `property` that a page needs only once; None: whatever else there is, it is added."""


@dataclass(frozen=True, slots=True)
class HeadWriter:
    """Writes what belongs into the heads of one site's pages."""

    setting: Setting
    base: str | None
    """The site's own address with a slash at its end; None where it is not known: addresses are relative then."""
    noindex: frozenset[Hidden] = frozenset()

    def plan(self, plan: PagePlan, title: str, description: str | None) -> Iterator[Tag]:
        """For a page of the folder of speakers; title and description are plain words."""
        site, url = self.setting.site, self.setting.site.urls[plan.path]
        yield from self._page(url, "profile" if plan.speaker else "website", title, description)
        for relation, number in (("prev", plan.number - 1), ("next", plan.number + 1)):
            path = plan.sibling(number)
            if path:
                yield Tag(f'<link rel="{relation}" href="{relative_url(site.urls[path], url)}">', relation)
        later = "later_pages" in self.noindex and plan.number > 1
        if later or ("listings" in self.noindex and is_listing(plan)):
            yield Tag('<meta name="robots" content="noindex">', "robots")
        if plan.kind == "index" and self.setting.exports:
            for name in ("quotes.json", "speakers.json"):
                yield Tag(self._alternate("application/json", name, relative_url(name, url)))
        if plan.speaker:
            if self.setting.feeds:
                feed = relative_url(site.feed_url(plan.speaker.slug), url)
                yield Tag(self._alternate("application/atom+xml", clean(plan.speaker.name), feed))
            picture = site.pictures.get(plan.speaker.slug)
            if picture and self.base:
                yield self._property("og:image", self._address(picture, url))
            data = linked_data.speaker_data(site, plan, lambda target: self._address(target, url), picture)
            yield Tag(linked_data.script(data))

    def text(self, source: SourceText, place: Place, description: str | None) -> Iterator[Tag]:
        """For the page of a source text."""
        url = place.url
        yield from self._page(url, "article", place.title, description)
        if place.date:
            yield self._property("article:published_time", place.date)
        author = source.analysis.document.author
        if author:
            yield self._property("article:author", author)
        data = linked_data.text_data(
            self.setting.site, source, place, lambda target: self._address(target, url)
        )
        yield Tag(linked_data.script(data))

    def feed(self, url: str) -> Iterator[Tag]:
        """For any page at `url`: where the feed of everything is."""
        if self.setting.feeds:
            feed = relative_url(self.setting.site.feed_url("index"), url)
            yield Tag(self._alternate("application/atom+xml", self.setting.site_name, feed))

    def describe(self, plan: PagePlan) -> str | None:
        """A sentence about a speaker for lists of search results; None for other pages."""
        speaker, words = plan.speaker, self.setting.words
        if speaker is None:
            return None
        counts = words(
            "quotations_in_texts",
            quotations=words("quotations", speaker.count),
            texts=words("count_texts", speaker.texts),
        )
        about = speaker.description or (speaker.roles[0] if speaker.roles else None)
        pages = words("page_of", number=plan.number, last=plan.last) if plan.number > 1 else None
        return " · ".join(part for part in (about and shortened(about, _DESCRIPTION_LIMIT), counts, pages) if part)

    def _page(self, url: str, kind: str, title: str, description: str | None) -> Iterator[Tag]:
        if self.base:
            address = escape(self._address(url, url))
            yield Tag(f'<link rel="canonical" href="{address}">', "canonical")
            yield self._property("og:url", self._address(url, url))
        if description:
            yield Tag(f'<meta name="description" content="{escape(description)}">', "description")
            yield self._property("og:description", description)
        yield self._property("og:type", kind)
        yield self._property("og:title", title)
        yield self._property("og:site_name", self.setting.site_name)
        yield from self.feed(url)

    def _address(self, target: str, url: str) -> str:
        if self.base is None:
            return relative_url(target, url)
        # The front page is "./".
        return self.base + target.removeprefix("./")

    @staticmethod
    def _property(name: str, content: str) -> Tag:
        return Tag(f'<meta property="{name}" content="{escape(content)}">', name)

    @staticmethod
    def _alternate(kind: str, title: str, url: str) -> str:
        return f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{escape(url)}">'


def is_listing(plan: PagePlan) -> bool:
    """Whether a page only repeats what stands on others: neither the list of speakers nor a speaker's own."""
    return plan.kind not in ("index", "speaker")


def opening(source: SourceText) -> str | None:
    """The first paragraph of a text that tells something, cut short."""
    document = source.analysis.document
    for block in document.blocks:
        if block.kind == "paragraph" and block.end - block.start >= _PARAGRAPH:
            words = shortened(document.prose[block.start : block.end], _DESCRIPTION_LIMIT)
            if words != document.title:
                return words
    return None


def insert(html: str, tags: Iterable[Tag]) -> str:
    """A page with more in its head; what the theme or another plugin says already is not said again."""
    head, end, rest = html.partition("</head>")
    if not end:
        return html
    said = {name.lower() for name in _NAMES.findall(head)}
    new = [tag.html for tag in tags if tag.name not in said]
    return "".join((head, *(f"{element}\n" for element in new), end, rest))


_NAMES = re.compile(r"""<(?:link|meta)\b[^>]*?\b(?:rel|name|property)\s*=\s*["']?([\w:.-]+)""", re.IGNORECASE)
