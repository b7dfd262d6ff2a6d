"""What is in the wheel and the sdist, and whether the project's words about itself hold."""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT_FILES = {".py", ".md", ".txt", ".toml", ".yml", ".html", ".css", ".js", ".json", ".jsonl", ""}
SKIPPED = {".git", ".venv", ".cache", ".hypothesis", "site", "dist", "build", "__pycache__"}


def data_files() -> set[str]:
    """Everything in the package that is no compiled file, relative to the root."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "mkdocs_quotes").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def project_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project that is text."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in SKIPPED and not path.name.endswith(("_cache", ".egg-info")):
                yield from project_files(path)
        elif path.suffix in TEXT_FILES:
            yield path


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the sdist, built without a network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))


def test_the_wheel_holds_the_package_and_nothing_else(distributions: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(distributions[0]) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == data_files()


def test_the_sdist_holds_all_that_is_needed_to_build_and_test(distributions: tuple[Path, Path]) -> None:
    with tarfile.open(distributions[1]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert data_files() <= names
    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "mkdocs.yml"} <= names
    assert {"docs/index.md", "docs/archive/index.md", "tests/test_package.py"} <= names


@pytest.mark.parametrize(
    "name",
    [
        "mkdocs_quotes/py.typed",
        "mkdocs_quotes/lang/data/en/given_names_f.txt",
        "mkdocs_quotes/lang/data/en/honorifics.txt",
        "mkdocs_quotes/render/assets/style/10-base.css",
        "mkdocs_quotes/render/assets/script/00-start.js",
        "mkdocs_quotes/render/words/en.yml",
        "mkdocs_quotes/render/templates/mkdocs_quotes/speaker.html",
    ],
)
def test_data_is_in_the_package(name: str) -> None:
    assert name in data_files()


def test_entry_points(distributions: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(distributions[0]) as wheel:
        path = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
        points = configparser.ConfigParser()
        points.read_string(wheel.read(path).decode())
    assert points["mkdocs.plugins"]["quotes"] == "mkdocs_quotes.plugin.plugin:QuotesPlugin"
    assert points["console_scripts"]["mkdocs-quotes"] == "mkdocs_quotes.cli:main"


def commands(text: str) -> list[str]:
    """The commands in `sh` fences of a Markdown text that run in its checkout."""
    fences = re.findall(r"^```sh\n(.*?)^```", text, re.S | re.M)
    lines = [line for fence in fences for line in fence.splitlines()]
    return [line for line in lines if ".venv" in line]


def test_ci_runs_the_commands_of_the_readme() -> None:
    readme = commands((ROOT / "README.md").read_text(encoding="utf-8"))
    assert readme[:2] == ["python3 -m venv .venv", ".venv/bin/pip install -e '.[test]'"]
    assert ".venv/bin/pytest" in readme
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    # A step may stand behind `check NAME`, and its output may go on elsewhere.
    lines = [re.sub(r'^check "[^"]*" ', "", line.strip()) for line in ci.splitlines()]
    for command in readme:
        if command != ".venv/bin/mkdocs serve":  # never ends; the site is built instead
            assert any(line == command or line.startswith(f"{command} ") for line in lines), command
    assert any(line.startswith(".venv/bin/mkdocs build --strict") for line in lines)


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    pattern = re.compile(r"(?<![\w.:/])/(?:home|Users|root|work|tmp|mnt|opt)/\w|\b[A-Z]:\\\\?Users\b")
    found = []
    for path in project_files():
        # In a linked work tree `.git` is a file that holds a path.
        if path == Path(__file__).resolve() or path.name == ".git":
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []


def test_every_configuration_key_is_documented() -> None:
    from mkdocs_quotes.plugin.config import QuotesConfig

    page = (ROOT / "docs" / "guide" / "configuration.md").read_text(encoding="utf-8")
    headings = {name for line in re.findall(r"^### (.+)$", page, re.M) for name in line.split(", ")}
    keys = {key for key, _ in QuotesConfig._schema}
    assert headings == keys
    block = re.search(r"^  - quotes:\n((?:      .*\n)+)", page, re.M)
    assert block is not None
    assert {line.split(":")[0].strip() for line in block[1].splitlines()} == keys


def test_the_defaults_in_the_guide_are_those_of_the_plugin() -> None:
    import yaml

    from mkdocs_quotes.plugin.config import QuotesConfig

    page = (ROOT / "docs" / "guide" / "configuration.md").read_text(encoding="utf-8")
    fence = re.search(r"^```yaml\n(plugins:.*?)^```", page, re.S | re.M)
    assert fence is not None
    written = yaml.safe_load(fence[1])["plugins"][1]["quotes"]
    real = {key: option.default for key, option in QuotesConfig._schema}
    assert {key: value for key, value in written.items() if value != real[key]} == {}


def test_every_record_field_is_documented() -> None:
    from mkdocs_quotes.records import FIELDS

    page = (ROOT / "docs" / "guide" / "records.md").read_text(encoding="utf-8")
    for field in (*FIELDS, "candidate", "members", "repeats", "url"):
        assert f"`{field}`" in page, field


def test_every_template_is_documented() -> None:
    page = (ROOT / "docs" / "guide" / "templates.md").read_text(encoding="utf-8")
    folder = ROOT / "mkdocs_quotes" / "render" / "templates"
    templates = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert set(re.findall(r"`(mkdocs_quotes/\w+\.html)`", page)) == templates


@pytest.mark.parametrize("command", ["extract", "speakers", "review"])
def test_every_option_is_documented(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    from mkdocs_quotes.cli import main

    with pytest.raises(SystemExit):
        main([command, "--help"])
    page = (ROOT / "docs" / "guide" / "command-line.md").read_text(encoding="utf-8")
    for option in set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", capsys.readouterr().out)) - {"-h"}:
        assert option in page, option


@pytest.mark.parametrize(
    ("page", "printed"),
    [("docs/guide/python.md", "Ada Firth 1 11 It floats,"), ("README.md", "Ada Firth It floats,")],
)
def test_the_python_example_does_what_it_says(page: str, printed: str) -> None:
    fence = re.search(r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.S | re.M)
    assert fence is not None
    command = [sys.executable, "-c", fence[1]]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.splitlines() == [printed], done.stderr


def test_the_record_in_the_guide_is_a_real_one() -> None:
    from mkdocs_quotes.pipeline import analyse
    from mkdocs_quotes.read import read_text
    from mkdocs_quotes.records import to_records

    page = (ROOT / "docs" / "guide" / "records.md").read_text(encoding="utf-8")
    fence = re.search(r"^```json\n(.*?)^```", page, re.S | re.M)
    assert fence is not None
    shown = json.loads(fence[1])
    text = (ROOT / "docs" / shown["source"]).read_bytes().decode()
    records = to_records(analyse(read_text(text)), shown["source"])
    real = next(record for record in records if record["id"] == shown["id"])
    assert real.keys() == shown.keys()
    for key in real.keys() - {"rule", "confidence"}:
        assert real[key] == shown[key], key
