"""What speaks for and against a mention as the speaker of a quotation: named, sparse features.

A feature is a string that a person can read; its weight stands in the language's data. The same functions serve the
extractor and the training, so that the two can't drift apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .tokens import MENTIONS, Row

_FILLERS = tuple((code, code + code) for code in "wakpdLNOPDUeo,")
_VERB = "VGMF"
_AFTER_VERB = re.compile(r"^([aXnwo]{0,2})([VGMF])")
_RELATIVE_VERB = re.compile(r"^,?r[^VGQ.]{0,8}([VM])")
_ASIDE_VERB = re.compile(r"^[,(\-][^VQ.:]{1,30}?[,)\-]a?([XVM])")
_BEFORE_VERB = re.compile(r"([VGMF])([aok]{0,1})$")


@dataclass(frozen=True, slots=True)
class Site:
    """A quotation in its row, with the few facts about it that features ask for."""

    row: Row
    at: int
    """Index of the quotation's token."""
    ends_comma: bool
    asks: bool
    """It ends in a question or exclamation mark."""
    starts_lower: bool
    kind: str
    length: int
    """Words."""
    closed: bool
    chatty: str
    """How much of the text's narration is dialogue, as a bucket."""
    alone: bool
    """Nothing but quotations in its block."""
    block_start: int
    block_end: int
    """Token indexes of its own block within the row."""


@lru_cache(maxsize=1 << 16)
def compress(codes: str) -> str:
    """Runs of the same filler become one, so that lengths matter less than kinds."""
    for one, two in _FILLERS:
        while two in codes:
            codes = codes.replace(two, one)
    return codes


def bucket(n: int) -> str:
    """A small number as a string; larger ones in steps."""
    return str(n) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13+"


def verb_of(row: Row, at: int, low: int, high: int) -> tuple[str, str, int]:
    """The verb that the mention at `at` governs: (pattern, lemma, index); ("-", "-", -1) where there is none.

    Patterns: "sv" subject then verb, "rv" through a relative clause, "av" past an aside, "vs" inverted.
    """
    after = row.codes[at + 1 : min(high, at + 40)]
    if m := _AFTER_VERB.match(after):
        index = at + 1 + m.end() - 1
        return "sv", row.words[index], index
    if m := _BEFORE_VERB.search(row.codes, max(low, at - 3), at):
        index = m.start(1)
        return "vs", row.words[index], index
    if m := _RELATIVE_VERB.match(after):
        index = at + 1 + m.end() - 1
        return "rv", row.words[index], index
    if m := _ASIDE_VERB.match(after):
        index = at + 1 + m.end() - 1
        return "av", row.words[index], index
    return "-", "-", -1


def site_features(site: Site) -> list[str]:
    """Features of "nobody near is named as the speaker": how the quotation stands."""
    codes, at = site.row.codes, site.at
    after = compress(codes[at + 1 : min(at + 5, site.block_end)])[:3]
    before = compress(codes[max(site.block_start, at - 4) : at])[-3:]
    place = (
        "alone"
        if site.alone
        else "first"
        if at == site.block_start
        else "last"
        if at + 1 == site.block_end
        else "mid"
    )
    comma = "," if site.ends_comma else "."
    return [
        "none",
        f"none:place={place}&{site.chatty}",
        f"none:place={place}&{comma}",
        f"none:after={after}&{comma}",
        f"none:before={before}",
        f"none:kind={site.kind}&{site.chatty}",
        f"none:kind={site.kind}&len={bucket(site.length)}",
        f"none:lower={site.starts_lower}&{place}",
        f"none:closed={site.closed}",
        f"none:mentions={bucket(sum(c in MENTIONS for c in codes[site.block_start : site.block_end]))}&{place}",
    ]


