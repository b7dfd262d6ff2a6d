"""Cluster organisations: the full name, its acronym, and what is left of it when it comes again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from mkdocs_quotes.lang import Lexicon
from mkdocs_quotes.text.names import Name

_LEGAL = frozenset({"ltd", "limited", "plc", "inc", "llc", "corp", "co", "company", "group", "gmbh", "ag", "sa"})
"""Words behind a firm's name that come and go."""
_SMALL = frozenset({"of", "for", "the", "and", "&", "in", "on", "at", "to", "de", "la", "al"})
_SHORTER = 8
"""A short form stands no more than so many times as often as the full one."""


def cluster_organisations(
    prose: str, names: Sequence[Name], groups: Mapping[str, Sequence[int]]
) -> dict[str, list[int]]:
    """Join the forms of each organisation: full form → indexes of names.

    `groups` leads from a form in lower case to the indexes of the names that have it.
    """
    leaders: dict[str, str] = {}
    by_start: dict[tuple[str, ...], list[str]] = {}
    acronyms = _acronyms(prose, names, groups)
    for form in sorted(groups, key=lambda g: (-len(g.split()), groups[g][0])):
        core = core_of(form.split())
        target = acronyms.get(form, form) if " " not in form else form
        if target == form and len(core) > 1:
            fits = by_start.get(core, [])
            target = fits[0] if len(fits) == 1 else form
        leaders[form] = leaders.get(target, target)
        if leaders[form] == form:
            for end in range(2, len(core) + 1):
                by_start.setdefault(core[:end], []).append(form)
    out: dict[str, list[int]] = {}
    for form, leader in leaders.items():
        out.setdefault(leader, []).extend(groups[form])
    return {form: sorted(indexes) for form, indexes in out.items()}


def core_of(words: Sequence[str]) -> tuple[str, ...]:
    """A name without what comes and goes at its end."""
    core = list(words)
    while len(core) > 1 and core[-1] in _LEGAL:
        core.pop()
    return tuple(core)


def _acronyms(prose: str, names: Sequence[Name], groups: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """Acronym → full form: in parentheses behind it, or made of its first letters."""
    out: dict[str, str] = {}
    for one, two in pairwise(names):
        if two.start - one.end == 2 and prose[one.end : two.start] == " (" and prose[two.end : two.end + 1] == ")":
            full, short = (" ".join(n.text.lower().replace("’", "'").split()) for n in (one, two))
            if full in groups and short in groups and two.text.isupper() and len(one.words) > 1:
                out[short] = full
    initials: dict[str, list[str]] = {}
    for form in groups:
        words = form.split()
        if len(words) > 1:
            for letters in ("".join(w[0] for w in words), "".join(w[0] for w in words if w not in _SMALL)):
                if form not in initials.setdefault(letters, []):
                    initials[letters].append(form)
    for form in groups:
        if " " not in form and form not in out and len(initials.get(form, ())) == 1:
            out[form] = initials[form][0]
    return out


def short_forms(clusters: Mapping[str, Sequence[int]], counts: Mapping[str, int], lexicon: Lexicon) -> dict[str, str]:
    """Lone words (with their counts) that shorten the name of one organisation: "Redstone" → its full form."""
    first: dict[str, list[str]] = {}
    for form in clusters:
        words = form.split()
        if len(words) > 1:
            first.setdefault(words[0], []).append(form)
    return {
        word: forms[0]
        for word, forms in first.items()
        if len(forms) == 1
        and 0 < counts.get(word, 0) <= _SHORTER * len(clusters[forms[0]])
        and not _has_own_sense(word, lexicon)
    }


def _has_own_sense(word: str, lexicon: Lexicon) -> bool:
    """Whether a word alone is a place, a given name or an ordinary word rather than a short form."""
    lists = ("common_words", "given_names_m", "given_names_f", "given_names_u")
    return word.capitalize() in lexicon.words("not_persons") or any(word in lexicon.words(w) for w in lists)
