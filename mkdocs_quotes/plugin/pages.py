"""What is said of single pages: titles in plain words, tables of contents, whether search finds them."""

from __future__ import annotations

import html as html_entities
import re
from collections.abc import Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_quotes.render import TITLE_ID
from mkdocs_quotes.render.text import Heading


class MadePage(Page):
    """A page that does not come out of Markdown.

    MkDocs makes a Markdown processor for each page, which takes longer than all else that it does with a page
    that is empty. Where another plugin has put something into it, that is rendered as ever.
    """

    def render(self, config: MkDocsConfig, files: Files) -> None:
        if self.markdown is None or self.markdown.strip():
            super().render(config, files)
            return
        self.content = ""
        self.toc = TableOfContents([])
        self._title_from_render = None
        self.present_anchor_ids = set()


def contents(title: str, headings: Sequence[Heading]) -> TableOfContents:
    """The table of contents of a page of ours."""
    return TableOfContents([_toc_item(1, TITLE_ID, title, headings)])


def _toc_item(level: int, identity: str, name: str, below: Sequence[Heading]) -> AnchorLink:
    """A heading and those below it, nested as their levels say."""
    item = AnchorLink(name, identity, level)
    position = 0
    while position < len(below):
        heading = below[position]
        end = position + 1
        while end < len(below) and below[end].level > heading.level:
            end += 1
        item.children.append(_toc_item(heading.level, heading.id, heading.html, below[position + 1 : end]))
        position = end
    return item


def has_title(toc: TableOfContents) -> bool:
    """Whether a page that came out of Markdown has a heading that its title is taken from."""
    return any(item.level == 1 for item in toc.items)


def is_hidden(page: Page) -> bool:
    """Whether the page is to be left out of the site's own search."""
    search = page.meta.get("search")
    return isinstance(search, dict) and bool(search.get("exclude"))


# None of ours holds another of its kind.
_NOT_SEARCHED = re.compile(r"<(details|div|figure|nav|p)\b[^>]*\sdata-search-exclude\b.*?</\1>", re.DOTALL)


def said(html: str) -> str:
    """A page of ours without what it marks as `data-search-exclude`."""
    return _NOT_SEARCHED.sub("", html)


def title_of(file: File) -> str:
    """A title for a text that has none."""
    title = file.name.replace("-", " ").replace("_", " ").strip()
    return title[:1].upper() + title[1:] if title else file.src_uri


def plain(title: str) -> str:
    """A page's title, which is HTML, as plain words."""
    return html_entities.unescape(re.sub(r"<[^>]*>", "", title))
