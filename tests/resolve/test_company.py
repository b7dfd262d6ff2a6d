"""Names said in one breath stand for different people."""

from __future__ import annotations

from mkdocs_quotes.lang import load
from mkdocs_quotes.resolve.company import Company
from mkdocs_quotes.text.names import find_names

ENGLISH = load("en")


def company(text: str) -> Company:
    names = find_names(text, ENGLISH)
    forms = [tuple(w.lower() for w in (*n.titles[-1:], *n.words)) for n in names]
    return Company(text, names, forms, ENGLISH)


def test_side_by_side() -> None:
    assert company("Mr Thorne and Edwin sang.").apart(("mr", "thorne"), ("edwin",))
    assert company("Then Ida, his wife Mrs Thorne, sang.").apart(("mrs", "thorne"), ("ida",))


def test_twice_in_one_sentence() -> None:
    text = "Mr Thorne told Edwin to go. " * 2 + "Mr Thorne sat.\n\nEdwin slept."
    assert company(text).apart(("mr", "thorne"), ("edwin",))


def test_forms_that_change_from_sentence_to_sentence_are_no_proof() -> None:
    text = ("The day was long for Miss Thorne and longer for the cat. The rain had come in the night. "
            "Ida slept all through it, as she did on most days.\n\n") * 6  # fmt: skip
    assert not company(text).apart(("miss", "thorne"), ("ida",), near=False)


def test_unmet_forms() -> None:
    assert not company("Mr Thorne sang.\n\nEdwin slept.").apart(("mr", "thorne"), ("edwin",))
