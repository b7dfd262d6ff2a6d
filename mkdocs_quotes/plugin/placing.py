"""The pages that are made here among the files of the site, and what the site brings in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_quotes.render import PagePlan

from .assets import SEARCH_ASSETS, add_assets
from .editors import Log
from .files import is_wanted


@dataclass(slots=True)
class Placed:
    """Where the pages went."""

    plans: dict[str, PagePlan] = field(default_factory=dict)
    """By `src_uri` of the page's file."""
    kept: set[str] = field(default_factory=set)
    """`src_uri` of plans whose page the site brings itself."""
    urls: dict[str, str] = field(default_factory=dict)
    """Path of a plan → address from the site's root, quoted."""
    index: File | None = None
    """The list of speakers."""
    home: File | None = None
    """The home page, where the site has none of its own."""


def place_pages(
    plans: Sequence[PagePlan],
    files: Files,
    config: MkDocsConfig,
    log: Log,
    *,
    speakers_dir: str,
    folder: Path,
    drafts: bool,
) -> Placed:
    """A file for each plan, unless the site brings a page of that address itself; a home page, if there is none.

    `folder`: where the files behind them may lie. `drafts`: whether pages that are drafts are part of the site.
    """
    placed = Placed()
    there = {file.dest_uri: file for file in files if is_wanted(file, drafts=drafts)}
    for plan in plans:
        file = _made(f"{speakers_dir}/{plan.path}.md", config, folder, nav=plan.path == "index")
        kept = files.src_uris.get(file.src_uri) or there.get(file.dest_uri)
        if kept is None:
            files.append(file)
        elif kept.is_documentation_page():
            file = kept
            placed.kept.add(file.src_uri)
            if config.nav is None and plan.kind != "index":
                file.inclusion = InclusionLevel.NOT_IN_NAV
        else:
            log.warning(f"{kept.src_uri}: takes the place of the page about {plan.title!r}")
            files.remove(kept)
            files.append(file)
        placed.plans[file.src_uri] = plan
        placed.urls[plan.path] = file.url
        if plan.kind == "search":
            add_assets(SEARCH_ASSETS, files, config, folder)
        if plan.kind == "index":
            placed.index = file
    templates = (*config.theme.static_templates, *config.extra_templates)
    if "index.html" not in {*there, *templates} and "index.md" not in files.src_uris:
        placed.home = _made("index.md", config, folder, nav=True)
        files.append(placed.home)
    return placed


def _made(uri: str, config: MkDocsConfig, folder: Path, *, nav: bool) -> File:
    # Other plugins read the file behind a page, so there has to be one.
    empty = folder / "empty.md"
    if not empty.exists():
        empty.touch()
    in_nav = nav and config.nav is None
    return File.generated(
        config,
        uri,
        abs_src_path=str(empty),
        inclusion=InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV,
    )
