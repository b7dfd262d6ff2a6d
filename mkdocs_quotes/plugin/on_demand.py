"""While serving: pages, feeds and exports that are made when a browser asks for them, and not with each rebuild."""

from __future__ import annotations

import posixpath
import threading
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.livereload import LiveReloadServer

Make = Callable[[str], None]
"""Makes the file of a path within the site, if it is one of those that are made on demand and is not made yet."""


class OnDemand:
    """Stands before the server of MkDocs; a request waits until a build under way has ended, as it does there."""

    def __init__(self, server: LiveReloadServer) -> None:
        serve = server.get_app()
        assert serve
        self._serve = serve
        self._mount = server.mount_path
        # Held while a page is made, so that no build begins meanwhile, and no two are made at once.
        self._idle = threading.Condition()
        self._building = False
        self._make: Make = _nothing
        server.set_app(self)

    def begin(self) -> None:
        """A build begins."""
        with self._idle:
            self._building, self._make = True, _nothing

    def end(self, make: Make | None) -> None:
        """A build has ended: what makes the rest of it; None where it has failed."""
        with self._idle:
            self._building, self._make = False, make or _nothing
            self._idle.notify_all()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        # As the server of MkDocs reads it (https://bugs.python.org/issue16679).
        path: str = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if f"{path}/".startswith(self._mount):
            within = posixpath.normpath(f"/{path[len(self._mount) :]}").lstrip("/")
            with self._idle:
                self._idle.wait_for(lambda: not self._building)
                self._make(within)
        return self._serve(environ, start_response)


def _nothing(path: str) -> None:
    """Before the first build, and after one that has failed."""
