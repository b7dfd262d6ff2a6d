"""Sentences with two who may speak, where the order of words leaves no choice of the two.

    “Over,” the Ledger quoted Otto Reyes as saying.          a relay: the one quoted, not the paper
    Hana said her lawyer had told the court “no case”.       a report in a report: the inner one
    According to Ida Roth, Otto Kolb called it “cake”.       the one who is told of, not the one who tells
    Ines recalled her brother saying it was “too big”.       the same, with a participle
    While Nina found it “clear”, Lev called it “dull”.       two clauses, each with its own words
    Gina warned of “ruin” and Max of “worse”.                the same with a preposition
    Nora quoted her grandfather: “Never lend a boat.”    the one quoted
    “Snow has no border,” he said, quoting Lena Graf.    the same behind
    Mina said it was “divine”; Theo, that it was “foul”.     a second clause without a verb of its own
    After Mina said it was “divine,” Theo laughed.           a clause before the main one
"""

from __future__ import annotations

import re

from .clauses import subject_of
from .features import Site
from .rows import Row
from .tokens import MENTIONS

_ONE = r"[kwaed]{0,3}"
"""What stands between an article and the mention it belongs to."""
_AFTER = re.compile(rf"{_ONE}(?:O(?=N))?[NODPUL]a?X{{0,2}}a?V{_ONE}([NDPU])[^.Q:;¶]{{0,10}}?s(?=G|wV)")
_BEFORE = re.compile(
    rf"(?:([NDPU])X{{1,3}}a?VB{_ONE}[NODPUL]|[NODPUL]a?X{{0,2}}a?V{_ONE}([NDPU])[^.Q:;¶]{{0,10}}?)s(?=(?:G|wV)[^.Q;¶]{{0,12}}$)"
)
_INNER = re.compile(r"[VG](?:[NDUOo]h|h)?a?([NDOU])(?:,[^,.Q]{1,6},)?a?X{0,2}a?(?:[eFw]t)?(V)[^.:;QVGFM¶]{0,12}[,:]?$")
_HEARD = re.compile(rf"[VFewp]{_ONE}D?([NDPU])(?:pk?[OLN]|[wF][^.:;QVMNDPU¶]{{0,6}}c)?(G)[^.:;QVGFM¶]{{0,12}}[,:]?$")
_BEYOND = re.compile(r"^At[^.:;Q¶VMFG]{1,16},([NDOU])[as]?X{0,2}[as]?(V)[^.:;QVGFM¶]{0,12}[,:]?$")
_GAPPED = re.compile(r"(?:;c?|,c)([ND]),?h[^.;QN]{1,6}$")
_SHARED = re.compile(r"[VMFew](?:[NO])?(p)Q(?:,?c|;|,c?)([ND])(p)$")
_FOLLOWS = re.compile(rf",?{_ONE}([NDOUP])(?:,([N]),)?a?X{{0,2}}a?[VFMew]")
_QUOTED = re.compile(r"[NODPUL]a?X{0,2}a?(V)[kw]{0,2}([NDO])(?:S[kwa]{0,2}w)?[^.QVNDOUP¶:,]{0,4}[:,]$")
_IS_QUOTED = re.compile(r"([NODPU])X{1,3}a?(V)(?:B[kw]{0,2}[NODL])?[^.QVNDOUP¶:,]{0,4}[:,]$")
_QUOTING = re.compile(r"(?:^|(?<=[.,¶]))(G)[kw]{0,2}([NDO])(?:,N)?,[^.Q¶G]{0,10}V[^.Q¶VNDO]{0,6}[:,]$")
_QUOTING_BEHIND = re.compile(r",?(?:V[kw]{0,2}[NPDO]|[NPDO]V)(?:,N)?,(G)[kw]{0,2}([NDO])(?=[.,¶]|$)")
_OWN = re.compile(r"(?:[^.QVMFew,]{1,6},)?([NDOU])a?X?a?[VMFew][^.:;Q¶NDOUP]{0,8}$")
_SAYS = frozenset(
    {"say", "tell", "call", "describe", "claim", "insist", "warn", "promise", "shout", "ask", "reply", "write", "add",
     "argue", "declare", "announce", "state", "assure", "answer", "yell", "admit", "explain", "brand", "whisper",
     "chant"}
)  # fmt: skip
_PASSES_ON = _SAYS | {"recall", "remember", "testify", "report", "swear", "note", "complain", "reveal", "allege"}
"""Verbs of one who tells what another said."""
_HEARS = frozenset(
    {"recall", "recalled", "recalls", "remember", "remembered", "remembers", "hear", "heard", "hears", "show", "shows",
     "showed", "shown", "depict", "depicts", "depicted", "film", "filmed", "catch", "caught", "record", "recorded",
     "capture", "captured", "captures", "with", "of"}
)  # fmt: skip
_AGAINST = frozenset({"while", "whereas", "although", "though"})
_BEFORE_MAIN = frozenset({"after", "when", "as", "before", "once", "because"})
"""Words that begin a clause before the main one."""
_LOUD = frozenset({"shout", "yell", "cry", "scream", "holler", "call", "chant"})
_OWN_WORDS = re.compile(r"([VM])(?:h[^.,;:QVGFM]{0,12}|[onPNDOUkwa]{0,4}|,)$")


