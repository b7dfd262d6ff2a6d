"""Which program this is: two that are alike find the same quotations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import mkdocs_quotes

PROGRAM = ("model", "pipeline", "records", "slugs", "attribute", "detect", "lang", "read", "resolve", "text")
"""The part of the package that an analysis follows from: modules and rooms."""
_KINDS = frozenset((".py", ".txt", ".json"))


@cache
def fingerprint(more: Iterable[str] = ()) -> str:
    """Changes whenever the program or its language data do; `more`: further modules and rooms, "index/names"."""
    root = Path(mkdocs_quotes.__file__).parent
    digest = hashlib.sha256(mkdocs_quotes.__version__.encode())
    for name in (*PROGRAM, *more):
        # The content and not the time: what is installed anew is the same program still.
        for path in sorted((root / name).rglob("*")) or [root / f"{name}.py"]:
            if path.suffix in _KINDS and path.is_file():
                digest.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
