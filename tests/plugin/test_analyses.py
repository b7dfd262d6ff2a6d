"""Analyses are made once, kept, shared by builds, and thrown away when they are no longer right."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sites import Builder

from mkdocs_quotes.model import Options
from mkdocs_quotes.parallel import map_in_order
from mkdocs_quotes.plugin import analyses, cache, outcome
from mkdocs_quotes.plugin.analyses import Analyser, Outcome, Task
from mkdocs_quotes.plugin.cache import FILE, Cache, decode, encode
from mkdocs_quotes.program import PROGRAM

TASKS = [
    Task("a.txt", "“One text,” said Ada Firth.".encode()),
    Task("b.txt", "“Another,” said Bo Lee, the mayor.".encode()),
    Task("c.md", "# A page\n\n*“Mine,”* she said.".encode()),
]
CHANGED = Task("c.md", b"A changed page.")
LOG = logging.LoggerAdapter(logging.getLogger("mkdocs.plugins.test"), {})


class Runs:
    """Counts how often a text is really analysed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, folder: Path) -> None:
        self.names: list[str] = []
        self.folder: Path | None = folder
        self._caplog = caplog
        outcome_of = outcome.outcome_of

        def count(task: Task, options: Options) -> Outcome:
            self.names.append(task.name)
            return outcome_of(task, options)

        monkeypatch.setattr(outcome, "outcome_of", count)

    def run(
        self, tasks: list[Task], options: Options | None = None, analyser: Analyser | None = None
    ) -> list[str]:
        self.names.clear()
        self._caplog.clear()
        found = (analyser or Analyser()).run(tasks, options or Options(), folder=self.folder, jobs=1, log=LOG)
        assert [one.analysis and one.analysis.document.text for one in found] == [t.data.decode() for t in tasks]
        return list(self.names)

    @property
    def warnings(self) -> list[str]:
        return [record.getMessage() for record in self._caplog.records if record.levelno >= logging.WARNING]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> Runs:
    return Runs(monkeypatch, caplog, tmp_path / "cache")


