"""`mkdocs serve`: one rebuild for one change, none without, and all that matters is watched."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sites import BRIDGE, DAM

from mkdocs_quotes.plugin.cache import FILE

CONFIG = """site_name: Archive
plugins:
  - search
  - quotes:
      sources: [archive]
"""


class Server:
    """A running server and what it has said so far."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def builds(self) -> int:
        """How many builds have ended: the first, and those after which browsers were told."""
        # Lines without a time in them are printed once only.
        return len(re.findall("Serving on|Reloading browsers", self._log.read_text(encoding="utf-8")))

    def wait_for(self, builds: int) -> None:
        """Until so many builds have ended; fails after a while."""
        for _ in range(600):
            if self.builds >= builds:
                return
            assert self.process.poll() is None, self._log.read_text(encoding="utf-8")
            time.sleep(0.05)
        pytest.fail(f"{self.builds} builds instead of {builds}:\n{self._log.read_text(encoding='utf-8')}")

    def settles_at(self, builds: int) -> None:
        """Waits for so many builds, and then whether more come: the folders are looked at twice a second."""
        self.wait_for(builds)
        time.sleep(1.7)
        assert self.builds == builds


@contextmanager
def serve(root: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = root.parent / "log.txt"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=root,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"},
        )
        try:
            yield Server(process, log)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def test_one_rebuild_for_each_change_and_no_more(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "archive").mkdir()
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (root / "docs/dam.txt").write_text(DAM, encoding="utf-8")
    (root / "archive/bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (root / "speakers.yml").write_text("Mara Lund:\n  role: Engineer\n", encoding="utf-8")
    with serve(root) as server:
        server.settles_at(1)
        (root / "archive/bridge.txt").write_text(
            BRIDGE + "\n“It is gone,” said Mara Lund.\n", encoding="utf-8"
        )
        server.settles_at(2)
        (root / "speakers.yml").write_text("Mara Lund:\n  role: Chief Engineer\n", encoding="utf-8")
        server.settles_at(3)
    assert sorted(path.name for path in (root / "docs").iterdir()) == ["dam.txt"]
    assert sorted(path.name for path in (root / "archive").iterdir()) == ["bridge.txt"]
    # Two texts, and one of them once more after it had changed.
    with closing(sqlite3.connect(root / ".cache/mkdocs_quotes" / FILE)) as kept:
        assert kept.execute("SELECT COUNT(*) FROM analyses").fetchone() == (3,)


def test_a_cache_in_a_watched_folder_does_not_loop(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    config = CONFIG.replace("[archive]", "[.]") + "      cache_dir: docs/cache\n"
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    (root / "docs/dam.txt").write_text(DAM, encoding="utf-8")
    (root / "a.txt").write_text(BRIDGE, encoding="utf-8")
    with serve(root) as server:
        server.settles_at(1)
        (root / "docs/dam.txt").write_text(DAM + "\nMore.\n", encoding="utf-8")
        server.settles_at(2)
    assert not (root / "docs/cache").exists()
