"""Run again, a job takes up where it was, and does nothing that is done already."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from small_corpora import Told, made_texts, rows, run, write_lines, write_parquet

from mkdocs_quotes.cluster import corpus as corpus_module
from mkdocs_quotes.cluster.engines import Alone
from mkdocs_quotes.cluster.schema import PARTS


class Stopped(Alone):
    """Does a few items, and then somebody presses Ctrl-C in the middle of the next."""

    def __init__(self, after: int) -> None:
        super().__init__(0)
        self._after = after

    def run(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        yield from super().run(work, items[: self._after])
        raise KeyboardInterrupt


def tables(output: Path) -> dict[str, list[dict[str, Any]]]:
    return {table: rows(output, table) for table in ("quotations", "texts", "errors", "speakers")}


def test_what_is_finished_is_not_done_again(tmp_path: Path) -> None:
    corpus = write_parquet(tmp_path / "a.parquet", made_texts(50))
    run([corpus], tmp_path / "expected")
    with pytest.raises(KeyboardInterrupt):
        run([corpus], tmp_path / "out", engine=Stopped(3))
    told = Told()
    summary = run([corpus], tmp_path / "out", told=told)
    assert (told.tasks, told.done, summary.before, summary.parts, summary.texts) == (2, 2, 3, 5, 50)
    assert tables(tmp_path / "out") == tables(tmp_path / "expected")
    told = Told()
    summary = run([corpus], tmp_path / "out", told=told)
    assert (told.tasks, summary.before, summary.texts) == (0, 5, 50)


def test_a_process_that_is_killed_leaves_nothing_half_done(tmp_path: Path) -> None:
    corpus = write_lines(tmp_path / "a.jsonl", made_texts(40))
    run([corpus], tmp_path / "expected", part_size=4000)
    # It dies, without any clean-up, when the files of its third part are there but for the mark.
    program = """
import os, sys
from mkdocs_quotes.cluster import work
from mkdocs_quotes.cli import main
written = work.write_mark
def write_mark(store, mark, count=[0]):
    count[0] += 1
    if count[0] == 3:
        os._exit(9)
    written(store, mark)
work.write_mark = write_mark
main(sys.argv[1:])
"""
    argv = ["extract", str(corpus), "-o", str(tmp_path / "out"), "--jobs", "1", "--partition-mb", "0.004"]
    done = subprocess.run([sys.executable, "-c", program, *argv], capture_output=True, check=False)
    assert done.returncode == 9
    assert len(list((tmp_path / "out" / PARTS).iterdir())) == 2
    told = Told()
    summary = run([corpus], tmp_path / "out", told=told, part_size=4000)
    assert told.tasks == summary.parts - 2
    assert tables(tmp_path / "out") == tables(tmp_path / "expected")


def test_other_options_make_it_anew(tmp_path: Path) -> None:
    corpus = write_parquet(tmp_path / "a.parquet", made_texts(20))
    run([corpus], tmp_path / "out", min_confidence=1.0)
    assert not any(row["speaker"] for row in rows(tmp_path / "out", "quotations"))
    told = Told()
    run([corpus], tmp_path / "out", told=told)
    run([corpus], tmp_path / "expected")
    assert told.tasks == 2
    assert tables(tmp_path / "out") == tables(tmp_path / "expected")


def test_another_program_makes_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = write_parquet(tmp_path / "a.parquet", made_texts(20))
    run([corpus], tmp_path / "out")
    monkeypatch.setattr(corpus_module, "fingerprint", lambda: "another")
    told = Told()
    run([corpus], tmp_path / "out", told=told)
    assert told.tasks == 2


def test_other_cuts_leave_nothing_of_the_old_ones(tmp_path: Path) -> None:
    corpus = write_lines(tmp_path / "a.jsonl", made_texts(20))
    run([corpus], tmp_path / "out", part_size=1000)
    run([corpus], tmp_path / "out", part_size=5000)
    run([corpus], tmp_path / "expected", part_size=5000)
    assert tables(tmp_path / "out") == tables(tmp_path / "expected")


def test_a_file_that_has_changed_is_done_anew(tmp_path: Path) -> None:
    first = write_parquet(tmp_path / "a.parquet", made_texts(30))
    second = write_lines(tmp_path / "b.jsonl", [{"text": "“Yes,” said Bo Lee."}])
    run([first, second], tmp_path / "out")
    write_parquet(first, made_texts(10))
    told = Told()
    summary = run([first, second], tmp_path / "out", told=told)
    assert (told.tasks, summary.texts) == (1, 11)
    assert len(rows(tmp_path / "out", "texts")) == 11


def test_a_data_set_grows_with_files_that_are_given_later(tmp_path: Path) -> None:
    first = write_lines(tmp_path / "a.jsonl", made_texts(3))
    second = write_lines(tmp_path / "b.jsonl", [{"text": "“Yes,” said Bo Lee."}])
    run([first], tmp_path / "out")
    summary = run([second], tmp_path / "out")
    assert (summary.texts, summary.before) == (4, 1)
    assert len(rows(tmp_path / "out", "texts")) == 4


@pytest.mark.parametrize(
    ("path", "damage", "tasks"),
    [
        *(
            pytest.param(folder, None, 1, id=f"lost: {folder}")
            for folder in ("quotations", "texts", "speakers", "_job/people", PARTS)
        ),
        pytest.param("speakers/unified-00000-of-00001.parquet", None, 0, id="lost: unified speakers"),
        *(pytest.param(PARTS, data, 1, id=f"mark: {data!r}") for data in (b"", b"[]", b'{"part": 1}', b"\xff")),
    ],
)
def test_what_is_lost_or_damaged_is_made_again(tmp_path: Path, path: str, damage: bytes | None, tasks: int) -> None:
    corpus = write_parquet(tmp_path / "a.parquet", made_texts(20))
    run([corpus], tmp_path / "out")
    before = tables(tmp_path / "out")
    place = tmp_path / "out" / path
    file = min(place.iterdir()) if place.is_dir() else place
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)
    told = Told()
    run([corpus], tmp_path / "out", told=told)
    assert told.tasks == tasks
    assert tables(tmp_path / "out") == before


def test_what_was_left_unfinished_long_ago_is_swept_away(tmp_path: Path) -> None:
    corpus = write_lines(tmp_path / "a.jsonl", made_texts(1))
    run([corpus], tmp_path / "out")
    old = tmp_path / "out" / "quotations" / ".a.parquet.0123.new"
    fresh = tmp_path / "out" / "quotations" / ".b.parquet.0123.new"
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    run([corpus], tmp_path / "out")
    assert (old.exists(), fresh.exists()) == (False, True)
