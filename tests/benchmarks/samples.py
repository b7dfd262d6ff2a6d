"""Texts made to be nasty: what a program that looks at everything again for each quotation can't bear.

    samples.py NAME CHARACTERS      print one to standard output

Each is made from its name and size alone: the same bytes in every run. `linear.py` measures how time grows over them.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, cycle

_SYLLABLES = (
    "Bar", "Dol", "Fen", "Gar", "Hol", "Kel", "Lor", "Mar", "Nor", "Pel", "Ros", "Sten", "Tor", "Vel", "Wen",
)  # fmt: skip
_ENDS = (
    "by", "dale", "ford", "gate", "ham", "ley", "man", "mere", "more", "ner", "son", "ton", "well", "wick",
    "worth",
)  # fmt: skip
_GIVEN = (
    "Ann", "Ben", "Carl", "Dora", "Emma", "Frank", "Greta", "Hugo", "Ida", "John", "Karen", "Louis", "Mary",
    "Nora", "Oscar", "Paul", "Rosa", "Simon", "Tom", "Vera",
)  # fmt: skip
_VERBS = ("said", "asked", "replied", "answered", "added")
_THINGS = (
    "the boat", "a long winter", "our harbour", "no ordinary road", "their old bridge", "this quiet town",
    "what we saw", "the late train", "my share", "one more chance",
)  # fmt: skip
_MANNERS, _TRADES = ("young", "tall", "tired", "local"), ("nurse", "baker", "farmer")
_DIFFERENT = 20_000
"""So many different names stand in `names`, as far as it is long enough."""


def _full_name(n: int) -> str:
    """One of a great many names, another for each number."""
    n, given = divmod(n, len(_GIVEN))
    n, end = divmod(n, len(_ENDS))
    n, middle = divmod(n, len(_SYLLABLES))
    first = _SYLLABLES[n % len(_SYLLABLES)]
    return f"{_GIVEN[given]} {first}{_SYLLABLES[middle].lower()}{_ENDS[end]}"


def _said(rng: random.Random) -> str:
    return f"{rng.choice(_THINGS)} and {rng.choice(_THINGS)}"


def _marks(rng: random.Random) -> Iterator[str]:
    """Nothing but marks."""
    while True:
        yield rng.choice("“”\"'‘’«»„")


def _opening(_: random.Random) -> Iterator[str]:
    """Marks that open and never close."""
    return cycle(("“word ", "‘word "))


def _one_line(rng: random.Random) -> Iterator[str]:
    """A report without a single line end."""
    for n in count():
        name = _full_name(n % 50)
        yield f"“We remember {_said(rng)},” said {name}. The {rng.choice(_VERBS)} vote on {_said(rng)} was lost. "


def _short_paragraphs(rng: random.Random) -> Iterator[str]:
    """Talk in paragraphs of a few words, mostly without a cue."""
    while True:
        yield rng.choice(("“No.”", "“Why not?” said Ann.", "“I see,” he said.", "“Go on.”", "Ben sat down.", "“Ann?”"))
        yield "\n\n"


def _no_full_stop(rng: random.Random) -> Iterator[str]:
    """One sentence that never ends, with a quotation now and then."""
    while True:
        yield f"and {_said(rng)} went by, {rng.choice(_GIVEN)} said “{_said(rng)}”, "
        yield f"while {_said(rng)} stood before {_said(rng)}, "


def _unclosed_sentence(rng: random.Random) -> Iterator[str]:
    """The same without blocks, names or marks: words alone, and one quotation at the start."""
    yield "“Ready,” said Ada Firth"
    while True:
        yield f" and {_said(rng)}"


def _nested(_: random.Random) -> Iterator[str]:
    """Quotations within quotations, to a depth of a thousand, each level with a few words."""
    while True:
        for depth in range(1_000):
            yield f"Ann said, {'“‘'[depth % 2]}"
        for depth in reversed(range(1_000)):
            yield f"no.{'”’'[depth % 2]} "
        yield "\n\n"


def _capitals(rng: random.Random) -> Iterator[str]:
    """All in capitals, as from a telex."""
    return (line.upper() for line in _one_line(rng))


def _names(rng: random.Random) -> Iterator[str]:
    """A name in every sentence, 20,000 different ones."""
    for n in count():
        yield f"“It was {_said(rng)},” said {_full_name(n % _DIFFERENT)}. "
        if n % 4 == 3:
            yield "\n\n"


def _namesakes(rng: random.Random) -> Iterator[str]:
    """Everybody is of one family, and the family's name comes alone as well."""
    for n in count():
        first = _full_name(n % _DIFFERENT).split()
        yield f"“It was {_said(rng)},” said {first[1]} Lund. “Yes,” {rng.choice(_VERBS)} Lund.\n\n"


