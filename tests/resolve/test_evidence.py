"""What stands beside a name tells what its bearer is."""

from __future__ import annotations

import pytest

from mkdocs_quotes.lang import load
from mkdocs_quotes.resolve.cast import build_cast
from mkdocs_quotes.resolve.evidence import find_roles, join_offices
from mkdocs_quotes.text.names import find_names

ENGLISH = load("en")


def first_heads(text: str) -> set[str]:
    names = find_names(text, ENGLISH)
    cast = build_cast(text, names, ENGLISH)
    find_roles(text, names, cast, ENGLISH)
    return cast.entities[cast.of_name[0]].heads


ROLES = [
    ("Jo Lund, the harbour captain, sat.", {"captain"}),
    ("Jo Lund, 44, a nurse from Hull, sat.", {"nurse", "44-year-old"}),
    ("Jo Lund, who is a nurse, sat.", {"nurse"}),
    ("Jo Lund is a nurse.", {"nurse"}),
    ("Jo Lund is the town’s only locksmith.", {"locksmith"}),
    ("So midfielder Jo Lund sat.", {"midfielder"}),
    ("Archivist Jo Lund sat.", {"archivist"}),
    ("Jo Lund, 44, sat.", {"44-year-old"}),
    ("Jo Lund sat, and the nurse slept.", set()),
]


@pytest.mark.parametrize(("text", "heads"), ROLES, ids=[t for t, _ in ROLES])
def test_roles(text: str, heads: set[str]) -> None:
    assert first_heads(text) == heads


def minister(text: str) -> set[str]:
    """The names of whoever is meant by the last name of a text."""
    names = find_names(text, ENGLISH)
    cast = build_cast(text, names, ENGLISH)
    find_roles(text, names, cast, ENGLISH)
    join_offices(cast, ENGLISH)
    return set(cast.entities[cast.of_name[-1]].names)


def test_an_office_with_a_capital_is_its_only_bearer() -> None:
    assert minister("Olga Barnes, the minister, sat. So did the Minister.") == {"Olga Barnes", "Minister"}


def test_an_office_of_two_or_of_nobody_is_a_name_of_its_own() -> None:
    assert minister("Olga Barnes, a minister, met Ida Lund, the minister. So did the Minister.") == {"Minister"}
    assert minister("Olga Barnes, the baker, sat. So did the Minister.") == {"Minister"}
