"""Who may speak without a cue: persons, not places and things."""

from __future__ import annotations

import pytest

from mkdocs_quotes.lang import load
from mkdocs_quotes.read import read_text
from mkdocs_quotes.resolve.cast import build_cast
from mkdocs_quotes.resolve.setting import build_scene
from mkdocs_quotes.text.names import find_names

ENGLISH = load("en")

VALLEY = (
    "They had come to Florence in March. At Florence it rained. Florence was full, and nobody in Florence had a room. "
    "Nora hated it; so did Piers, who believed in Nora. It was Nora who had asked, and Nora who went."
)
HALL = (
    "They passed the Grange at noon. In the rain the Grange was grey, and the Grange had no lights. The Canon sighed; "
    "the Canon had been ill, and now the Canon was tired."
)


def speaks(text: str, form: str, cues: int = 0) -> bool:
    """Whether the one named so may speak where `cues` quotations have the name at their cue."""
    document = read_text(text)
    names = find_names(document.prose, ENGLISH)
    cast = build_cast(document.prose, names, ENGLISH)
    number = next(i for i, entity in enumerate(cast.entities) if form in entity.names)
    return number in build_scene(document, names, cast, (), {number: cues} if cues else {}, ENGLISH).voices


@pytest.mark.parametrize(("text", "form"), [(VALLEY, "Nora"), (HALL, "Canon")])
def test_persons(text: str, form: str) -> None:
    assert speaks(text, form)


@pytest.mark.parametrize(("text", "form"), [(VALLEY, "Florence"), (HALL, "Grange")])
def test_places(text: str, form: str) -> None:
    assert not speaks(text, form)


def test_a_place_that_cues_name_is_somebody() -> None:
    assert not speaks(VALLEY, "Florence", cues=1)
    assert speaks(VALLEY, "Florence", cues=3)
