"""Whatever is wrong with a corpus: one line says so, the rest is done, and a later run takes up from there."""

from __future__ import annotations

import errno
import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from small_corpora import Told, made_texts, rows, run, write_lines, write_parquet

from mkdocs_quotes.cli import main
from mkdocs_quotes.cluster import ClusterError, work
from mkdocs_quotes.cluster.options import Columns
from mkdocs_quotes.pipeline import analyse

BAD_LINES: dict[str, tuple[object, str]] = {
    "list": ([1, 2], "is no JSON object but a list"),
    "string": ('"words"', "is no JSON object but a string"),
    "null": ("null", "is no JSON object but null"),
    "number": ("12", "is no JSON object but a number"),
    "broken": ('{"text": "He', "is no JSON: "),
    "deep": ("[" * 200_000, "is no JSON: "),
    "not-utf8": (b'{"text": "\xff"}', "is not UTF-8 (at byte 11 of the line)"),
    "no-text": ({"id": "x1", "body": "“Yes,” said Orla Finch."}, "has no 'text', only 'id', 'body'"),
    "empty": ({}, "has no 'text', only nothing"),
    "null-text": ({"id": "x2", "text": None}, "'text' is no string but null"),
    "list-text": ({"id": "x3", "text": ["a"]}, "'text' is no string but a list"),
    "odd-id": ({"id": {"a": 1}, "text": "a"}, "'id' is no string and no number but dict"),
    "twice": ({"id": "news/0001.txt", "text": "a"}, "has the id of a record before it"),
}


@pytest.mark.parametrize("case", BAD_LINES)
def test_a_bad_line_goes_to_the_table_of_errors(tmp_path: Path, case: str) -> None:
    line, reason = BAD_LINES[case]
    good = made_texts(4)
    corpus = write_lines(tmp_path / "a.jsonl", [*good[:3], line, good[3]])
    told = Told()
    summary = run([corpus], tmp_path / "out", told=told)
    assert (summary.texts, summary.bad, summary.complete) == (4, 1, True)
    (error,) = rows(tmp_path / "out", "errors")
    position = sum(len(json.dumps(row)) + 1 for row in good[:3])
    assert (error["file"], error["position"]) == ("a.jsonl", position)
    assert error["reason"].startswith(reason)
    assert error["id"] == (line.get("id") if isinstance(line, dict) and case != "odd-id" else None)
    (said,) = told.lines
    assert said.startswith(f"a.jsonl, from byte 0: the line at byte {position} ") and reason in said
    assert [row["source"] for row in rows(tmp_path / "out", "texts")] == [row["id"] for row in good]


def test_records_that_are_too_large_are_passed_over(tmp_path: Path) -> None:
    good = made_texts(2)
    huge = {"id": "huge", "text": "x" * 50_000_000}
    lines = write_lines(tmp_path / "a.jsonl", [good[0], huge, good[1]])
    parquet = write_parquet(tmp_path / "b.parquet", [{"id": "b", "text": "“No,” said Bo Lee."}, huge])
    summary = run([lines, parquet], tmp_path / "out")
    assert (summary.texts, summary.bad) == (3, 2)
    reason = "is larger than 10 MB; raise --max-record-mb to read it"
    assert {row["reason"] for row in rows(tmp_path / "out", "errors")} == {reason}


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    column = pa.array(
        [b"\x01\x02" * 50, "“Si,” said Bo Lee.".encode(), "“É,” said Bo Lee.".encode("cp1252", "replace")]
    )
    pq.write_table(pa.table({"text": column}), tmp_path / "a.parquet")
    summary = run([tmp_path / "a.parquet"], tmp_path / "out")
    assert (summary.texts, summary.bad) == (2, 1)
    assert "is no text" in rows(tmp_path / "out", "errors")[0]["reason"]


