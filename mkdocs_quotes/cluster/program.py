"""Which program a part was done by."""

from __future__ import annotations

from mkdocs_quotes import program

_MORE = (
    "index/identity", "index/names", "index/people",
    "cluster/schema", "cluster/reading", "cluster/tables", "cluster/gathering",
)  # fmt: skip
"""What the outcome of a part depends on beside the analysis."""


def fingerprint() -> str:
    """Sixteen hex digits. An update that changes nothing but pages does not make weeks of work void."""
    return program.fingerprint(_MORE)[:16]
