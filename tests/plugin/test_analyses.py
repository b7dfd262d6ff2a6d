"""Analyses are made once, kept, and thrown away when they are no longer right."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from mkdocs_quotes.model import Options
from mkdocs_quotes.plugin import analyses
from mkdocs_quotes.plugin.analyses import Analyser, Outcome, Task

TASKS = [Task("a.txt", b"One text."), Task("b.txt", b"Another text."), Task("c.md", b"A page.")]


class Runs:
    """Counts how often a text is really analysed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path | None) -> None:
        self.names: list[str] = []
        self.warnings: list[str] = []
        self.folder = folder
        outcome_of = analyses.outcome_of

        def count(task: Task, options: Options) -> Outcome:
            self.names.append(task.name)
            return outcome_of(task, options)

        monkeypatch.setattr(analyses, "outcome_of", count)

    def run(
        self, tasks: list[Task], options: Options | None = None, analyser: Analyser | None = None
    ) -> list[str]:
        self.names.clear()
        self.warnings.clear()
        outcomes = (analyser or Analyser()).run(
            tasks, options or Options(), folder=self.folder, jobs=1, warn=self.warnings.append
        )
        assert len(outcomes) == len(tasks)
        assert all(outcome.analysis for outcome in outcomes)
        return list(self.names)


def test_kept_on_disk_by_content_and_options(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    runs = Runs(monkeypatch, tmp_path / "cache")
    assert runs.run(TASKS) == ["a.txt", "b.txt", "c.md"]
    assert runs.run(TASKS) == []
    assert runs.run([*TASKS[:2], Task("c.md", b"A changed page.")]) == ["c.md"]
    assert runs.run(TASKS[:2], Options(kinds=frozenset({"turn"}))) == ["a.txt", "b.txt"]
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_kept_in_memory_while_serving(monkeypatch: pytest.MonkeyPatch) -> None:
    runs, analyser = Runs(monkeypatch, None), Analyser()
    assert runs.run(TASKS, analyser=analyser) == ["a.txt", "b.txt", "c.md"]
    assert runs.run(TASKS, analyser=analyser) == []


def test_equal_texts_are_analysed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Runs(monkeypatch, None)
    assert runs.run([Task("a.txt", b"Same."), Task("b.txt", b"Same.")]) == ["a.txt"]


@pytest.mark.parametrize("damage", [b"", b"nonsense", pickle.dumps({"a": 1}), b"\x80\x05cnosuchmodule\nX\n."])
def test_damaged_files_are_thrown_away(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: bytes
) -> None:
    runs = Runs(monkeypatch, tmp_path)
    runs.run(TASKS)
    sorted(tmp_path.iterdir())[0].write_bytes(damage)
    assert len(runs.run(TASKS)) == 1
    assert len(runs.warnings) == 1
    assert runs.warnings[0].endswith("damaged, made anew")
    assert runs.run(TASKS) == []


def test_a_folder_that_cannot_be_written_costs_one_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    runs = Runs(monkeypatch, tmp_path / "file" / "cache")
    assert len(runs.run(TASKS)) == 3
    assert len(runs.warnings) == 1


def test_processes_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(jobs: int) -> list[Outcome]:
        return Analyser().run(TASKS, Options(), folder=None, jobs=jobs, warn=print)

    alone = run(1)
    monkeypatch.setattr(analyses, "_WORTH_PROCESSES", 0)
    assert run(2) == alone
