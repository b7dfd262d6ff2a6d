"""Where the contents of texts lie between being made and being written: packed, to a seventh of their size.

MkDocs makes the content of all pages before it writes the first.
"""

from __future__ import annotations

import zlib

from mkdocs.structure.pages import Page

_FAST = 1


class Shelf:
    """Holds the contents of pages. One page at a time is on its way there: MkDocs has yet to give it its content."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._coming: Page | None = None

    def put(self, page: Page | None) -> None:
        """Take the content of the page of which this was said last, and note that of `page` for the next time."""
        before, self._coming = self._coming, page
        if before is not None and before.content:
            packed = zlib.compress(before.content.encode("utf-8", "surrogatepass"), _FAST)
            self._packed[before.file.src_uri] = packed
            before.content = ""

    def give_back(self, page: Page) -> None:
        """The page has its content again, if it lay here."""
        packed = self._packed.pop(page.file.src_uri, None)
        if packed is not None:
            page.content = zlib.decompress(packed).decode("utf-8", "surrogatepass") + (page.content or "")
