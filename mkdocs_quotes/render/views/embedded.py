"""A list of quotations within another page."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_quotes.index import Statement

from .quotations import listed_quotations
from .view import Setting, View


def embedded_view(setting: Setting, statements: Iterable[Statement], url: str) -> View:
    """Quotations, each with its speaker, for the page at `url`."""
    return View("embedded.html", {"listing": listed_quotations(setting, statements, None, url)})
