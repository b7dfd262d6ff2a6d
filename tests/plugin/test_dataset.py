"""A site from a data set: the same as from the texts that the data set was made of."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort
from sites import BRIDGE, DAM, HOME, Builder

from mkdocs_quotes.cli import main
from mkdocs_quotes.plugin.dataset import DatasetTexts, uri_of

REPEATED = """Minutes

“We had measured the seepage every week since spring,” said Mara Lund. “No,” Smith said.

BOB: We will see about that in the end.

“We had measured the seepage every week since spring,” Mara Lund said again.
"""
TEXTS = {"dam.txt": DAM, "old/bridge.txt": BRIDGE, "minutes.md": f"# Minutes\n\n{REPEATED}", "old/rep.txt": REPEATED}


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A data set of the texts, called "archive" as their folder is elsewhere."""
    lines = [json.dumps({"id": name, "text": text}) + "\n" for name, text in TEXTS.items()]
    (tmp_path / "corpus.jsonl").write_text("".join(lines), encoding="utf-8")
    argv = [str(tmp_path / "corpus.jsonl"), "-o", str(tmp_path / "project" / "archive"), "--jobs", "1"]
    assert main(["extract", *argv, "--partition-mb", "0.001", "--min-confidence", "0.99"]) == 0
    return tmp_path / "project" / "archive"


@pytest.fixture
def refused(make_site: Builder, caplog: pytest.LogCaptureFixture) -> Callable[[str], str]:
    """The one line that a build ends with which its data set ends."""

    def build(location: str) -> str:
        with pytest.raises(Abort):
            make_site({"docs/index.md": "# Home"}, {"dataset": location})
        (message,) = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
        assert "\n" not in message
        return message

    return build


@pytest.mark.parametrize("options", [{}, {"kinds": ["direct", "turn"]}, {"min_confidence": 0.95}])
def test_the_site_is_that_of_the_texts(
    make_site: Builder, dataset: Path, tmp_path: Path, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    docs = {"docs/index.md": HOME.replace("[the note](note.md)", "it")}
    built = make_site(docs, {"dataset": "archive", **options})
    assert list(built.pages.problems()) == []
    made = tmp_path / "from-dataset"
    shutil.move(str(built.site), made)
    shutil.rmtree(dataset)
    files = {f"archive/{name}": text for name, text in TEXTS.items()}
    expected = make_site({**docs, **files}, {"sources": ["archive"], "include": ["*.txt", "*.md"], **options})

    def pages(root: Path) -> dict[str, bytes]:
        paths = [path for path in root.rglob("*") if path.suffix in (".html", ".json", ".csv", ".xml")]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.name != "sitemap.xml"}

    found, wanted = pages(made), pages(expected.site)
    assert found.keys() == wanted.keys()
    assert "archive/old/bridge/index.html" in found and "archive/minutes/index.html" in found
    assert len(json.loads(found["quotes.json"])) > (5 if "kinds" not in options else 3)
    assert [name for name in found if found[name] != wanted[name]] == []


def test_editors_correct_what_the_data_set_says(make_site: Builder, dataset: Path) -> None:
    built = make_site({"docs/index.md": "# Home"}, {"dataset": "archive"})
    record = next(r for r in json.loads(built.read("quotes.json")) if r["speaker"] == "Tom Okafor")
    files = {"corrections.yml": f"{record['id']}:\n  speaker: Ada Firth\n", "speakers.yml": "Mara Lund:\n  slug: ml\n"}
    built = make_site(files, {"dataset": "archive"})
    corrected = next(r for r in json.loads(built.read("quotes.json")) if r["id"] == record["id"])
    assert (corrected["speaker"], corrected["rule"]) == ("Ada Firth", "corrected")
    assert built.has("speakers/ml/index.html")


def test_texts_of_folders_stand_beside_it(make_site: Builder, dataset: Path) -> None:
    built = make_site({"docs/dam.txt": DAM, "docs/index.md": "# Home"}, {"dataset": "archive"}, strict=False)
    assert built.has("dam/index.html") and built.has("archive/dam/index.html")
    (warning,) = built.warnings
    assert (
        "dataset: other texts have the names of 1 of its texts ('dam.txt'), whose quotations get other ids" in warning
    )
    ids = [record["id"] for record in json.loads(built.read("quotes.json"))]
    assert len(ids) == len(set(ids))