def rows(folder: Path) -> int:
    with contextlib.closing(sqlite3.connect(folder / FILE)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM analyses").fetchone()[0])


def change(folder: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.execute(statement)


def test_kept_on_disk_by_content_and_options(runs: Runs) -> None:
    assert runs.run(TASKS) == ["a.txt", "b.txt", "c.md"]
    assert runs.run(TASKS) == []
    assert runs.run([*TASKS[:2], CHANGED]) == ["c.md"]
    # What it was before is there still.
    assert runs.run(TASKS) == []
    assert runs.run(TASKS[:2], Options(kinds=frozenset({"turn"}))) == ["a.txt", "b.txt"]
    assert runs.run(TASKS[:1], Options(language="de")) == ["a.txt"]
    assert runs.run(TASKS[:1], Options(explain=True)) == ["a.txt"]
    # The same words are another text where they are read in another way.
    assert runs.run([Task("a.md", TASKS[0].data)]) == ["a.md"]


def test_another_program_or_other_language_data_ask_again(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    runs.run(TASKS)
    monkeypatch.setattr(outcome, "_program", lambda: "another")
    assert runs.run(TASKS) == ["a.txt", "b.txt", "c.md"]


def test_all_that_an_analysis_follows_from_is_looked_at() -> None:
    program = "import sys, mkdocs_quotes.pipeline, mkdocs_quotes.read; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout
    rooms = {name.split(".")[1] for name in loaded.split() if name.startswith("mkdocs_quotes.")}
    assert rooms == set(PROGRAM)


def test_kept_in_memory_while_serving(runs: Runs) -> None:
    runs.folder = None
    analyser = Analyser()
    assert runs.run(TASKS, analyser=analyser) == ["a.txt", "b.txt", "c.md"]
    assert runs.run(TASKS, analyser=analyser) == []
    assert runs.run([*TASKS[:2], CHANGED], analyser=analyser) == ["c.md"]


def test_equal_texts_are_analysed_once(runs: Runs) -> None:
    assert runs.run([Task("a.txt", b"Same."), Task("b.txt", b"Same.")]) == ["a.txt"]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"SQLite format 3\0" + b"\7" * 4000])
def test_a_damaged_file_is_made_anew(runs: Runs, damage: bytes) -> None:
    runs.run(TASKS)
    assert runs.folder
    (runs.folder / FILE).write_bytes(damage)
    assert len(runs.run(TASKS)) == 3
    assert [line.partition(": ")[2] for line in runs.warnings] == (["damaged, made anew"] if damage else [])
    assert runs.run(TASKS) == []
    assert runs.warnings == []


def test_a_file_that_is_damaged_within_is_made_anew(runs: Runs) -> None:
    runs.run([*TASKS, *(Task(f"{n}.txt", b"x" * 5_000 + str(n).encode()) for n in range(20))])
    assert runs.folder
    path = runs.folder / FILE
    data = bytearray(path.read_bytes())
    data[4_096:] = b"\xff" * (len(data) - 4_096)
    path.write_bytes(data)
    assert len(runs.run(TASKS)) == 3
    assert [line.partition(": ")[2] for line in runs.warnings] == ["damaged, made anew"]
    assert runs.run(TASKS) == []


@pytest.mark.parametrize(
    "damage",
    [
        "data = zeroblob(100)",
        "data = x'' ",
        "checksum = checksum + 1",
        "data = substr(data, 1, 50)",
    ],
)
def test_damaged_entries_are_thrown_away_with_one_line(runs: Runs, damage: str) -> None:
    runs.run(TASKS)
    assert runs.folder
    change(runs.folder, f"UPDATE analyses SET {damage}")
    assert len(runs.run(TASKS)) == 3
    assert [line.partition(": ")[2] for line in runs.warnings] == ["damaged, made anew"]
    assert runs.run(TASKS) == []


class Trap:
    """What calls a function when it is unpickled."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.system, ("touch trapped",)


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(Trap()),
        pickle.dumps(Outcome(None, (Trap(),))),  # type: ignore[arg-type]
        pickle.dumps({"a": 1}),
        pickle.dumps(Options()),
        b"cbuiltins\neval\n.",
        b"\x80\x05cnosuchmodule\nX\n.",
        b"",
    ],
)
def test_nothing_but_records_is_made_of_what_is_kept(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert decode(data) is None
    assert not (tmp_path / "trapped").exists()


def test_what_is_kept_comes_back_as_it_was() -> None:
    for task in TASKS:
        for options in (Options(), Options(explain=True)):
            found = outcome.outcome_of(task, options)
            assert decode(encode(found)) == found


def test_a_folder_that_cannot_be_written_costs_one_warning(runs: Runs, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    runs.folder = tmp_path / "file" / "cache"
    assert len(runs.run(TASKS)) == 3
    assert len(runs.warnings) == 1 and "texts are analysed anew each time" in runs.warnings[0]


def test_a_file_that_another_build_keeps_to_itself_costs_one_warning(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_PATIENCE", 0.01)
    runs.run(TASKS)
    assert runs.folder
    with contextlib.closing(sqlite3.connect(runs.folder / FILE)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert len(runs.run(TASKS)) == 3
        assert len(runs.warnings) == 1 and "locked" in runs.warnings[0]
    assert runs.run(TASKS) == []


def test_builds_that_run_at_once_leave_one_another_what_they_need(tmp_path: Path) -> None:
    """Two that share a folder, each with texts of its own, by turns and at the same time."""
    sets = [[Task(f"{name}{n}.txt", f"“{name} {n},” said Bo Lee.".encode()) for n in range(40)] for name in "ab"]
    problems: list[str] = []

    def build(tasks: list[Task]) -> None:
        log = logging.LoggerAdapter(logging.getLogger("other"), {})
        log.warning = problems.append  # type: ignore[method-assign, assignment]
        for n in range(1, 41, 3):
            Analyser().run(tasks[:n], Options(), folder=tmp_path, jobs=1, log=log)

    threads = [threading.Thread(target=build, args=(tasks,)) for tasks in sets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert rows(tmp_path) == 80


def test_what_no_build_has_used_for_long_is_let_go(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    runs.run(TASKS)
    assert runs.folder
    today = cache._today()
    monkeypatch.setattr(cache, "_today", lambda: today + cache.UNUSED_DAYS)
    runs.run(TASKS[:2])
    assert rows(runs.folder) == 3
    monkeypatch.setattr(cache, "_today", lambda: today + cache.UNUSED_DAYS + 1)
    runs.run([*TASKS[:2], CHANGED])
    assert rows(runs.folder) == 3
    assert runs.run(TASKS) == ["c.md"]


def test_it_is_bounded_in_size(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [Task(f"{n}.txt", f"{n} ".encode() * 20_000) for n in range(10)]
    runs.run(many)
    assert runs.folder
    whole = (runs.folder / FILE).stat().st_size
    monkeypatch.setattr(cache, "LIMIT", 1_000)
    # What is used today stays, whatever it takes.
    assert runs.run([*many, *TASKS]) == ["a.txt", "b.txt", "c.md"]
    assert rows(runs.folder) == 13
    today = cache._today()
    monkeypatch.setattr(cache, "_today", lambda: today + 1)
    runs.run([*TASKS, CHANGED])
    assert rows(runs.folder) == 4
    assert (runs.folder / FILE).stat().st_size < whole / 5


@pytest.fixture(params=multiprocessing.get_all_start_methods())
def method(request: pytest.FixtureRequest) -> Iterator[str]:
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method(request.param, force=True)
    yield request.param
    multiprocessing.set_start_method(before, force=True)


def test_processes_give_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, method: str) -> None:
    def run(jobs: int) -> list[Outcome]:
        return Analyser().run(TASKS, Options(), folder=tmp_path / str(jobs), jobs=jobs, log=LOG)

    alone = run(1)
    monkeypatch.setattr(analyses, "WORTH_PROCESSES", 0)
    assert run(2) == alone
    stored = []
    for jobs in (1, 2):
        found = Cache(tmp_path / str(jobs), print)
        stored.append(dict(found.load([task.key(Options()) for task in TASKS])))
        found.close()
    assert stored[0] == stored[1] and len(stored[0]) == 3


def test_processes_make_the_same_site(
    make_site: Builder, archive: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyses, "WORTH_PROCESSES", 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    used = []

    def counted(*arguments: Any, **more: Any) -> Iterator[bytes]:
        used.append(arguments[2])
        return map_in_order(*arguments, **more)

    monkeypatch.setattr(analyses, "map_in_order", counted)

    def built(jobs: int) -> dict[str, bytes]:
        # The plugin lives on in this process and would remember.
        monkeypatch.setattr(outcome, "_program", lambda: f"with {jobs}")
        site = make_site(archive, {"sources": ["archive"], "jobs": jobs, "cache_dir": f"cache{jobs}"}).site
        # Neither compression nor the tool that builds the search index is the same to the byte in any two builds.
        files = {str(path.relative_to(site)): path for path in sorted(site.rglob("*")) if path.is_file()}
        return {n: f.read_bytes() for n, f in files.items() if f.suffix != ".gz" and "search/" not in n}

    assert built(2) == built(1)
    assert used == [2]


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="what a test replaces is seen")
def test_a_text_that_ends_its_process_costs_one_warning(
    make_site: Builder, archive: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome_of = outcome.outcome_of

    def die(task: Task, options: Options) -> Outcome:
        if task.name == "dam.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome_of(task, options)

    monkeypatch.setattr(analyses, "WORTH_PROCESSES", 0)
    monkeypatch.setattr(outcome, "outcome_of", die)
    monkeypatch.setattr(outcome, "_program", lambda: "deadly")
    built = make_site(archive, {"sources": ["archive"], "jobs": 2}, strict=False)
    assert [line.partition(": ")[2] for line in built.warnings] == [
        "dam.txt: ended the process that analysed it (too little memory?); left out"
    ]
    assert built.has("archive/bridge/index.html") and not built.has("dam/index.html")


def test_progress_is_told_unless_it_is_to_be_quiet(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    clock = iter(range(1000))
    many = [Task(f"{n}.txt", f"{n}.".encode()) for n in range(10)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mkdocs_quotes.progress.time.monotonic", lambda: next(clock))
        for level in (logging.INFO, logging.ERROR):
            caplog.clear()
            with caplog.at_level(level, logger="mkdocs.plugins.test"):
                Analyser().run(many, Options(), folder=None, jobs=1, log=LOG)
            told = [record.getMessage() for record in caplog.records]
            assert told == (["analysed 1 of 10 texts, 10%", "analysed 6 of 10 texts, 60%"] if level == 20 else [])
