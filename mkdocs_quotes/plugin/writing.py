"""How what is made here gets to the disk: all at once in several processes, or piece by piece while serving."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import islice
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from .apart import Apart
from .outputs import Output
from .together import Task, TaskError, Together, can_copy

WORTH_PROCESSES = 300
"""Pages from which on a second process gains more than its start takes."""
_TOGETHER = 25
"""Pages or feeds in one task."""


class Writing:
    """Writes the pages that MkDocs passes over, and what is no page.

    `exports` are few and long, `feeds` many and short.
    """

    def __init__(self, site: Path, apart: Apart | None, exports: Sequence[Output], feeds: Sequence[Output]) -> None:
        self._site, self._apart = site, apart
        self._exports, self._feeds = exports, feeds
        self._together: Together | None = None
        self.folders: dict[str, Callable[[], None]] = {}
        """Folders within the site that are made as a whole, at the end, and what makes them."""

    # All at once

    def start(self, jobs: int) -> None:
        """Let other processes begin with it, if there may be any and there is enough to do."""
        pages = len(self._apart.pages) if self._apart else 0
        if jobs > 1 and pages >= WORTH_PROCESSES and can_copy():
            self._together = Together(list(self._tasks()))
            self._together.start(jobs - 1)

    def finish(self) -> None:
        """Write what is not written yet. Raises PluginError where something cannot be made."""
        try:
            if self._together:
                self._together.finish()
            else:
                for task in self._tasks():
                    task()
            for make in self.folders.values():
                make()
        except (TaskError, RuntimeError) as error:
            raise PluginError(str(error)) from error

    def give_up(self) -> None:
        """End other processes: the build has failed."""
        if self._together:
            self._together.give_up()

    def _tasks(self) -> Iterator[Task]:
        for output in self._exports:
            yield partial(self._write, [output])
        pages = iter(self._apart.pages if self._apart else ())
        while some := list(islice(pages, _TOGETHER)):
            yield partial(self._write_pages, some)
        feeds = iter(self._feeds)
        while few := list(islice(feeds, _TOGETHER)):
            yield partial(self._write, few)

    # On demand

    @cached_property
    def _outputs(self) -> dict[str, Output]:
        """By path; nobody asks for it where all is written at once."""
        return {output.path: output for output in (*self._exports, *self._feeds)}

    def make(self, path: str) -> None:
        """The file that stands at this path within the site, or in this folder, unless it is there already.

        Raises RuntimeError where a page cannot be made, OSError where a file cannot be written.
        """
        for folder, make_folder in self.folders.items():
            if f"{path}/".startswith(f"{folder}/") and not Path(self._site, folder).exists():
                make_folder()
        for name in (path, posixpath.join(path, "index.html")):
            if Path(self._site, name).is_file():
                return
            page = self._apart.at(name) if self._apart else None
            if page:
                self._write_pages([page])
            else:
                # Of a file that is divided all parts are made at once.
                folder, _, rest = name.partition("/")
                whole = f"{folder}{posixpath.splitext(rest)[1]}"
                self._write([self._outputs[path] for path in {name, whole} if path in self._outputs])

    def _write_pages(self, pages: Sequence[Page]) -> None:
        assert self._apart
        for page in pages:
            self._apart.write(page)

    def _write(self, outputs: Sequence[Output]) -> None:
        for output in outputs:
            for path, data in output.files():
                write_file(data, str(Path(self._site, path)))

