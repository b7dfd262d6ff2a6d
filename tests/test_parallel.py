"""Several processes give what one gives, however they are started and whatever becomes of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mkdocs_quotes import parallel
from mkdocs_quotes.cli import main
from mkdocs_quotes.cli import work as cli_work
from mkdocs_quotes.parallel import map_in_order
from mkdocs_quotes.pipeline import analyse

METHODS = multiprocessing.get_all_start_methods()
FORKS = pytest.mark.skipif("fork" not in METHODS, reason="what a test replaces is seen in forked processes only")


@pytest.fixture(params=METHODS)
def method(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each way in which processes are started here."""
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method(request.param, force=True)
    yield request.param
    multiprocessing.set_start_method(before, force=True)


def end_process() -> None:
    """End this process as one is ended that takes too much memory."""
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


def double(number: int) -> int:
    return 2 * number


def double_or_die(number: int) -> int:
    if number in (37, 38, 250):
        end_process()
    return 2 * number


def double_or_raise(number: int) -> int:
    if number == 37:
        raise ValueError("37 is too much")
    return 2 * number


def run(work: Any, tasks: Any, jobs: int = 2) -> Iterator[int]:
    return map_in_order(work, tasks, jobs, size=lambda _: 10_000, lost=lambda number: -number)


def test_in_order_however_processes_are_started(method: str) -> None:
    assert list(run(double, range(100))) == list(map(double, range(100)))


def test_a_task_that_ends_its_process_takes_nothing_else_with_it(method: str) -> None:
    expected = [-number if number in (37, 38, 250) else 2 * number for number in range(300)]
    assert list(run(double_or_die, range(300))) == expected


def test_what_is_raised_is_raised() -> None:
    found = run(double_or_raise, range(100))
    with pytest.raises(ValueError, match="37 is too much"):
        list(found)


def test_without_processes_it_goes_on_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError("no processes")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    assert list(run(double, range(100))) == list(map(double, range(100)))


def test_where_none_lives_it_goes_on_alone(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    monkeypatch.setattr(parallel, "_begin", end_process)
    assert list(run(double, range(30))) == list(map(double, range(30)))


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for number in range(10_000):
            taken.append(number)
            yield number

    found = run(double, tasks())
    assert [next(found) for _ in range(10)] == [2 * number for number in range(10)]
    assert len(taken) < 200
    found.close()  # type: ignore[attr-defined]


def write_texts(folder: Path) -> None:
    for number in range(12):
        words = f"“Pier {number} will cost what it costs,” said Orla Finch.\n"
        (folder / f"{number:02}.txt").write_text(words * 5, encoding="utf-8")


@FORKS
@pytest.mark.parametrize("jobs", [2, 3])
def test_a_text_that_ends_its_process_costs_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], jobs: int
) -> None:
    def analyse_or_die(document: Any, options: Any) -> Any:
        if "Pier 7 " in document.text:
            end_process()
        return analyse(document, options)

    write_texts(tmp_path)
    assert main(["extract", str(tmp_path)]) == 0
    whole = capsys.readouterr().out
    monkeypatch.setattr(cli_work, "analyse", analyse_or_die)
    assert main(["extract", str(tmp_path), "--jobs", str(jobs)]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [line for line in whole.splitlines() if "07.txt" not in line]
    assert err.count("\n") == 1 and "07.txt: ended the process" in err


def test_the_command_line_prints_the_same_bytes(tmp_path: Path) -> None:
    write_texts(tmp_path)

    def printed(jobs: int, method: str) -> bytes:
        program = (
            "import multiprocessing, sys; from mkdocs_quotes.cli import main;"
            f"multiprocessing.set_start_method({method!r});"
            f"sys.exit(main(['extract', {str(tmp_path)!r}, '--jobs', '{jobs}']))"
        )
        return subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout

    alone = printed(1, METHODS[0])
    assert alone.count(b"\n") == 60
    assert [printed(2, method) for method in METHODS] == [alone] * len(METHODS)
