"""The examples of the guide are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_quotes.index import read_editing

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "correcting.md"
EXAMPLES = [
    example
    for example in re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    if not example.startswith(" ")
]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 6


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_can_be_read(example: str) -> None:
    corrections = example.startswith("add:") or re.match("[0-9a-f]{10}:", example)
    editing = read_editing(None, example) if corrections else read_editing(example)
    assert not editing.errors
    assert editing.speakers or editing.corrections or editing.additions
