"""Pages that MkDocs passes over: whoever writes them, and whenever, they are the same to the byte."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import re
import signal
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from sites import BRIDGE, DAM, HOME, NOTE, Builder, crowd

from mkdocs_quotes.plugin import writing
from mkdocs_quotes.plugin.together import TaskError, Together, can_copy

FILES: dict[str, str | bytes | None] = {
    "docs/index.md": HOME,
    "docs/note.md": f"{NOTE}\nSee [his words](speakers/tom-okafor.md#mq-title).\n",
    "docs/dam.txt": DAM,
    "archive/bridge.txt": BRIDGE,
    **crowd(120),
}
forks = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin", reason="no copies of processes"
)


def written(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
@pytest.mark.parametrize("search", [True, False], ids=["search", "no search"])
def test_the_site_is_the_same_whoever_writes_it(
    make_site: Builder, monkeypatch: pytest.MonkeyPatch, theme: str, search: bool
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr(writing, "WORTH_PROCESSES", 1)
    files = {**FILES, "follow.py": "def on_post_page(output, page, config):\n    return output\n"}
    plugins = [{f"{'material/' * (theme == 'material')}search": {"enabled": search}}]
    sites = []
    for jobs, hooks in ((1, ["follow.py"]), (1, []), (2, []), (3, [])):
        quotes = {"jobs": jobs, "sources": ["archive"]}
        built = make_site(files, quotes, strict=False, plugins=plugins, theme={"name": theme}, hooks=hooks)
        sites.append(written(built.site))
    for site in sites[1:]:
        assert site.keys() == sites[0].keys()
        assert [name for name in site if site[name] != sites[0][name]] == []


@forks
def test_a_page_that_cannot_be_made_is_named_whoever_makes_it(
    make_site: Builder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(writing, "WORTH_PROCESSES", 1)
    template = "{{ speaker.nothing.at_all }}"
    for jobs in (1, 2):
        with pytest.raises(Abort):
            make_site(
                {**FILES, "docs/note.md": NOTE, "theme/mkdocs_quotes/speaker.html": template},
                {"jobs": jobs, "sources": ["archive"]},
                theme={"name": "mkdocs", "custom_dir": "theme"},
            )
        told = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
        assert len(told) == 1
        assert re.fullmatch(r"Error building page 'speakers/[^']+': .* has no attribute 'nothing'", told[0])


def failing_elsewhere(folder: Path, fail: Callable[[], None]) -> Together:
    """Two hundred files to be made; other processes do `fail` instead, before this one has made all."""
    here = os.getpid()
    met = multiprocessing.get_context("fork").Event()

    def work(path: Path) -> None:
        if os.getpid() != here:
            met.set()
            fail()
        met.wait(30)
        path.touch()

    return Together([partial(work, folder / str(number)) for number in range(200)])


@forks
def test_what_a_process_leaves_undone_is_done_again(tmp_path: Path) -> None:
    together = failing_elsewhere(tmp_path, lambda: os.kill(os.getpid(), signal.SIGKILL))
    together.start(2)
    together.finish()
    assert len(list(tmp_path.iterdir())) == 200


@forks
def test_the_first_error_ends_all(tmp_path: Path) -> None:
    def fail() -> None:
        raise ValueError("no room")

    together = failing_elsewhere(tmp_path, fail)
    together.start(1)
    with pytest.raises(TaskError, match=r"^no room$"):
        together.finish()
    assert len(list(tmp_path.iterdir())) < 200


def test_no_copies_while_other_threads_run() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        assert not can_copy()
    finally:
        over.set()
        other.join()


# On demand


class Preview:
    """A site that is served, without the watching."""

    def __init__(self, root: Path, quotes: dict[str, Any]) -> None:
        self.root = root
        self._quotes = quotes
        self.server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(root / "site"))
        self.build(first=True)
        self.server.server_bind()
        self.server.server_activate()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def build(self, *, first: bool = False) -> None:
        config = load_config(str(self.root / "mkdocs.yml"))
        if first:
            config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url="http://127.0.0.1/")
        if first:
            config.plugins.on_serve(self.server, config=config, builder=self.build)

    def read(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path) as answer:
            text: str = answer.read().decode("utf-8", "replace")
        return text


@contextmanager
def preview(root: Path, **quotes: Any) -> Iterator[Preview]:
    (root / "docs").mkdir(parents=True)
    (root / "docs/dam.txt").write_text(DAM, encoding="utf-8")
    (root / "docs/bridge.txt").write_text(BRIDGE, encoding="utf-8")
    settings = {"site_name": "Archive", "plugins": {"search": {}, "quotes": {"pagefind": False, **quotes}}}
    (root / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
    shown = Preview(root, quotes)
    try:
        yield shown
    finally:
        shown.server.shutdown()
        shown.server.server_close()


def test_what_is_asked_for_is_made_after_a_change(tmp_path: Path) -> None:
    root = tmp_path / "project"
    with preview(root) as site:
        first = written(root / "site")
        assert "It has gone" not in site.read("speakers/mara-lund/")
        (root / "docs/dam.txt").write_text(f"{DAM}\n“It has gone,” said Mara Lund.\n", encoding="utf-8")
        site.build()
        there = written(root / "site")
        assert not [name for name in there if name.startswith("speakers/")]
        assert "It has gone" in site.read("speakers/mara-lund/")
        assert "It has gone" in site.read("speakers/mara-lund")
        assert "It has gone" in site.read("dam/")
        assert "It has gone" in site.read("speakers/mara-lund/feed.xml")
        assert "It has gone" in site.read("quotes.json")
        # What the search finds does not depend on what has been looked at.
        found = json.loads(site.read("search/search_index.json"))["docs"]
        assert any("It has gone" in entry["text"] for entry in found if entry["location"] == "dam/")
        assert any(entry["title"] == "Mara Lund" for entry in found)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            site.read("speakers/nobody/")
        for name in first:
            site.read(name)
        assert first.keys() == written(root / "site").keys()


def test_a_page_that_cannot_be_made_is_told_of_and_missing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    root = tmp_path / "project"
    with preview(root) as site:
        settings = json.loads((root / "mkdocs.yml").read_text(encoding="utf-8"))
        changed = {**settings, "theme": {"name": "mkdocs", "custom_dir": "theme"}}
        (root / "mkdocs.yml").write_text(json.dumps(changed), encoding="utf-8")
        template = root / "theme/mkdocs_quotes/speaker.html"
        template.parent.mkdir(parents=True)
        template.write_text("{{ speaker.nothing.at_all }}", encoding="utf-8")
        site.build()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            site.read("speakers/mara-lund/")
        told = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
        assert len(told) == 1
        assert told[0].startswith("mkdocs_quotes: Error building page 'speakers/mara-lund.md': ")
        assert "Mara Lund" in site.read("dam/")


def test_pages_wait_for_nobody_where_another_plugin_follows(tmp_path: Path) -> None:
    root = tmp_path / "project"
    with preview(root) as site:
        hook = "def on_post_build(config):\n    pass\n"
        (root / "follow.py").write_text(hook, encoding="utf-8")
        settings = json.loads((root / "mkdocs.yml").read_text(encoding="utf-8"))
        (root / "mkdocs.yml").write_text(json.dumps({**settings, "hooks": ["follow.py"]}), encoding="utf-8")
        site.build()
        assert "speakers/mara-lund/index.html" in written(root / "site")
        assert "Mara Lund" in site.read("speakers/mara-lund/")


def test_a_build_that_fails_leaves_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "project"
    with preview(root) as site:
        settings = {"site_name": "Archive", "strict": True, "plugins": {"quotes": {"speakers_file": "people.yml"}}}
        (root / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
        (root / "people.yml").write_text("Nobody Known:\n  role: [\n", encoding="utf-8")
        with pytest.raises(Exception, match="strict"):
            site.build()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            site.read("speakers/mara-lund/")


@pytest.fixture
def thresholds() -> Iterator[tuple[int, int, int]]:
    """Those of the collector of cycles as Python has them, whatever this process has done before."""
    found = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield gc.get_threshold()
    gc.set_threshold(*found)


def test_the_collector_is_left_as_it_was(
    make_site: Builder, monkeypatch: pytest.MonkeyPatch, thresholds: tuple[int, int, int]
) -> None:
    seen = []
    begin = writing.Writing.finish
    monkeypatch.setattr(writing.Writing, "finish", lambda self: (seen.append(gc.get_threshold()), begin(self))[1])
    make_site(FILES, {"sources": ["archive"]}, strict=False)
    assert seen[0][0] > thresholds[0]
    with pytest.raises(Abort):
        make_site({**FILES, "people.yml": "A:\n  role: [\n"}, {"sources": ["archive"], "speakers_file": "people.yml"})
    assert gc.get_threshold() == thresholds
