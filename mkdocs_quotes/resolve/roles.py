"""What is said below a name: a role with all the words that belong to it.

Resolution needs the head noun alone ("chief"); a reader wants to know of what ("chief engineer of the Authority").
"""

from __future__ import annotations

import re

from ..attribute.word_classes import word_classes
from ..lang import Lexicon
from ..text.letters import UPPER

_NEXT = re.compile(r"[ \n]([a-z]+)")
_OF = re.compile(r"[ \n](?:of|for|at)[ \n](?:the[ \n])?")
_NAME = re.compile(
    rf"[{UPPER}][\w’'&-]*(?:\.(?=[ \n][{UPPER}]))?(?:[ \n](?:(?:of|and|for|&)[ \n](?:the[ \n])?)?[{UPPER}][\w’'&-]*)*"
)
_LONGEST = 80


def full_role(prose: str, role: str, end: int, lexicon: Lexicon) -> str:
    """A role as its place in the text goes on behind `end`: further role nouns, and the body that a name tells.

    "chief", in "…, chief executive of Northwater Dredging.", becomes "chief executive of Northwater Dredging".
    """
    roles = word_classes(lexicon).roles
    start = end
    while (m := _NEXT.match(prose, end)) and m[1] in roles:
        end = m.end()
    link = _OF.match(prose, end)
    if link and (name := _NAME.match(prose, link.end(), link.end() + _LONGEST)):
        end = name.end()
    return role + " ".join(["", *prose[start:end].split()]) if end > start else role
