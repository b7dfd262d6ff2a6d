"""A scheduler and workers as processes of their own: the same data set, whoever is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from dask_processes import Processes, deadly, unsteady
from small_corpora import Told, made_texts, rows, run, write_lines

from mkdocs_quotes.cli import main
from mkdocs_quotes.cluster import ClusterError, engines, unify
from mkdocs_quotes.cluster.engines import Alone, Lost, open_engine
from mkdocs_quotes.cluster.schema import PARTS

TABLES = ("quotations", "texts", "errors", "speakers")
PART = 2500


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Shared, since they take seconds to start; each test says how many workers it needs."""
    started = Processes(tmp_path_factory.mktemp("dask"))
    try:
        yield started
    finally:
        started.end()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is waited for for long."""
    monkeypatch.setattr(engines, "_ANSWER", 5.0)
    monkeypatch.setattr(engines, "_PATIENCE", 1.5)
    monkeypatch.setattr(engines, "_LOOK", 0.2)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    lines: list[object] = list(made_texts(100))
    lines.insert(60, ["no object"])
    return write_lines(folder / "a.jsonl", lines)


@pytest.fixture(scope="module")
def expected(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, object]]]:
    """What one process makes of it."""
    out = tmp_path_factory.mktemp("expected")
    run([corpus], out, part_size=PART)
    return {table: rows(out, table) for table in TABLES}


class Killer(Told):
    """Does something once so many partitions, or steps of unifying, are done."""

    def __init__(self, after: int, act: Callable[[], object], unit: str = "partitions") -> None:
        super().__init__()
        self._after, self._act, self._wanted = after, act, unit
        self._unit = ""
        self._count = 0

    def begin(self, tasks: int, size: int, unit: str) -> None:
        super().begin(tasks, size, unit)
        self._unit = unit

    def advance(self, size: int) -> None:
        super().advance(size)
        self._count += self._unit == self._wanted
        if self._count == self._after and self._unit == self._wanted:
            self._act()


def test_a_scheduler_without_workers(
    processes: Processes, corpus: Path, tmp_path: Path, impatient: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not processes.alive
    address = processes.address
    assert main(["extract", str(corpus), "-o", str(tmp_path / "out"), "--cluster", address]) == 1
    assert capsys.readouterr().err == f"mkdocs-quotes: {address}: has no workers; start some with `dask worker`\n"


@pytest.mark.parametrize("unit", ["partitions", "steps of unifying speakers"])
def test_a_worker_is_killed_and_nothing_is_lost_and_nothing_twice(
    unit: str,
    processes: Processes,
    corpus: Path,
    expected: dict[str, list[dict[str, object]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unify, "_GATHERED", 20)
    monkeypatch.setattr(unify, "_SHARE", 20)
    processes.need_workers(2)
    one, other = processes.alive[:2]
    told = Killer(3, lambda: processes.kill(one), unit)
    with open_engine(processes.address, 0, 2) as engine:
        summary = run([corpus], tmp_path / "out", engine=engine, told=told, part_size=PART)
    assert one.poll() is not None and other.poll() is None
    assert told.tasks == told.done == summary.parts > 15
    assert (summary.failed, summary.bad, summary.complete) == (0, 1, True)
    found = {table: rows(tmp_path / "out", table) for table in TABLES}
    assert {table: len(found[table]) for table in TABLES} == {table: len(expected[table]) for table in TABLES}
    assert found == expected


def test_work_that_kills_its_worker_fails_alone(processes: Processes) -> None:
    processes.need_workers(3)
    with open_engine(processes.address, 0, 0) as engine:
        # By itself: what stands in line behind it may go down with it, and would be tried again by the next run.
        outcomes = [*engine.run(deadly, [2]), *sorted(engine.run(deadly, [0, 1, 3, 4]))]
    assert outcomes == [
        (2, Lost("each worker that tried it was killed (too little memory?)")),
        *((number, number * 10) for number in (0, 1, 3, 4)),
    ]


def test_storage_that_fails_now_and_then(processes: Processes, tmp_path: Path) -> None:
    processes.need_workers(1)
    with open_engine(processes.address, 0, 2) as engine:
        assert list(engine.run(unsteady, [str(tmp_path / "a")])) == [(str(tmp_path / "a"), "done")]
    with open_engine(processes.address, 0, 1) as engine:
        assert list(engine.run(unsteady, [str(tmp_path / "b")])) == [(str(tmp_path / "b"), Lost("Input/output error"))]
    assert list(Alone(2).run(unsteady, [str(tmp_path / "c")])) == [(str(tmp_path / "c"), "done")]
    assert list(Alone(1).run(unsteady, [str(tmp_path / "d")])) == [(str(tmp_path / "d"), Lost("Input/output error"))]


def test_a_worker_of_another_version(
    processes: Processes, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes.need_workers(1)
    monkeypatch.setattr("mkdocs_quotes.cluster.job.fingerprint", lambda: "another")
    with open_engine(processes.address, 0, 2) as engine, pytest.raises(ClusterError, match="another version"):
        run([corpus], tmp_path / "out", engine=engine)


def test_all_workers_are_killed_and_a_later_run_goes_on(
    processes: Processes,
    corpus: Path,
    expected: dict[str, list[dict[str, object]]],
    tmp_path: Path,
    impatient: None,
) -> None:
    processes.need_workers(1)
    told = Killer(2, lambda: [processes.kill(worker) for worker in processes.alive])
    problem = "has no worker left; start some, and run the same command again to go on"
    with pytest.raises(ClusterError, match=problem), open_engine(processes.file, 0, 2) as engine:
        run([corpus], tmp_path / "out", engine=engine, told=told, part_size=PART)
    finished = len(list((tmp_path / "out" / PARTS).iterdir()))
    assert 2 <= finished < len(expected["texts"])
    again = Told()
    summary = run([corpus], tmp_path / "out", told=again, part_size=PART)
    assert again.tasks == summary.parts - finished
    assert {table: rows(tmp_path / "out", table) for table in TABLES} == expected


def test_the_scheduler_is_killed(processes: Processes, corpus: Path, tmp_path: Path, impatient: None) -> None:
    processes.need_workers(1)
    told = Killer(2, lambda: processes.kill(processes.scheduler))
    problem = "run the same command again to go on"
    with pytest.raises(ClusterError, match=problem), open_engine(processes.address, 0, 2) as engine:
        run([corpus], tmp_path / "out", engine=engine, told=told, part_size=PART)
    assert (tmp_path / "out" / PARTS).is_dir()


def test_the_scheduler_is_killed_before_its_answer_is_read() -> None:
    class Forgotten:
        status = "cancelled"

        def result(self) -> None:
            raise CancelledError

        def release(self) -> None:
            pass

    class Client:
        status = "running"

        def nthreads(self) -> dict[str, int]:
            return {"worker": 1}

        def submit(self, *_: object, **__: object) -> Forgotten:
            return Forgotten()

    engine = engines.OnCluster(Client(), "tcp://scheduler:8786", 0)  # type: ignore[arg-type]
    engine._some_done = list  # type: ignore[method-assign, assignment]
    with pytest.raises(ClusterError, match="run the same command again to go on"):
        list(engine.run(len, ["one"]))


def test_an_address_that_nothing_answers(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engines, "_ANSWER", 1.0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        assert main(["extract", str(corpus), "-o", str(tmp_path / "out"), "--cluster", address]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"mkdocs-quotes: {address}: nothing answers there; start `dask scheduler`")


@pytest.mark.parametrize("address", ["nonsense", "nosuch.json", "ftp://127.0.0.1:1"])
def test_words_that_are_no_address(
    address: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(corpus), "-o", str(tmp_path / "out"), "--cluster", address]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"mkdocs-quotes: {address}: ")


def test_processes_of_its_own(
    corpus: Path, expected: dict[str, list[dict[str, object]]], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    argv = ["extract", str(corpus), "-o", str(tmp_path / "out"), "--jobs", "2", "--partition-mb", str(PART / 1e6)]
    assert main(argv) == 0
    assert {table: rows(tmp_path / "out", table) for table in TABLES} == expected
    said = [line for line in capfd.readouterr().err.splitlines() if "partitions, " not in line]
    assert len(said) == 2 and all(line.startswith("mkdocs-quotes: ") for line in said)


@pytest.mark.skipif(os.name == "nt", reason="a terminal sends no signals there")
def test_ctrl_c_ends_it_without_a_word(tmp_path: Path) -> None:
    corpus = write_lines(tmp_path / "a.jsonl", made_texts(3000))
    argv = ["extract", str(corpus), "-o", str(tmp_path / "out"), "--jobs", "2", "--partition-mb", "0.002"]
    command = [sys.executable, "-m", "mkdocs_quotes", *argv]
    # A terminal sends it to all processes of the command; here they are a session of their own.
    job = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    marks = tmp_path / "out" / PARTS
    until = time.monotonic() + 60
    while not (marks.is_dir() and len(list(marks.iterdir())) > 2):
        assert job.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    os.killpg(job.pid, signal.SIGINT)
    said = job.communicate(timeout=60)[1]
    assert job.returncode == 130
    assert [line for line in said.splitlines() if "partitions, " not in line] == []
