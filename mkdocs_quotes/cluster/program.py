"""Which program this is: two that are alike find the same quotations."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import mkdocs_quotes

_DECISIVE = (
    "model.py", "lang", "text", "read", "detect", "attribute", "resolve", "pipeline.py", "slugs.py", "records.py",
    "index/identity.py", "index/names.py", "index/people.py",
    "cluster/schema.py", "cluster/reading.py", "cluster/tables.py", "cluster/gathering.py",
)  # fmt: skip
"""What the outcome of a part depends on, relative to the package. By content: an update that changes only pages does
not make weeks of work void, and neither does installing the same version again."""


@cache
def fingerprint() -> str:
    """Sixteen hex digits that change with the version, the code that reads and analyses, and its word lists."""
    digest = hashlib.sha256(mkdocs_quotes.__version__.encode())
    root = Path(mkdocs_quotes.__file__).parent
    for name in _DECISIVE:
        path = root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in (".py", ".txt", ".json"):
                digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
