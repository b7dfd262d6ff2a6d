"""Short forms of given names: whose they are, and where they stay by themselves."""

from __future__ import annotations

import pytest

from mkdocs_quotes.detect import find_quoted
from mkdocs_quotes.lang import load
from mkdocs_quotes.read import read_text
from mkdocs_quotes.resolve.cast import build_cast
from mkdocs_quotes.resolve.nicknames import join_nicknames
from mkdocs_quotes.text.names import find_names

ENGLISH = load("en")


def clusters(text: str) -> list[set[str]]:
    document = read_text(text)
    names = find_names(document.prose, ENGLISH)
    cast = build_cast(document.prose, names, ENGLISH)
    join_nicknames(cast, document.prose, names, find_quoted(document, ENGLISH), ENGLISH)
    for i, number in enumerate(cast.of_name):  # whoever is left without a name is nobody's
        assert number < 0 or cast.entities[number].names, names[i]
    return [set(entity.names) for entity in cast.entities if entity.names]


TOGETHER = [
    ("James Pell rowed. At dusk Jim Pell slept.", "James Pell", "Jim Pell"),
    ("Cecilia Ware sang. In the yard Cissy Ware danced. So Cissy left.", "Cecilia Ware", "Cissy"),
    ("Elizabeth sat by Anna. “Come, Lizzy,” said Anna. “Oh, Lizzy, do!” Then Elizabeth rose.", "Elizabeth", "Lizzy"),
    ("Lord Henry yawned. “You are cruel, Harry!” said Basil. Lord Henry smiled.", "Lord Henry", "Harry"),
    ("Ottavia rowed. “Faster, Ottie,” said Bo. Ottavia sang. “No, Ottie!” So Ottavia slept.", "Ottavia", "Ottie"),
    ("“Ted, sit down,” said the judge. Edward Moss sat. “Thank you, Ted.” So Edward Moss wept.", "Edward Moss", "Ted"),
]


@pytest.mark.parametrize(("text", "full", "short"), TOGETHER, ids=[t for t, _, _ in TOGETHER])
def test_one_person(text: str, full: str, short: str) -> None:
    assert any({full, short} <= forms for forms in clusters(text))


APART = [
    # both are told of by the narrator
    ("Thomas frowned at the boy. At the door Tom waited. So Thomas left, and Tom wept.", "Thomas", "Tom"),
    # another surname
    ("Thomas Vane sat. “Well, Tom Hale,” said the cook. “Tom Hale, you are late.”", "Thomas Vane", "Tom Hale"),
    # the other sex
    ("Miss Alexandra sat. “So Mr Alec came,” said Ann. “Did Alec?” Miss Alexandra rose.", "Miss Alexandra", "Alec"),
    # in one breath
    (
        "Robert sat. “I saw Robert and Bob,” said Ann. “Bob was with Robert. Bob, speak!” Robert rose. Robert ran.",
        "Robert",
        "Bob",
    ),
    # an uncle is no child
    ("Uncle John sat down. “Come, Johnny,” said Ann. “Johnny, come!” Uncle John slept.", "Uncle John", "Johnny"),
    # two who are often named in full
    (" ".join(["Thomas Gray rose. At noon Tom Gray sat."] * 6), "Thomas Gray", "Tom Gray"),
    # two who may be meant
    ("Mary Bell sat by Maria Bell. “Molly, come!” said Ann. “Molly!” Mary Bell rose.", "Mary Bell", "Molly"),
]


@pytest.mark.parametrize(("text", "one", "two"), APART, ids=[f"{a}, {b}" for _, a, b in APART])
def test_two_people(text: str, one: str, two: str) -> None:
    forms = clusters(text)
    assert any(one in f for f in forms) and any(two in f for f in forms)
    assert not any({one, two} <= f for f in forms)
