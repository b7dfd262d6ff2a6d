"""Dates and date lines."""

from __future__ import annotations

import pytest

from mkdocs_quotes.read.dates import date_behind, date_line, iso_date


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("12 March 2021", "2021-03-12"),
        ("March 12, 2021", "2021-03-12"),
        ("12th of May, 1870", "1870-05-12"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("March 2021", "2021-03"),
        ("2021", "2021"),
        ("2021-03", "2021-03"),
        ("2021-03-12", "2021-03-12"),
        ("2021-03-12T10:31:00Z", "2021-03-12"),
        ("25/12/2021", "2021-12-25"),
        ("12/25/2021", "2021-12-25"),
        ("03.04.2021", "2021-04-03"),
        ("14. Oktober 2024", "2024-10-14"),
        ("1er mars 2023", "2023-03-01"),
        ("12 de marzo de 2024", "2024-03-12"),
        ("12 de março de 2024", "2024-03-12"),
        ("3 maggio 2022", "2022-05-03"),
        ("3 mei 2022", "2022-05-03"),
        ("3/4/2021", None),  # the third of April or the fourth of March
        ("31 February 2020", None),
        ("2021-13-40", None),
        ("12 March", None),
        ("214", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_iso_date(words: str, date: str | None) -> None:
    assert iso_date(words) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published 3 May 2024", "2024-05-03"),
        ("March 12, 2021 10:31 am EDT", "2021-03-12"),
        ("Monday 4 June 2018 06.00 BST", "2018-06-04"),
        ("First published on Thu 3 Aug 2023 at 14.05 GMT", "2023-08-03"),
        ("Tuesday 9 May", None),
        ("Veröffentlicht am 14. Oktober 2024", "2024-10-14"),
        ("lundi 3 février 2025", "2025-02-03"),
        ("viernes, 12 de enero de 2024", "2024-01-12"),
        ("(1811)", "1811"),
        ("*12 March 2021*", "2021-03-12"),
    ],
)
def test_lines_that_are_dates(line: str, date: str | None) -> None:
    found = date_line(line)
    assert found is not None and not found.updated
    assert found.date == date


def test_date_of_a_change() -> None:
    found = date_line("Updated: 12 September 2020")
    assert found is not None and found.updated and found.date == "2020-09-12"


@pytest.mark.parametrize(
    "line",
    [
        "He left on 3 May 2024",
        "3 May 2024 was a cold day",
        "May I come in?",
        "214",
        "",
        "12 March 2021 he left",
    ],
)
def test_lines_that_are_none(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("on 3 November 2020", "2020-11-03"),
        ("The Harbour Post | 3 May 2024", "2024-05-03"),
        ("correspondent, 3 May 2024", "2024-05-03"),
        ("in London", None),
        ("", None),
    ],
)
def test_date_behind_a_byline(words: str, date: str | None) -> None:
    found = date_behind(words)
    assert (found and found.date) == date
