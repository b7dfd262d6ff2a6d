"""A real browser, and sites served to it: what the tests of all behaviour share."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium")
needs_browser = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="there is no chromium"
)

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]
SIZES = {"wide": (1280, 900), "narrow": (360, 640)}


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def opened(
    browser: Browser, base: str, size: str, *, scripts: bool = True
) -> Iterator[tuple[Page, set[str]]]:
    """A page, and the addresses outside the site that it asks for; none is let through."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts)
    page = context.new_page()
    outside: set[str] = set()

    def route(request: Any) -> None:
        if request.request.url.startswith(base):
            request.continue_()
        else:
            outside.add(request.request.url)
            request.abort()

    page.route("**/*", route)
    yield page, outside
    context.close()


def is_in_view(page: Page, selector: str) -> bool:
    """Whether the middle of an element is what a reader sees there, not a header above it.

    Themes scroll smoothly: it may take a while until it is.
    """
    for _ in range(50):
        if page.evaluate(_IN_VIEW, selector):
            return True
        page.wait_for_timeout(100)
    return False


_IN_VIEW = """selector => {
    const element = document.querySelector(selector)
    const box = element.getClientRects()[0]
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    return seen !== null && (element.contains(seen) || seen.contains(element))
}"""
