"""What is published stays of a size that can be loaded, however large the archive."""

from __future__ import annotations

import csv
import io
import json
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
