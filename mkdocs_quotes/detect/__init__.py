"""Find quoted words: what stands in marks, behind labels and dashes, in block quotations; and whether it is speech."""

from __future__ import annotations

from .finder import find_quoted

__all__ = ["find_quoted"]
