"""Names over line ends: where lines are broken for their length, a name may go on in the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TITLE_ENDS = ("Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St.", "Capt.", "Col.", "Gen.", "Rev.", "Sen.")
"""What never ends a line for good: its name follows on the next."""
_SHORT_LINE = 40
"""A line this short was not broken for its length: what follows begins anew."""


def sequences(prose: str, base: int, text: str) -> Iterator[tuple[int, str]]:
    """A sequence that runs over line ends, cut where a line was not broken for its length."""
    start = 0
    at = text.find("\n")
    while at >= 0:
        line = prose.rfind("\n", max(0, base + at - _SHORT_LINE), base + at)
        titled = text.endswith(_TITLE_ENDS, start, at)
        if not titled and (line >= 0 or base + at < _SHORT_LINE) and not _is_wrapped(prose, base + at):
            yield base + start, text[start:at].rstrip()
            start = at + 1
            while text[start] in " \t":
                start += 1
        at = text.find("\n", at + 1)
    yield base + start, text[start:]


_WRAPPED = re.compile(r"[a-z,]\n[a-z]")
"""A line end within a sentence."""


def _is_wrapped(prose: str, at: int) -> bool:
    """Whether the lines of the paragraph around a line end are broken within sentences, however short they are."""
    first = max(prose.rfind("\n\n", max(0, at - _PARAGRAPH), at), at - _PARAGRAPH, 0)
    last = prose.find("\n\n", at, at + _PARAGRAPH)
    return _WRAPPED.search(prose, first, last if last >= 0 else at + _PARAGRAPH) is not None


_PARAGRAPH = 160
"""So far on either side its neighbours are looked at."""
