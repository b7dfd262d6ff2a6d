"""From raw bytes or str to a `Document`."""

from __future__ import annotations

from pathlib import Path, PurePath

from mkdocs_quotes.model import Document
from mkdocs_quotes.read.decode import UnreadableText, decode
from mkdocs_quotes.read.markdown import read_markdown
from mkdocs_quotes.read.plain import read_plain

__all__ = ["UnreadableText", "decode", "format_of", "read_bytes", "read_file", "read_text"]

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn"})


def format_of(name: str) -> str:
    """The format of a file by its name: "md" for Markdown, "txt" for everything else."""
    return "md" if PurePath(name).suffix.lower() in _MARKDOWN else "txt"


def read_text(text: str, format: str = "txt") -> Document:
    """The document that `text` is. Any str can be read; what is wrong in its front matter is passed over."""
    return _read(text, format)[0]


def read_bytes(data: bytes, name: str) -> tuple[Document, tuple[str, ...]]:
    """The document in a file's bytes, its format taken from the file's name, and warnings about it.

    Warnings are without the file's name. Raises UnreadableText where the bytes are no text.
    """
    text, warnings = decode(data)
    document, more = _read(text, format_of(name))
    return document, warnings + more


def read_file(path: Path) -> tuple[Document, tuple[str, ...]]:
    """The document in a file, and warnings about it. Raises OSError or UnreadableText."""
    return read_bytes(path.read_bytes(), path.name)


def _read(text: str, format: str) -> tuple[Document, tuple[str, ...]]:
    if format not in ("txt", "md"):
        raise ValueError(f"no format {format!r}; there is 'txt' and 'md'")
    return read_markdown(text) if format == "md" else read_plain(text)
