"""Who stands beside whom: in the same texts, and in the alphabet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations, pairwise

from mkdocs_quotes.index import SpeakerIndex

MOST_COMPANIONS = 8
_CROWD = 200
"""In a text with more speakers than this, standing beside one another says nothing, and takes long to count."""


def companions(index: SpeakerIndex) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Slug → those most often quoted in the same texts, with the number of these texts.

    Groups are left out: their members are there themselves.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for statements in index.by_source.values():
        speakers: set[str] = set()
        for statement in statements:
            if statement.speaker is not None:
                speakers.update(index.by_slug[statement.speaker].members or (statement.speaker,))
        if len(speakers) <= _CROWD:
            for one, other in combinations(sorted(speakers), 2):
                counts[one][other] += 1
                counts[other][one] += 1
    order = {speaker.slug: position for position, speaker in enumerate(index.speakers)}
    return {
        slug: tuple(sorted(others.items(), key=lambda item: (-item[1], order[item[0]]))[:MOST_COMPANIONS])
        for slug, others in counts.items()
    }


def neighbours(index: SpeakerIndex) -> Mapping[str, tuple[str | None, str | None]]:
    """Slug → who comes before and behind in the list of all speakers, among those of the same kind."""
    found: dict[str, tuple[str | None, str | None]] = {}
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for speaker in index.speakers:
        kinds[speaker.kind].append(speaker.slug)
    for slugs in kinds.values():
        found.update((slug, (None, None)) for slug in slugs)
        for before, behind in pairwise(slugs):
            found[before] = (found[before][0], behind)
            found[behind] = (before, None)
    return found
