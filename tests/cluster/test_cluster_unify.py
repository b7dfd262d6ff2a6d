"""Speakers over all partitions: the same as in the index of a site, however they were cut and dealt out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_corpora import Told, made_texts, rows, run, write_lines, write_parquet

from mkdocs_quotes.cluster import unify as unify_module
from mkdocs_quotes.cluster.engines import Alone, Lost
from mkdocs_quotes.cluster.errors import ClusterError
from mkdocs_quotes.cluster.schema import SHUFFLE, UNIFIED
from mkdocs_quotes.cluster.unify import slug_root
from mkdocs_quotes.index import SourceText, SpeakerIndex, build_index
from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.read import format_of, read_text

ARCHIVE = Path(__file__).parent.parent.parent / "docs" / "archive"
Row = dict[str, Any]


def archive_texts() -> list[Row]:
    paths = [path for path in sorted(ARCHIVE.iterdir()) if path.suffix in (".txt", ".md")]
    return [{"id": path.name, "text": path.read_bytes().decode()} for path in paths]


def index_of(texts: list[Row]) -> SpeakerIndex:
    """What a site makes of the texts."""
    documents = [(row["id"], read_text(row["text"], format_of(row["id"]))) for row in texts]
    return build_index(SourceText(name, analyse(document)) for name, document in documents if document.quotes)


@pytest.fixture
def small_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were millions of speakers."""
    monkeypatch.setattr(unify_module, "_GATHERED", 15)
    monkeypatch.setattr(unify_module, "_SHARE", 3)


@pytest.mark.parametrize("texts", [made_texts(60), archive_texts()], ids=["made", "archive"])
def test_the_rule_is_that_of_a_site(tmp_path: Path, texts: list[Row], small_shares: None) -> None:
    run([write_parquet(tmp_path / "a.parquet", texts, group=4)], tmp_path / "out")
    index = index_of(texts)
    quotations = {row["id"]: row for row in rows(tmp_path / "out", "quotations")}
    assert quotations.keys() == {statement.id for statement in index.statements}
    shared = {speaker.slug for speaker in index.speakers if speaker.only_in is None}
    compared = 0
    for statement in index.statements:
        row, record = quotations[statement.id], statement.record
        assert (row["speaker"], row["speaker_kind"]) == (record["speaker"], record["speaker_kind"])
        if row["speaker_key"]:
            assert row["speaker_id"] == record["speaker_id"]
            assert row["members"] == record.get("members")
            compared += 1
    assert compared > 20
    speakers = {row["id"]: row for row in rows(tmp_path / "out", "speakers") if row["key"]}
    assert speakers.keys() <= shared
    for slug in speakers:
        row, speaker = speakers[slug], index.by_slug[slug]
        assert (row["name"], row["kind"], row["quotations"]) == (speaker.name, speaker.kind, speaker.count)
        if row["kind"] != "group":
            assert [item["value"] for item in row["aliases"]] == list(speaker.aliases)
            assert [item["count"] for item in row["aliases"]] == list(speaker.alias_counts)
            assert [item["value"] for item in row["roles"]] == list(speaker.roles)
        sources = {statement.source.name for statement in speaker.statements if statement.repeats is None}
        assert row["texts"] == len(sources)


def test_spellings_of_one_name_are_one_speaker_and_accents_are_not(tmp_path: Path, small_shares: None) -> None:
    run([write_parquet(tmp_path / "a.parquet", made_texts(40), group=3)], tmp_path / "out")
    by_id = {row["id"]: row for row in rows(tmp_path / "out", "speakers") if row["key"] and len(row["key"]) == 1}
    assert {"jose-vidal", "jose-vidal-2", "orla-finch", "bo-lee", "mara-lund"} <= by_id.keys()
    (harrow,) = [row for row in by_id.values() if row["key"] == ["j r harrow"]]
    assert {harrow["name"], *(item["value"] for item in harrow["aliases"])} >= {"J.R. Harrow", "J. R. Harrow"}
    assert {row["speaker"] for row in rows(tmp_path / "out", "quotations") if row["speaker_id"] == harrow["id"]} == {
        harrow["name"]
    }


