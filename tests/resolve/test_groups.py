"""Two who speak as one."""

from __future__ import annotations

import pytest

from mkdocs_quotes import analyse


@pytest.mark.parametrize(
    ("text", "speaker", "members"),
    [
        ("“We did it for the kids,” said Ana Ruiz and Tom Beck.", "Ana Ruiz and Tom Beck", ["Ana Ruiz", "Tom Beck"]),
        ("Ana Ruiz and Tom Beck said: “We did it.”", "Ana Ruiz and Tom Beck", ["Ana Ruiz", "Tom Beck"]),
        ("“We married young,” said Ernst and Ilka Pohl.", "Ernst Pohl and Ilka Pohl", ["Ernst Pohl", "Ilka Pohl"]),
        ("“Go home now,” said Ana Ruiz and Tom Beck nodded.", "Ana Ruiz", []),
        ("“Go home now,” said Ana Ruiz, and Tom Beck went.", "Ana Ruiz", []),
    ],
)
def test_a_group_has_members_and_one_alone_has_none(text: str, speaker: str, members: list[str]) -> None:
    found = analyse(text)
    number = found.quotations[0].attribution.speaker
    assert number is not None
    who = found.speakers[number]
    assert [found.speakers[m].name for m in who.members] == members
    assert (" and ".join(found.speakers[m].name for m in who.members) or who.name) == speaker
    assert who.kind == ("group" if members else "person")
