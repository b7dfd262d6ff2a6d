"""Who wrote the paper that says something, where a sentence tells both.

    A letter from Greta Olin says it was “a farce”.               from somebody
    An email seen by the Ledger, sent by Greta Olin, read: “…”    seen by one, sent by another
    A Facebook post by the mayor, Greta Olin, called it “a farce”.
    A letter Greta Olin wrote to the board begins: “…”
    “It is a farce,” said a note signed by Greta Olin.
"""

from __future__ import annotations

import re

from .features import Site
from .relays import explained
from .rows import Row

PAPERS = frozenset(
    {"statement", "letter", "note", "email", "e-mail", "memo", "message", "release", "telegram", "post", "postcard",
     "diary", "journal", "entry", "memoir", "memoirs", "will"}
)  # fmt: skip
SENT = PAPERS - {"will", "entry"} | {"text", "tweet", "cable", "fax", "leaflet", "petition", "notice", "comment"}
"""What may be from somebody, or by somebody."""
_WRITTEN = frozenset(
    {"sent", "send", "written", "write", "wrote", "left", "leave", "signed", "sign", "posted", "post", "shared",
     "share", "issued", "issue", "published", "publish", "drafted", "draft", "penned", "pen", "released", "release",
     "circulated", "circulate", "dictated", "dictate", "typed", "scrawled", "composed", "tweeted", "tweet"}
)  # fmt: skip
_LEAD = re.compile(r"k?[wLNOd]{0,3}")
"""What stands before the noun in its phrase: "a handwritten", "the WhatsApp"."""
_LONGEST_LEAD = 4
_WRITER = re.compile(r"[fB][kwa]{0,2}([NODU])|h?k?([NODU])a?X{0,2}a?([Vwe])")
_ASIDE = r"(?:[tpf][kwaNOLDPUdX]{1,4})"
"""To whom, when and about what: "to the board in May"."""
_ON = re.compile(
    rf"(?:,N(?=[,tpVX]))?{_ASIDE}{{0,2}}(?:,[we]B[kw]{{0,2}}[NODL],)?,?{_ASIDE}{{0,3}}"
    r",?a?X{0,2}a?[VFM][^.Q:;¶VMFGNDUr]{0,10}[:,]?¶?$"
)
"""From the writer on to the words, with nobody else who could say them."""
_ENDS = re.compile(rf"(?:,N)?{_ASIDE}{{0,3}}[.,;]")
_SAID = re.compile(r",?[VFM]")


def writer(site: Site) -> int | None:
    """The token of the one who wrote the paper that says the words; None where none does, or nobody is told."""
    q, row, codes = site.at, site.row, site.row.codes
    low = max(codes.rfind(".", site.block_start, q), codes.rfind("Q", site.block_start, q), site.block_start - 1) + 1
    if (head := _paper(row, low, q)) is not None:
        return _writer_of(row, head, q, _ON, q)
    if (said := _SAID.match(codes, q + 1, site.block_end)) and (
        head := _paper(row, said.end(), site.block_end)
    ) is not None:
        return _writer_of(row, head, site.block_end, _ENDS, site.block_end)
    return None


def _paper(row: Row, start: int, end: int) -> int | None:
    """The token of a noun for a paper in the phrase that begins at `start`."""
    for at in range(start, min(start + _LONGEST_LEAD + 1, end)):
        if row.words[at] in SENT and row.codes[at] in "OwV":
            return at if _LEAD.fullmatch(row.codes, start, at) else None
    return None


def _writer_of(row: Row, head: int, end: int, on: re.Pattern[str], stop: int) -> int | None:
    codes, words = row.codes, row.words
    for m in _WRITER.finditer(codes, head + 1, end):
        at = m.start()
        if m[1] is None:
            found = m.start(2) if at == head + 1 and words[m.start(3)] in _WRITTEN else None
            rest = m.end()
        else:
            from_or_by = codes[at] == "f" or at == head + 1 or words[at - 1] in _WRITTEN
            found, rest = (m.start(1) if from_or_by else None), m.end()
        if found is not None:
            return explained(codes, found) if on.match(codes, rest, stop) else None
    return None
