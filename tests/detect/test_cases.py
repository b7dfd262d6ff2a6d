"""Detection, case by case: `tests/cases/detect.jsonl` holds a text a line and what must be found in it.

`speech`: the outermost quotations, in order; `inner`: those inside others; `rejected`: quoted words that are
no speech, each with the verdict; `kinds`: of the speech. `xfail` says why a case is known to fail.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_quotes.detect import find_quoted
from mkdocs_quotes.lang.lexicon import load
from mkdocs_quotes.read import read_text

_ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "detect.jsonl").read_text("utf-8").splitlines()
]


def _param(row: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=row["xfail"])] if "xfail" in row else []
    return pytest.param(row, id=row["id"], marks=marks)


@pytest.mark.parametrize("row", [_param(row) for row in _ROWS])
def test_case(row: dict[str, Any]) -> None:
    document = read_text(row["text"], row.get("format", "txt"))
    found = find_quoted(document, load("en"))
    words = {id(q): document.text[slice(*document.raw_span(q.start, q.end))] for q in found}
    speech = [q for q in found if q.depth == 0 and q.verdict == "speech"]
    assert [words[id(q)] for q in speech] == row["speech"]
    assert [words[id(q)] for q in found if q.depth > 0] == row.get("inner", [])
    rejected = {words[id(q)]: q.verdict for q in found if q.verdict != "speech" and q.depth == 0}
    assert rejected == row.get("rejected", {})
    if "kinds" in row:
        assert [q.kind for q in speech] == row["kinds"]
