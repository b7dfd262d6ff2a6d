"""Language data: word lists that a person can read and extend, loaded into a `Lexicon`."""

from .lexicon import Lexicon, available, load

__all__ = ["Lexicon", "available", "load"]
