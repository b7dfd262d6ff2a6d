"""Quotations over time."""

from __future__ import annotations

import pytest

from mkdocs_quotes.render.timeline import timeline


@pytest.mark.parametrize(
    ("dates", "unit", "bars"),
    [
        (["2024-03-12", "2024-05", "2024-03"], "month", [("2024-03", 2), ("2024-04", 0), ("2024-05", 1)]),
        (["2023-12-31", "2024-01-01"], "month", [("2023-12", 1), ("2024-01", 1)]),
        (["2024-03-12", "2023"], "year", [("2023", 1), ("2024", 1)]),
        (["2020-01-01", "2023-01-01"], "year", [("2020", 1), ("2021", 0), ("2022", 0), ("2023", 1)]),
        (["1899", "1961-05-02"], "decade", [(f"{year}", year in (1890, 1960)) for year in range(1890, 1970, 10)]),
    ],
)
def test_the_unit_fits_the_span(dates: list[str], unit: str, bars: list[tuple[str, int]]) -> None:
    line = timeline(dates)
    assert line is not None
    assert line.unit == unit
    assert [(bar.start, bar.count) for bar in line.bars] == bars


@pytest.mark.parametrize("dates", [[], ["2024-03-12"], ["2024-03-12", "2024-03-30"], ["0001", "9999"]])
def test_one_period_or_too_many_are_not_drawn(dates: list[str]) -> None:
    assert timeline(dates) is None


def test_the_highest_bar_is_the_first_of_equals() -> None:
    line = timeline(["2021", "2023", "2022"])
    assert line is not None
    assert line.highest.start == "2021"
    assert line.period("2023-05-01") == "2023"
