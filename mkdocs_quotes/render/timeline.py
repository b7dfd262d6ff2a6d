"""How quotations are spread over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Unit = Literal["month", "year", "decade"]

_MOST = {"month": 36, "year": 60}
"""So many bars of a unit can still be told apart; beyond that the next unit is taken."""
_LENGTHS = {"month": 7, "year": 4, "decade": 3}
"""Characters of an ISO date that tell the period."""
_DECADES = 200
"""A span of more decades is a slip of the pen, or no use to draw."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A period with the number of quotations in it."""

    start: str
    """ISO 8601: the month, or the (first) year."""
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Periods without a gap, from the first quotation to the last."""

    unit: Unit
    bars: tuple[Bar, ...]

    @property
    def highest(self) -> Bar:
        """The period with the most quotations, the first of several."""
        return max(self.bars, key=lambda bar: bar.count)

    def period(self, date: str) -> str:
        """The start of the period that a date falls into."""
        return _start(date, self.unit)


def timeline(dates: Iterable[str]) -> Timeline | None:
    """The periods of some ISO dates; None where all fall into one, which is no course of time."""
    dates = sorted(dates)
    if not dates:
        return None
    units: list[Unit] = ["year", "decade"]
    if all(len(date) >= _LENGTHS["month"] for date in dates):
        units.insert(0, "month")
    for unit in units:
        first, last = _start(dates[0], unit), _start(dates[-1], unit)
        if _distance(first, last, unit) < _MOST.get(unit, _DECADES):
            break
    else:
        return None
    if first == last:
        return None
    counts = Counter(_start(date, unit) for date in dates)
    return Timeline(unit, tuple(Bar(start, counts[start]) for start in _periods(first, last, unit)))


def _start(date: str, unit: Unit) -> str:
    return date[: _LENGTHS[unit]] + ("0" if unit == "decade" else "")


def _distance(first: str, last: str, unit: Unit) -> int:
    years = int(last[:4]) - int(first[:4])
    if unit == "month":
        return 12 * years + int(last[5:7]) - int(first[5:7])
    return years // 10 if unit == "decade" else years


def _periods(first: str, last: str, unit: Unit) -> Iterator[str]:
    for step in range(_distance(first, last, unit) + 1):
        if unit == "month":
            years, month = divmod(int(first[5:7]) - 1 + step, 12)
            yield f"{int(first[:4]) + years:04}-{month + 1:02}"
        else:
            yield f"{int(first[:4]) + step * (10 if unit == 'decade' else 1):04}"
