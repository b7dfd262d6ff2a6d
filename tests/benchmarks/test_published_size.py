"""The benchmark of sizes finds what is too large."""

from pathlib import Path

import pytest
from published_size import DATA, PAGE, groups, kind_of, too_large


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("archive/000/a/index.html", "pages of texts"),
        ("speakers/index.html", "list of speakers"),
        ("speakers/mara-lund/page/2/index.html", "pages of speakers"),
        ("speakers/letters/b/index.html", "lists: letters"),
        ("speakers/mara-lund/feed.xml", "feeds"),
        ("quotes.json", "data"),
        ("quotes/12.csv", "data"),
        ("search/search_index.json", "index of the search"),
        ("index.html", "other pages"),
    ],
)
def test_kinds(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_what_is_too_large_is_named_and_texts_never_are(tmp_path: Path) -> None:
    sizes = {
        "archive/a/index.html": PAGE + 1,
        "speakers/texts/index.html": PAGE + 1,
        "speakers/ann/index.html": PAGE,
        "quotes/1.json": DATA + 1,
        "quotes/2.json": DATA,
    }
    for name, size in sizes.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * size)
    assert too_large(groups(tmp_path)) == ["speakers/texts/index.html: 200,001 bytes", "quotes/1.json: 5,000,001 bytes"]
