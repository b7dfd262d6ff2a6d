"""The stylesheet and the script of the site: one file each, put together from the parts in `assets/`."""

from __future__ import annotations

import re
from pathlib import Path

from .squeeze import squeezed

_ASSETS = Path(__file__).parent / "assets"
_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_STRING = re.compile(r'("[^"\n]*")')
_BLANKS = re.compile(r"(?:\s|;(?=\s*\}))*([{};,>])\s*|(:)\s+")
"""Blanks of a stylesheet that mean nothing; one before a colon does."""


def stylesheet() -> bytes:
    """All parts of the style, in the order of their names."""
    return _joined("style", ".css")


def script() -> bytes:
    """All parts of the script, in the order of their names, inside one function so that nothing is global."""
    return b'(() => {\n"use strict"\n' + _joined("script", ".js") + b"})()\n"


def draft_stylesheet() -> bytes:
    """The style of what editors are shown while the site is served."""
    return _joined("drafts", ".css")


def draft_script() -> bytes:
    """The script for it."""
    return _joined("drafts", ".js")


def search_stylesheet() -> bytes:
    """The style of the page that searches all quotations."""
    return _joined("search", ".css")


def search_script() -> bytes:
    """The script of that page."""
    return _joined("search", ".js")


def _joined(folder: str, ending: str) -> bytes:
    """The parts without what only their authors need: comments on lines of their own, indents, blanks."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((_ASSETS / folder).glob(f"*{ending}"))]
    joined = "".join(texts)
    if ending == ".js":
        return squeezed(joined).encode()
    joined = _COMMENT.sub("", joined)
    return "".join(
        piece if piece.startswith('"') else _BLANKS.sub(r"\1\2", piece) for piece in _STRING.split(joined)
    ).encode()