_EXPLAINED = re.compile(r"D,[wLeO]{0,3}(N)(?=[,.;:]|$)")


def explained(codes: str, at: int) -> int:
    """The name behind a description where one follows: "the coroner, Elspeth Rae, said"."""
    m = _EXPLAINED.match(codes, at)
    return at if m is None else m.start(1)


def _as_saying(row: Row, at: int) -> bool:
    """Whether "as saying" or "as having said" begins at a token, and not "as he said"."""
    return row.words[at] == "as" and (row.codes[at + 1] == "G" or row.words[at + 1] == "having")


def relay(site: Site) -> int | None:
    """The token of the one whose words are handed on, None where nobody's are."""
    q, row, codes = site.at, site.row, site.row.codes
    start, end = site.block_start, site.block_end
    if codes.find("sG", start, end) >= 0 or codes.find("swV", start, end) >= 0:
        if (m := _AFTER.match(codes, q + 1, end)) and _as_saying(row, m.end() - 1):
            return explained(codes, m.start(1))
        if (m := _BEFORE.search(codes, max(start, q - 40), q)) and _as_saying(row, m.end() - 1):
            return explained(codes, m.start(1) if m[1] else m.start(2))
    behind = _QUOTING_BEHIND.match(codes, q + 1, end) if codes.find("G", q, end) >= 0 else None
    if behind and row.words[behind.start(1)] == "quote":
        return explained(codes, behind.start(2))
    if q == start:
        return None
    low = max(codes.rfind(".", start, q), codes.rfind("Q", start, q), start - 1) + 1
    if low == q:
        return None
    if codes[q - 1] in ":,":
        if (m := _IS_QUOTED.search(codes, low, q)) and row.words[m.start(2)] == "quote":
            return m.start(1)
        m = _QUOTED.search(codes, low, q)
        if m and (row.words[m.start(1)] == "quote" or (row.words[m.start(1)] == "cite" and codes[q - 1] == ":")):
            return explained(codes, m.start(2))
        if (m := _QUOTING.search(codes, low, q)) and row.words[m.start(1)] == "quote":
            return explained(codes, m.start(2))
    if (m := _INNER.search(codes, low, q)) and row.words[m.start(2)] in _SAYS and row.words[m.start()] in _PASSES_ON:
        return explained(codes, m.start(1))
    m = _BEYOND.search(codes, low, q) if codes.find("At", low, q) >= 0 else None
    if m and row.words[m.start(2)] in _SAYS:
        return explained(codes, m.start(1))
    m = _HEARD.search(codes, low, q)
    if (
        m
        and row.words[m.start(2)] in _SAYS
        and row.words[m.start()] in _HEARS
        and row.words[m.start(1)] != "voice"
        and (codes[m.start()] != "p" or codes[m.start() - 1] not in MENTIONS)  # "the mayor of N saying"
    ):
        return m.start(1)
    m = _SHARED.search(codes, max(start, q - 12), q) if codes[q - 1] == "p" else None
    if m and row.words[m.start(1)] == row.words[m.start(3)]:
        return m.start(2)
    if codes[q - 1] in "X" and (m := _GAPPED.search(codes, max(start, q - 12), q)):
        return m.start(1)
    return None


def opposed(site: Site) -> int | None:
    """The token of the one whose clause the words stand in, where a sentence sets two against each other."""
    q, row, codes = site.at, site.row, site.row.codes
    start, end = site.block_start, site.block_end
    low = max(codes.rfind(".", start, q), start - 1) + 1
    if codes.startswith(",s", q + 1) and row.words[q + 2] in _AGAINST and (m := _OWN.match(codes, low, q)):
        return m.start(1)
    if low < q and codes[low] in "sp" and row.words[low] in _BEFORE_MAIN:
        return _in_first_clause(site, low)
    if low >= q or codes[low] != "s" or row.words[low] not in _AGAINST:
        return None
    first = codes.find("Q", low, q + 1)
    follows = _FOLLOWS.match(codes, first + 1, end)
    if follows is None:
        return None
    if first == q:  # in the first clause
        own = next((i for i in range(low + 1, q) if codes[i] in MENTIONS), None)
        return own if site.ends_comma and codes[q - 1] not in ",:" else None
    if codes[first + 1] != "," or codes.find("Q", first + 1, q) >= 0 or codes.find(";", first, q) >= 0:
        return None
    return follows.start(2) if follows[2] else follows.start(1)



def _in_first_clause(site: Site, low: int) -> int | None:
    """ "After Lund spoke of “ruin,” Reyes said …": the subject of the clause that begins at `low`, None elsewhere."""
    q, row, codes = site.at, site.row, site.row.codes
    if not (site.ends_comma or site.asks) or codes.find("Q", low, q) >= 0:
        return None
    m = _OWN_WORDS.search(codes, low, q)
    if m is None or _FOLLOWS.match(codes, q + 1, site.block_end) is None:
        return None
    lemma = row.words[m.start()]
    if lemma not in (_LOUD if codes[q - 1] in ",:" else _SAYS):
        return None
    own = subject_of(codes, m.start(), low + 1)
    return own if own >= 0 and codes[own] in MENTIONS else None