def _no_cues(rng: random.Random) -> Iterator[str]:
    """Talk of many people who are hardly ever named beside their words."""
    for n in count():
        yield f"“It was {_said(rng)}, {rng.choice(_GIVEN)},” he said.\n\n“No, {rng.choice(_GIVEN)}.”\n\n“Never?”\n\n"
        if n % 5 == 0:
            yield f"{_full_name(n % 40)} looked at {_full_name(n % 37)}.\n\n"


def _descriptions(rng: random.Random) -> Iterator[str]:
    """People without names, ever new ones of the same few kinds."""
    while True:
        yield f"A {rng.choice(_MANNERS)} {rng.choice(_TRADES)} came in. "
        yield f"“{_said(rng).capitalize()},” said the {rng.choice(_TRADES)}.\n\n"


def _transcript(rng: random.Random) -> Iterator[str]:
    """Turns behind labels."""
    for n in count():
        yield f"{_full_name(n % 300).upper()}: {_said(rng).capitalize()}. {_said(rng).capitalize()}?\n\n"


def _one_word(_: random.Random) -> Iterator[str]:
    """No blank anywhere."""
    yield "“Ready,” said Ada Firth. "
    while True:
        yield "abc’def-“gh”ij"


def _blanks(_: random.Random) -> Iterator[str]:
    """A quotation, then nothing but blanks and line ends, and one again."""
    yield "“Ready,” said Ada Firth."
    while True:
        yield " " * 500 + "\n" * 500


def _titles(rng: random.Random) -> Iterator[str]:
    """Words with capitals in one endless row."""
    yield "“Ready,” said Ada Firth. "
    while True:
        yield f"{rng.choice(_SYLLABLES)}{rng.choice(_ENDS)} "


def _block_quotes(rng: random.Random) -> Iterator[str]:
    """Markdown: block quotations in block quotations, lists in lists, emphasis that never ends."""
    while True:
        for depth in range(1, 40):
            yield f"{'> ' * depth}“{_said(rng)},” said **{rng.choice(_GIVEN)} *Lund [_there_](x `y`\n"
        for depth in range(40):
            yield f"{'  ' * depth}- {_said(rng)} ![“a”](b\n"
        yield "\n"


@dataclass(frozen=True, slots=True)
class Sample:
    """A kind of text: what makes its pieces, and the format that it is in."""

    pieces: Callable[[random.Random], Iterator[str]]
    format: str = "txt"

    def text(self, characters: int) -> str:
        """A text of that many characters."""
        made: list[str] = []
        left = characters
        for piece in self.pieces(random.Random(0)):
            made.append(piece[:left])
            left -= len(made[-1])
            if not left:
                break
        return "".join(made)


SAMPLES: Mapping[str, Sample] = {
    "marks": Sample(_marks),
    "opening": Sample(_opening),
    "one-line": Sample(_one_line),
    "short-paragraphs": Sample(_short_paragraphs),
    "no-full-stop": Sample(_no_full_stop),
    "unclosed-sentence": Sample(_unclosed_sentence),
    "nested": Sample(_nested),
    "capitals": Sample(_capitals),
    "names": Sample(_names),
    "namesakes": Sample(_namesakes),
    "no-cues": Sample(_no_cues),
    "descriptions": Sample(_descriptions),
    "transcript": Sample(_transcript),
    "one-word": Sample(_one_word),
    "blanks": Sample(_blanks),
    "titles": Sample(_titles),
    "markdown": Sample(_block_quotes, "md"),
}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Print a text that is made to be nasty.")
    parser.add_argument("name", choices=SAMPLES)
    parser.add_argument("characters", type=int)
    arguments = parser.parse_args(argv)
    sys.stdout.write(SAMPLES[arguments.name].text(arguments.characters))
    return 0


if __name__ == "__main__":
    sys.exit(main())
