"""The command line: texts in, records out, and what happens when something is wrong with a text."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_quotes import __version__
from mkdocs_quotes.cli import main
from mkdocs_quotes.cli import sources as cli_sources
from mkdocs_quotes.cli import work as cli_work
from mkdocs_quotes.cli.review import print_doubts
from mkdocs_quotes.index import Editing, SourceText, build_index, read_editing
from mkdocs_quotes.model import Analysis, Attribution, Document, Quotation, Speaker
from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.progress import Progress
from mkdocs_quotes.records import FIELDS

FRY = "The pier\n\n“It will cost what it costs,” said Orla Finch.\n\nShe sat down.\n"
LEE = "“Nobody asked the anglers,” said Bo Lee.\r\n"

Result = tuple[int, str, str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command line; gives exit status, standard output and standard error."""

    def run(*argv: object) -> Result:
        try:
            status = main([str(word) for word in argv])
        except SystemExit as stopped:
            assert isinstance(stopped.code, int)
            status = stopped.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder of texts, with some files that are none."""
    folder = tmp_path / "archive"
    (folder / "news").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "b.txt").write_text(FRY, encoding="utf-8")
    (folder / "news" / "a.md").write_text(LEE, encoding="utf-8", newline="")
    (folder / "data.csv").write_text(FRY, encoding="utf-8")
    (folder / ".hidden" / "c.txt").write_text(FRY, encoding="utf-8")
    (folder / ".d.txt").write_text(FRY, encoding="utf-8")
    return folder


def give_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def records(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_folder_is_walked_in_order_and_sources_are_relative_to_it(run: Any, archive: Path) -> None:
    status, out, err = run("extract", archive)
    found = records(out)
    assert (status, err) == (0, "")
    assert [(r["source"], r["text"]) for r in found] == [
        ("b.txt", "It will cost what it costs,"),
        ("news/a.md", "Nobody asked the anglers,"),
    ]
    assert [r["speaker"] for r in found] == ["Orla Finch", "Bo Lee"]
    assert all(set(FIELDS) <= set(r) for r in found)
    assert FRY[found[0]["start"] : found[0]["end"]] == found[0]["text"]


def test_file_given_by_name_is_read_whatever_its_suffix(run: Any, archive: Path) -> None:
    status, out, _ = run("extract", archive / "data.csv")
    assert status == 0
    assert [r["source"] for r in records(out)] == ["data.csv"]


def test_several_paths_come_in_order_of_source(run: Any, archive: Path) -> None:
    _, out, _ = run("extract", archive / "news", archive / "data.csv", archive / "b.txt", archive / "b.txt")
    assert [r["source"] for r in records(out)] == ["a.md", "b.txt", "data.csv"]


def test_two_files_with_one_name_keep_apart(run: Any, archive: Path) -> None:
    (archive / "news" / "b.txt").write_text(LEE, encoding="utf-8")
    status, out, err = run("extract", archive / "b.txt", archive / "news" / "b.txt")
    found = records(out)
    assert status == 0
    assert {r["source"] for r in found} == {"b.txt", (archive / "news" / "b.txt").as_posix()}
    assert len({r["id"] for r in found}) == 2
    assert err.count("\n") == 1 and "has the name of" in err


@pytest.mark.parametrize("argv", [["extract"], ["extract", "-"]])
def test_standard_input(run: Any, monkeypatch: pytest.MonkeyPatch, argv: list[str]) -> None:
    give_stdin(monkeypatch, LEE.encode())
    status, out, _ = run(*argv)
    assert status == 0
    assert [(r["source"], r["speaker"]) for r in records(out)] == [("-", "Bo Lee")]


def test_json_is_one_array(run: Any, archive: Path) -> None:
    _, out, _ = run("extract", archive, "--format", "json")
    assert [r["source"] for r in json.loads(out)] == ["b.txt", "news/a.md"]
    _, out, _ = run("extract", archive / ".hidden" / "..", "--format", "json", "--language", "en")
    assert len(json.loads(out)) == 2


def test_json_without_quotations_is_an_empty_array(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nobody spoke.", encoding="utf-8")
    _, out, _ = run("extract", tmp_path, "--format", "json")
    assert json.loads(out) == []


def test_csv_has_one_head_and_a_row_each(run: Any, archive: Path) -> None:
    _, out, _ = run("extract", archive, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert [(row["source"], row["speaker"]) for row in rows] == [
        ("b.txt", "Orla Finch"),
        ("news/a.md", "Bo Lee"),
    ]


def test_text_is_for_people(run: Any, archive: Path) -> None:
    _, out, _ = run("extract", archive / "b.txt", "--format", "text")
    assert out == "b.txt:3:2: Orla Finch: “It will cost what it costs,”\n"


def test_explain_in_text_and_in_json(run: Any, archive: Path) -> None:
    _, out, _ = run("extract", archive / "b.txt", "--format", "text", "--explain")
    lines = out.splitlines()
    assert lines[1].startswith("    rule ") and "confidence" in lines[1]
    assert any("mention “Orla Finch” at 3:36" in line for line in lines)
    _, out, _ = run("extract", archive / "b.txt", "--explain")
    (record,) = records(out)
    evidence = record["evidence"]
    assert evidence["rule"] == record["rule"]
    assert evidence["mention"]["text"] == "Orla Finch" and evidence["cue"]["text"] == "said"
    assert isinstance(evidence["candidates"], list)


def test_min_confidence_withholds_the_speaker(run: Any, archive: Path) -> None:
    _, out, _ = run("extract", archive / "b.txt", "--min-confidence", "1")
    (record,) = records(out)
    assert (record["speaker"], record["speaker_id"], record["mention"]) == (None, None, None)
    assert record["candidate"] == "Orla Finch"
    _, out, _ = run("extract", archive / "b.txt", "--min-confidence", "1", "--format", "text")
    assert ": ? (perhaps Orla Finch): " in out


def test_output_file(run: Any, archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    status, out, _ = run("extract", archive, "-o", target)
    assert (status, out) == (0, "")
    assert [r["source"] for r in records(target.read_text(encoding="utf-8"))] == ["b.txt", "news/a.md"]


def test_output_that_cannot_be_written(run: Any, archive: Path, tmp_path: Path) -> None:
    status, _, err = run("extract", archive, "-o", tmp_path / "no" / "out.jsonl")
    assert status == 1
    assert err.count("\n") == 1 and "cannot be written" in err


def test_processes_change_nothing(run: Any, archive: Path) -> None:
    for number in range(20):
        (archive / f"n{number}.txt").write_text(FRY.replace("pier", f"pier {number}"), encoding="utf-8")
    (archive / "empty.txt").write_bytes(b"")
    alone = run("extract", archive, "--jobs", "1")
    assert run("extract", archive, "--jobs", "3") == alone
    assert len(records(alone[1])) == 22


def test_bad_texts_get_a_line_each_and_the_others_are_read(run: Any, archive: Path) -> None:
    (archive / "binary.txt").write_bytes(bytes(range(20)) * 10)
    (archive / "empty.txt").write_bytes(b"")
    (archive / "latin.txt").write_bytes("“Café,” said Bo Lee.".encode("latin-1", errors="replace"))
    (archive / "matter.md").write_text(f"---\ntitle: [\n---\n\n{LEE}", encoding="utf-8")
    (archive / "silent.md").write_text(f"---\nquotes: false\n---\n\n{LEE}", encoding="utf-8")
    status, out, err = run("extract", archive)
    assert status == 1
    assert [line.split(": ")[1] for line in err.splitlines()] == [
        "binary.txt",
        "empty.txt",
        "latin.txt",
        "matter.md",
    ]
    assert "no text" in err and "is empty" in err and "Windows-1252" in err and "front matter" in err
    assert {"b.txt", "matter.md", "news/a.md"} <= {r["source"] for r in records(out)}
    assert "silent.md" not in {r["source"] for r in records(out)}


def test_file_that_is_not_there(run: Any, archive: Path) -> None:
    status, out, err = run("extract", archive / "none.txt", archive / "b.txt")
    assert status == 1
    assert len(records(out)) == 1
    assert err.count("\n") == 1 and "none.txt" in err and "does not exist" in err


def test_file_that_vanishes_after_it_was_listed(
    run: Any, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = cli_sources.find_sources

    def list_then_delete(paths: Any) -> Any:
        found = listed(paths)
        (archive / "b.txt").unlink()
        return found

    monkeypatch.setattr("mkdocs_quotes.cli.commands.find_sources", list_then_delete)
    status, out, err = run("extract", archive)
    assert status == 1
    assert [r["source"] for r in records(out)] == ["news/a.md"]
    assert err.count("\n") == 1 and "b.txt" in err


def test_file_that_may_not_be_read(run: Any, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readable = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return readable(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    status, out, err = run("extract", archive)
    assert status == 1
    assert len(records(out)) == 1
    assert "b.txt: may not be read; change its permissions" in err


def test_text_that_trips_the_analysis_does_not_take_the_others_down(
    run: Any, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: Any, options: Any) -> Any:
        if "anglers" in document.text:
            raise IndexError("list index out of range")
        return analyse(document, options)

    monkeypatch.setattr(cli_work, "analyse", fail)
    status, out, err = run("extract", archive, "--jobs", "1")
    assert status == 1
    assert [r["source"] for r in records(out)] == ["b.txt"]
    assert err.count("\n") == 1 and "news/a.md" in err and "Traceback" not in err


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights there")
def test_folder_that_leads_back_into_itself(run: Any, archive: Path) -> None:
    (archive / "news" / "loop").symlink_to(archive, target_is_directory=True)
    (archive / "gone.txt").symlink_to(archive / "nothing.txt")
    status, out, err = run("extract", archive)
    assert len(records(out)) == 2
    assert "loop: leads to a folder that is read already" in err
    assert status == 1 and "gone.txt: does not exist" in err


def test_folder_without_texts(run: Any, tmp_path: Path) -> None:
    status, out, err = run("extract", tmp_path)
    assert (status, out) == (0, "")
    assert "holds no texts" in err


def test_any_output_can_be_encoded(run: Any, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes("“Yes\u2028no \x85,” said Bo Lee.".encode() + b" \xed\xa0\x80")
    for format in ("jsonl", "json", "csv", "text"):
        status, out, _ = run("extract", source, "--format", format)
        assert status == 0
        out.encode()
    _, out, _ = run("extract", source)
    assert all(isinstance(record, dict) for record in records(out))


def test_lone_surrogates_in_names_are_escaped(run: Any, tmp_path: Path) -> None:
    source = tmp_path / os.fsdecode(b"a\xff.txt")
    try:
        source.write_text(LEE, encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("the file system takes no such names")
    _, out, _ = run("extract", tmp_path)
    assert "\\udcff" in out
    assert records(out)[0]["source"] == "a\udcff.txt"


def test_speakers_of_all_texts_together(run: Any, archive: Path) -> None:
    status, out, _ = run("speakers", archive)
    assert status == 0
    assert [line.split()[:3] for line in out.splitlines()] == [["1", "Orla", "Finch"], ["1", "Bo", "Lee"]]
    _, out, _ = run("speakers", archive, "--format", "json")
    found = json.loads(out)
    assert [(s["id"], s["name"], s["count"]) for s in found] == [
        ("orla-finch", "Orla Finch", 1),
        ("bo-lee", "Bo Lee", 1),
    ]


def test_review_prints_corrections_that_change_nothing_until_filled_in(run: Any, archive: Path) -> None:
    _, out, _ = run("extract", archive / "b.txt")
    (record,) = records(out)
    status, out, _ = run("review", archive / "b.txt", "--below", "1")
    assert status == 0
    assert yaml.safe_load(out) == {record["id"]: {"source": "b.txt", "text": "It will cost what it costs,"}}
    assert "b.txt:3:2" in out and "»It will cost what it costs,«" in out and "said Orla Finch" in out
    assert "a verb of speech behind the words, with its subject" in out
    (entry,) = read_editing(None, out).corrections
    assert not entry.settles
    filled = out.replace('  # speaker: "Orla Finch"', '  speaker: "Orla Finch"')
    (entry,) = read_editing(None, filled).corrections
    assert (entry.id, entry.speaker, entry.names_speaker) == (record["id"], "Orla Finch", True)
    _, out, _ = run("review", archive / "b.txt", "--below", "0")
    assert yaml.safe_load(out) is None


def test_review_leaves_out_what_is_settled(run: Any, archive: Path, tmp_path: Path) -> None:
    todo = tmp_path / "todo.yml"
    assert run("review", archive, "--below", "1", "-o", todo)[0] == 0
    first, second = yaml.safe_load(todo.read_text(encoding="utf-8"))
    # An entry that is left as it is still waits for somebody.
    _, out, err = run("review", archive, "--below", "1", "--corrections", todo)
    assert set(yaml.safe_load(out)) == {first, second} and not err
    todo.write_text(f"'{first}':\n  reviewed: true\n'{second}':\n  reviewde: true\n", encoding="utf-8")
    status, out, err = run("review", archive, "--below", "1", "--corrections", todo)
    assert (status, set(yaml.safe_load(out))) == (0, {second})
    assert err == "mkdocs-quotes: todo.yml, line 4: unknown key 'reviewde'; did you mean 'reviewed'?\n"
    status, out, err = run("review", archive, "--corrections", tmp_path / "none.yml")
    assert (status, out) == (2, "")
    assert "none.yml: does not exist" in err


def test_review_goes_by_the_names_of_the_editors(run: Any, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("“The tide was late again,” said Ted.\n", encoding="utf-8")
    (texts / "b.txt").write_text(FRY, encoding="utf-8")
    speakers = tmp_path / "speakers.yml"
    speakers.write_text(
        "Ada Firth:\n  merge:\n    - Ted: a.txt\nOrla Finch:\n  hide: true\nBo Lee:\n  rolle: Mayor\n", encoding="utf-8"
    )
    _, out, _ = run("review", texts, "--below", "1")
    assert 'speaker: "Ted"' in out and 'speaker: "Orla Finch"' in out
    status, out, err = run("review", texts, "--below", "1", "--speakers", speakers)
    assert status == 0
    assert 'speaker: "Ada Firth"' in out and "candidate: Ada Firth" in out and "candidate: Ted" not in out
    assert 'speaker: "Ted"' not in out and "Orla Finch" not in out
    assert err == "mkdocs-quotes: speakers.yml, line 7: unknown key 'rolle'; did you mean 'role'?\n"
    status, out, err = run("review", texts, "--speakers", tmp_path / "none.yml")
    assert (status, out) == (2, "")
    assert "none.yml: does not exist" in err


def test_review_begins_with_the_most_doubtful(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FRY, encoding="utf-8")
    (tmp_path / "b.txt").write_text("“Who is there?” “Nobody.”\n", encoding="utf-8")
    _, out, _ = run("review", tmp_path, "--below", "1")
    figures = [float(line.split("confidence ")[1][:4]) for line in out.splitlines() if ", confidence " in line]
    assert len(figures) > 1 and figures == sorted(figures)
    assert out.index("b.txt") < out.index("a.txt")


NASTY = [
    "It’s: #1 - \"odd\" 'marks' {a: [b]} & *c !d |e >f %g @h `i` \\\\n",
    "a\nb\tc",
    "nul\x01 bell\x07 esc\x1b del\x7f nel\x85 ls\u2028 bom\ufeff end",
    "surrogate \ud800 and \U0001f600 and \U000e0001",
    "null",
    "1234567890",
    "…",
    "word " * 100,
    "語" * 300,
]


@pytest.mark.parametrize("words", NASTY)
def test_review_can_be_read_back_whatever_the_words(words: str) -> None:
    prose = f"“{words}” said X."
    end = 1 + len(words)
    quoted = Quotation(((1, end),), words, "direct", Attribution(0, "cue-after", 0.3), (0, len(prose)))
    analysis = Analysis(Document(prose, prose, ()), "en", (quoted,), (Speaker(words.strip() or "x", full=True),))
    printed = print_doubts([SourceText(f"{words}.txt", analysis)], Editing(), 0.6)
    # As it is written to a file.
    printed = printed.encode("utf-8", "replace").decode("utf-8")
    editing = read_editing(None, printed)
    assert not editing.errors
    filled = printed.replace("  # speaker:", "  speaker:") + "  note: seen\n"
    editing = read_editing(None, filled)
    assert not editing.errors
    (entry,) = editing.corrections
    assert entry.settles
    index = build_index([SourceText(f"{words}.txt", analysis)], editing)
    assert not index.unmatched
    (statement,) = index.statements
    assert (statement.note, statement.record["confidence"]) == ("seen", 1.0)


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        ([], "COMMAND"),
        (["extrct"], "extract"),
        (["extract", "--format", "xml"], "jsonl"),
        (["extract", "--jobs", "-1"], "--jobs"),
        (["extract", "--jobs", "two"], "whole number"),
        (["extract", "--language", "xx"], "en"),
        (["extract", "--min-confidence", "2"], "0 to 1"),
        (["extract", "--min-confidence", "nan"], "0 to 1"),
        (["extract", "--explain", "--format", "csv"], "--explain"),
        (["review", "--below", "x"], "--below"),
    ],
)
def test_wrong_use(run: Any, argv: list[str], hint: str) -> None:
    status, out, err = run(*argv)
    assert (status, out) == (2, "")
    assert hint in err


def test_no_path_on_a_terminal_is_wrong_use(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    give_stdin(monkeypatch, b"")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    status, _, err = run("extract")
    assert status == 2
    assert "no PATH given" in err


def test_version_and_help(run: Any) -> None:
    assert run("--version")[:2] == (0, f"mkdocs-quotes {__version__}\n")
    status, out, _ = run("extract", "--help")
    assert status == 0 and "--min-confidence" in out


def test_progress_is_a_bar_on_a_terminal_and_a_line_now_and_then_elsewhere(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(100))
    monkeypatch.setattr("mkdocs_quotes.progress.time.monotonic", lambda: next(clock))
    progress = Progress(10, 1000)
    for _ in range(10):
        progress.advance(100)
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["mkdocs-quotes: 1 of 10 texts, 10%", "mkdocs-quotes: 6 of 10 texts, 60%"]

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = Progress(2, 200)
    progress.advance(100)
    progress.message("a\n.txt", "is empty")
    progress.advance(100)
    progress.clear()
    shown = capsys.readouterr().err
    assert " 50%  1 of 2 texts" in shown and "100%  2 of 2 texts" in shown
    assert "\r\x1b[Kmkdocs-quotes: a\\n.txt: is empty\n" in shown
    assert shown.endswith("\r\x1b[K")

    progress = Progress(2, 200, may_draw=False)
    progress.advance(100)
    assert capsys.readouterr().err == ""


def as_module(*argv: object, **kwargs: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mkdocs_quotes", *map(str, argv)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **kwargs)


def test_module_is_the_same_and_prints_utf_8_everywhere(run: Any, archive: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    process = as_module("extract", archive, env=environment)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert out.decode("utf-8") == run("extract", archive)[1]


def test_reader_that_goes_away(archive: Path) -> None:
    (archive / "long.txt").write_text("“Yes,” said Bo Lee.\n\n" * 3000, encoding="utf-8")
    process = as_module("extract", archive)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()
