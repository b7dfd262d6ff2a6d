"""Lists of quotations that the site's authors ask for: what they may say, and which quotations that means.

    speaker: Mara Lund            # or several: [Mara Lund, Tom Okafor]; "unattributed" for nobody
    source: archive/*.txt         # a text by its path or title, or a pattern
    kind: direct
    since: 2024                   # with `until`: by the date of the text
    limit: 3                      # or: all
    sort: random                  # latest, oldest, source or random
    seed: 7                       # what `random` follows from; otherwise the day of the build

Or, in place of all that:

    show: summary                 # figures, the most quoted, the latest
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from textwrap import indent
from typing import Any, Literal, get_args

import yaml

from mkdocs_quotes.index import Period, SourceText, Statement
from mkdocs_quotes.index import entries as read
from mkdocs_quotes.index.entries import Keys, Log, Wrong
from mkdocs_quotes.index.names import normal_name
from mkdocs_quotes.index.scope import ALWAYS, is_date, is_pattern, matches
from mkdocs_quotes.model import QUOTATION_KINDS, QuotationKind

from .links import UNATTRIBUTED
from .site import Site, newest_first

Sort = Literal["latest", "oldest", "source", "random"]
Show = Literal["quotations", "summary"]
DEFAULT_LIMIT = 10


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for. An empty tuple leaves the choice open."""

    speakers: tuple[str, ...] = ()
    """Slugs."""
    sources: tuple[str, ...] = ()
    """Names of texts."""
    kinds: tuple[QuotationKind, ...] = ()
    period: Period = ALWAYS
    limit: int | None = DEFAULT_LIMIT
    sort: Sort = "latest"
    seed: str = ""
    show: Show = "quotations"


