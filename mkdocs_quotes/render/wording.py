"""The words of the interface, in the language of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup, escape

_FOLDER = Path(__file__).parent / "words"
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's catalogue (`words/<code>.yml`)."""

    code: str
    """ISO 639-1."""
    _words: Mapping[str, Any]

    def __call__(self, key: str, number: int | None = None, /, **values: object) -> str:
        """The words of a key, as plain text, with values in the place of words in braces.

        `number` chooses between the forms `one` and `other`, and stands in the place of `{n}`. Raises KeyError
        for a key that the catalogue does not have.
        """
        words, values = self._form(key, number, values)
        return words.format(**values) if values else words

    def html(self, key: str, number: int | None = None, /, **values: object) -> Markup:
        """The same as HTML: values that are no `Markup` are escaped."""
        words, values = self._form(key, number, values)
        return Markup(escape(words)).format(**values)

    def _form(self, key: str, number: int | None, values: dict[str, object]) -> tuple[str, dict[str, object]]:
        words = self._words[key]
        if isinstance(words, dict):
            words = words["one" if number in self._words["one"] else "other"]
        return str(words), values if number is None else {**values, "n": number}

    def date(self, iso: str) -> str:
        """A date as people write it: year, year-month or year-month-day."""
        year, _, rest = iso.partition("-")
        month, _, day = rest.partition("-")
        if not month:
            return year
        name = self._words["months"][int(month) - 1]
        if not day:
            return self("month", month=name, year=year)
        return self("date", day=int(day), month=name, year=year)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._words)


def wordings() -> tuple[str, ...]:
    """Codes of the languages that there are catalogues for."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yml")))


def primary_language(code: str) -> str:
    """The language of a code that may say more: "pt" of "pt_BR"."""
    return code.replace("_", "-").partition("-")[0].lower()


@cache
def load_wording(code: str) -> Wording:
    """The catalogue of a language, by a code such as "de" or "pt-BR"; English where there is none."""
    base = primary_language(code)
    if base not in wordings():
        base = _FALLBACK
    words = yaml.safe_load((_FOLDER / f"{base}.yml").read_text(encoding="utf-8"))
    return Wording(base, words)
