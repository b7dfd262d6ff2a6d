"""Files of records that are divided past a size."""

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest

from mkdocs_quotes.render import shards
from mkdocs_quotes.render.shards import JSON, Row, divided


def rows(count: int, width: int = 10) -> list[Row]:
    return [Row(json.dumps({"n": n, "pad": "é" * width}).encode(), f"text-{n}") for n in range(count)]


def test_what_fits_is_one_file_that_reads_as_ever() -> None:
    assert list(divided("quotes.json", [], JSON)) == [("quotes.json", b"[\n\n]\n")]
    ((path, data),) = divided("quotes.json", rows(3), JSON)
    assert path == "quotes.json"
    assert [row["n"] for row in json.loads(data)] == [0, 1, 2]


@pytest.mark.parametrize("limit", [100, 300, 301, 999])
def test_no_part_is_larger_and_together_they_are_the_whole(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(shards, "MOST_BYTES", limit)
    *parts, (path, manifest) = divided("quotes.json", rows(40), JSON)
    assert path == "quotes.json"
    assert [name for name, _ in parts] == [f"quotes/{n}.json" for n in range(1, len(parts) + 1)]
    assert max(len(data) for _, data in parts) <= limit
    # Nor is room given away: no two neighbours would have fitted into one.
    assert all(len(one) + len(two) > limit for (_, one), (_, two) in pairwise(parts))
    found = [row["n"] for _, data in parts for row in json.loads(data)]
    assert found == list(range(40))
    told = json.loads(manifest)
    assert told["records"] == 40
    assert [shard["url"] for shard in told["shards"]] == [name for name, _ in parts]
    assert [shard["bytes"] for shard in told["shards"]] == [len(data) for _, data in parts]
    assert [shard["records"] for shard in told["shards"]] == [len(json.loads(data)) for _, data in parts]
    assert told["shards"][0]["first"] == "text-0"
    assert told["shards"][-1]["last"] == "text-39"


def test_a_record_that_is_too_large_has_a_part_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MOST_BYTES", 200)
    *parts, _ = divided("a.json", [*rows(2), *rows(1, width=900), *rows(2)], JSON)
    assert [len(json.loads(data)) for _, data in parts] == [2, 1, 2]


def test_no_more_than_one_part_is_held_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MOST_BYTES", 300)
    made = 0

    def counted() -> Iterator[Row]:
        nonlocal made
        for row in rows(1000):
            made += 1
            yield row

    next(divided("quotes.json", counted(), JSON))
    assert made < 10
