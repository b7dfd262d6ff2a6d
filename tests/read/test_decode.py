"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_quotes.read import UnreadableText, decode

SENTENCE = "“Café’s shut,” said Žofia Núñez.\r\nNobody spoke.\r"


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        codecs.BOM_UTF8 + SENTENCE.encode(),
        codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + SENTENCE.encode("utf-32-be"),
    ],
)
def test_same_text_in_every_encoding_without_mark_and_with_its_line_ends(data: bytes) -> None:
    assert decode(data) == (SENTENCE, ())


def test_windows_1252_is_read_with_a_warning() -> None:
    text, warnings = decode("“Café’s shut,” said Bo.".encode("cp1252"))
    assert text == "“Café’s shut,” said Bo."
    assert len(warnings) == 1
    assert "Windows-1252" in warnings[0] and "byte 1" in warnings[0]


def test_bytes_without_meaning_in_windows_1252_are_kept() -> None:
    assert decode(b"caf\xe9 \x81 \x9d")[0] == "café \x81 \x9d"


def test_one_broken_byte_does_not_spoil_the_other_characters() -> None:
    text, warnings = decode("“Yes,” said Žofia. ".encode() + b"\xff" + "“No,” said Bo.".encode())
    assert text == "“Yes,” said Žofia. �“No,” said Bo."
    assert len(warnings) == 1 and "broken UTF-8" in warnings[0]


def test_lone_surrogate_in_utf_16_is_replaced_with_a_warning() -> None:
    text, warnings = decode(codecs.BOM_UTF16_LE + b"a\0\x00\xd8b\0")
    assert text == "a�b"
    assert "UTF-16" in warnings[0]


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 4, "no text"),
        ("“Yes,” said Bo.".encode("utf-16-le"), "UTF-16 without a byte-order mark"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_what_to_do(data: bytes, hint: str) -> None:
    with pytest.raises(UnreadableText, match=hint) as caught:
        decode(data)
    assert "UTF-8" in str(caught.value)


def test_a_stray_nul_is_no_reason_to_refuse() -> None:
    assert decode(b"The quay is shut.\0 All went home and said no more of it that night.")[1] == ()


def test_empty_file() -> None:
    assert decode(b"") == ("", ())


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except UnreadableText:
        return
    text.encode()  # no lone surrogate gets in


@given(st.text(max_size=200).map(lambda text: text.lstrip("\ufeff")))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    try:
        decoded, warnings = decode(text.encode())
    except UnreadableText:
        assert any(ord(c) < 32 or ord(c) == 127 for c in text)
        return
    assert decoded == text and warnings == ()
