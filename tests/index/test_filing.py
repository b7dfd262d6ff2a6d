"""Where names are filed."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_quotes.index.filing import collation, initial, sort_key
from mkdocs_quotes.model import SpeakerKind

NAMES = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]


@pytest.mark.parametrize(("name", "key", "letter"), NAMES, ids=[name for name, _, _ in NAMES])
def test_persons(name: str, key: str, letter: str) -> None:
    assert (sort_key(name, "person"), initial(sort_key(name, "person"))) == (key, letter)


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("The Border Agency", "organisation", "Border Agency"),
        ("Theatre Royal", "organisation", "Theatre Royal"),
        ("a senior official", "unnamed", "senior official"),
        ("Ann Hay and Bo Li", "group", "Ann Hay and Bo Li"),
    ],
)
def test_others(name: str, kind: SpeakerKind, key: str) -> None:
    assert sort_key(name, kind) == key


def test_letters() -> None:
    assert [initial(key) for key in ("Édouard", "ölander", "李", "1st", "??", "’t Hooft", "Þór", "Æsa", "")] == [
        "E", "O", "李", "#", "#", "T", "T", "A", "#",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "in_order",
    [
        ["Hay, Zoe", "Hay Smith, Ann", "Haya, Bo"],
        ["Mabel, A", "McAdam, Ann", "Macbeth, B", "McCall, C", "Madox, D", "Mead, E"],
        ["Obama, A", "O’Brien, B", "Ocampo, C"],
        ["Saint-Exupéry, A", "St. John, B", "Ste. Marie, C", "Salt, D"],
        ["Muller, Z", "Müllers, A"],
        ["Smith, John", "Smith, John, Jr", "Smith, John, Sir", "Smith, John (mayor)"],
        ["Zola, É", "Ωνάσης", "Ёлкина", "Жуков", "בן", "أسد", "ㄱ", "さ", "習", "1st"],
        ["オオタ", "おかだ", "カトウ", "さくら"],
        ["Иванов", "Йоффе", "Каренин"],
    ],
)
def test_order(in_order: list[str]) -> None:
    for moved in range(len(in_order)):
        assert sorted(in_order[moved:] + in_order[:moved], key=collation) == in_order


@settings(deadline=None)
@given(st.lists(st.text(max_size=6) | st.sampled_from([key for _, key, _ in NAMES]), max_size=30))
def test_each_letter_is_one_stretch_of_the_order(keys: list[str]) -> None:
    letters = [letter for letter, _ in groupby(sorted(keys, key=collation), key=initial)]
    assert len(letters) == len(set(letters))


@settings(deadline=None)
@given(st.text())
def test_any_name_is_filed_somewhere(name: str) -> None:
    key = sort_key(name, "person")
    assert len(initial(key)) == 1
    assert bool(key) == bool(name)
