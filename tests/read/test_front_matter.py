"""Front matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_quotes.read.front_matter import read_front_matter

FULL = """\
---
title: "The quay: a history"
date: 2024-05-03
author: Ann Fry
language: en
quotes: false
speakers:
  Mara Lund: [Lund, the engineer]
  Bo Lee: Bo
  Cy Orr:
---
The text.
"""


def test_everything() -> None:
    front = read_front_matter(FULL)
    assert FULL[front.end :] == "The text.\n"
    assert (front.title, front.date, front.author) == ("The quay: a history", "2024-05-03", "Ann Fry")
    assert (front.language, front.quotes, front.warnings) == ("en", False, ())
    assert front.speakers == (("Mara Lund", "Lund", "the engineer"), ("Bo Lee", "Bo"), ("Cy Orr",))


@pytest.mark.parametrize(
    ("yaml", "speakers"),
    [
        ("speakers: [Mara Lund, Bo Lee]", (("Mara Lund",), ("Bo Lee",))),
        ("speakers: Mara Lund", (("Mara Lund",),)),
        ("speakers:\n- [Mara Lund, Lund, the boss]\n- Bo Lee", (("Mara Lund", "Lund", "the boss"), ("Bo Lee",))),
        (
            "speakers:\n- name: Mara Lund\n  aliases: [Lund]\n- Bo Lee: [Bo]",
            (("Mara Lund", "Lund"), ("Bo Lee", "Bo")),
        ),
        ("speakers:\n  Mara Lund: {aliases: [Lund, Lund]}", (("Mara Lund", "Lund"),)),
        ("speakers:", ()),
    ],
)
def test_shapes_of_speakers(yaml: str, speakers: tuple[tuple[str, ...], ...]) -> None:
    front = read_front_matter(f"---\n{yaml}\n---\n")
    assert front.speakers == speakers and front.warnings == ()


def test_speaker_without_a_name_is_left_out_with_a_warning() -> None:
    front = read_front_matter("---\nspeakers: [Mara Lund, null, []]\n---\n")
    assert front.speakers == (("Mara Lund",),)
    assert len(front.warnings) == 1 and "speakers" in front.warnings[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = end.join(["---", "title: A day out", "---", "Text."])
    front = read_front_matter(text)
    assert front.title == "A day out" and text[front.end :] == "Text."


@pytest.mark.parametrize(
    "yaml",
    [
        "title: [",
        "title: a: b",
        "title: x\n- y",
        "title: x\n? {a: b}\n: c",
        "title: *none",
    ],
)
def test_broken_yaml_is_set_aside_with_one_warning(yaml: str) -> None:
    text = f"---\n{yaml}\n---\nThe text."
    front = read_front_matter(text)
    assert text[front.end :] == "The text."
    assert len(front.warnings) == 1 and "front matter" in front.warnings[0]
    assert "\n" not in front.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "No front matter.",
        "---\nA line between rules.\n---\nText.",
        "---\ntitle: never closed",
        "----\ntitle: x\n----\n",
        " ---\ntitle: x\n---\n",
        "---",
        "",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    assert read_front_matter(text).end == 0


@pytest.mark.parametrize(
    ("yaml", "warning"),
    [
        ("title: x\nquotes: maybe", "front matter, line 3: quotes: expected true or false"),
        (
            "date: 2024-99-99\nquotes: false",
            "front matter, line 2: date: '2024-99-99' is no date such as 2024, 2024-05 or 2024-05-31; left out",
        ),
        (
            "title: x\r\n\r\n'date': yesterday",
            "front matter, line 4: date: 'yesterday' is no date such as 2024, 2024-05 or 2024-05-31; left out",
        ),
        ("speakers: [[]]", "front matter, line 2: speakers: each needs a name; the others were left out"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_all_else_holds(yaml: str, warning: str) -> None:
    front = read_front_matter(f"---\n{yaml}\nlanguage: de\n---\nx")
    assert front.warnings == (warning,)
    assert front.language == "de"
    assert front.date is None
    assert front.quotes is ("quotes: false" not in yaml)


@pytest.mark.parametrize(
    "date", ["2024-05-03", "2024-05-03 10:15:00", "2024-05-03T10:15:00+02:00", "3 May 2024", "'2024-05-03'"]
)
def test_dates(date: str) -> None:
    front = read_front_matter(f"---\ndate: {date}\n---\n")
    assert (front.date, front.warnings) == ("2024-05-03", ())


def test_a_date_of_another_shape_is_somebody_elses() -> None:
    front = read_front_matter("---\ndate:\n  created: 2024-05-03\n---\n")
    assert (front.date, front.warnings) == (None, ())


def test_values_of_the_wrong_shape_are_passed_over() -> None:
    front = read_front_matter(
        "---\ntitle: [a, b]\ndate: soon\nauthor: [Ann Fry, Bo Lee]\nlanguage: {}\n---\n"
    )
    assert (front.title, front.date, front.language) == (None, None, None)
    assert front.author == "Ann Fry and Bo Lee"


@given(st.text(max_size=120))
def test_no_yaml_crashes(yaml: str) -> None:
    text = f"---\na: {yaml}\n---\nx"
    assert 0 <= read_front_matter(text).end <= len(text)
