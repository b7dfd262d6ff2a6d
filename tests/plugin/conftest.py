"""Real builds of small sites."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from browsing import ARGUMENTS, CHROMIUM
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, sync_playwright
from project import build_project
from sites import BRIDGE, DAM, HOME, NOTE, Builder, Built


@pytest.fixture
def make_site(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Builder:
    """Write files (paths from the folder of mkdocs.yml) and build the site; None takes a file away."""

    def make(
        files: Mapping[str, str | bytes | None] | None = None,
        quotes: Mapping[str, Any] | None = None,
        *,
        strict: bool = True,
        plugins: list[Any] | None = None,
        command: str = "build",
        **config: Any,
    ) -> Built:
        root = tmp_path / "project"
        (root / "docs").mkdir(parents=True, exist_ok=True)
        for name, content in (files or {}).items():
            path = root / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(
                content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
            )
        settings = {
            "site_name": "Archive",
            "plugins": [
                *(["search"] if not any("search" in plugin for plugin in plugins or []) else []),
                *(plugins or []),
                {"quotes": {"pagefind": False, **(quotes or {})}},
            ],
        }
        (root / "mkdocs.yml").write_text(yaml.safe_dump({**settings, **config}), encoding="utf-8")
        shutil.rmtree(root / "site", ignore_errors=True)
        caplog.clear()
        with caplog.at_level(logging.INFO, logger="mkdocs"):
            loaded = load_config(str(root / "mkdocs.yml"), strict=strict)
            loaded.plugins.on_startup(command=command, dirty=False)
            build(loaded)
        said = [
            r.getMessage()
            for r in caplog.records
            if r.levelno >= logging.WARNING and r.name.startswith("mkdocs")
        ]
        return Built(root, root / "site", said)

    return make


@pytest.fixture
def archive() -> dict[str, str | bytes | None]:
    """The files of a small site: a text in docs_dir, one beside it, two ordinary pages."""
    return {
        "docs/index.md": HOME,
        "docs/note.md": NOTE,
        "docs/dam.txt": DAM,
        "archive/bridge.txt": BRIDGE,
    }


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "chromium is needed (apt-get install chromium)"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The project's own site in a theme, built once for all tests that ask for it."""
    folder = tmp_path_factory.mktemp("project")
    built: dict[str, Path] = {}

    def site(theme: str, **config: Any) -> Path:
        key = "-".join([theme, *(f"{name}-{value}" for name, value in sorted(config.items()))])
        if key not in built:
            built[key] = folder / key / "site"
            build_project(built[key], theme, **config)
        return built[key]

    return site
