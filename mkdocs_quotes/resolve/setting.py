"""Set the scene: sort the names of a text into mentions outside of quotations, addressees and words inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..attribute import chattiness
from ..attribute.word_classes import word_classes
from ..lang import Lexicon
from ..model import Document, Quoted
from ..text.name_parts import name_rules
from ..text.names import Name
from .entities import Cast
from .evidence import find_genders, find_roles, join_offices
from .introductions import introduce
from .scene import Scene
from .voices import NOWHERE, Standing, leave_to_headings, voice

_VOCATIVE_BEFORE = re.compile(
    r"(?:^|[,.!?;—–-]|\b(?:dear|poor|old|oh|ah|no|yes|well|and|please|you|my))[ \n]?$", re.I
)
_VOCATIVE_AFTER = re.compile(r"^(?:[,.!?;—–-]|$)")


def build_scene(
    document: Document, names: Sequence[Name], cast: Cast, quoted: Sequence[Quoted], cued: Mapping[int, int],
    lexicon: Lexicon,
) -> Scene:  # fmt: skip
    """Sort the names of a text into mentions outside of quotations, addressees and words inside.

    `cued`: how many cues name an entity, for those whom any does.
    """
    scene = Scene(document, names, cast, quoted, [n.start for n in names])
    scene.indefinites = lexicon.words("indefinites")
    prose = document.prose
    outer = [i for i, q in enumerate(quoted) if q.depth == 0]
    starts = [quoted[i].start for i in outer]
    blocks = document.blocks
    block_starts = [b.start for b in blocks]
    known = word_classes(lexicon).known
    standings: dict[int, Standing] = {}
    positions, mentioned = scene.positions, scene.mentioned
    find_roles(prose, names, cast, lexicon)
    join_offices(cast, lexicon)
    _settle_rivals(names, cast)
    ends = [quoted[i].end for i in outer]
    at = block = -1
    many, many_blocks = len(starts) - 1, len(block_starts) - 1
    for name, number in zip(names, cast.of_name, strict=True):
        if number < 0:
            continue
        start = name.start
        while at < many and starts[at + 1] <= start:
            at += 1
        if at >= 0 and start < ends[at]:
            q = quoted[outer[at]]
            if q.verdict != "speech":
                continue
            before = prose[max(q.start, start - 8) : start]
            called = bool(
                (start == q.start or _VOCATIVE_BEFORE.search(before))
                and _VOCATIVE_AFTER.match(prose[name.end : min(q.end, name.end + 1)])
            )
            scene.in_quote.setdefault(outer[at], []).append((number, called))
            continue
        while block < many_blocks and block_starts[block + 1] <= start:
            block += 1
        if block >= 0 and blocks[block].kind in ("heading", "meta"):
            continue
        positions.append(start)
        mentioned.append(number)
        standing = standings.get(number)
        if standing is None:
            standing = standings[number] = Standing()
        standing.count(prose, name, known)
    spoken_of = {number for inside in scene.in_quote.values() for number, _ in inside}
    for number, entity in enumerate(cast.entities):
        if number not in standings and number not in spoken_of and number not in cued:
            leave_to_headings(entity)
    outside = scene.outside = list(_outside(document, [quoted[i] for i in outer]))
    find_genders(prose, cast, positions, mentioned, outside, lexicon)
    introduce(scene, outside, lexicon)
    scene.chatty = chattiness(document, quoted)
    given, common = name_rules(lexicon).given, lexicon.words("common_words")
    scene.evidence = {
        i: voice(entity, standings.get(i, NOWHERE), scene.chatty, cued.get(i, 0), given, common)
        for i, entity in enumerate(cast.entities)
    }
    scene.voices = frozenset(i for i, how in scene.evidence.items() if how != "no")
    most = max((e.mentions for e in cast.entities), default=1)
    scene.shares = {
        i: "main" if e.mentions * 4 >= most else "some" if e.mentions * 20 >= most else "rare"
        for i, e in enumerate(cast.entities)
    }
    return scene


def _settle_rivals(names: Sequence[Name], cast: Cast) -> None:
    """ "Cllr Tennant" is the one of two Tennants who bears that office."""
    for i, rivals in list(cast.rivals.items()):
        title = names[i].role or " ".join(names[i].titles)
        if not title:
            continue
        words = set(title.lower().split())  # "General" is no part of "Generals", who are all of those behind
        if any(role == f"{title}s" for r in rivals for role in cast.entities[r].roles):
            continue  # "Judges Ana Cole and Ivan Cole": either is one
        fits = [r for r in rivals if any(words <= set(role.lower().split()) for role in cast.entities[r].roles)]
        if len(fits) == 1:
            cast.of_name[i] = fits[0]
            del cast.rivals[i]


def _outside(document: Document, outer: Sequence[Quoted]) -> Iterator[tuple[int, int]]:
    """The stretches of narration: what blocks of running text hold besides words in marks."""
    k = 0
    for block in document.blocks:
        if block.kind in ("heading", "meta", "verbatim"):
            continue
        at = block.start
        while k < len(outer) and outer[k].outer_start < block.end:
            if outer[k].outer_start > at:
                yield at, outer[k].outer_start
            at = max(at, outer[k].outer_end)
            k += 1
        if at < block.end:
            yield at, block.end
