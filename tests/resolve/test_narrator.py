"""Who says "I"."""

from __future__ import annotations

import pytest

from mkdocs_quotes import analyse

CALLED = "“Fetch the ladder, Tobias,” said my uncle.\n\n“It is broken,” I said."
NAMED = "My name is Ottilie Brandt.\n\n“It is broken,” I said."
SIGNED = "“It is broken,” I told her on the quay.\n\nYour loving brother,\n\nRupert\n\nP.S. It rains."


@pytest.mark.parametrize(
    ("text", "name"),
    [(CALLED, "Tobias"), (NAMED, "Ottilie Brandt"), (SIGNED, "Rupert")],
    ids=["called", "named", "signed"],
)
def test_the_name_of_the_one_who_tells(text: str, name: str) -> None:
    analysis = analyse(text)
    last = analysis.quotations[-1].attribution.speaker
    assert last is not None
    assert analysis.speakers[last].name == name
