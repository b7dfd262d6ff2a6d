"""Lists of quotations within other pages: places kept for them in the page, and the function of templates."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mkdocs_quotes.index.entries import Log

from .listing import Lister, Query
from .renderer import Renderer

# A comment passes through Markdown and its extensions, and search takes no notice of it.
_BEGINS = "<!-- mkdocs-quotes list "
_PLACE = _BEGINS + "{} -->"
# Where Markdown has made a paragraph of it, the list takes the place of that.
_PLACES = re.compile(r"(<p>\s*)?" + _PLACE.format(r"(\d{1,9})") + r"(?(1)\s*</p>)")


class Embedding:
    """The lists of one site."""

    def __init__(self, lister: Lister, renderer: Renderer, warn: Callable[[str], None]) -> None:
        """`warn` is told what is wrong with a list, each thing once; the page is made without that list."""
        self._lister = lister
        self._renderer = renderer
        self._warn = warn
        self._warned: set[str] = set()
        self._queries: list[Query] = []

    def keep_place(self, parameters: str, file: str, line: int | None) -> str:
        """HTML that stands for the list, until the page is finished.

        `parameters` are YAML, the first of them behind `line` of `file`.
        """
        log = Log(file) if line else _LogWithoutLines(file)
        query = self._lister.read(parameters, log, line=line or 1)
        self._tell(log)
        if query is None:
            return ""
        self._queries.append(query)
        return _PLACE.format(len(self._queries) - 1)

    def fill(self, html: str, url: str) -> str:
        """A finished page at `url` with its lists."""
        # Far faster than the expression, and nearly no page has any.
        if _BEGINS not in html:
            return html

        def filled(place: re.Match[str]) -> str:
            number = int(place[2])
            if number >= len(self._queries):
                return place[0]
            return self._html(self._queries[number], url)

        return _PLACES.sub(filled, html)

    @pass_context
    def in_template(self, context: Context, *unnamed: object, **parameters: object) -> Markup:
        """The function `quotes` of templates: the same parameters, by name."""
        log = _LogWithoutLines(f"{context.name}: quotes()")
        query = None
        if unnamed:
            log.add(None, "its parameters need names, as in quotes(speaker=…)")
        else:
            given = {name: _plain(value) for name, value in parameters.items()}
            query = self._lister.read(yaml.safe_dump(given) if given else "", log)
        self._tell(log)
        if query is None:
            return Markup()
        page = context.get("page")
        return Markup(self._html(query, page.url if page else context.get("url", "")))

    def _html(self, query: Query, url: str) -> str:
        if query.show == "summary":
            return self._renderer.summary(url)
        return self._renderer.quotations(self._lister.find(query), url)

    def _tell(self, log: Log) -> None:
        for line in log.lines:
            if line not in self._warned:
                self._warned.add(line)
                self._warn(line)


class _LogWithoutLines(Log):
    """For parameters that stand in no file, or nobody knows where."""

    def add(self, line: int | None, message: str) -> None:
        super().add(None, message)


def _plain(value: Any) -> Any:
    """A value of a template as YAML can hold it."""
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int)) else str(value)
