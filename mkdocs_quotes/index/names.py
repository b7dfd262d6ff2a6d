"""Names as keys: which are the same."""

from __future__ import annotations

import unicodedata


def normal_name(name: str) -> str:
    """What spellings of one name have in common: case, dots, blanks and forms of apostrophe do not count."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    for mark in "’ʼ‘`´":
        folded = folded.replace(mark, "'")
    return " ".join(folded.replace(".", ". ").replace(".", "").split()) or name
