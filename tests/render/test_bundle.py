"""The stylesheet and the script."""

from __future__ import annotations

from mkdocs_quotes.render import script, search_script, search_stylesheet, stylesheet


def test_all_stay_small() -> None:
    assert len(script()) < 10_000
    assert len(stylesheet()) < 10_000
    assert len(search_script()) < 6_144
    assert len(search_stylesheet()) < 3_072


def test_comments_stay_behind() -> None:
    assert b"\n//" not in script()
    assert b"/*" not in stylesheet()
