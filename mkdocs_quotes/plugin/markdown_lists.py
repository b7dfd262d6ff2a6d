"""Whether Markdown takes attribute lists off the words of a page, as it does with an extension only."""

from __future__ import annotations

from collections.abc import Collection

from mkdocs_quotes.model import Document

_EXTENSIONS = frozenset(
    ("attr_list", "markdown.extensions.attr_list", "extra", "markdown.extensions.extra", "pymdownx.extra")
)


def printed_lists(document: Document, extensions: Collection[str]) -> str | None:
    """What is wrong where a page marks quotations by attribute lists that its readers would see."""
    first = next((marking for marking in document.markings if marking.by_list), None)
    if first is None or _EXTENSIONS & set(extensions):
        return None
    line = document.text.count("\n", 0, document.raw_span(first.start, first.end)[0]) + 1
    return (
        f"line {line}: attribute lists are printed as they stand"
        " unless attr_list is among the markdown_extensions"
    )
