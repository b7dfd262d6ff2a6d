"""Roles with all their words."""

from __future__ import annotations

import pytest

from mkdocs_quotes import analyse


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“We dig,” said Magnus Tveit, chief executive of Northwater Dredging.",
         "chief executive of Northwater Dredging"),
        ("“We dig,” said Ada Roe, the chief engineer.", "chief engineer"),
        ("“We dig,” said Ada Roe, director of the Port of Larkfield.", "director of the Port of Larkfield"),
        ("“We dig,” said Ada Roe, an engineer at the Ministry of Works and Transport, on Monday.",
         "engineer at the Ministry of Works and Transport"),
        ("“We dig,” said Ada Roe, a professor of hydraulics.", "professor"),
        ("“We dig,” said Ada Roe, a baker who has lived for Sundays.", "baker"),
        ("“We dig,” said Ada Roe, the mayor, of the Harbour Board.", "mayor"),
        ("“We dig,” said harbour master Otto Roe.", "harbour master"),
    ],
)  # fmt: skip
def test_a_role_goes_on_to_its_end(text: str, role: str) -> None:
    assert [speaker.role for speaker in analyse(text).speakers] == [role]
