"""The site in a real browser: links land on the words, wide and narrow, in each theme."""

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
from playwright.sync_api import Browser, Page, sync_playwright
from sites import DAM, Builder

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="there is no chromium")

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]
SIZES = {"wide": (1280, 900), "narrow": (360, 640)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "chromium is needed (apt-get install chromium)"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


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


_WIDTH = "Math.max(...[...document.querySelectorAll('.mq *')].map(e => e.getBoundingClientRect().right))"


def texts() -> dict[str, str]:
    """Long enough that the words are far below the first screen."""
    filling = "The inquiry went through the papers of the year, one after the other, until the evening. " * 12
    body = "\n\n".join([filling] * 6)
    return {
        "docs/index.md": "# Home\n",
        "docs/dam.txt": f"{DAM}\n{body}\n\n“The last valve was never replaced,” said Mara Lund.\n\n{body}\n",
    }


@pytest.mark.parametrize(("size", "scripts"), [("wide", True), ("narrow", False)])
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_from_a_speaker_to_the_words_and_back(
    make_site: Builder, browser: Browser, theme: str, size: str, scripts: bool
) -> None:
    built = make_site(texts(), theme={"name": theme})
    with served(built.site) as base, opened(browser, base, size, scripts=scripts) as (page, _):
        page.goto(f"{base}speakers/")
        page.get_by_role("link", name="Mara Lund", exact=True).click()
        page.wait_for_url("**/speakers/mara-lund/")
        quotation = page.locator(".mq-quotation", has_text="The last valve")
        identity = quotation.get_attribute("id")
        quotation.locator(".mq-source a").click()
        page.wait_for_url(f"**/dam/#{identity}")
        words = page.locator(f"[id='{identity}']")
        assert words.inner_text() == "The last valve was never replaced,"
        assert is_in_view(page, f"[id='{identity}']")
        background = words.evaluate("element => getComputedStyle(element).backgroundColor")
        assert background == "rgba(255, 193, 7, 0.3)"
        page.locator(f"[id='{identity}'] ~ a.mq-who").first.click()
        page.wait_for_url(f"**/speakers/mara-lund/#{identity}")
        assert is_in_view(page, f"[id='{identity}']")


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_nothing_is_wider_than_a_narrow_screen(make_site: Builder, browser: Browser, theme: str) -> None:
    long = "x" * 300
    files = {**texts(), "docs/long.txt": f"A {long} title\n\n“The {long} is here,” said Mara Lund.\n"}
    built = make_site(files, theme={"name": theme})
    with served(built.site) as base, opened(browser, base, "narrow") as (page, _):
        for path in ("speakers/", "speakers/mara-lund/", "speakers/texts/", "long/", "dam/"):
            page.goto(f"{base}{path}")
            width = page.evaluate(_WIDTH)
            assert width <= SIZES["narrow"][0], path


def test_the_plugin_asks_for_nothing_outside(make_site: Builder, browser: Browser) -> None:
    theme = {"name": "readthedocs", "highlightjs": False}
    built = make_site(texts(), theme=theme)
    with served(built.site) as base, opened(browser, base, "wide") as (page, outside):
        for path in ("speakers/", "speakers/mara-lund/", "dam/"):
            page.goto(f"{base}{path}")
        assert outside == set()
