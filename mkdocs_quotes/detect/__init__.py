"""Find quoted words: in marks, behind labels and dashes, in block quotations; and whether they are speech."""

from __future__ import annotations

from .by_hand import as_marked
from .finder import find_quoted

__all__ = ["as_marked", "find_quoted"]
