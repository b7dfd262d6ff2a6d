"""What speaks for and against a mention as the speaker of a quotation: named, sparse features.

A feature is a string that a person can read; its weight stands in the language's data. What is looked at together is
gathered in *facets*, small tuples of values that come again and again; `spell` makes a facet's features, and the scorer
remembers what each facet is worth. The same functions serve the extractor and the training, so that the two can't
drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .clauses import Clauses, read_clauses
from .rows import Row
from .tokens import MENTIONS

Facet = tuple[str, ...]
"""What is looked at, the manner of the text, and what was seen."""

_FILLERS = tuple((code, code + code) for code in "wakpdLNOPDUeo,")
_AFTER_VERB = re.compile(r"([aXnwo]{0,2})([VGMF])")
_RELATIVE_VERB = re.compile(r",?r[^VGQ.]{0,8}([VM])")
_ASIDE_VERB = re.compile(r"[,(\-][^VQ.:]{1,30}?[,)\-]a?([XVM])")
_MENTION_OR_QUOTE = frozenset("NOLPDUQ")
_LINKS = frozenset("pAtBfhscrnkoX")
"""Classes whose words are looked at themselves where they stand beside a mention."""


@dataclass(slots=True)  # not frozen, which makes it three times as dear to make
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
    manner: str
    """"report" or "story"."""
    alone: bool
    """Nothing but quotations in its block."""
    block_start: int
    block_end: int
    """Token indexes of its own block within the row."""
    how: str = ""
    """How its words end and begin: "," or ".", "l" for a small letter or "U"."""
    goes_on: bool = False
    """It ends in neither a stop nor a comma, so that the sentence is not over."""
    verb_first: bool = False
    """Its language may put a subject behind the verb before a quotation as well."""


@lru_cache(maxsize=1 << 16)
def compress(codes: str) -> str:
    """Runs of the same filler become one, so that lengths matter less than kinds."""
    for one, two in _FILLERS:
        while two in codes:
            codes = codes.replace(two, one)
    return codes


_BUCKETS = ("0", "1", "2", "3", "4-6", "4-6", "4-6", *["7-12"] * 6)


def bucket(n: int) -> str:
    """A small number as a string; larger ones in steps."""
    return _BUCKETS[n] if n < 13 else "13+"


def verb_of(row: Row, at: int, low: int, high: int) -> tuple[str, str, int]:
    """The verb that the mention at `at` governs: (pattern, lemma, index); ("-", "-", -1) where there is none.

    Patterns: "sv" subject then verb, "rv" through a relative clause, "av" past an aside, "vs" inverted.
    """
    codes = row.codes
    end = at + 40 if at + 40 < high else high
    following = codes[at + 1] if at + 1 < end else "^"  # tells which of the patterns are worth a try
    if following in "aXnwoVGMF" and (m := _AFTER_VERB.match(codes, at + 1, end)):
        return "sv", row.words[m.end() - 1], m.end() - 1
    if at > low:
        before = at - 2 if codes[at - 1] in "aok" else at - 1
        if before >= low and codes[before] in "VGMF":
            return "vs", row.words[before], before
    if following in "r," and (m := _RELATIVE_VERB.match(codes, at + 1, end)):
        return "rv", row.words[m.end() - 1], m.end() - 1
    if following in ",(-" and (m := _ASIDE_VERB.match(codes, at + 1, end)):
        return "av", row.words[m.end() - 1], m.end() - 1
    return "-", "-", -1


def facets_of(site: Site, mentions: Sequence[tuple[int, int]]) -> list[list[Facet]]:
    """The facets of "nobody near", then those of each mention, given as its token and its rank by nearness."""
    clauses = read_clauses(site.row, site.at)
    nearest = clauses.nearest
    return [_site_facets(site), *[_mention_facets(site, clauses, nearest, at, rank) for at, rank in mentions]]


def _site_facets(site: Site) -> list[Facet]:
    """Facets of "nobody near is named as the speaker": how the quotation stands."""
    codes, at = site.row.codes, site.at
    after = compress(codes[at + 1 : min(at + 5, site.block_end)])[:3]
    before = compress(codes[max(site.block_start, at - 4) : at])[-3:]
    if site.alone:
        place = "alone"
    elif at == site.block_start:
        place = "first"
    else:
        place = "last" if at + 1 == site.block_end else "mid"
    mentions = bucket(sum(map(codes[site.block_start : site.block_end].count, MENTIONS)))
    return [
        ("none", site.manner, place, site.chatty, "," if site.ends_comma else ".", after, before, site.kind),
        (
            "none2", site.manner, site.kind, bucket(site.length), "l" if site.starts_lower else "U", place,
            "c" if site.closed else "o", mentions,
        ),
    ]  # fmt: skip


# Put together once: a string that is the same object has its hash, and is equal at a glance.
_WHERE = {
    (side, own): [[f"{side}{'=' if own else '#'}{stops}{quotes}" for quotes in range(3)] for stops in range(4)]
    for side in "<>"
    for own in (False, True)
}
"""By side, whether in the quotation's own block, sentences and quotations between."""
_NEAR = {side: [f"{side}{stops}" for stops in range(3)] for side in "<>"}
_RANKS = "01234"


