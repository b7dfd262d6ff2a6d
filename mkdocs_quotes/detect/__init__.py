"""Find quoted words: in marks, behind labels and dashes, in block quotations; and whether they are speech."""

from __future__ import annotations

from .finder import find_quoted

__all__ = ["find_quoted"]
