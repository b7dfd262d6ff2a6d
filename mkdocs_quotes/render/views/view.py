"""What every view is made from and made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from mkdocs_quotes.index import IndexedSpeaker, SourceText
from mkdocs_quotes.lang import told_language

from ..direction import Direction, direction_of_language
from ..escape import clean
from ..links import relative_url
from ..site import PagePlan, Site
from ..text import Heading
from ..wording import Wording, primary_language


@dataclass(frozen=True, slots=True)
class Setting:
    """What all pages of a site share."""

    site: Site
    words: Wording
    feeds: bool = True
    exports: bool = True
    drafts: bool = False
    """Whether editors look at it while it is served; never on a published site."""
    searched: bool = True
    """Whether the site's own search takes in the words of texts and quotations."""
    site_name: str = ""
    """As citations give it."""
    language: str = "en"
    """Of all pages, as their theme says; there need not be words for it."""

    @property
    def direction(self) -> Direction:
        """Of all pages."""
        return direction_of_language(self.language)

    @property
    def words_lang(self) -> Markup:
        """Says of what language the words of the interface are, and how they run, where the page is of another."""
        code = self.words.code
        if code == primary_language(self.language):
            return Markup("")
        turned = "" if direction_of_language(code) == self.direction else f' dir="{direction_of_language(code)}"'
        return Markup(f' lang="{code}"{turned}')


@dataclass(frozen=True, slots=True)
class View:
    """A template of ours and what it is given; strings that are no `Markup` are escaped there."""

    template: str
    """Its name within `mkdocs_quotes/`."""
    context: Mapping[str, Any]
    headings: tuple[Heading, ...] = ()
    """For the page's table of contents; their ids are anchors."""
    anchors: frozenset[str] = field(default=frozenset())
    """Every other id that may be linked to."""


def other_language(source: SourceText, here: str) -> str | None:
    """The language of a text where it says or shows that it is another than that of what is around it."""
    analysis = source.analysis
    base = analysis.language.replace("_", "-")
    if primary_language(base) == primary_language(here):
        return None
    # English is also what a text is read as whose language cannot be told.
    known = analysis.document.language or told_language(analysis.document.prose)
    if not known and base == "en":
        known = "en" if " the " in analysis.document.prose else None
    return clean(base) if known else None


def listed_speaker(setting: Setting, speaker: IndexedSpeaker, url: str) -> dict[str, Any]:
    """A speaker with what a link needs on the page at `url`."""
    site = setting.site
    only_in = site.places.get(speaker.only_in.name) if speaker.only_in else None
    return {
        "name": clean(speaker.name),
        "url": relative_url(site.speaker_url(speaker.slug), url),
        "role": clean(speaker.roles[0]) if speaker.roles else None,
        "namesakes": (),
        "count": speaker.count,
        "only_in": clean(only_in.title) if only_in else None,
    }


def row_context(setting: Setting, plan: PagePlan, url: str) -> dict[str, Any]:
    """What `_pagination.html` needs to lead through the pages of one row."""

    def sibling(number: int) -> str | None:
        path = plan.sibling(number)
        return relative_url(setting.site.urls[path], url) if path else None

    near = {1, plan.last, *range(max(1, plan.number - 2), min(plan.last, plan.number + 2) + 1)}
    pages = [
        {"number": number, "url": sibling(number), "current": number == plan.number}
        for number in sorted(near)
    ]
    return {
        "pages": pages if plan.last > 1 else [],
        "previous": sibling(plan.number - 1),
        "next": sibling(plan.number + 1),
        "number": plan.number,
        "last": plan.last,
    }