def test_speakers_of_one_text_alone_stay_apart(tmp_path: Path) -> None:
    run([write_lines(tmp_path / "a.jsonl", made_texts(5))], tmp_path / "out")
    smiths = [row for row in rows(tmp_path / "out", "speakers") if row["name"] == "Smith"]
    assert len({row["id"] for row in smiths}) == len(smiths) == 5
    assert sorted(row["source"] for row in smiths) == [row["id"] for row in made_texts(5)]
    assert all(row["key"] is None and row["quotations"] == 1 for row in smiths)
    named = {row["speaker_id"] for row in rows(tmp_path / "out", "quotations") if row["speaker_id"]}
    assert named <= {row["id"] for row in rows(tmp_path / "out", "speakers")}
    # Their ids do not depend on what else there is.
    run([write_lines(tmp_path / "b.jsonl", made_texts(2))], tmp_path / "other")
    fewer = [row["id"] for row in rows(tmp_path / "other", "speakers") if row["name"] == "Smith"]
    assert set(fewer) < {row["id"] for row in smiths}


def test_more_texts_are_unified_with_those_before(tmp_path: Path, small_shares: None) -> None:
    texts = made_texts(40)
    one = write_parquet(tmp_path / "a.parquet", texts[:20], group=3)
    two = write_parquet(tmp_path / "b.parquet", texts[20:], group=3)
    run([one], tmp_path / "out")
    run([two], tmp_path / "out")
    run([one, two], tmp_path / "expected")
    for table in ("quotations", "speakers"):
        assert rows(tmp_path / "out", table) == rows(tmp_path / "expected", table)


def test_nothing_is_left_between_the_rounds_and_nothing_is_done_again(
    tmp_path: Path, small_shares: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = write_parquet(tmp_path / "a.parquet", made_texts(20), group=3)
    summary = run([corpus], tmp_path / "out")
    assert not (tmp_path / "out" / SHUFFLE).exists()
    assert json.loads((tmp_path / "out" / UNIFIED).read_text())["speakers"] == summary.speakers > 10
    monkeypatch.setattr(unify_module, "_Gather", None)  # would be called
    assert run([corpus], tmp_path / "out").speakers == summary.speakers


class Failing(Alone):
    """Loses all work of one kind."""

    def __init__(self, kind: str) -> None:
        super().__init__(0)
        self._kind = kind

    def run(self, work: Any, items: Any) -> Any:
        for item, outcome in super().run(work, items):
            yield item, Lost("Input/output error") if type(work).__name__ == self._kind else outcome


@pytest.mark.parametrize("kind", ["_Gather", "_Settle", "_Apply"])
def test_a_round_that_fails_is_told_of_and_done_again(tmp_path: Path, small_shares: None, kind: str) -> None:
    corpus = write_parquet(tmp_path / "a.parquet", made_texts(20), group=3)
    with pytest.raises(ClusterError, match="its speakers could not be unified: Input/output error; run the same"):
        run([corpus], tmp_path / "out", engine=Failing(kind))
    assert not (tmp_path / "out" / SHUFFLE).exists()
    told = Told()
    run([corpus], tmp_path / "out", told=told)
    run([corpus], tmp_path / "expected")
    assert told.tasks == 0
    for table in ("quotations", "speakers"):
        assert rows(tmp_path / "out", table) == rows(tmp_path / "expected", table)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("josé vidal",), ("jose vidal",)),
        (("agent 7",), ("agent 7 2",)),
        (("feed",), ("feed speaker",)),
        (("bo lee", "orla finch"), ("bo lee and orla finch",)),
    ],
)
def test_names_whose_ids_may_meet_are_dealt_to_one_share(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert slug_root(one) == slug_root(other)
