"""Names as folder names: what stands in the address of a speaker's page."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection

RESERVED = frozenset(
    {
        "anonymous",
        "browse",
        "dates",
        "disputed",
        "feed",
        "index",
        "kinds",
        "latest",
        "letters",
        "page",
        "texts",
        "unattributed",
    }
)
"""Names that the tree of speakers' pages uses itself."""

MAX_LENGTH = 60
"""In code points; four bytes each still fit the 255 bytes that file systems allow for a name."""

# Windows refuses these as names of files and folders, with any ending.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "123456789")}
)
LATIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n"}
)
"""Small Latin letters that no decomposition turns into ASCII."""


def slugify(name: str) -> str:
    """A name in lower case, fit for an address and for every file system; never empty, always the same.

    Latin letters lose their accents ("José" → "jose"); other scripts stay as they are. A name without a
    letter or digit becomes "speaker-" and a short hash of it. A name that Windows or the site itself uses
    for something else gets "-speaker" behind it.
    """
    letters: list[str] = []
    for char in unicodedata.normalize("NFKC", name).casefold().translate(LATIN):
        if not (char.isalnum() or unicodedata.category(char) in ("Mn", "Mc")):
            # An apostrophe joins (O'Neill), all else divides.
            if char not in "'’ʼ‘`´" and letters and letters[-1] != "-":
                letters.append("-")
            continue
        plain = unicodedata.normalize("NFKD", char)
        letters.append(plain[0] if plain[0].isascii() else char)
    slug = "".join(letters).strip("-")
    if len(slug) > MAX_LENGTH:
        slug = f"{slug[: MAX_LENGTH - 9].rstrip('-')}-{_hash(name)}"
    if not any(char.isalnum() for char in slug):
        return f"speaker-{_hash(name)}"
    if slug in RESERVED or slug in _DEVICES:
        return f"{slug}-speaker"
    return slug


def unique_slug(name: str, taken: Collection[str]) -> str:
    """`slugify(name)`, with "-2", "-3" … behind it while another speaker has that one."""
    slug = candidate = slugify(name)
    number = 2
    while candidate in taken:
        candidate = f"{slug}-{number}"
        number += 1
    return candidate


def _hash(name: str) -> str:
    return hashlib.sha1(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