class Lister:
    """Reads what authors ask for, and finds it. What was found once is remembered."""

    def __init__(self, site: Site, seed: str) -> None:
        """`seed`: what a random order follows from where the author gives none."""
        self._site = site
        self._seed = seed
        self._found: dict[Query, tuple[Statement, ...]] = {}
        self._speakers: dict[str, list[str]] | None = None
        self._sources: dict[str, list[str]] | None = None
        self._texts: list[SourceText] = []
        self._keys: Keys = {
            "speaker": self._read_speakers,
            "source": self._read_sources,
            "kind": lambda node, log: tuple(_kind(item, log) for item in read.items(node)),
            "since": _date,
            "until": _date,
            "limit": _limit,
            "sort": read.choice(get_args(Sort)),
            "seed": read.some_text,
            "show": read.choice(get_args(Show)),
        }

    def read(self, parameters: str, log: Log, *, line: int = 1) -> Query | None:
        """The query that some lines of YAML say, the first of them behind `line`; None where any is wrong."""
        known = len(log.lines)
        # As if all were below a key at that line, so that each mistake is told with its own.
        whole = "\n" * (line - 1) + "quotes:\n" + indent(parameters, " ")
        values: dict[str, Any] = {}
        for name, _, node in read.read_root(whole, log):
            values = read.read_keys(name, node, self._keys, log) or {}
            if values.get("show") == "summary" and len(values) > 1:
                others = ", ".join(key for key in values if key != "show")
                log.add(read.line_of(node), f"show: a summary is of all texts; leave out {others}")
        period = Period(values.get("since"), values.get("until"))
        if period.backwards:
            log.add(line, f"it ends ({period.until}) before it begins ({period.since})")
        if len(log.lines) > known:
            return None
        return Query(
            speakers=values.get("speaker", ()),
            sources=values.get("source", ()),
            kinds=values.get("kind", ()),
            period=period,
            limit=values.get("limit", DEFAULT_LIMIT),
            sort=values.get("sort", "latest"),
            seed=values.get("seed", self._seed),
            show=values.get("show", "quotations"),
        )

    def find(self, query: Query) -> tuple[Statement, ...]:
        """The quotations that fit, in the order asked for; words repeated in one text stand there once."""
        found = self._found.get(query)
        if found is None:
            if query.limit is None:
                sources = frozenset(query.sources)
                fitting = [s for s in self._candidates(query) if _fits(s, query, sources)]
                found = tuple(self._sorted(fitting, query))
            else:
                found = self.find(replace(query, limit=None))[: query.limit]
            self._found[query] = found
        return found

    def _candidates(self, query: Query) -> Iterable[Statement]:
        """As few as the query allows: every page may ask for those of some text or speaker."""
        index = self._site.index
        if not query.speakers:
            texts = (index.by_source.get(name, ()) for name in dict.fromkeys(query.sources))
            statements = chain.from_iterable(texts) if query.sources else index.statements
            return [statement for statement in statements if statement.speaker is not None]
        said = {}
        for slug in query.speakers:
            statements = index.unattributed if slug == UNATTRIBUTED else index.by_slug[slug].statements
            # What two said together belongs to both.
            said.update({statement.id: statement for statement in statements})
        return said.values()

    def _sorted(self, statements: list[Statement], query: Query) -> Sequence[Statement]:
        statements.sort(key=lambda s: (s.source.name, s.quotation.start))
        if query.sort == "source":
            places = self._site.places
            return sorted(statements, key=lambda s: (places[s.source.name].title.casefold(), s.source.name))
        if query.sort == "oldest":
            return sorted(statements, key=lambda s: s.source.date or "9999")
        if query.sort == "random":
            return sorted(statements, key=lambda s: hashlib.sha256(f"{query.seed}:{s.id}".encode()).digest())
        return newest_first(statements)

    # Names

    def _read_speakers(self, node: yaml.Node, log: Log) -> tuple[str, ...]:
        if self._speakers is None:
            self._speakers = _lookup(
                [(normal_name(s.name), s.slug) for s in self._site.index.speakers],
                [(normal_name(alias), s.slug) for s in self._site.index.speakers for alias in s.aliases],
            )
        known = self._speakers
        found: list[str] = []
        for item in read.items(node):
            name = read.some_text(item)
            # To the letter, so that a slug tells two of one name apart.
            is_slug = name == UNATTRIBUTED or name in self._site.index.by_slug
            slugs = [name] if is_slug else known.get(normal_name(name))
            if slugs is None:
                names = [form for s in self._site.index.speakers for form in (s.name, *s.aliases, s.slug)]
                raise Wrong(item, f"no speaker {name!r}{_near(name, names)}")
            if len(slugs) > 1:
                raise Wrong(item, f"{name!r} may be several speakers; write one of {', '.join(sorted(slugs))}")
            found += slugs
        return tuple(found)

    def _read_sources(self, node: yaml.Node, log: Log) -> tuple[str, ...]:
        site = self._site
        if self._sources is None:
            texts = self._texts = [source for source in site.index.sources if source.name in site.places]
            self._sources = _lookup(
                [(name, source.name) for source in texts for name in source.names],
                [(site.places[source.name].title.casefold(), source.name) for source in texts],
            )
        found: list[str] = []
        for item in read.items(node):
            name = read.some_text(item)
            names = self._sources.get(name) or self._sources.get(name.casefold()) or []
            if not names and is_pattern(name):
                names = [text.name for text in self._texts if any(matches(name, one) for one in text.names)]
            if not names:
                known = [form for text in self._texts for form in (*text.names, site.places[text.name].title)]
                raise Wrong(item, f"no text {name!r}{_near(name, known)}")
            found += names
        return tuple(found)


def _lookup(*tables: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """What a word may mean; where it stands in several tables the first decides."""
    whole: dict[str, list[str]] = {}
    for table in tables:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word, meaning in table:
            if meaning not in found[word]:
                found[word].append(meaning)
        whole = {**found, **whole}
    return whole


def _fits(statement: Statement, query: Query, sources: frozenset[str]) -> bool:
    return (
        statement.repeats is None
        and (not sources or statement.source.name in sources)
        and (not query.kinds or statement.quotation.kind in query.kinds)
        and query.period.holds(statement.source.date)
    )


def _near(word: str, words: Sequence[str]) -> str:
    near = read.nearest(word, tuple(words))
    return f"; did you mean {near!r}?" if near else ""


def _date(node: yaml.Node, log: Log) -> str:
    date = read.some_text(node)
    if not is_date(date):
        raise Wrong(node, f"{date!r} is no date such as 2024, 2024-05 or 2024-05-31")
    return date


def _limit(node: yaml.Node, log: Log) -> int | None:
    if read.text(node) == "all":
        return None
    try:
        return read.number(node)
    except Wrong as wrong:
        raise Wrong(node, f"{wrong}, or all") from None


_kind: Callable[[yaml.Node, Log], Any] = read.choice(QUOTATION_KINDS)
