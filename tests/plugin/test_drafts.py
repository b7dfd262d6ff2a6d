"""What editors are shown while the site is served, and that no published site holds any of it."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from browsing import needs_browser, opened, served
from playwright.sync_api import Browser
from sites import DAM, NOTE, Builder, Built

from mkdocs_quotes.index import read_editing

FILES = {
    "docs/index.md": "# Home\n",
    "docs/dam.txt": DAM,
    "docs/note.md": NOTE.replace(" and [more](archive/bridge.txt)", ""),
}
ASSETS = ("assets/mkdocs-quotes-drafts.css", "assets/mkdocs-quotes-drafts.js")


def entries(built: Built, page: str) -> list[str]:
    html = built.read(page).partition('class="mq mq-drafts"')[2]
    return [unescape(entry) for entry in re.findall(r"<pre>(.*?)</pre>", html, re.S)]


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_each_quotation_has_its_evidence_while_serving(make_site: Builder, theme: str) -> None:
    built = make_site(FILES, theme={"name": theme}, command="serve")
    html = built.read("dam/index.html")
    for uri in ASSETS:
        assert built.has(uri)
        assert uri in html
    assert "a verb of speech behind the words" in html
    assert "<code>cue-after</code>" in html
    assert re.search(r"<dt>Mara Lund [01]\.\d\d</dt>\s*<dd>For: \w", html)
    records = json.loads(built.read("quotes.json"))
    assert re.findall(r'<details id="draft-(\w+)"', html) == [r["id"] for r in records if r["source"] == "dam.txt"]
    assert len(entries(built, "note/index.html")) == 2
    assert list(built.pages.problems()) == []


def test_the_lines_are_right_as_they_are(make_site: Builder) -> None:
    first, _ = entries(make_site(FILES, command="serve"), "dam/index.html")
    assert read_editing(None, first).errors == ()
    other = first.replace('"Mara Lund"', '"Tom Okafor"')
    assert other != first
    built = make_site({**FILES, "corrections.yml": other}, command="serve")
    assert built.warnings == []
    html = built.read("dam/index.html").partition('class="mq mq-drafts"')[2]
    assert "editors have decided" in html.partition("</details>")[0]


@pytest.mark.parametrize("command", ["build", "gh-deploy"])
def test_a_published_site_has_no_trace_of_it(make_site: Builder, command: str) -> None:
    make_site(FILES, command="serve")
    built = make_site(FILES, command=command)
    for path in built.site.rglob("*"):
        assert "draft" not in path.name
        if path.suffix in (".html", ".json", ".xml") or path.name.startswith("mkdocs-quotes"):
            text = path.read_text(encoding="utf-8")
            assert "draft" not in text, path
            assert "a verb of speech" not in text, path


@needs_browser
def test_the_card_leads_to_the_evidence(make_site: Builder, browser: Browser) -> None:
    built = make_site(FILES, theme={"name": "material", "font": False}, command="serve")
    with served(built.site) as base, opened(browser, base, "wide") as (page, _):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{base}dam/")
        page.keyboard.press("j")
        page.get_by_role("button", name="Evidence and correction").press("Enter")
        details = page.locator(".mq-drafts details").first
        assert details.get_attribute("open") is not None
        assert page.evaluate("document.activeElement.localName") == "summary"
        assert page.locator(".mq-card").count() == 0
        details.get_by_role("button", name="Copy").click()
        details.get_by_text("Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == entries(built, "dam/index.html")[0]
