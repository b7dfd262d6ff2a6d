"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.02
"""A text may hold a stray NUL or control byte from an old program; more than this share, and it is none."""

_UNDEFINED = {0x81: "\x81", 0x8D: "\x8d", 0x8F: "\x8f", 0x90: "\x90", 0x9D: "\x9d"}


class UnreadableText(ValueError):
    """The bytes are no text. The message says what is wrong and what to do, without the file's name."""


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text in `data`, without a byte-order mark, and warnings about how it was read.

    A byte-order mark decides. Otherwise it is UTF-8, with a warning where some of it is broken; but where
    hardly anything outside ASCII is right, it is taken for Windows-1252. Line ends stay.
    Raises UnreadableText where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    _refuse_binary(data)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        where = f"at byte {error.start + 1}"
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if sum(not c.isascii() for c in text) > 2 * broken:
        return text, (f"has broken UTF-8 ({where}); those characters were replaced",)
    text = data.decode("cp1252", errors="cp1252-undefined")
    return text, (f"is not UTF-8 ({where}); read as Windows-1252, convert it to UTF-8 to be sure",)


def _decode_marked(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        name = encoding.removesuffix("-le").removesuffix("-be").upper()
        return text, (f"has broken {name} (at byte {error.start + 1}); those characters were replaced",)
    return text, ()


def _refuse_binary(data: bytes) -> None:
    sample = data[:65536]
    controls = len(_CONTROLS.findall(sample))
    if controls <= len(sample) * _MOST_CONTROLS:
        return
    if sample.count(0) > len(sample) * 0.3:
        raise UnreadableText("seems to be UTF-16 without a byte-order mark, or no text; save it as UTF-8")
    raise UnreadableText("is no text (it holds control bytes); leave it out, or save its text as UTF-8")


def _keep_undefined(error: UnicodeError) -> tuple[str, int]:
    """Windows-1252 gives five bytes no meaning: take them as the control characters they are in Latin-1."""
    assert isinstance(error, UnicodeDecodeError)
    return "".join(_UNDEFINED[b] for b in error.object[error.start : error.end]), error.end


codecs.register_error("cp1252-undefined", _keep_undefined)