def test_a_data_set_that_has_changed_is_read_again(make_site: Builder, dataset: Path, tmp_path: Path) -> None:
    make_site({"docs/index.md": "# Home"}, {"dataset": "archive"})
    corpus = tmp_path / "more.jsonl"
    corpus.write_text(json.dumps({"id": "more", "text": "“It floats,” said Ada Firth."}))
    assert main(["extract", str(corpus), "-o", str(dataset), "--jobs", "1"]) == 0
    built = make_site({}, {"dataset": "archive"})
    assert built.has("archive/more/index.html") and built.has("speakers/ada-firth/index.html")


def test_while_serving_it_is_read_again_only_when_it_has_changed(dataset: Path, tmp_path: Path) -> None:
    texts = DatasetTexts()
    first = texts.read(str(dataset), ["direct"], tmp_path / "files")
    assert len(first) == len(TEXTS)
    assert texts.read(str(dataset), ["direct"], tmp_path / "files") is first
    assert texts.read(str(dataset), ["turn"], tmp_path / "files") is not first
    corpus = tmp_path / "more.jsonl"
    corpus.write_text(json.dumps({"id": "more", "text": "“It floats,” said Ada Firth."}))
    assert main(["extract", str(corpus), "-o", str(dataset), "--jobs", "1"]) == 0
    assert len(texts.read(str(dataset), ["turn"], tmp_path / "files")) == len(TEXTS) + 1


def damaged(dataset: Path) -> None:
    next((dataset / "texts").iterdir()).write_bytes(b"PAR1")


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (shutil.rmtree, "is no data set; make one with mkdocs-quotes extract CORPUS -o FOLDER"),
        (lambda dataset: shutil.rmtree(dataset / "_job" / "parts"), "holds no finished partition"),
        (lambda dataset: (dataset / "_job" / "dataset.json").write_text("{}"), "of another version of mkdocs-quotes"),
        (damaged, "cannot be read ("),
    ],
)
def test_a_data_set_that_cannot_be_read(refused: Callable[[str], str], dataset: Path, spoil: Any, problem: str) -> None:
    spoil(dataset)
    message = refused("archive")
    assert message.startswith(f"dataset: {dataset}: ") and problem in message


def test_a_data_set_without_texts(refused: Callable[[str], str], dataset: Path, tmp_path: Path) -> None:
    argv = ["extract", str(tmp_path / "corpus.jsonl"), "-o", str(dataset), "--jobs", "1", "--no-texts"]
    assert main(argv) == 0
    assert refused("archive") == f"dataset: {dataset}: holds no texts; make it anew without --no-texts"


@pytest.mark.parametrize("url", ["nosuch://bucket/x", "memory://nothing"])
def test_storage_that_cannot_be_reached(refused: Callable[[str], str], url: str) -> None:
    assert refused(url).startswith(f"dataset: {url}: ")


def test_without_the_extra(refused: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_quotes.cluster.errors.find_spec", lambda name: None)
    problem = "dataset: needs pyarrow, fsspec, dask, distributed: pip install mkdocs-quotes[cluster]"
    assert refused("archive") == problem


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("news/2019/a.txt", "news/2019/a.txt"),
        ("a.md", "a.md"),
        ("17", "17.txt"),
        ("2019.parquet#3", "2019.parquet-3.txt"),
        ("https://example.org/a?b=1&c", "https/example.org/a-b-1-c.txt"),
        ("../../etc/passwd", "etc/passwd.txt"),
        ("..\\..\\x", "x.txt"),
        ("/", "text.txt"),
        ("", "text.txt"),
        ("été/naïve", "été/naïve.txt"),
        ("x" * 300, "x" * 100 + ".txt"),
    ],
)
def test_names_of_texts_make_names_of_files(source: str, uri: str) -> None:
    assert uri_of(source) == uri
