"""Relatives: "her mother", "his wife". Families share a surname, and a title tells parents from their children.

"Her mother" of a Miss Pike is most likely Mrs Pike, though nothing in the text says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..lang import Lexicon
from .cues import CueClass
from .entities import NOBODY, Entity
from .scene import Scene
from .spelling import Facet
from .titles import MARRIED, UNMARRIED

_CLOSE = frozenset({"parent", "spouse"})
"""Relations whose other side bears the same surname, and a title of its own."""
_MOST = 2
"""So many of a family who are not near are weighed."""


@lru_cache(maxsize=8)
def relations(lexicon: Lexicon) -> Mapping[str, str]:
    """Nouns for relatives, each with the relation: "mother" → "parent"."""
    return {noun.lower(): values[1] for noun, values in lexicon.table("kinship").items() if len(values) > 1}


class Kindred:
    """Looks up who may be the relative that a cue means."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self._scene = scene
        self._relations = relations(lexicon)
        self._anybody = lexicon.words("anybody")

    def kind(self, cue: CueClass) -> str:
        """What kind of noun a cue has: "kin", "any" for what many are, "office" for all others."""
        word = cue.near.word if cue.near is not None else ""
        return "kin" if word in self._relations else "any" if word in self._anybody else "office"

    def family(self, cue: CueClass) -> list[int]:
        """Who may be the parent, husband or wife that a cue means by surname and title, those named most."""
        if cue.code != "noun" or cue.barred == NOBODY or cue.near is None:
            return []
        entities = self._scene.cast.entities
        surname = entities[cue.barred].surname
        if not surname or self._relations.get(cue.near.word) not in _CLOSE:
            return []
        fits = [
            e for e, entity in enumerate(entities)
            if entity.surname == surname and e != cue.barred and entity.gender == cue.gender
            and (cue.gender != "f" or not MARRIED.isdisjoint(entity.titles)) and e in self._scene.voices
        ]  # fmt: skip
        return sorted(fits, key=lambda e: -entities[e].mentions)[:_MOST]

    def add_facets(self, facets: Sequence[list[Facet]], cue: CueClass, pool: Sequence[int]) -> None:
        """Add to the facets of each candidate how surname and title fit the relative that a cue means."""
        relation = self._relations.get(cue.near.word) if cue.near is not None else None
        if relation is None:
            return
        entities = self._scene.cast.entities
        owner = entities[cue.barred].surname if cue.barred != NOBODY else ""
        for e, out in zip(pool, facets, strict=True):
            entity = entities[e]
            same = "?" if not entity.surname or not owner else "same" if entity.surname == owner else "other"
            out.append(("kin", cue.code, relation, same, _title(entity)))


def _title(entity: Entity) -> str:
    if not MARRIED.isdisjoint(entity.titles):
        return "married"
    if not UNMARRIED.isdisjoint(entity.titles):
        return "unmarried"
    return "mr" if "Mr" in entity.titles else "none"
