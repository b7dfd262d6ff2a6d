"""The tables in `index/data/`: lines of "key: words"; "#" starts a line that explains."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> Mapping[str, str]:
    """The table `data/<name>.txt`, in the file's order."""
    rows: dict[str, str] = {}
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            key, _, words = line.partition(":")
            rows[key.strip()] = words.strip()
    return MappingProxyType(rows)
