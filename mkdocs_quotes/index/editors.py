"""What editors say: speakers.yml and corrections.yml.

    # speakers.yml: the canonical name, then what is to be said of it
    Mara Lund:
      aliases: [Lund, Mayor: {from: 2019, until: 2023}]  # other names, in every text or some
      merge: [{Smith: news/b.txt}]   # other speakers to be joined, in every text or some
      role: [Mayor: {from: 2019, until: 2023}, Chief Engineer]
      description: The first to measure it.
      links: {Homepage: https://example.org}
      same_as: https://www.wikidata.org/wiki/Q1
      picture: img/lund.jpg          # a file of the site
      kind: person                   # person, organisation, unnamed or group
      sort: Lund, Mara
      slug: lund
      hide: false                    # true: nothing of hers is published
    John Smith:
      split:                         # one name for several people
        John Smith (mayor): council/*.txt
        John Smith (painter): {source: arts/**, from: 1990, until: 2005}

    # corrections.yml: the id of a quotation, then what is to be changed
    3f9c2a71b0:
      source: news/a.txt             # what the entry is about, to find it again where words change
      text: Nobody knew.
      speaker: Mara Lund             # empty: nobody
      reject: false                  # true: no quotation at all
      disputed: true
      misattributed: {to: Mara Lund, source: A. Reader 1999, link: https://example.org}
      note: She denies it.
      reviewed: true
    add:                             # quotations that were missed
      - {source: news/a.txt, text: The words., occurrence: 1, kind: direct, speaker: Mara Lund}

`reading.read_editing` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_quotes.model import QuotationKind, SpeakerKind

from .scope import EVERYWHERE, Scope
from .types import Role


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the texts in which it stands for whom an entry says."""

    name: str
    line: int
    scope: Scope = EVERYWHERE


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """What speakers.yml says of one speaker."""

    name: str
    line: int
    aliases: tuple[Named, ...] = ()
    merge: tuple[Named, ...] = ()
    """Names of speakers to be joined with this one."""
    split: tuple[Named, ...] = ()
    """Those that the name really stands for, each with the texts that are theirs."""
    role: tuple[Role, ...] = ()
    description: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    same_as: tuple[str, ...] = ()
    picture: str | None = None
    picture_line: int = 0
    kind: SpeakerKind | None = None
    sort: str | None = None
    slug: str | None = None
    hide: bool = False


@dataclass(frozen=True, slots=True)
class Misattributed:
    """That somebody is falsely said to have spoken some words."""

    to: str | None = None
    """None: the one whom the text names."""
    source: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What corrections.yml says of one quotation."""

    id: str
    """Empty where the quotation is an `Addition`."""
    line: int
    speaker: str | None = None
    names_speaker: bool = False
    """Whether `speaker` is to be applied; with None it says that nobody is to be named."""
    reject: bool = False
    disputed: bool = False
    misattributed: Misattributed | None = None
    note: str | None = None
    reviewed: bool = False
    source: str | None = None
    text: str | None = None
    """The text and the words that the entry is meant for, where it says so."""

    @property
    def settles(self) -> bool:
        """Whether it says anything of the quotation, so that somebody has looked at it."""
        said = (self.reject, self.disputed, self.misattributed, self.note, self.reviewed)
        return self.names_speaker or any(said)


@dataclass(frozen=True, slots=True)
class Addition:
    """A quotation that was missed."""

    line: int
    source: str
    text: str
    correction: Correction
    """Whom it is given to, and what else is said of it."""
    occurrence: int = 1
    """Which one it is, where the text holds the words several times."""
    kind: QuotationKind = "direct"


@dataclass(frozen=True, slots=True)
class Editing:
    """Both files, read."""

    speakers: tuple[SpeakerEntry, ...] = ()
    corrections: tuple[Correction, ...] = ()
    additions: tuple[Addition, ...] = ()
    errors: tuple[str, ...] = ()
    """One line for each thing that is wrong in them: "speakers.yml, line 3: …"."""
    speakers_file: str = "speakers.yml"
    corrections_file: str = "corrections.yml"
