"""Pages that are made here, and written apart: by several processes, or only once a browser asks for them.

MkDocs fills and writes one page after the other, in one process. Of an archive most pages are not texts but lists and
pages of speakers; when each of these is put together does not matter to anything else on the site.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from mkdocs_quotes.render import Environment

_PASSED_OVER = "mkdocs_quotes/_apart.html"
_USUAL = "main.html"
"""The template of a page that asks for no other."""
EACH_PAGE = ("page_context", "post_page")
"""Events in which other plugins may have a say in each page that is written."""


def others_follow(config: MkDocsConfig, own: object, events: Collection[str]) -> bool:
    """Whether anything else, but for a search, takes part in these events; `own` is this plugin."""
    known = [plugin for name, plugin in config.plugins.items() if name.rpartition("/")[2] == "search"]
    allowed = {id(plugin) for plugin in (*known, own)}
    handlers = (handler for event in events for handler in config.plugins.events[event])
    return any(id(getattr(handler, "__self__", None)) not in allowed for handler in handlers)


class Apart:
    """The pages of one build that are written apart."""

    def __init__(
        self,
        config: MkDocsConfig,
        environment: Environment,
        nav: Navigation,
        files: Sequence[File],
        *,
        fill: Callable[[Page], None],
        finish: Callable[[str, Page], str],
    ) -> None:
        """`files`: all pages of the site; `fill` gives a page its content, `finish` has the last word on its HTML."""
        self._config, self._environment = config, environment
        self._nav, self._files = nav, files
        self._fill, self._finish = fill, finish
        self._pages: dict[str, Page] = {}
        """By where they go within the site."""

    def __contains__(self, page: Page) -> bool:
        return self._pages.get(page.file.dest_uri) is page

    @property
    def pages(self) -> list[Page]:
        """All that are written apart."""
        return list(self._pages.values())

    def put(self, pages: Iterable[Page]) -> None:
        """Have MkDocs pass these over, if it may: it fills a template with nothing in it, and keeps nothing of that."""
        for page in pages:
            if "template" not in page.meta:
                self._pages[page.file.dest_uri] = page
                page.meta["template"] = _PASSED_OVER
                page.file.abs_dest_path = os.devnull

    def back(self) -> None:
        """Let everyone see the pages as they are, now that MkDocs has passed."""
        for page in self._pages.values():
            page.meta.pop("template", None)
            vars(page.file).pop("abs_dest_path", None)

    def at(self, path: str) -> Page | None:
        """The page that goes to this path within the site."""
        return self._pages.get(path)

    def write(self, page: Page) -> None:
        """What MkDocs does with a page, and its plugins."""
        page.active = True
        try:
            context = get_context(self._nav, self._files, self._config, page)
            self._fill(page)
            output = self._finish(self._environment.get_template(_USUAL).render(context), page)
            data = output.encode("utf-8", errors="xmlcharrefreplace")
            write_file(data, str(Path(page.file.dest_dir, page.file.dest_uri)))
        except Exception as error:
            raise RuntimeError(f"Error building page '{page.file.src_uri}': {error}") from error
        finally:
            page.active = False
            page.content = ""
