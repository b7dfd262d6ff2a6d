"""analyse(): the stages in order."""

from __future__ import annotations

import re

from .model import Analysis, Attribution, Cue, Document, Mention, Options, Quotation, Speaker
from .read import read_text

_QUOTED = re.compile(r"[“‘\"]([^“”\"\n]{2,}?)[”’\"]\W*(said) ((?:[A-Z]\w+ ?)+)?")


def analyse(document: Document | str, options: Options | None = None) -> Analysis:
    """TEMPORARY while the stages are being written: only “…” said Name."""
    options = options or Options()
    if isinstance(document, str):
        document = read_text(document)
    names: dict[str, int] = {}
    speakers: list[Speaker] = []
    quotations = []
    for m in _QUOTED.finditer(document.prose):
        start, end = document.raw_span(*m.span(1))
        name = (m[3] or "").strip()
        index = None
        if name:
            index = names.setdefault(name, len(names))
            if index == len(speakers):
                speakers.append(Speaker(name, full=" " in name))
        mention = Mention(*document.raw_span(m.start(3), m.start(3) + len(name)), name, "name") if name else None
        cue = Cue(*document.raw_span(*m.span(2)), m[2])
        context = document.raw_span(max(0, m.start() - 80), min(len(document.prose), m.end() + 80))
        quotations.append(
            Quotation(((start, end),), document.text[start:end], "direct",
                      Attribution(index, "cue-after", 0.9 if name else 0.0, mention, cue), context)
        )
    return Analysis(document, "en", tuple(quotations), tuple(speakers))
