"""Words of a text, made fit to stand in HTML and XML."""

from __future__ import annotations

import re

# Controls, lone surrogates and non-characters: neither HTML nor XML may hold them.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Marks that turn the direction of all that follows; they must not leak out of the words.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


_BRACKETS = str.maketrans("<>", "‹›")


def clean(text: str) -> str:
    """The text without characters that no page may hold: each becomes U+FFFD. Line ends become line feeds."""
    # Nothing that is taken out or replaced counts as printable, and this is far faster than the expressions.
    if text.isprintable():
        return text
    text = _TURNS.sub("", _UNFIT.sub("\ufffd", text))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def escape(text: str) -> str:
    """The text as HTML, for the inside of elements and of attributes in double marks."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def plain_title(title: str) -> str:
    """A title as themes print it: HTML, in elements as well as in attributes.

    Themes take tags out of titles and resolve entities while they do, so that an escaped tag would come back
    to life: angle brackets become their typographic likes. Straight double marks become curly ones, since
    their entities would show in the lists of search results.
    """
    words = " ".join(clean(title).split()).translate(_BRACKETS)
    return escape(re.sub(r'(^|[\s(\[—–-])"', r"\1“", words).replace('"', "”"))


def shortened(text: str, limit: int) -> str:
    """Clean words on one line, cut between two of them where there are more than `limit` code points."""
    words = " ".join(clean(text).split())
    if len(words) <= limit:
        return words
    whole = words[: limit + 1].rpartition(" ")[0]
    return f"{whole or words[:limit]} …"
