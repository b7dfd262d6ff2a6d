"""Descriptions that a pronoun at a quotation goes back to.

    Its driver had been up all night. “I am tired,” he said.
    His wife leaned over. “She’s not rung back,” she said.
    The bank kept the rate. In a statement it said …

Such people have no name, and no cue tells of them; they are found where they are the subject of what leads up to the
pronoun, and nowhere else: "the old man" of a tale, "the county’s agent" of a report are often those who have a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ..attribute import Local, Near
from ..attribute.papers import PAPERS
from ..attribute.rows import Row
from ..model import Gender
from .entities import NOBODY
from .nouns import Described, Nouns
from .scene import Scene, compatible

_BACK = 2
"""So many sentences are looked at."""
_WANTED = {"it": ("ON", "DPU"), "they": ("U", "NDPO"), "he": ("D", "NPUO"), "she": ("D", "NPUO")}
"""By the pronoun: classes of what it may mean, and of what it does not."""
_STOPS = frozenset(".¶Q;:")
_VERBS = re.compile(r"[,rVMFeXawpf]")
_EXPLAINED = re.compile(r"D(?:pk?[OLNw]{1,3})?,[wLeO]{0,3}N[,.]")
_ISSUED = re.compile("[fpB]k?([ON])")
_NEW = re.compile(r"(?:an?|another|one|its)\s", re.I)
_UNNAMED = re.compile(
    r",? who (?:(?:has |had )?(?:asked|declined|refused|wished)(?: that (?:his|her) name)?(?: not)? (?:to|be)|"
    r"(?:did|would|does|do) not (?:want|give|wish)|spoke on (?:the )?condition of|can ?not be (?:named|identified))"
    r"|,? whose name (?:has|had|was|is|cannot|is being)\b"
)
"""“The skipper, who declined to give his name, said …”"""
_KIN = re.compile(r"(?:(?:his|her|their|my)\s|(?!the\s)(?:[\w.-]+\s){0,2}[\w-]+[’']s?\s)", re.I)
_MY = re.compile(r"(?:my|our)\s", re.I)
"""A relative of the one who writes."""
_SELF = frozenset({"i", "we"})
_GENDERS: dict[str, Gender] = {"he": "m", "she": "f", "it": "n", "they": "p"}


def before_pronouns(locals_: Sequence[Local], nouns: Nouns) -> list[tuple[Near, Near]]:
    """Each pronoun at a quotation that may go back to a description, with that description."""
    found = []
    for local in locals_:
        pronoun, site = local.best, local.site
        if pronoun is None or site is None or pronoun.code != "P" or pronoun.word not in _GENDERS:
            continue
        at = _subject(site.row, min(pronoun.token, site.at), pronoun.word, nouns.scene)
        if at < 0 or site.row.words[at] in nouns.scene.indefinites:
            continue
        row = site.row
        near = Near(
            row.starts[at], row.ends[at], row.codes[at], row.words[at], row.refs[at],
            1.0, None, "near-before", at, False,
        )  # fmt: skip
        fits = near.ref >= 0 or nouns.gender(near) in ("?", _GENDERS[pronoun.word])
        if fits and (pronoun.word in ("it", "they") or _is_new(near, nouns, site.manner, pronoun.word)):
            found.append((pronoun, near))
    return found


def _is_new(near: Near, nouns: Nouns, manner: str, pronoun: str) -> bool:
    """Whether one who is described has likely no name: "a reader", "its driver", in reports "his wife".

    So it is in a tale where the pronoun fits nobody who has one.
    """
    scene = nouns.scene
    if near.word not in nouns.classes.roles:
        return False
    words = scene.document.prose[near.start : near.end]
    if nouns.is_kin(near.word) and _MY.match(words) is not None:
        return True
    if _NEW.match(words) is not None or _UNNAMED.match(scene.document.prose, near.end):
        return True
    if _KIN.match(words) is None or (manner != "report" and not _is_alone(scene, pronoun)):
        return False
    if nouns.is_kin(near.word):
        return True
    entities, owner = scene.cast.entities, nouns.named_at(near.start)
    if owner == NOBODY or entities[owner].kind != "person":
        return False  # "Lady Pell’s gardener", but "the county’s agent" may have a name
    return not any(near.word in entity.heads for entity in entities)


def _is_alone(scene: Scene, pronoun: str) -> bool:
    """Whether nobody who has a name may be "he" or "she"."""
    gender = _GENDERS[pronoun]
    return all(compatible(gender, entity) == "no" for entity in scene.cast.entities if entity.kind == "person")


def _subject(row: Row, at: int, pronoun: str, scene: Scene) -> int:
    """The token of the description that the sentences before the token at `at` are about, -1 where there is none."""
    codes = row.codes
    wanted, others = _WANTED[pronoun]
    end = at
    for _ in range(_BACK + 1):
        while end > 0 and codes[end - 1] in ".,-;:¶":
            end -= 1
        start = end
        while start > 0 and codes[start - 1] not in _STOPS:
            start -= 1
        if pronoun == "it" and end == at and "r" in codes[start:end]:
            return -1  # "…, which praised what it called “a gem”": of a clause that this does not read
        for i in range(start, end):
            code = codes[i]
            if code in wanted and _EXPLAINED.match(codes, i):
                return -1  # "His daughter, Ilona Lund, said"
            if code == "O" and row.words[i] in PAPERS and (m := _ISSUED.match(codes, i + 1)) is not None:
                return m.start(1)  # "A statement from the firm was read out. It …"
            if code in wanted:
                governed = i > start and codes[i - 1] in "pfABXVMF"
                if not governed and _VERBS.match(codes, i + 1):
                    return i
                if governed:
                    continue
                return -1
            if code == "P" and row.words[i] in _SELF:
                continue
            if code == "P":
                if row.words[i] != pronoun:
                    return -1
                break
            if code in others and not (i > start and codes[i - 1] in "pfAB") and _may_be(row, i, pronoun, scene):
                return -1
        if start == 0 or codes[start - 1] == "Q":
            return -1
        end = start
    return -1


def _may_be(row: Row, i: int, pronoun: str, scene: Scene) -> bool:
    """Whether a pronoun may mean a name by its gender: "he" is no Mrs Tighe."""
    if row.codes[i] != "N" or pronoun not in ("he", "she"):
        return True
    number = scene.cast.of_name[row.refs[i]]
    return number == NOBODY or compatible(_GENDERS[pronoun], scene.cast.entities[number]) != "no"


def enter_described(pairs: Sequence[tuple[Near, Near]], scene: Scene, found: dict[tuple[int, int], Described]) -> None:
    """Put those on the scene whom pronouns may go back to; `found` tells of the descriptions, then of "it" as well."""
    for pronoun, near in pairs:
        if near.ref >= 0:
            number = scene.cast.of_name[near.ref]
            if number == NOBODY or scene.cast.entities[number].titles:
                continue
            if scene.cast.entities[number].gender in ("?", "n"):
                found[pronoun.start, pronoun.end] = Described(number, True, "n", NOBODY, False)
            continue
        described = found.get((near.start, near.end))
        if described is None or described.entity == NOBODY:
            continue
        if pronoun.word in ("it", "they"):
            found[pronoun.start, pronoun.end] = described
            continue
        number = described.entity
        if near.start in scene.introduced or compatible(_GENDERS[pronoun.word], scene.cast.entities[number]) == "no":
            continue
        scene.introduced[near.start] = number
        i = bisect_left(scene.positions, near.start)
        if i == len(scene.positions) or scene.positions[i] != near.start:
            scene.positions.insert(i, near.start)
            scene.mentioned.insert(i, number)
            scene.enter(number)
