"""The subject of a verb by the order of words."""

from __future__ import annotations

import pytest

from mkdocs_quotes.attribute.clauses import read_clauses, subject_of
from mkdocs_quotes.attribute.tokens import Row


@pytest.mark.parametrize(
    ("codes", "verb", "subject"),
    [
        ("NV", 1, 0),
        ("NaXV", 3, 0),
        ("NVcV", 3, 0),  # "Ann nodded and said"
        ("NVNcV", 4, 0),  # "Ann thanked Bo and said"
        ("NVNcNV", 5, 4),  # "Ann told Bo and Cy said"
        ("NpOV", 3, 0),  # "a man of the Council said"
        ("N,kw,V", 5, 0),  # "Ann, a nurse, said"
        ("Dpw,N,V", 6, 4),  # "Ann’s chief of staff, Bo, said"
        ("NVN,G", 4, 0),  # "Ann thanked Bo, adding"
        ("NVcNG", 4, 3),  # "Ann left and Bo calling"
        ("NVNsG", 4, 2),  # "Ann quoted Bo as saying"
        ("OV,pNG", 5, 4),  # "The bank agreed, with Ann saying"
        ("NeNtV", 4, 2),  # "Ann prompted Bo to say"
        ("NeNtVcV", 6, 2),  # "Ann prompted Bo to stop and say"
        ("NVtNtV", 5, 0),  # "Ann talked to Bo to say"
        ("wV", 1, -1),
    ],
)
def test_subject(codes: str, verb: int, subject: int) -> None:
    assert subject_of(codes, verb, 0) == subject


def test_verbs_are_told_apart_by_place_and_form() -> None:
    codes = "NVhPXVQNV"  # "Ann said that she would offer “…”, Bo added"
    words = ("lund", "say", "that", "she", "would", "offer", "", "falk", "add")
    clauses = read_clauses(Row(codes, range(9), range(1, 10), words, (-1,) * 9), 6)
    assert clauses.layout == "0m1faf"
    assert clauses.relation(0) == ("1f", "say")
    assert clauses.relation(3) == ("0m", "offer")
    assert clauses.relation(7) == ("af", "add")
    assert clauses.relation(2) == ("-", "-")
