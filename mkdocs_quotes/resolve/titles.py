"""What titles tell of those who bear them: which may stand before a given name, which with a surname, and whose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from mkdocs_quotes.lang import Lexicon
from mkdocs_quotes.text.name_parts import TIES, name_rules

from .entities import key_of

MARRIED = frozenset({"Mrs", "Missus", "Madame", "Mme", "Frau", "Señora", "Signora"})
COURTESIES = MARRIED | {"Mr", "Ms", "Monsieur", "Herr"}
"""With a surname, of whoever has been named in full before."""
UNMARRIED = frozenset({"Miss", "Misses", "Mademoiselle", "Mlle"})
ROYAL = frozenset({"Saint", "St", "Pope", "King", "Queen", "Prince", "Princess", "Emperor", "Empress", "Tsar"})
BY_GIVEN = frozenset(
    {"Sir", "Lady", "Lord", "Dame", "Miss", "Master", "Aunt", "Uncle", "Cousin", "Father", "Brother",
     "Sister", "Auntie", "Don", "Nurse", "Granny", "Squire", "Mlle", "Mademoiselle", "Doña", "Señorita"}
) | ROYAL  # fmt: skip
"""Titles that may stand before a given name."""
OFTEN_BY_SURNAME = frozenset({"Miss", "Master", "Sir", "Lord"})
KIN = frozenset({"Aunt", "Auntie", "Uncle", "Cousin", "Grandma", "Grandpa", "Granny", "Nurse"})
"""Before a given name; their bearers have another title for strangers: "Aunt Marilla" is Miss Cuthbert."""
NOBLE_LADIES = frozenset({"Madame", "Mme", "Countess", "Baroness", "Princess", "Marquise", "Duchess", "Viscountess"})
"""Who is Countess to the servants is Madame to her equals."""
PLURAL = frozenset({"Misses", "Messrs", "Messr", "Messieurs", "Mesdames"})
"""Titles of several people at once."""
RANKS = frozenset(
    {"Captain", "Capt", "Cpt", "Major", "Maj", "Colonel", "Col", "General", "Gen", "Lieutenant", "Lt", "Sergeant",
     "Sgt", "Serjeant", "Corporal", "Cpl", "Admiral", "Adm", "Commodore", "Commander", "Cmdr", "Brigadier"}
)  # fmt: skip
"""With a surname alone not a woman's, unless her full name is seen with it."""

OF_AGE = MARRIED | {"Mr", "Sir", "Dr", "Lady", "Lord", "Monsieur", "Herr"} | RANKS
CHILD = re.compile(
    r"[\w’'-]+(?:[ \n][\w’'-]+){1,3},?[ \n](?:\(|who (?:is|was) |aged )?(?:[1-9]|1[0-5])(?=[,.;)])"
)
"""The name of one too young for these: "Mercy Achieng, 12,"."""

BEHIND = frozenset({"sahib", "saheb", "effendi", "efendi", "pasha", "bey", "bahadur"})
"""Titles that stand behind a name and come and go."""
WIFE_BEHIND = frozenset({"begum", "hanum", "khanum", "memsahib"})
"""Behind a man's name: his wife."""


class TitleLists(NamedTuple):
    """Word lists of a language in the shape that the clustering asks for."""

    offices: frozenset[str]
    titles: Mapping[str, str]
    """Title for comparison → as it is written."""
    particles: frozenset[str]
    tied: tuple[str, ...]
    """Particles with a hyphen."""


@lru_cache(maxsize=8)
def title_lists(lexicon: Lexicon) -> TitleLists:
    titles = lexicon.table("honorifics")
    particles = name_rules(lexicon).particles
    return TitleLists(
        frozenset(t for t, v in titles.items() if "office" in v),
        {key_of(t): t for t in titles},
        frozenset(p for p in particles if not p.endswith(TIES)),
        tuple(p for p in particles if p.endswith(TIES)),
    )
