"""Texts of an index, made by hand: what is said in them, by whom."""

from __future__ import annotations

from mkdocs_quotes.index import SourceText
from mkdocs_quotes.model import Analysis, Attribution, Document, Mention, Quotation, Speaker, SpeakerKind


def text(
    name: str,
    *said: tuple[str, int | None],
    speakers: list[Speaker],
    confidence: float = 0.9,
    date: str | None = None,
    own_name: str | None = None,
) -> SourceText:
    """A text in which speakers (by index) say words."""
    prose = " ".join(f"“{words}”" for words, _ in said)
    quotations = []
    for words, index in said:
        start = prose.index(words)
        mention = Mention(start, start + 1, "x", "name")
        quotations.append(
            Quotation(
                ((start, start + len(words)),),
                words,
                "direct",
                Attribution(index, "cue-after", confidence, mention),
                (0, len(prose)),
            )
        )
    document = Document(prose, prose, (), date=date)
    return SourceText(name, Analysis(document, "en", tuple(quotations), tuple(speakers)), own_name)


def full(name: str, **more: object) -> Speaker:
    """Somebody whose name holds in all texts."""
    return Speaker(name, full=True, **more)  # type: ignore[arg-type]


def lone(name: str, kind: SpeakerKind = "person") -> Speaker:
    """Somebody whose name holds in one text only."""
    return Speaker(name, kind)
