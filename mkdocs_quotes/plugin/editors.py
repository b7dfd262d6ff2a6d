"""The editors' files as a build meets them: read, held against the site, what is wrong or in doubt told of."""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files

from mkdocs_quotes.index import Editing, SpeakerIndex, read_editing
from mkdocs_quotes.index.entries import nearest
from mkdocs_quotes.index.evidence import doubts_in_words
from mkdocs_quotes.read import UnreadableText, decode

from .config import QuotesConfig

if TYPE_CHECKING:
    Log = logging.LoggerAdapter[logging.Logger]  # not subscriptable at run time before Python 3.11
else:
    Log = logging.LoggerAdapter

_DOUBTS = 20
"""So many quotations in doubt are told of one by one."""


def read_files(options: QuotesConfig, log: Log) -> Editing:
    """What both files say; a file that is not there says nothing, what is wrong with one is a warning."""
    names = (options.speakers_file, options.corrections_file)
    texts: list[str | None] = []
    for name in names:
        try:
            text, warnings = decode(Path(name).read_bytes())
            texts.append(text)
        except FileNotFoundError:
            texts.append(None)
            if not options.is_default("speakers_file", name) and not options.is_default("corrections_file", name):
                log.warning(f"{name}: there is no such file; put the path in mkdocs.yml right, or leave it out")
            continue
        except (OSError, UnreadableText) as error:
            texts.append(None)
            warnings = (error.strerror or "" if isinstance(error, OSError) else str(error),)
        for warning in warnings:
            log.warning(f"{Path(name).name}: {warning}")
    speakers_file, corrections_file = (Path(name).name for name in names)
    editing = read_editing(*texts, speakers_file=speakers_file, corrections_file=corrections_file)
    for line in editing.errors:
        log.warning(line)
    return editing


def tell_doubts(index: SpeakerIndex, options: QuotesConfig, log: Log) -> None:
    """A line for each quotation in doubt that nobody has looked at, up to a limit."""
    if options.on_doubt == "ignore":
        return
    tell = log.warning if options.on_doubt == "warn" else log.info
    lines = list(doubts_in_words(index.statements, float(options.review_below)))
    for line in lines[:_DOUBTS]:
        tell(line)
    if len(lines) > _DOUBTS:
        tell(f"and {len(lines) - _DOUBTS} more quotations in doubt; `mkdocs-quotes review` lists them all")


def picture_urls(index: SpeakerIndex, files: Files) -> dict[str, str]:
    """Address of each speaker's picture, by slug; those that the site does not have are left out."""
    urls = {}
    for speaker in index.speakers:
        file = files.get_file_from_path(speaker.picture) if speaker.picture else None
        if file is not None and _is_picture(file):
            urls[speaker.slug] = file.url
    return urls


def missing_pictures(editing: Editing, files: Files) -> Iterator[str]:
    """One line for each picture that the site does not have, or that is none."""
    for entry in editing.speakers:
        if not entry.picture:
            continue
        place = f"{editing.speakers_file}, line {entry.picture_line}: picture"
        file = files.get_file_from_path(entry.picture)
        if file is None:
            pictures = sorted(uri for uri, file in files.src_uris.items() if _is_picture(file))
            near = nearest(entry.picture, tuple(pictures))
            hint = f"; the nearest is {near!r}" if near else ""
            yield f"{place}: there is no {entry.picture!r} in docs_dir{hint}"
        elif not _is_picture(file):
            yield f"{place}: {entry.picture!r} is no picture"


def _is_picture(file: File) -> bool:
    return (mimetypes.guess_type(file.src_uri)[0] or "").startswith("image/")
