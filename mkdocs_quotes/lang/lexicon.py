"""Load the word lists of a language.

Each language is a folder `data/<code>/` of text files. A line holds one entry; `#` starts a comment (say why an
entry is there, or why one is left out). Two shapes:

* a list: `said`, read by `Lexicon.words(name)` as a frozen set;
* a table: `say: says said saying`, read by `Lexicon.table(name)` as a dictionary of tuples, in the file's order.
  Values are divided by commas where there are any, by blanks otherwise.

A language may name another one in `base.txt`, whose entries are read together with its own. A file that neither
has reads as empty, so that a new language starts small and needs no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent / "data"


class Lexicon:
    """The word lists of one language; read once, never changed."""

    __slots__ = ("_folder", "_tables", "_words", "base", "code")

    def __init__(self, code: str, folder: Path, base: Lexicon | None = None) -> None:
        self.code = code
        self.base = base
        self._folder = folder
        self._words: dict[str, frozenset[str]] = {}
        self._tables: dict[str, Mapping[str, tuple[str, ...]]] = {}

    def words(self, name: str) -> frozenset[str]:
        """The entries of the list `name` (`data/<code>/<name>.txt`)."""
        found = self._words.get(name)
        if found is None:
            found = frozenset(self._lines(name))
            if self.base is not None:
                found |= self.base.words(name)
            self._words[name] = found
        return found

    def table(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """The table `name`: key to values."""
        found = self._tables.get(name)
        if found is None:
            rows = dict(self.base.table(name)) if self.base is not None else {}
            for key, values in self.own_table(name).items():
                rows[key] = rows.get(key, ()) + values
            found = self._tables[name] = MappingProxyType(rows)
        return found

    def own_table(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """The table `name` without what the base adds to it."""
        rows: dict[str, tuple[str, ...]] = {}
        for line in self._lines(name):
            key, _, values = line.partition(":")
            split = values.split(",") if "," in values else values.split()
            rows[key.strip()] = tuple(v.strip() for v in split if v.strip())
        return rows

    def own_values(self, name: str) -> frozenset[str]:
        """All values of the table `name` without what the base adds to it."""
        return frozenset(value for values in self.own_table(name).values() for value in values)

    def own_words(self, name: str) -> frozenset[str]:
        """The list `name` without what the base adds to it."""
        return frozenset(self._lines(name))

    def forms(self, name: str) -> frozenset[str]:
        """Every key and value of the table `name`: all inflected forms of its words."""
        key = f"{name}*"
        found = self._words.get(key)
        if found is None:
            rows = self.table(name)
            found = self._words[key] = frozenset(rows) | {v for values in rows.values() for v in values}
        return found

    def _lines(self, name: str) -> list[str]:
        path = self._folder / f"{name}.txt"
        if not path.is_file():
            return []
        lines = (line.split("#", 1)[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
        return [line for line in lines if line]


@cache
def available() -> tuple[str, ...]:
    """Codes of the languages that the package holds data for."""
    return tuple(sorted(p.name for p in DATA.iterdir() if p.is_dir()))


@cache
def load(code: str) -> Lexicon:
    """The lexicon of a language, by its code ("en"; "en-GB" falls back to "en").

    Raises LookupError where the package has no data for it.
    """
    for name in (code, code.split("-")[0].lower()):
        if name in available():
            bases = Lexicon(name, DATA / name).own_words("base")
            return Lexicon(name, DATA / name, *(load(base) for base in bases))
    raise LookupError(f"no language data for {code!r}; there is {', '.join(available())}")
