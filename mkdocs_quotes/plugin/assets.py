"""Stylesheets and scripts among the site's files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_quotes.render import (
    SEARCH_SCRIPT,
    SEARCH_STYLESHEET,
    draft_script,
    draft_stylesheet,
    script,
    search_script,
    search_stylesheet,
    stylesheet,
)

Assets = Mapping[str, Callable[[], bytes]]
"""Address within the site → what makes the file."""

ASSETS: Assets = {"assets/mkdocs-quotes.css": stylesheet, "assets/mkdocs-quotes.js": script}
"""On every page."""
DRAFT_ASSETS: Assets = {
    "assets/mkdocs-quotes-drafts.css": draft_stylesheet,
    "assets/mkdocs-quotes-drafts.js": draft_script,
}
"""On every page, only while serving: a published site holds nothing of them."""
SEARCH_ASSETS: Assets = {SEARCH_STYLESHEET: search_stylesheet, SEARCH_SCRIPT: search_script}
"""On the page that searches all quotations, which asks for them itself."""


def add_assets(assets: Assets, files: Files, config: MkDocsConfig, folder: Path) -> None:
    """Put the files among those of the site, unless it has its own of that name; `folder` is for their content."""
    for uri, make in assets.items():
        if files.get_file_from_path(uri) is None:
            path = folder / Path(uri).name
            path.write_bytes(make())
            files.append(File.generated(config, uri, abs_src_path=str(path), inclusion=InclusionLevel.INCLUDED))
