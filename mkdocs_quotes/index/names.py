"""Names as keys: which are the same, and how they are ordered."""

from __future__ import annotations

import re
import unicodedata

from mkdocs_quotes.model import SpeakerKind

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:[,\s]+(?:jr|sr|[ivx]{1,4})\.?)+$", re.IGNORECASE)


def normal_name(name: str) -> str:
    """What spellings of one name have in common: case, dots, blanks and forms of apostrophe do not count."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    for mark in "’ʼ‘`´":
        folded = folded.replace(mark, "'")
    return " ".join(folded.replace(".", ". ").replace(".", "").split()) or name


def sort_key(name: str, kind: SpeakerKind) -> str:
    """What a speaker is ordered by: persons by their last name, others without a leading article.

    Editors give another one where that is wrong (`sort` in speakers.yml).
    """
    if kind != "person":
        return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
    bare = _SUFFIX.sub("", name).split()
    if len(bare) < 2:
        return name
    return f"{bare[-1]}, {' '.join(bare[:-1])}"


def collation(key: str) -> tuple[str, str]:
    """For sorting: accents and case count only where all else is equal."""
    plain = unicodedata.normalize("NFKD", key).casefold()
    return "".join(char for char in plain if char.isalnum() or char == " ").strip(), key


def initial(key: str) -> str:
    """The letter that a sort key is filed under; "#" for what starts with no letter."""
    for char in unicodedata.normalize("NFKD", key):
        if char.isalpha():
            return char.upper()[0]
        if char.isnumeric():
            break
    return "#"
