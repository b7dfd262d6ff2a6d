"""The project's own site, and the kinds of pages that a site has: what the checks of whole sites walk over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parent.parent.parent
THEMES: Mapping[str, Mapping[str, Any]] = {
    "material": {},
    "mkdocs": {"theme": {"name": "mkdocs", "color_mode": "auto", "user_color_mode_toggle": True}},
    "readthedocs": {"theme": {"name": "readthedocs"}},
    "bare": {"theme": {"name": None, "custom_dir": str(Path(__file__).parent / "bare")}},
}
"""What each theme asks of the configuration; the project itself uses Material."""
_CONTAINER = re.compile(r'class="(mq(?: [\w -]+)?)"')
# In a tag: pages that only tell of our classes hold nothing of ours.
_CLASS = re.compile(r'<\w+ [^<>]*class="(mq-[\w-]+)')


def build_project(site: Path, theme: str = "material", **config: Any) -> None:
    """Build the project's own site into a folder. Raises where it does not build under `--strict`."""
    plugins = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["plugins"]
    for plugin in plugins:
        if "quotes" in plugin:
            plugin["quotes"]["cache_dir"] = str(site.parent / "cache")
    settings = {**THEMES[theme], **config}
    loaded = load_config(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(site), plugins=plugins, **settings)
    # MkDocs keeps plugins from one configuration to the next: it may be one that has served.
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)


def kinds_of_pages(site: Path) -> dict[str, list[Path]]:
    """The pages that hold anything of ours, by kind: the class of the container, or "marks" without one.

    What is found decides, so that a new kind of page is checked without being named here.
    """
    kinds: dict[str, list[Path]] = {}
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        container = _CONTAINER.search(html)
        if container:
            kinds.setdefault(container[1], []).append(path)
        elif _CLASS.search(html):
            kinds.setdefault("marks", []).append(path)
    return kinds


def fullest(paths: Iterable[Path]) -> Path:
    """The largest of several pages: what there may be on such a page is most likely there."""
    return max(paths, key=lambda path: (path.stat().st_size, path))
