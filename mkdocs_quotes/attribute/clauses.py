"""Who is the subject of the verbs around a quotation, by the order of words alone.

"X did A and Trump vowed, Q" — "Bolton, who was told of it, said Q" — "Ann looked up and, smiling, said: Q". A guess
of this kind is wrong at times; the scorer weighs it together with the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from .rows import Row
from .tokens import MENTIONS

_CUES = "VGMF"
_SUBJECTS = MENTIONS | {"r"}
_MENTION_CODES = tuple(MENTIONS)
_FINITE = "VMFeX"
_BEFORE_OBJECT = "eVFkwad"
"""Behind these a mention is an object, which an infinitive may have as its subject."""
_BACK = 40
_LEFT, _RIGHT = 3, 2
"""So many verbs on either side are looked at."""


@dataclass(slots=True)  # not frozen, which makes it three times as dear to make
class Clauses:
    """The verbs of saying in a quotation's sentence, nearest first, and their subjects (-1: none found)."""

    names: tuple[str, ...]
    """Of each its place ("0" nearest before the quotation, "1", "2"; "a" nearest behind, "b") and its form ("f" finite,
    "m" behind a modal or "to", "g" participle)."""
    subjects: tuple[int, ...]
    lemmas: tuple[str, ...]
    layout: str
    """All names in one: what else there is to choose from."""

    @property
    def nearest(self) -> str:
        """The lemma of the nearest verb, before the quotation or behind."""
        return self.lemmas[0] if self.lemmas else "-"

    def relation(self, at: int) -> tuple[str, str]:
        """Of which verbs the mention at `at` is the subject, and the lemma of the first that is finite."""
        if at not in self.subjects:
            return "-", "-"
        found = [i for i, s in enumerate(self.subjects) if s == at]
        first = next((i for i in found if self.names[i][1] != "m"), found[0])
        return "".join([self.names[i] for i in found]), self.lemmas[first]


NO_CLAUSES = Clauses((), (), (), "")


def read_clauses(row: Row, q: int) -> Clauses:
    """The verbs before and behind the quotation at token `q`, within its sentence, and their subjects."""
    codes, words = row.codes, row.words
    end = q - 1 if codes[max(0, q - 2) : q] == ":¶" else q
    low = max(codes.rfind(".", 0, end), codes.rfind("¶", 0, end), end - _BACK) + 1
    names: list[str] = []
    verbs: list[int] = []
    subjects: list[int] = []
    for i in range(end - 1, low - 1, -1):
        if codes[i] in _CUES:
            names.append(f"{len(names)}{_form(codes, i)}")
            verbs.append(i)
            subjects.append(subject_of(codes, i, low))
            if len(names) == _LEFT:
                break
    left = len(names)
    for i in range(q + 1, len(codes)):
        code = codes[i]
        if code in ".¶" or (code == "Q" and codes[i - 1] not in "c,"):
            break
        if code in _CUES:
            names.append(f"{'ab'[len(names) - left]}{_form(codes, i)}")
            verbs.append(i)
            inverted = code in "VM" and codes[i - 1] in "Q,a" and codes[i + 1 : i + 2] in _MENTION_CODES
            if inverted and codes[i + 2 : i + 3] not in ("V", "X"):
                subjects.append(i + 1)
            else:
                subjects.append(subject_of(codes, i, q + 1))
            if len(names) - left == _RIGHT:
                break
    if not names:
        return NO_CLAUSES
    return Clauses(tuple(names), tuple(subjects), tuple([words[v] for v in verbs]), "".join(names))


def _form(codes: str, verb: int) -> str:
    if codes[verb] == "G":
        return "g"
    i = verb - 1
    while i >= 0 and codes[i] in "an":
        i -= 1
    return "m" if i >= 0 and codes[i] in "Xt" else "f"


def subject_of(codes: str, verb: int, low: int) -> int:
    """The token before `verb` that is likely its subject, not before `low`; -1 where there is none."""
    i = verb - 1
    while i >= low and codes[i] in "aXn":
        i -= 1
    if i < low:
        return -1
    if codes[verb] == "G" and codes[i] == "s" and i > low and codes[i - 1] in _SUBJECTS:
        return i - 1  # "quoted Bo as saying"
    if codes[verb] == "G" and i == verb - 1 and codes[i] in _SUBJECTS and _is_governed(codes, i, low):
        return i  # "with Bo saying"
    if codes[i] == "t" and i == verb - 1 and (asked := _asked(codes, i, low)) >= 0:
        return asked
    if codes[i] in "ct" or (codes[verb] == "G" and codes[i] not in _SUBJECTS):
        return _shared_subject(codes, i, low)
    crossed = False
    while i >= low:
        code = codes[i]
        if code in _SUBJECTS:
            if not _is_governed(codes, i, low):
                return i
            i = _head_before(codes, i, low)
            continue
        if code in "sh":
            return -1
        if code in ",-)" and not crossed:
            opening = i - 1
            while opening >= low and codes[opening] not in ",-(" :
                opening -= 1
            inside = codes[opening + 1 : i]
            if opening >= low and "P" not in inside:
                if inside == "N" and codes[opening - 1] in "wD":
                    return opening + 1  # "Bolton’s chief of staff, Ann Lund,"
                crossed = True
                i = opening
        elif code in _CUES or code == "e":
            return _shared_subject(codes, i + 1, low)
        i -= 1
    return -1


def _asked(codes: str, at: int, low: int) -> int:
    """ "That prompted Bo to say": of the "to" at `at` the one who does it, an object of the verb before; else -1."""
    who = at - 1
    if who - 1 < low or codes[who] not in _SUBJECTS or codes[who - 1] not in _BEFORE_OBJECT:
        return -1
    return -1 if _is_governed(codes, who, low) else who


def _shared_subject(codes: str, before: int, low: int) -> int:
    """ "Ann looked up and said", "Ann told Bo of it, adding": the subject of the finite verb before."""
    for u in range(before - 1, low - 1, -1):
        if codes[u] == "t" and codes[before] == "c" and (asked := _asked(codes, u, low)) >= 0:
            return asked
        if codes[u] in _FINITE and codes[max(low, u - 1)] not in "tk":
            i = u - 1
            while i >= low and codes[i] in "aXn":
                i -= 1
            if i >= low and codes[i] in _SUBJECTS and not _is_governed(codes, i, low):
                return i
    # no verb with a subject of its own beside it: the first mention that nothing governs
    for i in range(low, before):
        if codes[i] in _SUBJECTS and not _is_governed(codes, i, low):
            return i
    return -1


def _is_governed(codes: str, at: int, low: int) -> bool:
    """Whether a mention belongs to words before it: "the mayor of N", "a spokesman for the O"."""
    i = at - 1
    while i >= low and codes[i] in "kwad":
        i -= 1
    return i >= low and codes[i] in "pfB"


def _head_before(codes: str, at: int, low: int) -> int:
    i = at - 1
    while i >= low and codes[i] in "kwadpfB":
        i -= 1
    return i
