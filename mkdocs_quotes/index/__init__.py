"""From many analyses to one index of speakers, with what editors have to say about it."""

from .build import build_index
from .editors import Correction, Editing, SpeakerEntry, read_editing
from .types import IndexedSpeaker, SourceText, SpeakerIndex, Statement

__all__ = [
    "Correction",
    "Editing",
    "IndexedSpeaker",
    "SourceText",
    "SpeakerEntry",
    "SpeakerIndex",
    "Statement",
    "build_index",
    "read_editing",
]
