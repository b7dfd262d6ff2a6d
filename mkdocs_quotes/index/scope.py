"""Where and when something holds: in some texts only, in some years only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_WILD = re.compile(r"\*\*/|\*\*|\*|\?")
_AS_REGEX = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True)
class Period:
    """From one date until another, both included: ISO 8601 down to the year, month or day; None is open."""

    since: str | None = None
    until: str | None = None

    def holds(self, date: str | None) -> bool:
        """Whether all that a date may mean lies within: "2019" may be any day of that year.

        An unknown date lies within no period but the one without ends.
        """
        if self == ALWAYS:
            return True
        return (
            date is not None
            and (self.since is None or _first_day(date) >= _first_day(self.since))
            and (self.until is None or _last_day(date) <= _last_day(self.until))
        )

    @property
    def backwards(self) -> bool:
        """Whether it ends before it begins."""
        return bool(self.since and self.until and _last_day(self.until) < _first_day(self.since))


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Scope:
    """The texts that something holds for."""

    sources: tuple[str, ...] = ()
    """Names or patterns ("news/*.txt", "council/**"); none: every text."""
    period: Period = ALWAYS

    @property
    def everywhere(self) -> bool:
        """Whether it holds for every text."""
        return self == EVERYWHERE

    def covers(self, names: Iterable[str], date: str | None) -> bool:
        """Whether a text of this date, known under one or several names, belongs to it."""
        return self.period.holds(date) and (
            not self.sources or any(matches(pattern, name) for pattern in self.sources for name in names)
        )


EVERYWHERE = Scope()


def is_date(words: str) -> bool:
    """Whether this is a year, a month of a year, or a day, as ISO 8601 writes them."""
    return bool(_DATE.fullmatch(words))


def matches(pattern: str, name: str) -> bool:
    """Whether a name fits a pattern: "*" and "?" stay within a folder, "**" does not, "news/" is all in it."""
    return bool(_compiled(pattern).fullmatch(name))


def is_pattern(name: str) -> bool:
    """Whether it stands for more than one name."""
    return name.endswith("/") or bool(_WILD.search(name))


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    if pattern.endswith("/"):
        pattern += "**"
    regex, at = "", 0
    for wild in _WILD.finditer(pattern):
        regex += re.escape(pattern[at : wild.start()]) + _AS_REGEX[wild[0]]
        at = wild.end()
    return re.compile(regex + re.escape(pattern[at:]), re.DOTALL)


def _first_day(date: str) -> str:
    return date[:10] + "0000-01-01"[len(date[:10]) :]


def _last_day(date: str) -> str:
    # Compared as words, the 31st is the end of every month.
    return date[:10] + "0000-12-31"[len(date[:10]) :]
