"""What the annotated texts teach: for each choice its alternatives as features, and which are right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpora import LEXICON, Text
from scoring import Gold, accepted_forms, bare, normal

from mkdocs_quotes.attribute import Scorer, attribute_quotations
from mkdocs_quotes.attribute.candidates import Sites, find_candidates
from mkdocs_quotes.attribute.features import Site, facets_of, spell
from mkdocs_quotes.attribute.local import is_bare_turn, plain_cue
from mkdocs_quotes.attribute.tokens import Reader
from mkdocs_quotes.resolve import NOBODY, Stage, display_of, set_stage

TITLES = {"mr", "mrs", "miss", "ms", "dr", "the", "a", "an", "of", "lady", "sir", "lord", "and"}
MOST_AS_TURNS = 3.0
"""No text counts more than this where turns are learnt: the project's own, at their full weight, would drown what the
novels teach of long conversations."""
SILENT = {None, "_unknowable", "_group", "Unknowable", "_unknown"}

OWN_SHARE = 0.3
"""Near a quotation the project's own texts count by this power of their weight: more would drown the news."""
WORDS_WEIGHT = 2.0
"""Where the very words for the speaker are annotated, not only a name, an example counts so much more."""


@dataclass
class Example:
    """One choice: features of each alternative ("none" first), which are right, and how much it counts."""

    rows: list[list[str]]
    right: list[bool]
    weight: float = 1.0


# Mentions around a quotation


def local_examples(text: Text) -> Iterator[Example]:
    """What the annotation tells of the mentions around each quotation."""
    sites = Sites(text.document, Reader(text.document.prose, text.names, text.quoted, LEXICON), text.quoted)
    for i, meant in text.meant.items():
        q = text.quoted[i]
        if q.label is not None or q.kind == "turn" or (site := sites.site(i)) is None:
            continue
        if plain_cue(site) is not None or is_bare_turn(site):
            continue  # decided without the ranker
        candidates = find_candidates(site)
        if meant.get("mention"):
            right = [_overlaps(text, site, at, meant) for at, _ in candidates]
            none = not any(right)
        else:
            found = _by_name(text, site, [at for at, _ in candidates], meant)
            if found is None:
                continue
            none, right = found
        rows = [[feature for facet in facets for feature in spell(facet)] for facets in facets_of(site, candidates)]
        yield Example(rows, [none, *right], text.weight**OWN_SHARE * (WORDS_WEIGHT if meant.get("mention") else 1))


def _overlaps(text: Text, site: Site, at: int, meant: Gold) -> bool:
    row = site.row
    start, end = text.document.raw_span(row.starts[at], row.ends[at])
    low, high = meant["mention"]
    if min(end, high) > max(start, low):
        return True
    if row.codes[at] != "N" or meant["type"] != "explicit":
        return False
    words = {w.strip(".,’'()") for w in text.gold["text"][low:high].replace("’s", " ").split()}
    return text.names[row.refs[at]].words[-1] in words


def _by_name(text: Text, site: Site, at: Sequence[int], meant: Gold) -> tuple[bool, list[bool]] | None:
    """Which mentions are right where only the speaker's names are annotated: (none is right, each is right)."""
    row, kind = site.row, meant.get("type")
    speakers = meant["speaker"] if isinstance(meant["speaker"], list) else [meant["speaker"]]
    names = [n for n in [*speakers, *meant.get("aliases", [])] if n]
    words = {w for name in names for w in normal(name).split()} - TITLES
    gender = {"M": "he", "F": "she"}.get(meant.get("gender") or "", "")
    right = []
    for i in at:
        led = row.codes[max(0, site.block_start - 2) : site.block_start] == ":¶"
        own = site.block_start <= i < site.block_end or led
        code, word = row.codes[i], row.words[i]
        if not own or kind == "implicit":
            right.append(False)
        elif kind == "anaphoric":
            right.append(code == "P" and (word == gender if gender else word in ("he", "she", "i", "they", "we")))
        else:
            phrase = set(normal(text.document.prose[row.starts[i] : row.ends[i]]).split())
            right.append(code in "NOLDU" and bool(words & ({word} | phrase)))
    if kind == "implicit" or (kind is None and not any(right) and not names):
        return True, right
    return (False, right) if any(right) else None


# Speakers on the scene


def stage_of(text: Text, near: Scorer) -> Stage:
    """The text with all that is decided about it before its turns are."""
    locals_ = attribute_quotations(text.document, text.quoted, text.names, LEXICON, near)
    return set_stage(text.document, text.names, text.quoted, locals_, LEXICON)


class Key:
    """Tells which entities of a stage are the annotated speakers."""

    def __init__(self, stage: Stage, gold: Gold) -> None:
        forms: dict[str, set[str]] = defaultdict(set)
        characters: Mapping[str, Sequence[str]] = gold.get("characters") or {
            q["speaker"]: q["aliases"] for q in gold["quotes"] if isinstance(q["speaker"], str) and q.get("aliases")
        }
        for main, aliases in characters.items():
            for form in accepted_forms([main, *aliases]):
                forms[form].add(main)
        self._names = [normal(display_of(e)) for e in stage.scene.cast.entities]
        self.of: dict[int, str] = {}
        for i, entity in enumerate(stage.scene.cast.entities):
            votes: Counter[str] = Counter()
            for form, count in entity.names.items():
                for main in forms.get(normal(form), ()) or forms.get(bare(normal(form)), ()):
                    votes[main] += count
            if votes:
                self.of[i] = votes.most_common(1)[0][0]
        self._accepted: dict[str, set[str]] = {}

    def right(self, entity: int, meant: Gold) -> bool:
        """Whether an entity is the speaker of an annotated quotation."""
        speaker = meant["speaker"]
        if isinstance(speaker, list):
            return any(self.right(entity, {**meant, "speaker": one}) for one in speaker)
        if speaker is None:
            return False
        if self.of.get(entity) == speaker:
            return True
        if speaker not in self._accepted:
            self._accepted[speaker] = accepted_forms([speaker, *meant.get("aliases", [])])
        name = self._names[entity]
        return name in self._accepted[speaker] or bare(name) in self._accepted[speaker]


def turn_examples(text: Text, stage: Stage, said: Sequence[int] | None) -> Iterator[Example]:
    """Choices among the speakers on the scene, after the true history or after the one that was predicted."""
    key = Key(stage, text.gold)
    known = range(len(stage.scene.cast.entities))
    history: list[int] = []
    for at, cue in enumerate(stage.cues):
        meant = text.meant.get(stage.turns[at].index)
        choice = cue.fixed if cue.fixed is not None else NOBODY
        if cue.fixed is None and at and stage.goes_on(at):
            choice = history[-1]
        elif cue.fixed is None and meant is not None and not meant.get("mention"):
            pool = stage.candidates(at, [tuple(history)])
            right = [key.right(e, meant) for e in pool]
            silent = not isinstance(meant["speaker"], list) and meant["speaker"] in SILENT
            exists = any(right) or any(key.right(e, meant) for e in known)
            if any(right) or silent or exists:
                static, moves = stage.static(at, pool), stage.dynamic(at, pool, tuple(history))
                rows = [static[0], *(a + b for a, b in zip(static[1:], moves, strict=True))]
                weight = min(text.weight, MOST_AS_TURNS) * (1.0 if any(right) else 0.5 if silent else 0.15)
                if cue.own == NOBODY or any(right):
                    yield Example(rows, [not any(right), *right], weight)
            choice = next((e for e, ok in zip(pool, right, strict=True) if ok), NOBODY)
        history.append(said[at] if said is not None else choice)
