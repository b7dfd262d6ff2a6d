"""The index of speakers in the site's navigation, and the order of pages that are not in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page


def lift_index(nav: Navigation, index: File | None) -> None:
    """Where the index is alone in its section, put it in the section's place."""
    if index is None:
        return
    for position, item in enumerate(nav.items):
        if isinstance(item, Section) and item.children == [index.page]:
            assert index.page is not None
            index.page.parent = None
            nav.items[position] = index.page


def chain(pages: Sequence[Page | None]) -> None:
    """Let each page lead to the one before and the one behind it."""
    present = [page for page in pages if page is not None]
    for before, after in pairwise(present):
        before.next_page = after
        after.previous_page = before
