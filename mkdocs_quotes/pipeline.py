"""analyse(): the stages in order. A pure function of text, language and options."""

from __future__ import annotations

from typing import NamedTuple

from .attribute import Scorer, attribute_quotations, load_scorer
from .attribute.wide import wide_speakers, with_speakers
from .detect import as_marked, find_quoted
from .lang import Lexicon, available, load, told_language
from .model import Analysis, Document, Options
from .read import read_text
from .resolve import decide, set_stage, settle_parties, unmask
from .resolve.by_hand import give_as_marked
from .resolve.confidence import Calibration, load_calibration
from .resolve.publish import Publisher
from .resolve.repeats import note_repeats
from .text.capital_nouns import without_nouns
from .text.names import find_names

FALLBACK_LANGUAGE = "en"


class Scorers(NamedTuple):
    """The trained parts: whatever scores the same features can stand in their place."""

    near: Scorer
    """Mentions around a quotation."""
    turns: Scorer
    """Speakers on the scene."""
    sure: Calibration
    """How much to trust the two."""


def shipped_scorers() -> Scorers:
    """The scorers with the weights of the package."""
    return Scorers(load_scorer("local"), load_scorer("turns"), load_calibration())


def analyse(
    document: Document | str, options: Options | None = None, *, scorers: Scorers | None = None
) -> Analysis:
    """Find the quotations of a text and who speaks them.

    `document` is a text that has been read, or a str that is read as plain text. Offsets in the result count code
    points of the text as it is on disk, end exclusive. Nothing outside of the arguments has any influence.
    """
    options = options or Options()
    if isinstance(document, str):
        document = read_text(document)
    language, lexicon = choose_language(document, options)
    quoted = as_marked(document, find_quoted(document, lexicon))
    rejected = tuple(
        (document.raw_span(q.start, q.end), q.verdict)
        for q in quoted
        if q.verdict != "speech" and q.depth == 0
    )
    if not any(q.verdict == "speech" and q.depth == 0 for q in quoted):
        return Analysis(document, language, (), (), rejected)
    names = without_nouns(document.prose, find_names(document.prose, lexicon), lexicon)
    wide = {} if document.prose.isascii() else wide_speakers(document.prose, quoted)
    if wide:
        places = {name.start: name for name in (*names, *wide.values())}
        names = [places[start] for start in sorted(places)]
    near, turns, sure = scorers or shipped_scorers()
    locals_ = attribute_quotations(document, quoted, names, lexicon, near)
    if wide:
        locals_ = with_speakers(locals_, wide, names, quoted)
    stage = set_stage(document, names, quoted, locals_, lexicon)
    publisher = Publisher(stage, lexicon, near, turns, sure, options.explain)
    decisions = settle_parties(stage, turns, decide(stage, turns))
    unmask(stage, decisions)
    quotations = publisher.quotations(decisions)
    quotations, speakers = give_as_marked(document, quotations, publisher.speakers)
    kept = note_repeats([q for q in quotations if q.kind in options.kinds])
    return Analysis(document, language, kept, tuple(speakers), rejected)


def choose_language(document: Document, options: Options) -> tuple[str, Lexicon]:
    """The language of a text, and the word lists to read it with.

    A language asked for must exist (LookupError); one that only the text's front matter names is kept as its label,
    read with English lists where there are none of its own. Of one that says nothing its small words tell.
    """
    if options.language != "auto":
        return options.language, load(options.language)
    code = document.language or told_language(document.prose) or FALLBACK_LANGUAGE
    known = code if code.split("-")[0].lower() in available() else FALLBACK_LANGUAGE
    return code, load(known)
