"""What the site's own search is to find."""

from __future__ import annotations

import copy
from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib.search import SearchPlugin
from mkdocs.contrib.search.search_index import SearchIndex
from mkdocs.structure.pages import Page

from mkdocs_quotes.index import IndexedSpeaker
from mkdocs_quotes.model import Document
from mkdocs_quotes.render import TITLE_ID
from mkdocs_quotes.render.escape import escape

from .editors import Log

SPEAKER_BOOST = 2
"""How much more the page of a speaker weighs in Material's search than a text that names the speaker."""
_TOLD_AGAIN = 2
"""So often the name stands once more in what MkDocs' own search, which has no weights, is told of that page."""

Told = Callable[[Page], str | None]
"""The HTML of a page that the search is told of; None where it is not to find the page."""


def has_search(config: MkDocsConfig) -> bool:
    """Whether the site has MkDocs' own search or that of its theme ("material/search")."""
    return any(name.rpartition("/")[2] == "search" for name in config.plugins)


def fits(config: MkDocsConfig, length: int, limit: int, log: Log, *, other: bool) -> bool:
    """Whether the site's own search, which every reader loads as a whole, takes in the words of the texts.

    `length`: code points of all texts; `limit`: `search_limit`; `other`: whether another search finds them.
    """
    if length > limit and has_search(config):
        instead = "" if other else " (with pip install 'mkdocs-quotes[search]' a page finds quotations)"
        log.info(
            f"the texts hold {length:,} characters, more than search_limit ({limit:,}): the site's own search"
            f" finds speakers by their names, and leaves the words of texts out{instead}"
        )
    return length <= limit


def known_of(speaker: IndexedSpeaker) -> str:
    """What the site's own search is told of the page of a speaker, as HTML: names and what there is to know."""
    lines = (*speaker.roles, speaker.description or "", *speaker.aliases)
    below = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f'<h1 id="{TITLE_ID}">{escape(speaker.name)}</h1>{below}'


def words_of_text(document: Document, title: str) -> str:
    """The same of the page of a text, where that is made only when somebody asks for it."""
    return f'<h1 id="{TITLE_ID}">{escape(title)}</h1><p>{escape(document.prose)}</p>'


def with_weight(html: str, name: str) -> str:
    """What MkDocs' own search is told of a speaker's page; `name` is HTML."""
    return html + f"<p>{name}</p>" * _TOLD_AGAIN


def choose(config: MkDocsConfig, told: Told) -> None:
    """Have MkDocs' own search take in what `told` says, page by page.

    Material's search looks at front matter and `data-search-exclude` instead.
    """
    search = config.plugins.get("search")
    if isinstance(search, SearchPlugin):
        search.search_index = _ChosenIndex(search.search_index, told)


class _ChosenIndex(SearchIndex):
    """The index that MkDocs fills while it builds pages.

    Taking pages out of the file that it writes would hold all of that in memory twice more, and could not take
    them out of an index that is built beforehand.
    """

    def __init__(self, index: SearchIndex, told: Told) -> None:
        super().__init__(**index.config)
        self._told = told

    def add_entry_from_context(self, page: Page) -> None:
        content = self._told(page)
        if content is not None:
            shown = copy.copy(page)
            shown.content = content
            super().add_entry_from_context(shown)
