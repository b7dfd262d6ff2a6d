"""Whom the first sentence of a report is about: "A baker … says she is “stunned”. ¶ Rosa Lund, 67, was …": Rosa Lund.

The first paragraph tells what somebody is, the second begins with the name. Where the name has an office of its own
("Rosa Lund, a spokeswoman for the police, said …") it is somebody else's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from ..attribute import Local
from ..attribute.features import Site
from ..text.letters import UPPER
from .entities import NOBODY
from .scene import Scene

_LEAD = re.compile(r"(?:[NLOwd,.]{1,5}(?:\([^)]{1,6}\))?-)?k?[kwaedcLOpS]{0,9}?(D)(?![DNS])")
"""What begins a first sentence, behind the place that it comes from."""
_FROM = rf"[{UPPER}][{UPPER}’' -]+(?:, [{UPPER}][\w. ]{{1,14}})?(?: \([^)]{{1,20}}\))? (?:[—–-]|--) "
_BEGINS = re.compile(rf"(?:{_FROM})?(?:An?|The|One(?: of)?)(?: \S+){{7}}")
_ACTS = re.compile(r", \d{1,3},|,? aged \d| (?!who\b)[a-z]{2,}")
"""What follows the name: an age, or a verb."""
_NEW = re.compile(r"an? ")
_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lady", "lord", "justice"})
_APPOSED = re.compile(r", (?:an?|the|who|whose|of) ")
_AGED = re.compile(r"^, \d{1,3}(?:, (?:of|from) [^,.]{1,25})?(?=,)")


def name_leads(locals_: Sequence[Local], scene: Scene, roles: Mapping[str, str]) -> None:
    """Make the one whom the first sentence describes the one whose name begins the next paragraph."""
    if scene.chatty == "high" or not locals_:
        return
    blocks = scene.document.blocks
    first = next((b for b, block in enumerate(blocks) if _is_lead(scene, block.start, block.kind)), -1)
    if not 0 <= first < len(blocks) - 1:
        return
    site = next((local.site for local in locals_ if scene.quoted[local.index].block == first), None)
    if site is None or site.block_end == site.block_start:
        return
    number = _named(scene, first + 1)
    if number in scene.between(blocks[first].start, blocks[first].end):
        return  # named in the first sentence beside the one described
    at = _described(site, roles)
    if number == NOBODY or at < 0:
        return
    entity, head = scene.cast.entities[number], site.row.words[at]
    if {entity.gender, roles.get(head, "?")} == {"m", "f"}:
        return
    if site.row.codes[at + 1 : at + 2] != "r" and any(
        site.row.codes[i] == "D" and _NEW.match(scene.document.prose, site.row.starts[i]) is not None
        for i in range(at + 1, site.at)
    ):
        return  # "A judge has told a man who kept a crocodile": either may be named next
    start = site.row.starts[at]
    entity.heads.add(head)
    scene.bearers.setdefault(head, []).append(number)
    scene.introduced[start] = number
    i = bisect_left(scene.positions, start)
    if i < len(scene.positions) and scene.positions[i] == start:
        scene.mentioned[i] = number
    else:
        scene.positions.insert(i, start)
        scene.mentioned.insert(i, number)


def _is_lead(scene: Scene, start: int, kind: str) -> bool:
    """Whether a block is running text that begins with "A", "An", "The" or "One" and goes on in small letters."""
    return kind == "paragraph" and _BEGINS.match(scene.document.prose, start) is not None


def _described(site: Site, roles: Mapping[str, str]) -> int:
    """The token of the description that begins a site's block, -1 where somebody is named first."""
    m = _LEAD.match(site.row.codes, site.block_start, site.block_end)
    if m is None or site.row.words[m.start(1)] not in roles or m.start(1) > site.at:
        return -1
    return m.start(1)


def _named(scene: Scene, block: int) -> int:
    """The person of whom the first words of a block are the name, `NOBODY` where they are none."""
    blocks, prose = scene.document.blocks, scene.document.prose
    start = blocks[block].start
    i = bisect_left(scene.name_starts, start)
    if i == len(scene.names) or scene.names[i].start != start or blocks[block].kind != "paragraph":
        return NOBODY
    name, number = scene.names[i], scene.cast.of_name[i]
    if number == NOBODY or name.role or not all(title.lower().rstrip(".") in _COURTESY for title in name.titles):
        return NOBODY
    entity = scene.cast.entities[number]
    if entity.kind != "person" or not entity.full or entity.thing:
        return NOBODY
    behind = prose[name.end : name.end + 40]
    aged = _AGED.sub("", behind)
    return number if _ACTS.match(behind) and not _APPOSED.match(aged) else NOBODY
