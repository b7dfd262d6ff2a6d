"""What neighbours make of a token: brackets that only explain a name, full stops that end nothing, "her claim that …".

Patterns over a row of classes look at neighbours. What stands between a name and its verb without belonging to
either would hide the one from the other, so it is taken out before they look.
"""

from __future__ import annotations

import re
from collections.abc import Container, Set

Token = tuple[str, int, int, str, int]
"""Class, start, end, word, reference: a column of a `Row`."""

_ASIDE = re.compile(r"(?<=[NO])\((?:[^()NQVPXS]{1,6}|w\.P\.)\)")
"""What explains a name in brackets; "I" in the seat of somebody "(D-R.I.)" is nobody."""
_PARTY = re.compile(r"(?<=N)\([NLO](?:[-,/][NLOw])?\)")
"""A party that looks like a name: "Cllr Lund (Ind)"."""
_SHORT = 5
"""Characters that it has at most."""
_INITIAL = 2
"""Characters: a full stop right between a word of so few and the next belongs to both, "N.Y."."""
_DATED = frozenset({"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no"})
_OWNERS = {"his": "he", "her": "she", "their": "they", "my": "i", "our": "we"}
_BESIDE_NOUN = "waedVL"
_FAR = 4


def without_asides(row: str, tokens: list[Token], prose: str) -> str:
    """Take out of `tokens` what explains a name in brackets, "(D-N.Y.)", and full stops within a sentence: "Nov. 8".

    `row` holds the classes of the tokens; returns those that are left.
    """
    if "(" in row:
        for m in reversed(list(_ASIDE.finditer(row))):
            del tokens[m.start() : m.end()]
            row = row[: m.start()] + row[m.end() :]
        for m in reversed(list(_PARTY.finditer(row))):
            if tokens[m.end() - 2][2] - tokens[m.start() + 1][1] <= _SHORT:
                del tokens[m.start() : m.end()]
                row = row[: m.start()] + row[m.end() :]
    at = row.rfind(".", 0, -1)
    while at > 0:
        if tokens[at][3] == "." and _is_within(tokens[at - 1], prose[tokens[at][2] : tokens[at][2] + 2]):
            del tokens[at]
            row = row[:at] + row[at + 1 :]
        at = row.rfind(".", 0, at)
    return row


def _is_within(before: Token, after: str) -> bool:
    """Whether a full stop ends an abbreviation only, by the token before it and the two characters behind."""
    if after[:1] == " ":
        return after[1:].islower() or (after[1:].isdigit() and before[3] in _DATED)
    return after[:1] in (",", "-") or (after[:1].isalpha() and before[2] - before[1] <= _INITIAL)


def with_owners(row: str, tokens: list[Token], sayings: Set[str]) -> str:
    """Make a pronoun of each possessive before a noun for what is said: "her March comment that …" is hers.

    `row` holds the classes of the tokens; returns the new ones.
    """
    for i, (code, start, end, word, ref) in enumerate(tokens):
        if code != "k" or word not in _OWNERS:
            continue
        for code, _, _, noun, _ in tokens[i + 1 : i + 1 + _FAR]:
            if noun in sayings:
                tokens[i] = ("P", start, end, _OWNERS[word], ref)
                row = f"{row[:i]}P{row[i + 1 :]}"
                break
            if code not in _BESIDE_NOUN:
                break
    return row


OWNERS = frozenset(_OWNERS)


def with_possessors(row: str, tokens: list[Token], sayings: Set[str], roles: Container[str]) -> str:
    """Part a role noun from its possessive s before a noun for what is said: "The mayor’s answer: …" is the mayor's.

    `row` holds the classes of the tokens; returns the new ones.
    """
    for i in range(len(tokens) - 2, 0, -1):
        code, _, end, word, _ = tokens[i]
        if code != "w" or not word.endswith(_POSSESSIVE) or word[:-2] not in roles:
            continue
        first = next((k for k in range(i - 1, max(-1, i - _FAR), -1) if row[k] not in "wae"), i)
        if row[first] != "k" or "Q" not in row[i : i + _LEADS_UP]:
            continue
        for code, _, _, noun, _ in tokens[i + 1 : i + 1 + _FAR]:
            if noun in sayings:
                tokens[first : i + 1] = [
                    ("D", tokens[first][1], end - 2, word[:-2], -1), ("S", end - 2, end, "’s", -1)
                ]  # fmt: skip
                row = f"{row[:first]}DS{row[i + 1 :]}"
                break
            if code not in _BESIDE_NOUN:
                break
    return row


_POSSESSIVE = ("’s", "'s")
_LEADS_UP = 18
"""So many tokens on, the words themselves must stand."""
