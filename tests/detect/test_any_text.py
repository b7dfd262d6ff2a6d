"""Whatever the text, detection ends, and what it returns holds together."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_quotes.detect import find_quoted
from mkdocs_quotes.lang.lexicon import load
from mkdocs_quotes.model import Document
from mkdocs_quotes.read import read_text

_WORDS = ("said", " he ", "If ", "never said ", "JONES: ", "Q. ", "A. ", "Molly ", "the sign ", "called ")
_MARKUP = ("``", "''", "\n\n", "\r\n", "--", '<a href="', "> ", " " * 8)
_PIECES = st.sampled_from([*"\"'“”‘’«»„″′`「」.,?!:—-<>*_[]()5 \n\t\x00\ud800é李", *_WORDS, *_MARKUP])
_TEXTS = st.lists(_PIECES, max_size=80).map("".join)


def _check(document: Document) -> None:
    found = find_quoted(document, load("en"))
    prose = document.prose
    for index, quoted in enumerate(found):
        block = document.blocks[quoted.block]
        assert block.start <= quoted.outer_start <= quoted.start < quoted.end <= quoted.outer_end <= block.end
        assert not prose[quoted.start].isspace() and not prose[quoted.end - 1].isspace()
        assert 0.0 <= quoted.confidence <= 1.0 and quoted.depth >= 0
        assert quoted.continues is None or 0 <= quoted.continues < index
    assert [q.start for q in found] == sorted(q.start for q in found)


@settings(max_examples=150, deadline=None)
@given(_TEXTS, st.sampled_from(["txt", "md"]))
@example("« he --", "txt")
def test_invariants(text: str, format: str) -> None:
    _check(read_text(text, format))


@pytest.mark.parametrize(
    "piece", ['"', "“", "’", '" ', "‘“", '"a" ', "“a.\n\n", "Q. a\n\n", "— a, said b.\n\n", " —a", "« a --", " --"]
)
def test_long_runs(piece: str) -> None:
    _check(read_text(piece * 3000))


def test_empty() -> None:
    assert find_quoted(read_text(""), load("en")) == ()
