"""Language data: word lists that a person can read and extend, loaded into a `Lexicon`."""

from .lexicon import Lexicon, available, load
from .telling import told_language

__all__ = ["Lexicon", "available", "load", "told_language"]
