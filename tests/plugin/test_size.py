"""What is published stays of a size that can be loaded, however large the archive."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from typing import Any

import pytest
from sites import Builder, Built

from mkdocs_quotes.render import shards

Archive = dict[str, Any]


def merged(built: Built, name: str) -> list[dict[str, Any]]:
    """All records of an export that may be divided, as docs/guide/records.md says to read it."""
    found = json.loads(built.read(name))
    if isinstance(found, list):
        return found
    return [record for shard in found["shards"] for record in json.loads(built.read(shard["url"]))]


def table(built: Built, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(built.read(name).removeprefix("\ufeff"), newline="")))


def test_large_exports_are_divided_and_lose_nothing(
    make_site: Builder, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"sources": ["archive"]}
    whole = make_site(archive, options)
    expected = {name: json.loads(whole.read(name)) for name in ("quotes.json", "speakers.json")}
    rows = table(whole, "quotes.csv")
    monkeypatch.setattr(shards, "MOST_BYTES", 550)
    built = make_site(archive, options)
    for name, records in expected.items():
        manifest = json.loads(built.read(name))
        assert manifest["records"] == len(records)
        assert len(manifest["shards"]) > 1
        assert merged(built, name) == records
    parts = table(built, "quotes.csv")
    assert list(parts[0]) == ["url", "records", "bytes", "first", "last"]
    assert len(parts) > 1
    assert [row for part in parts for row in table(built, part["url"])] == rows
    for part in parts:
        data = (built.site / part["url"]).read_bytes()
        assert data.startswith("\ufeffid,".encode())
        assert len(data) == int(part["bytes"]) <= 550
    assert (parts[0]["first"], parts[-1]["last"]) == ("archive/bridge.txt", "note.md")


def entries(built: Built) -> dict[str, str]:
    """What the search knows of each page: titles and words."""
    found: dict[str, str] = {}
    for entry in json.loads(built.read("search/search_index.json"))["docs"]:
        page = entry["location"].partition("#")[0]
        found[page] = f"{found.get(page, '')} {entry['title']} {entry['text']}"
    return found


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_past_a_limit_search_finds_speakers_and_no_words_of_texts(
    make_site: Builder, archive: Archive, theme: str, caplog: pytest.LogCaptureFixture
) -> None:
    length = sum(len(text) for name, text in archive.items() if name.endswith(".txt"))
    options = {"sources": ["archive"], "search_limit": length}
    built = make_site(archive, options, theme={"name": theme})
    assert "seepage" in entries(built)["dam/"]
    assert "seepage" in entries(built)["speakers/mara-lund/"]
    assert "search_limit" not in caplog.text
    built = make_site(archive, {**options, "search_limit": 99}, theme={"name": theme})
    line = next(r.getMessage() for r in caplog.records if "search_limit" in r.getMessage())
    assert "more than search_limit (99)" in line
    assert built.warnings == []
    found = entries(built)
    assert not {"dam/", "archive/bridge/"} & set(found)
    assert "Mara Lund" in found["speakers/mara-lund/"]
    assert not any("seepage" in words for words in found.values())
    # What is no text of the archive is found as ever.
    assert "note/" in found


@pytest.mark.skipif(not shutil.which("node") and not os.environ.get("CI"), reason="needs node")
def test_what_search_leaves_out_is_not_in_an_index_built_beforehand(make_site: Builder, archive: Archive) -> None:
    search = {"search": {"prebuild_index": "node"}}
    built = make_site(archive, {"sources": ["archive"], "per_page": 1}, plugins=[search])
    index = json.loads(built.read("search/search_index.json"))
    fields = {name.partition("/")[2].partition("#")[0] for name, _ in index["index"]["fieldVectors"]}
    assert "speakers/mara-lund/" in fields
    assert not {place for place in fields | set(entries(built)) if "page/" in place or "texts/" in place}