def test_halves_of_characters_are_replaced(tmp_path: Path) -> None:
    corpus = write_lines(tmp_path / "a.jsonl", [r'{"text": "“Yes \ud83d no,” said Orla Finch."}'])
    run([corpus], tmp_path / "out")
    (row,) = rows(tmp_path / "out", "quotations")
    assert (row["text"], row["start"], row["speaker"]) == ("Yes \N{REPLACEMENT CHARACTER} no,", 1, "Orla Finch")


def test_a_text_that_trips_the_analysis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: Any, options: Any) -> Any:
        if "year 1\n" in document.text:
            raise IndexError("list index out of range")
        return analyse(document, options)

    monkeypatch.setattr(work, "analyse", fail)
    summary = run([write_lines(tmp_path / "a.jsonl", made_texts(3))], tmp_path / "out")
    assert (summary.texts, summary.bad) == (2, 1)
    (error,) = rows(tmp_path / "out", "errors")
    assert error["id"] == "news/0001.txt" and "cannot be analysed (IndexError" in error["reason"]


def test_a_damaged_row_group_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    corpus = write_parquet(tmp_path / "a.parquet", made_texts(30))
    whole = corpus.read_bytes()
    column = pq.read_metadata(corpus).row_group(1).column(1)
    data = bytearray(whole)
    start = column.dictionary_page_offset or column.data_page_offset
    data[start : start + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    stamp = corpus.stat()
    corpus.write_bytes(data)
    told = Told()
    summary = run([corpus], tmp_path / "out", told=told)
    assert (summary.texts, summary.failed, summary.complete) == (20, 1, False)
    (said,) = told.lines
    assert said.startswith("a.parquet, row group 1: cannot be read: ")
    (error,) = rows(tmp_path / "out", "errors")
    assert (error["file"], error["position"]) == ("a.parquet", 10)
    assert error["reason"].startswith("a.parquet, row group 1 cannot be read: ")
    # As if a disk had come back: the same file, whole again.
    corpus.write_bytes(whole)
    os.utime(corpus, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    again = Told()
    summary = run([corpus], tmp_path / "out", told=again)
    assert (summary.texts, summary.failed) == (30, 0)
    assert rows(tmp_path / "out", "errors") == []


def test_a_packed_file_that_ends_too_soon(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(json.dumps(row).encode() + b"\n" for row in made_texts(50)))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    good = write_lines(tmp_path / "b.jsonl", made_texts(2))
    told = Told()
    summary = run([tmp_path / "a.jsonl.gz", good], tmp_path / "out", told=told)
    assert (summary.texts, summary.failed) == (2, 1)
    assert told.lines[0].startswith("a.jsonl.gz: cannot be unpacked: ")


FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a.parquet": (lambda path: path.write_bytes(b"PAR1 nothing"), "is no Parquet file that can be read: "),
    "b.parquet": (lambda path: path.write_bytes(b""), "is no Parquet file that can be read: "),
    "c.parquet": (
        lambda path: write_parquet(path, [{"id": "1", "body": "a"}]),
        "has no column 'text'; name one with --text-column: it has id, body",
    ),
    "d.parquet": (
        lambda path: write_parquet(path, [{"text": 12}]),
        "column 'text' holds no text but int64; name another with --text-column",
    ),
    "e.txt": (lambda path: path.write_text("a"), "is neither Parquet nor JSON Lines by its ending ("),
    "f.jsonl": (lambda path: None, "does not exist; check the name"),
    "g": (lambda path: path.mkdir(), "holds no corpus ("),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_named_and_the_others_are(tmp_path: Path, name: str) -> None:
    make, problem = FILES[name]
    make(tmp_path / name)
    told = Told()
    summary = run([tmp_path / name, write_lines(tmp_path / "z.jsonl", made_texts(2))], tmp_path / "out", told=told)
    assert (summary.texts, summary.complete) == (2, False)
    (said,) = told.lines
    assert name in said and problem in said


def test_an_empty_file_is_no_failure(tmp_path: Path) -> None:
    told = Told()
    summary = run([write_lines(tmp_path / "a.jsonl", [])], tmp_path / "out", told=told)
    assert (summary.complete, told.lines) == (True, ["a.jsonl: is empty"])


def test_a_chosen_column_must_be_there(tmp_path: Path) -> None:
    told = Told()
    corpus = write_parquet(tmp_path / "a.parquet", made_texts(2))
    summary = run([corpus], tmp_path / "out", told=told, columns=Columns(date="day"))
    assert not summary.complete
    assert told.lines == ["a.parquet: has no column 'day'; name one with --date-column: it has id, text, date"]


@pytest.mark.parametrize("url", ["nosuch://bucket/a.parquet", "memory://nowhere/*.jsonl"])
def test_storage_that_is_not_there(tmp_path: Path, url: str) -> None:
    told = Told()
    assert not run([url], tmp_path / "out", told=told).complete
    assert len(told.lines) == 1 and url in told.lines[0]


def test_a_disk_that_fills_up_half_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = write_parquet(tmp_path / "a.parquet", made_texts(40))
    run([corpus], tmp_path / "expected")
    left = 9

    def fsync(number: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(ClusterError, match="the disk is full; make room and run the same command again"):
        run([corpus], tmp_path / "out")
    assert not list((tmp_path / "out").rglob(".*"))
    monkeypatch.undo()
    told = Told()
    run([corpus], tmp_path / "out", told=told)
    assert 0 < told.tasks < 4
    assert rows(tmp_path / "out", "quotations") == rows(tmp_path / "expected", "quotations")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(ClusterError, match="cannot be written"):
        run([write_lines(tmp_path / "a.jsonl", made_texts(1))], tmp_path / "out")


def test_a_data_set_of_another_version(tmp_path: Path) -> None:
    (tmp_path / "out" / "_job").mkdir(parents=True)
    (tmp_path / "out" / "_job" / "dataset.json").write_text('{"version": 99}')
    with pytest.raises(ClusterError, match="holds a data set of another version"):
        run([write_lines(tmp_path / "a.jsonl", made_texts(1))], tmp_path / "out")


def test_the_command_line_says_what_is_wrong_and_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = write_lines(tmp_path / "a.jsonl", [*made_texts(3), [1]])
    out = tmp_path / "out"
    status = main(["extract", str(good), str(tmp_path / "no.parquet"), "-o", str(out), "--jobs", "1"])
    printed = capsys.readouterr()
    assert (status, printed.out) == (1, "")
    missing, bad, last = printed.err.splitlines()
    assert missing == f"mkdocs-quotes: {tmp_path / 'no.parquet'}: does not exist; check the name"
    assert bad.endswith("is no JSON object but a list")
    assert last.startswith(f"mkdocs-quotes: {out}: 12 quotations (") and "1 bad record (in errors/)" in last
    assert main(["extract", str(good), "-o", str(out), "--jobs", "1"]) == 0
    assert "1 of 1 partition finished before" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "problem"),
    [
        (["a.jsonl"], "a corpus needs -o DIR"),
        (["s3://bucket/a"], "a corpus needs -o DIR"),
        (["texts", "--cluster", "local"], "a corpus needs -o DIR"),
        (["a.parquet", "-o", "out", "--format", "csv"], "--format and --explain go with texts"),
        (["a.parquet", "-o", "out", "--explain"], "--format and --explain go with texts"),
        (["a.txt", "--text-column", "body"], "--text-column goes with a corpus"),
        (["a.txt", "--no-texts"], "--no-texts goes with a corpus"),
        (["a.jsonl", "-o", "out", "--max-record-mb", "0"], "'0' is no number above 0"),
    ],
)
def test_wrong_use(argv: list[str], problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["extract", *argv])
    assert stopped.value.code == 2
    assert problem in capsys.readouterr().err


def test_without_the_extra_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("mkdocs_quotes.cluster.errors.find_spec", lambda name: None if name == "dask" else True)
    assert main(["extract", "a.parquet", "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == ("mkdocs-quotes: a corpus: needs dask: pip install mkdocs-quotes[cluster]\n")
