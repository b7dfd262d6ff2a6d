"""A corpus in, a data set out: the same quotations as from a folder of texts."""

from __future__ import annotations

import bz2
import datetime
import gzip
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from small_corpora import made_texts, rows, run, write_lines, write_parquet

from mkdocs_quotes.cli import main
from mkdocs_quotes.cluster.options import Columns
from mkdocs_quotes.cluster.reading import bounded_lines
from mkdocs_quotes.records import FIELDS

ARCHIVE = Path(__file__).parent.parent.parent / "docs" / "archive"


def of_command_line(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what the command line does not print, and without the id of the speaker, which is unified."""
    record = {field: row[field] for field in FIELDS if field != "speaker_id"}
    record.update({key: row[key] for key in ("candidate", "members", "repeats") if row[key] is not None})
    return record


def test_quotations_are_those_of_the_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [
        {"id": path.relative_to(ARCHIVE).as_posix(), "text": path.read_bytes().decode()}
        for path in sorted(ARCHIVE.rglob("*"))
        if path.suffix in (".txt", ".md")
    ]
    assert len(texts) > 15
    main(["extract", str(ARCHIVE), "--jobs", "1"])
    expected = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for record in expected:
        del record["speaker_id"]
    corpus = write_parquet(tmp_path / "a.parquet", texts, group=6)
    summary = run([corpus], tmp_path / "out")
    assert [of_command_line(row) for row in rows(tmp_path / "out", "quotations")] == expected
    assert (summary.texts, summary.quotations, summary.parts) == (len(texts), len(expected), -(-len(texts) // 6))
    assert summary.attributed == sum(record["speaker"] is not None for record in expected)


def test_however_a_corpus_is_stored_the_quotations_are_the_same(tmp_path: Path) -> None:
    texts = made_texts(30)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in texts).encode()
    run([write_parquet(tmp_path / "a.parquet", texts)], tmp_path / "expected")
    expected = rows(tmp_path / "expected", "quotations")
    assert len(expected) > 60
    (tmp_path / "in").mkdir()
    packers: dict[str, Callable[[bytes], bytes]] = {
        "a.jsonl": bytes,
        "a.ndjson": lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n\n").rstrip(),
        "a.jsonl.gz": gzip.compress,
        "a.jsonl.bz2": bz2.compress,
        "a.jsonl.xz": lzma.compress,
    }
    for name, pack in packers.items():
        (tmp_path / name).write_bytes(pack(lines))
        run([tmp_path / name], tmp_path / f"out-{name}", part_size=1500)
        assert rows(tmp_path / f"out-{name}", "quotations") == expected, name


@pytest.mark.parametrize("size", [1, 7, 64, 999, 10**6])
def test_each_line_belongs_to_one_part_wherever_the_cuts_are(size: int) -> None:
    data = b"a\n\nbcd\n" + b"x" * 150 + b"\nlast\r\n" + "é\n".encode() * 3 + b"no end"
    found = []
    for start in range(0, len(data), size):
        found += bounded_lines(io.BytesIO(data), start, min(start + size, len(data)), 100)
    expected, at = [], 0
    for line in data.splitlines(keepends=True):
        expected.append((at, line if len(line) <= 100 else None))
        at += len(line)
    assert found == expected


def test_object_storage(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/corpus/x/one.jsonl", b"".join(json.dumps(row).encode() + b"\n" for row in made_texts(9)))
    memory.pipe("/corpus/_SUCCESS", b"")
    memory.pipe("/corpus/.part.jsonl", b"not yet")
    local = write_lines(tmp_path / "one.jsonl", made_texts(9))
    try:
        for paths in (["memory://corpus"], ["memory://corpus/x/one.jsonl"], ["memory://corpus/*/*.jsonl"]):
            summary = run(paths, "memory://quotes", part_size=2000)
            # Under which path a file is given makes no difference to what the data set holds.
            assert (summary.complete, summary.texts, summary.parts) == (True, 9, 2)
        run([local], tmp_path / "out", part_size=2000)
        assert rows("memory://quotes", "quotations") == rows(tmp_path / "out", "quotations")
    finally:
        memory.rm("/", recursive=True)


def test_columns_have_usual_names_or_chosen_ones(tmp_path: Path) -> None:
    table = pa.table(
        {
            "body": pa.array(["“Yes,” said Orla Finch.", "« Oui », a dit Orla Finch."]).dictionary_encode(),
            "key": [7, 8],
            "day": [datetime.date(2020, 5, 1), None],
            "title": [" One\n two ", None],
            "lang": [None, "FR"],
            "author": ["A. Writer", None],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    columns = Columns(text="body", id="key", date="day", language="lang")
    run([tmp_path / "a.parquet"], tmp_path / "out", columns=columns)
    one, two = rows(tmp_path / "out", "texts")
    assert (one["source"], one["title"], one["date"], one["author"], one["language"]) == (
        "7", "One two", "2020-05-01", "A. Writer", "en",
    )  # fmt: skip
    assert (two["source"], two["date"], two["language"], two["file"], two["position"]) == (
        "8", None, "fr", "a.parquet", 1,
    )  # fmt: skip
    assert [row["date"] for row in rows(tmp_path / "out", "quotations")] == ["2020-05-01", None]


def test_texts_without_an_id_are_named_by_file_and_position(tmp_path: Path) -> None:
    bare = [{"text": row["text"]} for row in made_texts(3)]
    run([write_lines(tmp_path / "a.jsonl", bare)], tmp_path / "a", part_size=100)
    run([write_parquet(tmp_path / "b.parquet", bare, group=2)], tmp_path / "b")
    offsets = [0, *(len(json.dumps(row)) + 1 for row in bare)]
    expected = [f"a.jsonl#{sum(offsets[: n + 1])}" for n in range(3)]
    assert [row["source"] for row in rows(tmp_path / "a", "texts")] == expected
    assert [row["source"] for row in rows(tmp_path / "b", "texts")] == [f"b.parquet#{n}" for n in range(3)]


def test_ids_may_be_numbers_and_missing(tmp_path: Path) -> None:
    table = pa.table({"id": [1.0, 2.5, None, float("nan")], "text": ["“Yes,” said Bo Lee."] * 4})
    pq.write_table(table, tmp_path / "a.parquet")
    run([tmp_path / "a.parquet"], tmp_path / "out")
    assert [row["source"] for row in rows(tmp_path / "out", "texts")] == ["1", "2.5", "a.parquet#2", "a.parquet#3"]


def test_two_files_of_one_name_keep_apart(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        write_lines(tmp_path / folder / "a.jsonl", [{"text": f"“Yes,” said Orla Finch of {folder}."}])
    summary = run([tmp_path / "x" / "a.jsonl", tmp_path / "y" / "a.jsonl"], tmp_path / "out")
    assert summary.texts == 2
    assert len({row["source"] for row in rows(tmp_path / "out", "texts")}) == 2


def test_names_with_brackets_are_names(tmp_path: Path) -> None:
    corpus = write_lines(tmp_path / "a[1].jsonl", made_texts(2))
    write_lines(tmp_path / "a1.jsonl", made_texts(3))
    for _ in range(2):
        assert run([corpus], tmp_path / "out[1]").texts == 2
    assert run([tmp_path / "a[1-3].jsonl"], tmp_path / "other").texts == 3


def test_texts_can_be_left_out(tmp_path: Path) -> None:
    run([write_lines(tmp_path / "a.jsonl", made_texts(2))], tmp_path / "out", texts=False)
    assert rows(tmp_path / "out", "texts") == []
    assert rows(tmp_path / "out", "quotations")


def test_front_matter_may_say_that_there_are_no_quotations(tmp_path: Path) -> None:
    text = "---\nquotes: false\n---\n\n“Yes,” said Orla Finch.\n"
    summary = run([write_lines(tmp_path / "a.jsonl", [{"id": "a.md", "text": text}])], tmp_path / "out")
    assert (summary.texts, summary.quotations, summary.bad) == (1, 0, 0)
