"""Relative clauses and participles between a subject and its verb, where the name nearest to the verb is no speaker.

    The man accused of robbing Petra Holm said: “…”                 the man, not the one he is said to have robbed
    The lawyer defending Otis Grant, Simone Roth, called it “fog”.  the one whom a description explains
    Ana Pires, a spokeswoman for the mayor, Rui Costa, said “no”.   the one who is explained
    Radu Ion, whom the oboist Freja Holm called “a clock”, bowed.   the subject within the clause
    Irma introduced her brother Karl, who said it was “old”.        the one before "who"
    Ewan praised his deputy, Shona Reddy, adding: “…”               the subject of the sentence
    To Amos it was “a gift”, to his sister Ruth “a curse”.          each with their own
"""

from __future__ import annotations

import re

from .features import Site
from .rows import Row

_TAIL = r"a?X?a?V[^.QVGFM¶;]{0,12}$"
_REDUCED = re.compile(rf"(?<![pftBkS])([DU])(?:[pf]D)?s?a?([wGeV])([^.,:;QNDOUcsh¶]{{0,5}})N(?:,(N),)?{_TAIL}")
_MANY_OF = re.compile(rf"(?:^|(?<=[.¶]))(U)[pf]k?[wa]?N{_TAIL}")
_TRAINED = re.compile(rf"[DU]ra?X?a?[VMFew][^.,:;QNDOU¶]{{0,5}}N,(N),{_TAIL}")
_FOR_OF = re.compile(rf"(?<![pftB])(N),D[pf]k?D?,?[NOL],{_TAIL}")
_WHOM = re.compile(r"(r)([NDOU])(?:,N,)?[as]?X{0,2}[as]?V[^.:;QVGFM¶]{0,6}$")
_WHO = re.compile(r"([NDOU]),(r)a?X{0,2}a?V[^.,:;QVGFM¶]{1,12}$")
_TIED = re.compile(r"[DUO][pf][kwaD]{0,2}$")
_ADDING = re.compile(r"([NDOUP])a?X?a?[VMFew][^.;:QGVMF¶]{1,14},(G)[oh]?[,:]$")
_TO_ONE = re.compile(r"([tp])([NDOU])oX{1,2}[kw]{0,2}$")
_TO_OTHER = re.compile(r"([tp])[NDOU]oX{1,2}[kw]{0,2}Q,(?:c,?)?[tp]([NDOU])$")
_GOVERNS = "pftB"
_WHOSE = frozenset({"to", "for"})


def relative(site: Site) -> int | None:
    """The token of the one who speaks in spite of a nearer name, None where no such clause stands before the words."""
    q, row, codes = site.at, site.row, site.row.codes
    start = site.block_start
    if q == start:
        return None
    stop = codes.rfind(".", start, q)
    low = max(stop, start - 1) + 1
    quoted = codes.rfind("Q", low, q)
    if quoted >= 0:
        m = _TO_OTHER.match(codes, low, q)
        return m.start(2) if m and row.words[m.start(1)] in _WHOSE else None
    if codes.find("r", low, q) >= 0:
        return _in_clause(row, low, q)
    if codes[q - 1] in ",:" and (m := _ADDING.match(codes, low, q)):
        return m.start(1)
    if site.goes_on and (m := _TO_ONE.match(codes, low, q)) and row.words[m.start(1)] in _WHOSE:
        return m.start(2)
    if codes.find("N", low, q) < 0:
        return None
    if (m := _FOR_OF.search(codes, low, q)) is not None:
        return m.start(1)
    if (m := _MANY_OF.search(codes, low, q)) is not None:
        return m.start(1)
    m = _REDUCED.search(codes, low, q)
    if m is None or not _is_participle(row, m.start(2), m[3]):
        return None
    return m.start(4) if m[4] else m.start(1)


def _in_clause(row: Row, low: int, q: int) -> int | None:
    codes, words = row.codes, row.words
    if (m := _WHOM.search(codes, low, q)) and words[m.start(1)] == "whom":
        return m.start(2)
    if m := _TRAINED.search(codes, low, q):
        return m.start(1)
    m = _WHO.search(codes, low, q)
    if m is None or words[m.start(2)] != "who" or m.start() == low or codes[m.start() - 1] == ",":
        return None
    return m.start(2) if _TIED.search(codes, low, m.start()) is None else None


def _is_participle(row: Row, verb: int, rest: str) -> bool:
    """Whether a verb right behind a description goes with it: "leading the hunt for", "accused of robbing"."""
    if row.codes[verb] == "G" or row.words[verb].endswith("ing"):
        return rest == "" or rest[-1] in _GOVERNS or rest[-2:-1] in tuple(_GOVERNS)
    return row.codes[verb] in "eV" and rest[:1] in tuple(_GOVERNS)
