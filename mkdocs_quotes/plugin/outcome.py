"""A text that is to be analysed, and what became of it; runs in the worker processes."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass
from functools import cache

from mkdocs_quotes.model import Analysis, Document, Options
from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.program import fingerprint
from mkdocs_quotes.read import UnreadableText, format_of, read_bytes


@dataclass(frozen=True, slots=True)
class Task:
    """A text that is to be analysed."""

    name: str
    """Its ending tells how it is read."""
    data: bytes

    def key(self, options: Options) -> bytes:
        """What the outcome depends on, in 32 bytes."""
        parts = (
            _program(),
            options.language,
            ",".join(sorted(options.kinds)),
            "explain" if options.explain else "",
            format_of(self.name),
        )
        digest = hashlib.sha256("\0".join(parts).encode())
        digest.update(b"\0")
        digest.update(self.data)
        return digest.digest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text. Messages are without its name."""

    analysis: Analysis | None
    """None where it could not be read at all."""
    warnings: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type[Outcome], tuple[Analysis | None, tuple[str, ...]]]:
        return Outcome, (self.analysis, self.warnings)


def outcome_of(task: Task, options: Options) -> Outcome:
    """Read and analyse one text. Whatever is wrong with it, all other texts go on."""
    try:
        document, warnings = read_bytes(task.data, task.name)
    except UnreadableText as error:
        return Outcome(None, (str(error),))
    if not document.quotes:
        return Outcome(_without_quotations(document), warnings)
    try:
        return Outcome(analyse(document, options), warnings)
    except Exception as error:
        # One text must not take the site down; its page is made, without quotations.
        problem = f"no quotations could be found in it ({type(error).__name__}: {error})"
        return Outcome(_without_quotations(document), (*warnings, problem))


def _without_quotations(document: Document) -> Analysis:
    return Analysis(document, document.language or "en", (), ())


@cache
def _program() -> str:
    """Changes whenever the program or its language data do, or what they run on."""
    return f"{fingerprint()} {platform.python_version()}"
