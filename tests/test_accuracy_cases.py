"""Short texts through the whole path: what is quoted, and by whom.

`tests/cases/*.jsonl` holds one case a line: `{"id", "text", "format", "quotes", "note"}`, each quote with its
`text`, `speaker` and `kind`; `benchmarks/scoring.py` tells when a case passes. `known_failures.txt` lists the
ids of those that fail today. They are strict: when one starts to pass, its line must go.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from benchmarks.scoring import check_case

from mkdocs_quotes.model import QUOTATION_KINDS
from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.read import read_text
from mkdocs_quotes.records import to_records

FOLDER = Path(__file__).parent / "cases"
KINDS = {*QUOTATION_KINDS, "inner", "headline"}


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def known_failures() -> set[str]:
    path = FOLDER / "known_failures.txt"
    lines = (line.split("#", 1)[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return {line for line in lines if line}


# Tables of single stages, which lie there as well, expect other things than quotes.
CASES = [case for path in sorted(FOLDER.glob("*.jsonl")) for case in load(path) if "quotes" in case]
FAILURES = known_failures()


def param(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["note"])] if case["id"] in FAILURES else []
    return pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", [param(case) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    suffix = case["format"]
    records = to_records(analyse(read_text(case["text"], suffix)), f"{case['id']}.{suffix}")
    assert check_case(case, records) == []


def test_cases_are_well_formed() -> None:
    twice = [name for name, n in Counter(case["id"] for case in CASES).items() if n > 1]
    assert twice == []
    for case in CASES:
        assert case["format"] in ("txt", "md"), case["id"]
        assert case["note"], case["id"]
        at = 0
        for quote in case["quotes"]:
            assert quote["kind"] in KINDS, case["id"]
            found = case["text"].find(quote["text"], 0 if quote["kind"] == "inner" else at)
            assert found >= 0, (case["id"], quote["text"])
            at = max(at, found)


def test_known_failures_name_cases() -> None:
    assert FAILURES - {case["id"] for case in CASES} == set()
