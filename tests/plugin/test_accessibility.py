"""Nothing on our part of a page keeps anybody out: axe finds nothing serious, in any theme, light or dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import needs_browser, opened, served
from playwright.sync_api import Browser, Page
from project import fullest, kinds_of_pages

pytestmark = needs_browser

# In what a site writes itself, links and code have the colours of the theme.
_OURS = (".mq", ".mq-words:not(a .mq-words)", ".mq-who")
_THEIRS = ("code", ".mq-words a:not(.mq-who)")

# Themes keep the choice of a reader in their own ways; all of them come down to these attributes.
_TURN = """dark => {
    document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default")
    document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light")
}"""


def barriers(page: Page) -> list[str]:
    """What axe calls serious or critical in our part of the page."""

    def there(selectors: tuple[str, ...]) -> list[list[str]]:
        return [[selector] for selector in selectors if page.locator(selector).count()]

    context = {"include": there(_OURS), "exclude": there(_THEIRS)}
    found = Axe().run(page, context=context, options={"resultTypes": ["violations"]}).response
    return [
        f"{violation['id']}: {node['target']}: {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_nothing_keeps_anybody_out(
    project: Callable[..., Path], browser: Browser, theme: str, size: str
) -> None:
    site = project(theme)
    found = []
    with served(site) as base, opened(browser, base, size) as (page, _):
        for kind, paths in kinds_of_pages(site).items():
            page.goto(f"{base}{fullest(paths).relative_to(site).as_posix()}")
            if kind == "mq mq-search":
                page.locator(".mq-hits > li").first.wait_for()
            page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
            # Colours are the same on every screen.
            for dark in (False, True) if theme != "readthedocs" and size == "wide" else (False,):
                page.evaluate(_TURN, dark)
                found += [f"{kind}, {'dark' if dark else 'light'}: {line}" for line in barriers(page)]
    assert found == []
