"""Speakers that the author of a text has set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import Attribution, Document, Quotation, Span, Speaker

RULE = "marked"
_ARTICLES = ("a ", "an ")


def give_as_marked(
    document: Document, quotations: Sequence[Quotation], speakers: Sequence[Speaker]
) -> tuple[list[Quotation], list[Speaker]]:
    """The quotations with those speakers that the author names, and all speakers."""
    everyone = list(speakers)
    marked = [
        (document.raw_span(marking.start, marking.end), marking.speaker)
        for marking in document.markings
        if marking.quoted
    ]
    if not marked:
        return list(quotations), everyone
    given: list[Quotation] = []
    for quotation in quotations:
        for parts, names in _runs(quotation.parts, marked):
            piece = quotation
            if parts != quotation.parts:
                text = " … ".join(document.text[start:end] for start, end in parts)
                piece = replace(quotation, parts=parts, text=text)
            if names:
                piece = replace(piece, attribution=_by_hand(names[0], document, everyone))
            given.append(piece)
    return given, everyone


def _runs(
    parts: Sequence[Span], marked: Sequence[tuple[Span, str | None]]
) -> list[tuple[tuple[Span, ...], list[str | None]]]:
    """The parts of a quotation, divided where another speaker is set: parts that bear no mark go with those before."""
    runs: list[tuple[tuple[Span, ...], list[str | None]]] = []
    for part in parts:
        names = [name for span, name in marked if span[0] < part[1] and part[0] < span[1]][:1]
        if runs and (not names or not runs[-1][1] or runs[-1][1] == names):
            runs[-1] = ((*runs[-1][0], part), runs[-1][1] or names)
        else:
            runs.append(((part,), names))
    return runs


def _by_hand(name: str | None, document: Document, everyone: list[Speaker]) -> Attribution:
    return Attribution(None if name is None else _known(name, document, everyone), RULE, 1.0)


def _known(name: str, document: Document, everyone: list[Speaker]) -> int:
    """The index of the speaker of that name, who is added where nobody has it."""
    names = {name.casefold()}
    for forms in document.speakers:
        if name.casefold() in map(str.casefold, forms):
            name = forms[0]
            names.update(map(str.casefold, forms))
    for index, speaker in enumerate(everyone):
        if speaker.name.casefold() in names:
            return index
    for index, speaker in enumerate(everyone):
        if any(alias.casefold() in names for alias, _ in speaker.aliases):
            return index
    namesakes = [i for i, speaker in enumerate(everyone) if speaker.name.casefold().endswith(f" {name.casefold()}")]
    if len(namesakes) == 1:
        return namesakes[0]
    unnamed = name.lower().startswith(_ARTICLES)
    everyone.append(Speaker(name, "unnamed" if unnamed else "person", full=not unnamed and " " in name))
    return len(everyone) - 1