def _mention_facets(site: Site, clauses: Clauses, nearest: str, at: int, rank: int) -> list[Facet]:
    """Facets of the mention at token index `at` as the speaker of the site's quotation.

    `rank` counts the mentions between the two, on the same side; `nearest` is the lemma of the nearest verb.
    """
    row, q, manner, how = site.row, site.at, site.manner, site.how
    codes, words = row.codes, row.words
    kind = codes[at]
    if at < q:
        side, gap = "<", codes[at + 1 : q]
    else:
        side, gap = ">", codes[q + 1 : at]
    own = site.block_start <= at < site.block_end
    length = len(gap)
    stops = gap.count(".") if length else 0
    quotes = gap.count("Q") if length else 0
    pattern, verb, _ = verb_of(row, at, 0 if at < q else q, len(codes))
    where = _WHERE[side, own][stops if stops < 3 else 3][quotes if quotes < 2 else 2]
    relation, lemma = clauses.relation(at) if at in clauses.subjects else ("-", "-")
    r = _RANKS[rank] if rank < 4 else "4"
    left, right = codes[at - 1] if at else "^", codes[at + 1 : at + 3]
    near = _NEAR[side][stops if stops < 2 else 2]
    short = _shorten_end(gap[:_AT_END] if side == ">" else gap[-_AT_END:], side) if length > _AT_END else ""
    out: list[Facet] = [
        ("place", manner, kind, where, r, how, site.kind),
        (
            "gap", manner, side, kind, short or _shorten(gap, side), _BUCKETS[length] if length < 13 else "13+", how,
        ),
        (
            "words", manner, kind, near, words[at - 1] if left in _LINKS else left,
            words[at + 1] if right and right[0] in _LINKS else right[:1], relation, left, right,
        ),
        ("clause", manner, kind, relation, lemma, nearest, how, clauses.layout, near),
        ("verb", manner, pattern, verb, where, how),
    ]  # fmt: skip
    if row.refs[at] < 0:
        out.append(("head", manner, words[at], pattern, side))
    if side == "<":
        start = max(codes.rfind(".", 0, at) + 1, site.block_start if own else 0)
        first = "f" if _MENTION_OR_QUOTE.isdisjoint(codes[start:at]) else "-"
        out.append(("subject", manner, first, where, codes[q - 1], pattern, how))
    if site.alone:
        above = codes[max(0, site.block_start - 2) : site.block_start]
        out.append(("alone", manner, where, pattern, kind, r, above))
    return out


@lru_cache(maxsize=1 << 15)
def _shorten(gap: str, side: str) -> str:
    """What stands between a mention and a quotation; of a long stretch the end at the quotation."""
    short = compress(gap)
    if len(short) <= 6:
        return short
    return f"…{short[:3] if side == '>' else short[-3:]}"


_AT_END = 16


@lru_cache(maxsize=1 << 15)
def _shorten_end(end: str, side: str) -> str:
    """`_shorten`, of a long stretch by its end at the quotation alone; "" where that does not tell."""
    short = compress(end)
    return _shorten(end, side) if len(short) > 6 else ""


def spell(facet: Facet) -> list[str]:
    """The features of a facet. Those of a report count once more, as news and stories name speakers in other ways."""
    features = _SPELL[facet[0]](*facet[2:])
    return [*features, *[f"r~{feature}" for feature in features]] if facet[1] == "report" else features


def _none(place: str, chatty: str, comma: str, after: str, before: str, kind: str) -> list[str]:
    return [
        "none=", f"none=place={place}&{chatty}", f"none=place={place}&{comma}", f"none=after={after}&{comma}",
        f"none=before={before}", f"none=kind={kind}&{chatty}",
    ]  # fmt: skip


def _none2(kind: str, length: str, lower: str, place: str, closed: str, mentions: str) -> list[str]:
    return [
        f"none=kind={kind}&len={length}", f"none=lower={lower}&{place}", f"none=closed={closed}",
        f"none=mentions={mentions}&{place}",
    ]  # fmt: skip


def _place(kind: str, where: str, rank: str, how: str, quoted: str) -> list[str]:
    return [f"kind={kind}{where}", f"rank={where}{rank}", f"rank={where[0]}{rank}{how}&{quoted}"]


def _gap(side: str, kind: str, short: str, length: str, how: str) -> list[str]:
    return [f"gap={side}{short}&{kind if kind in 'PDr' else 'N'}", f"dist={side}{length}{how[0]}"]


def _words(kind: str, near: str, before: str, behind: str, relation: str, left: str, right: str) -> list[str]:
    return [
        f"lw={before}{near}", f"rw={behind}{near}", f"lw={before}&{relation}", f"rw={behind}&{relation}",
        f"around={left}|{right}&{near}",
    ]  # fmt: skip


def _clause(
    kind: str, relation: str, lemma: str, nearest: str, how: str, layout: str, near: str
) -> list[str]:
    return [
        f"rel={relation}&{how}", f"rel={relation}&{layout}", f"rel={relation}&{kind}", f"rel={relation}:{lemma}",
        f"rel={relation}&{near}", f"rel={relation}&{layout}&{how}", f"nearest={nearest}&{relation[:2]}",
    ]  # fmt: skip


def _verb(pattern: str, verb: str, where: str, how: str) -> list[str]:
    return [f"verb={pattern}:{verb}", f"verb={pattern}{where}{how[0]}", f"verb={pattern}:{verb}&{where[:2]}"]


def _head(word: str, pattern: str, side: str) -> list[str]:
    return [f"head={word}", f"head={word}&{pattern}{side}"]


def _subject(first: str, where: str, last: str, pattern: str, how: str) -> list[str]:
    return [f"subject={first}{where}&{last}", f"subject={first}&{pattern}&{how}"]


def _alone(where: str, pattern: str, kind: str, rank: str, above: str) -> list[str]:
    return [f"alone={where}{pattern}{kind}", f"alone={where}{rank}&{above}"]


_SPELL: Mapping[str, Callable[..., list[str]]] = {
    "none": _none, "none2": _none2, "place": _place, "gap": _gap, "words": _words, "clause": _clause,
    "verb": _verb, "head": _head, "subject": _subject, "alone": _alone,
}  # fmt: skip
