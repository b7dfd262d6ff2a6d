"""Contents of texts lie packed until their pages are written."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from mkdocs_quotes.plugin.shelf import Shelf


def page(name: str) -> Any:
    return SimpleNamespace(content=None, file=SimpleNamespace(src_uri=name))


def test_contents_come_back_as_they_were_put() -> None:
    shelf = Shelf()
    pages = [page(f"{n}.txt") for n in range(3)]
    words = [f"<p>“Numéro {n}” \udce9</p>" * 50 for n in range(3)]
    for one, html in zip(pages, words, strict=True):
        shelf.put(one)
        # MkDocs sets what the last of the plugins has made of it.
        one.content = html
    shelf.put(None)
    assert [one.content for one in pages] == ["", "", ""]
    for one, html in zip(pages, words, strict=True):
        shelf.give_back(one)
        assert one.content == html


def test_a_page_that_never_lay_there_stays_as_it_is() -> None:
    shelf = Shelf()
    one = page("a.md")
    one.content = "<p>a</p>"
    shelf.give_back(one)
    assert one.content == "<p>a</p>"
