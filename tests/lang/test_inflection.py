from __future__ import annotations

import pytest

from mkdocs_quotes.lang.inflection import plural_of


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("farmer", "farmers"), ("fisherman", "fishermen"), ("policewoman", "policewomen"), ("deputy", "deputies"),
        ("attorney", "attorneys"), ("boss", "bosses"), ("coach", "coaches"),
    ],
)  # fmt: skip
def test_plural_of(one: str, many: str) -> None:
    assert plural_of(one) == many
