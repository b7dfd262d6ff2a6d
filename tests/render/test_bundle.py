"""The stylesheet and the script."""

from __future__ import annotations

from mkdocs_quotes.render import script, stylesheet


def test_both_stay_small() -> None:
    assert len(script()) < 10_000
    assert len(stylesheet()) < 10_000


def test_comments_stay_behind() -> None:
    assert b"\n//" not in script()
    assert b"/*" not in stylesheet()