def mention_features(site: Site, at: int, rank: int) -> list[str]:
    """Features of the mention at token index `at` as the speaker of the site's quotation.

    `rank` counts the mentions between the two, on the same side.
    """
    row, q = site.row, site.at
    codes = row.codes
    kind = codes[at]
    side = "<" if at < q else ">"
    low, high = (at, q) if at < q else (q, at)
    gap = codes[low + 1 : high]
    short = compress(gap)
    own = site.block_start <= at < site.block_end
    stops = gap.count(".")
    quotes = gap.count("Q")
    pattern, verb, v = verb_of(row, at, low if at > q else 0, len(codes))
    comma = "," if site.ends_comma else "."
    lower = "l" if site.starts_lower else "U"
    where = f"{side}{'=' if own else '#'}{min(stops, 3)}{min(quotes, 2)}"
    out = [
        f"kind={kind}{where}",
        f"gap={side}{short if len(short) <= 6 else '…'}&{kind if kind in 'PD' else 'N'}",
        f"gap3={side}{short[:3] if side == '>' else short[-3:]}",
        f"rank={where}{min(rank, 4)}",
        f"rank={side}{min(rank, 4)}{comma}{lower}&{site.kind}",
        f"left={compress(codes[max(0, at - 3) : at])[-2:]}|{kind}",
        f"right={kind}|{compress(codes[at + 1 : at + 5])[:3]}",
        f"left1={codes[at - 1] if at else '^'}{side}&{min(stops, 2)}",
        f"verb={pattern}:{verb}",
        f"verb={pattern}{where}{comma}",
        f"dist={side}{bucket(len(gap))}{comma}",
        f"lay={where}&{site.kind}&{comma}{lower}",
    ]
    if v >= 0:
        between = (v > at and v < q) if at < q else (q < v)
        reach = codes[v + 1 : q] if v < q else codes[q + 1 : v]
        out += [
            f"cue={row.codes[v]}{side}{'b' if between else 'o'}:{compress(reach)[:5]}",
            f"cue={pattern}{side}&{min(quotes, 2)}{min(stops, 2)}&{comma}{lower}",
            f"reach={side}{bucket(len(reach))}&{row.codes[v]}",
            f"last={row.codes[v]}{side}{'' if any(c in 'VG' for c in (codes[v + 1 : q] if v < q else '')) else 'last'}",
        ]
    out += _anchor_features(site, at, side, kind)
    if kind in "PDUO" and row.refs[at] < 0:
        out += [f"head={row.words[at]}", f"head={row.words[at]}&{pattern}{side}"]
    if side == "<":
        start = gap.rfind(".") + low + 1 if "." in gap else -1
        out.append(f"intro={codes[q - 1]}{'s' if start >= 0 else ''}&{kind}&{pattern}")
        sentence = codes.rfind(".", 0, at)
        first = not any(
            c in MENTIONS or c == "Q" for c in codes[max(sentence + 1, site.block_start if own else 0) : at]
        )
        out.append(f"subject={first}{where}&{codes[q - 1]}")
        out.append(f"subject={first}&{pattern}&{comma}{lower}")
    else:
        out.append(f"next={codes[q + 1 : q + 3]}&{comma}&{kind}")
    if site.alone:
        out.append(f"alone={where}{pattern}{kind}")
        out.append(f"alone={where}{min(rank, 4)}&{codes[max(0, site.block_start - 2) : site.block_start]}")
    return out


def _anchor_features(site: Site, at: int, side: str, kind: str) -> list[str]:
    """How a mention stands to the verb nearest to the quotation, which need not be its neighbour:
    "Pooh looked round to see that nobody was listening, and said in a solemn voice: Q".
    """
    codes, q = site.row.codes, site.at
    if side == "<":
        stop = max(codes.rfind(".", 0, max(0, q - 1)), codes.rfind("Q", 0, q), codes.rfind("¶", 0, max(0, q - 2)))
        v = next((i for i in range(q - 1, stop, -1) if codes[i] in _VERB), -1)
        if v < 0:
            return [f"anchor=<none&{kind}"]
        if at > v:
            return [f"anchor=<behind&{codes[v]}{codes[v + 1 : at]}"[:24]]
        if at < stop:
            return [f"anchor=<other&{codes[v - 1]}&{kind}"]
        between = [i for i in range(at + 1, v) if codes[i] in MENTIONS]
        free = [i for i in between if codes[i - 1] not in "pkV" ]
        first = not any(c in MENTIONS for c in codes[stop + 1 : at])
        join = codes[v - 1]
        return [
            f"anchor=<{join}&{len(between) if len(between) < 4 else 4}&{codes[at - 1] if at else '^'}",
            f"anchor=<{join}&{min(len(free), 2)}&{first}&{kind}",
            f"anchor=<{codes[v]}{compress(codes[v + 1 : q])[:4]}&{first}&{min(len(free), 2)}",
        ]
    stop = next((i for i in range(q + 1, len(codes)) if codes[i] in ".Q¶"), len(codes))
    v = next((i for i in range(q + 1, stop) if codes[i] in _VERB), -1)
    if v < 0:
        return [f"anchor=>none&{kind}"]
    if at > stop:
        return [f"anchor=>other&{kind}"]
    low, high = (at, v) if at < v else (v, at)
    others = min(sum(c in MENTIONS for c in codes[low + 1 : high]), 3)
    return [f"anchor=>{'m' if at < v else 'v'}{others}&{codes[q + 1 : q + 2]}&{codes[at - 1]}"]
