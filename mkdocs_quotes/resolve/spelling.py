"""The features of those who may speak a turn, spelled out from facets.

A facet is what is looked at together: its name, the class of the turn's cue, and facts. Scorers remember what a facet
is worth, so that its features are spelled once, not for each candidate of each turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

Fact = str | int | bool
Facet = tuple[Fact, ...]


def spell(facet: Facet) -> list[str]:
    """The features of a facet, each with the class of the cue before its name."""
    what, cue, *facts = facet
    make = _ROWS.get(str(what))
    if make is not None:
        return [f"{cue}:{row}" for row in make(*facts)]
    return [f"{cue}:{what}={'&'.join(map(str, facts))}" if facts else f"{cue}:{what}"]


def _nobody(spread: Fact, relation: Fact, n: Fact, place: Fact, kind: Fact) -> tuple[str, ...]:
    return (
        "nobody", f"nobody&{spread}", f"nobody&{relation}&{spread}",
        f"nobody&n={n}", f"nobody&{place}", f"nobody&kind={kind}",
    )  # fmt: skip


def _rank(rank: int, fit: Fact, narrows: Fact, relation: Fact, spread: Fact) -> tuple[str, ...]:
    return (
        f"fit={fit}&{narrows}", f"rank={rank}", f"rank={rank}&{relation}", f"rank={min(rank, 3)}&{fit}",
        f"rank={rank}&{spread}",
    )  # fmt: skip


def _who(share: Fact, kind: Fact, unknown: Fact, spread: Fact, voice: Fact, rank: Fact) -> tuple[str, ...]:
    return (
        f"share={share}", f"kind={kind}&{unknown}", f"kind={kind}&{spread}", f"voice={voice}", f"voice={voice}&{rank}",
    )  # fmt: skip


def _own(spread: Fact, beginning: Fact) -> tuple[str, ...]:
    return "own", f"own&{spread}", f"own&{beginning}"


def _far(relation: Fact, spread: Fact, place: Fact) -> tuple[str, ...]:
    return "far", f"far&{relation}&{spread}", f"far&{place}"


def _subject(where: Fact, agrees: Fact, relation: Fact, spread: Fact, fit: Fact, place: Fact) -> tuple[str, ...]:
    return (
        f"subject={where}&{agrees}", f"subject={where}&{relation}&{spread}", f"subject={fit}&{place}&{spread}",
    )  # fmt: skip


def _doer(side: str, where: Fact, relation: Fact, place: Fact) -> tuple[str, ...]:
    return f"doer{side}{where}", f"doer{side}{where}&{relation}", f"doer{side}{where}&{place}"


def _doing(side: str, where: Fact, fit: Fact, rank: Fact) -> tuple[str, ...]:
    return f"doing{side}{where}&{fit}", f"doing{side}{where}&{fit}&{rank}"


def _ahead(path: Fact, spread: Fact, place: Fact) -> tuple[str, ...]:
    return f"ahead={path}&{spread}", f"ahead={path}&{place}"


def _narrator(place: Fact, relation: Fact) -> tuple[str, ...]:
    return "narrator", f"narrator&{place}", f"narrator&{relation}"


def _tell(how: Fact, named: bool, it: bool, fits: Fact) -> tuple[str, ...]:
    rows = (f"run{how}={'it' if it else 'else'}",) if named else ()
    return (*rows, f"rung{how}={fits}&{named}") if fits else rows


def _cues(relation: Fact, back: Fact, ahead: Fact) -> tuple[str, ...]:
    return f"cues={back}&{ahead}", f"cueback={back}&{relation}", f"cueahead={ahead}&{relation}"


def _mentions(relation: Fact, count: Fact, away: Fact) -> tuple[str, ...]:
    return f"count={count}", f"away={away}&{relation}"


def _party(many: Fact, spoke: Fact, relation: Fact, times: Fact) -> tuple[str, ...]:
    return f"party={many}&{spoke}&{relation}", f"often={times}&{many}"


def _soon(relation: Fact, soon: Fact) -> tuple[str, ...]:
    return f"soon={soon}", f"soon={soon}&{relation}"


def _present(relation: Fact, place: Fact) -> tuple[str, ...]:
    return f"present={place}", f"present={place}&{relation}"


def _ownis(noun: Fact, kind: Fact) -> tuple[str, ...]:
    return f"ownis={noun}", f"ownis={noun}&{kind}"


def _kin(relation: Fact, same: Fact, title: Fact) -> tuple[str, ...]:
    return f"kin={same}", f"kin={relation}&{same}&{title}", f"kin={relation}&{title}"


_ROWS: Mapping[str, Callable[..., tuple[str, ...]]] = {
    "nobody": _nobody, "rank": _rank, "who": _who, "own": _own, "far": _far, "subject": _subject,
    "ahead": _ahead, "narrator": _narrator, "tell": _tell, "cues": _cues,
    "mentions": _mentions, "party": _party, "soon": _soon, "present": _present, "kin": _kin, "ownis": _ownis,
    "doer<": partial(_doer, "<"), "doer>": partial(_doer, ">"),
    "doing<": partial(_doing, "<"), "doing>": partial(_doing, ">"),
}  # fmt: skip
