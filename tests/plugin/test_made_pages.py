"""Pages that do not come out of Markdown pass it by, unless another plugin has put some into them."""

from __future__ import annotations

from typing import Any

import markdown
import pytest
from sites import Builder

HOOK = """
def on_page_markdown(markdown, **_):
    return markdown + "\\n\\n## Added\\n"

def on_page_content(html, page, **_):
    assert "added" in page.present_anchor_ids and "<h2" in html, page.file.src_uri
"""


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_only_markdown_is_given_to_markdown(
    make_site: Builder, archive: dict[str, Any], monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    made = []

    class Counted(markdown.Markdown):
        def __init__(self, **settings: Any) -> None:
            # Others make one to check the configuration.
            made.extend([settings] if settings else [])
            super().__init__(**settings)

    monkeypatch.setattr(markdown, "Markdown", Counted)
    built = make_site(archive, {"sources": ["archive"]}, theme={"name": theme})
    assert built.warnings == []
    assert len(list(built.site.rglob("*.html"))) > 10
    # Two pages of the site itself, and the list of speakers, which the navigation has made.
    assert len(made) == 3


def test_what_other_plugins_put_into_a_page_is_rendered(make_site: Builder, archive: dict[str, Any]) -> None:
    built = make_site({**archive, "hook.py": HOOK}, {"sources": ["archive"]}, hooks=["hook.py"])
    assert built.warnings == []
    assert 'id="mq-title"' in built.read("speakers/mara-lund/index.html")
    assert "The ice has moved" in built.read("archive/bridge/index.html")
