"""What the records of a text say of one another: labels, continuations, nesting."""

from __future__ import annotations

from mkdocs_quotes.detect import find_quoted
from mkdocs_quotes.lang.lexicon import load
from mkdocs_quotes.model import Quoted
from mkdocs_quotes.read import read_text


def _found(text: str, format: str = "txt") -> tuple[str, tuple[Quoted, ...]]:
    document = read_text(text, format)
    return document.prose, find_quoted(document, load("en"))


def _label(prose: str, quoted: Quoted) -> str:
    assert quoted.label is not None
    return prose[slice(*quoted.label)]


def test_reopened_paragraphs_continue_each_other() -> None:
    _, found = _found("“We left at noon.\n\n“It rained.\n\n“We turned back,” said Ida.")
    assert [q.continues for q in found] == [None, 0, 1]
    assert [q.closed for q in found] == [False, False, True]


def test_continuation_over_narration() -> None:
    _, found = _found("“We left at noon.\n\nShe drank.\n\n“It rained,” said Ida.")
    assert [q.continues for q in found] == [None, 0]


def test_closed_quotations_do_not_continue() -> None:
    _, found = _found("“We left at noon.”\n\n“It rained,” said Ida.")
    assert [q.continues for q in found] == [None, None]


def test_turn_labels_leave_out_times_and_colons() -> None:
    prose, found = _found("[00:01] HOST: Are we on?\n[00:02] MS. FALK: I think so.")
    assert [_label(prose, q) for q in found] == ["HOST", "MS. FALK"]


def test_hansard_labels_keep_office_and_name() -> None:
    prose, found = _found("The Minister for Wells (Bo Tamm): I will.\n\nIda Falk (Norhaven) (Ind): When?")
    assert [_label(prose, q) for q in found] == [
        "The Minister for Wells (Bo Tamm)",
        "Ida Falk (Norhaven) (Ind)",
    ]


def test_turns_of_several_paragraphs() -> None:
    _, found = _found("FALK: It began in May.\n\nWe had no rain.\n\nTAMM: None?\n\nFALK: None.")
    assert [q.continues for q in found] == [None, 0, None, None]


def test_citation_line_names_the_speaker_and_is_no_part_of_the_words() -> None:
    prose, found = _found("> Rain is a slow letter.\n>\n> — Bo Tamm, *Weather Book*", "md")
    assert [(prose[q.start : q.end], _label(prose, q)) for q in found] == [
        ("Rain is a slow letter.", "Bo Tamm")
    ]


def test_inner_words_are_deeper() -> None:
    _, found = _found("TAMM: She said, “I read ‘No’ on it,” and left.")
    assert [(q.depth, q.kind) for q in found] == [(0, "turn"), (1, "direct"), (2, "mixed")]


def test_missing_marks_are_told() -> None:
    _, found = _found("This will not do,” said Ida.\n\n“Nor that, said Bo.")
    assert [(q.opened, q.closed) for q in found] == [(False, True), (True, False)]


def test_outer_span_holds_the_marks() -> None:
    prose, found = _found("He said “ no ” twice.")
    assert prose[found[0].outer_start : found[0].outer_end] == "“ no ”"
    assert prose[found[0].start : found[0].end] == "no"


def test_names_on_lines_of_their_own_are_turns_of_a_call() -> None:
    call = "".join(f"{name}\n\nWe will have the figures in the spring.\n\n" for name in ("Ida Lund", "Moss Abery") * 4)
    assert {q.kind for q in find_quoted(read_text(call), load("en"))} == {"turn"}
