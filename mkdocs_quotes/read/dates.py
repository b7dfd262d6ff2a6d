"""Dates as date lines give them, and which lines are nothing but a date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_quotes.lang.lexicon import available, load

_FIGURE = re.compile(r"\d")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?=$|[^\d-])")
_NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)")
_PARTS = re.compile(r"\s*[|•·;]\s*|[,–—]\s+(?=\d)|\s+(?=on\s+\d)")
_BEFORE_DATE = re.compile(r"\s*(?:on|at)\s+")
_TIME = (
    r"(?:\s|[,;|•·–—()]|at\b|T(?=\d)|\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?"
    r"|[ap]\.?m\b\.?|(?-i:[A-Z]{1,5})\b|[+-]\d{1,2}:?\d{2})*"
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    dated: re.Pattern[str]
    months: dict[str, int]
    line: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is nothing but a date."""

    date: str | None
    """ISO 8601; None where the line does not tell all (no year; day and month not to be told apart)."""
    updated: bool
    """Whether it says when the text was changed, not when it came out."""


def iso_date(words: str) -> str | None:
    """The date that `words` begin with, as year, year-month or year-month-day; None where there is none.

    "12 March 2021", "March 12, 2021", "March 2021", "2021-03-12", "25/12/2021" and "2021" are understood;
    "03/04/2021" is not, for it means two days.
    """
    words = words.strip()
    if found := _ISO.match(words):
        return _checked(int(found[1]), found[2] and int(found[2]), found[3] and int(found[3]))
    if found := _NUMERIC.match(words):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first > 12 or first == second:
            return _checked(year, second, first)
        return _checked(year, first, second) if second > 12 else None
    patterns = _patterns()
    if (found := patterns.dated.match(words)) and found["year"]:
        day = found["day_before"] or found["day_after"]
        return _checked(int(found["year"]), patterns.months[found["month"].lower()], day and int(day))
    return None


def date_line(line: str) -> DateLine | None:
    """The date that is the whole `line`, perhaps with a label, weekday and time; None for any other line."""
    if len(line) > 90 or _FIGURE.search(line) is None:
        return None
    found = _patterns().line.fullmatch(line.strip(" \t()[]*_"))
    if found is None:
        return None
    return DateLine(iso_date(found["date"]), found["updated"] is not None)


def date_behind(words: str) -> DateLine | None:
    """The date behind something else on a line ("BBC News | 3 May 2024", "on 3 May"); None without one."""
    for part in _PARTS.split(words):
        if found := date_line(_BEFORE_DATE.sub("", part)):
            return found
    return None


def _checked(year: int, month: int | str | None, day: int | str | None) -> str | None:
    if not month:
        return f"{year:04}" if 1000 <= year <= 2999 else None
    try:
        whole = datetime.date(year, int(month), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """Built from the month names and date labels of every language that there is data for."""
    months: dict[str, int] = {}
    weekdays: set[str] = set()
    labels: dict[str, set[str]] = {"published": set(), "updated": set()}
    for code in available():
        lexicon = load(code)
        weekdays |= lexicon.words("weekdays")
        for number, names in lexicon.table("months").items():
            months.update(dict.fromkeys(names, int(number)))
        for label, words in lexicon.table("date_labels").items():
            labels[label].update(words)
    month = _any(months) + r"\b\.?"
    dated = (
        r"(?:(?P<day_before>\d{1,2})(?:st|nd|rd|th|er|\.)?(?:\s+(?:of|de))?\s+)?"
        rf"(?P<month>{_any(months)})\b\.?"
        r"(?:\s+(?P<day_after>\d{1,2})(?:st|nd|rd|th)?(?!\d))?(?:,?\s+(?:de\s+)?(?P<year>\d{4})(?!\d))?"
    )
    date = (
        r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./])\d{1,2}\3\d{4}|(?:1[4-9]|20)\d\d"
        rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?:\s+(?:of|de))?\s+{month}(?:,?\s+(?:de\s+)?\d{{4}})?"
        rf"|{month}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}})?|{month},?\s+\d{{4}}"
    )
    line = (
        rf"(?:(?:{_any(labels['published'])}|(?P<updated>{_any(labels['updated'])}))\b[:\s]*(?:on\s+)?)?"
        rf"(?:\d{{1,2}}[:.]\d{{2}}(?:\s*[ap]m)?(?:\s+(?-i:[A-Z]{{2,5}}))?,?\s+)?"
        rf"(?:{_any(weekdays)}\b\.?,?\s+)?(?P<date>{date}){_TIME}"
    )
    return _Patterns(re.compile(dated, re.I), months, re.compile(line, re.I))


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"
