"""From many analyses to one index of speakers, with what editors have to say about it."""

from .build import build_index
from .editors import Addition, Correction, Editing, SpeakerEntry
from .reading import read_editing
from .scope import Period
from .types import IndexedSpeaker, Misattribution, Role, SourceText, SpeakerIndex, Statement

__all__ = [
    "Addition",
    "Correction",
    "Editing",
    "IndexedSpeaker",
    "Misattribution",
    "Period",
    "Role",
    "SourceText",
    "SpeakerEntry",
    "SpeakerIndex",
    "Statement",
    "build_index",
    "read_editing",
]
