"""An archive of made-up news for the benchmarks: the same texts as plain text and as Markdown pages.

    archive.py FOLDER TEXTS [--bytes-each 6000] [--seed 0]

What costs time is as in the news: of 667 texts of 4,000 characters, quotations filled a fifth, seven in each;
1,657 speakers had a page, two of three of them were heard in one text only, and their number grew in step with
the texts. Here a text of 6,000 has about ten quotations of five people, two or three of them never heard before.
The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GIVEN = _words(
    "Aaron Abigail Adrian Agnes Alice Amos Andrea Anita Arthur Beatrice Benjamin Bernard Bridget Caleb Carla Cecilia"
    " Charles Clara Conrad Cynthia Daniel Deborah Dennis Diana Edgar Edith Eleanor Elias Ellen Ernest Esther Eugene"
    " Felix Florence Francis Gerald Gloria Gordon Hannah Harold Hector Helen Henry Howard Irene Isaac Jacob Janet"
    " Jasper Joan Joel Judith Julian Karen Kevin Laura Leonard Lillian Louisa Lucas Marcus Margaret Marian Martin"
    " Matthew Miriam Monica Nadia Nathan Nicholas Nora Oliver Oscar Patricia Paula Philip Rachel Raymond Rebecca"
    " Roland Rosa Rupert Ruth Samuel Sandra Simon Sophia Stella Stephen Susan Theodore Thomas Ursula Valerie Vera"
    " Victor Vincent Walter Wendy Xavier Yvonne"
)
_BEGINNINGS = _words(
    "Ald Ash Bar Beck Birch Black Brad Brom Burn Cald Carl Chad Cham Clif Col Cran Crom Dal Den Dray Dun East Eld"
    " Fair Farn Fen Gal Gold Gran Hal Ham Har Hart Haw Hol Hun Kel Kirk Lang Lin Lock Mal Mar Mel Mor Nor Oak Pem"
    " Pren Ran Red Rock Sed Shel Stan Strat Thorn Til Wake Wal War West Whit Win Wood Wool Yar"
)
_ENDINGS = _words(
    "away bank beck berg borne bridge brook bury by combe cott croft dale den don field ford gate grave ham hurst"
    " ington ley low man mere mont more ner over ridge shaw son stead stone ton ville wald ward well wick worth"
)
_TRADES = (
    "mayor", "council member", "police chief", "school superintendent", "fire marshal", "union organizer",
    "county attorney", "hospital director", "state senator", "city engineer", "shop owner", "transit planner",
    "economist", "harbor master", "librarian", "housing advocate", "professor of law", "farmer", "nurse", "coach",
)  # fmt: skip
_WHO = (
    "the council", "the county", "the state", "the company", "the union", "the district", "the board", "the court",
    "the agency", "the committee", "the governor’s office", "a majority of residents", "the new owners",
    "two neighbors", "the water authority", "the planning commission", "a group of parents", "the port",
)  # fmt: skip
_DID = (
    "approved", "postponed", "rejected", "reviewed", "published", "questioned", "paid for", "halted", "revived",
    "defended", "expanded", "closed", "measured", "audited", "sold", "inherited", "redrew", "promised", "delayed",
)  # fmt: skip
_WHAT = (
    "the bridge", "a plan for the old mill", "the bus routes", "the budget", "a tax on parking", "the flood wall",
    "the school calendar", "a contract with the railroad", "the report on wages", "the ferry timetable",
    "the library’s hours", "a lease of farmland", "the sewer lines", "the housing code", "the clinic",
    "a survey of the harbor", "the pension fund", "the stadium", "three vacant lots", "the power station",
)  # fmt: skip
_WHEN = (
    "last week", "on Monday", "on Tuesday", "on Thursday", "in the spring", "after a long debate", "two years ago",
    "before the deadline", "during the winter", "late on Friday", "for the third time", "at a public meeting",
    "without a vote", "over the summer", "despite the cost", "by a narrow margin", "in a letter",
)  # fmt: skip
_CLAUSES = (
    "and the cost rose to ${n} million", "which serves about {n},000 people", "though {n} percent were opposed",
    "according to records kept since 19{n}", "while work on the other {n} sites went on",
    "as it had in {n} of the last hundred months", "and nobody could say when it would end",
    "a decision that took {n} days", "as the population fell by {n} percent",
)  # fmt: skip
_SAYINGS = (
    "We {know} that {who} {did} {what}, and {wish}",
    "Nobody asked us whether {what} could wait {n} more years, so {wish}",
    "If {who} had not {did} {what}, {wish}",
    "I’ve lived here for {n} years and I have never seen {what} treated like this",
    "It’s not about {what}; it’s about whether {who} will listen to the people who live here",
    "There are {n} families who depend on {what}, and {wish}",
    "They {did} {what} {when}, and now {who} has to explain that",
    "You can’t run a town on promises, and {what} is proof of that",
    "I don’t think {what} was ever safe",
    "What {who} {did} {when} was right, but {wish}",
)
_KNOW = ("know", "believe", "understand", "were told", "have always said", "can show")
_WISH = (
    "we want an answer", "that should worry everyone", "we will be back here next month",
    "somebody has to pay for it", "I’m proud of what we did", "it can’t go on like this",
    "we’re ready to start work tomorrow", "the numbers speak for themselves", "that’s all we ever asked for",
    "people are tired of waiting", "I would do it again",
)  # fmt: skip
_SAID = ("said", "said", "said", "said", "told reporters", "added", "argued", "explained", "warned")

NEW = 0.5
"""How likely it is, in the news, that one who speaks was not heard before. The others come as often as so far."""
_FIRST_DAY = date(2011, 1, 3)


@dataclass(frozen=True, slots=True)
class _Person:
    given: str
    surname: str
    trade: str
    pronoun: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"


class _Newsroom:
    """Who has been heard so far, and sentences about them."""

    def __init__(self, seed: int, new: float) -> None:
        self._rng = random.Random(seed)
        self._new = new
        self._heard: list[_Person] = []
        """One entry for each time that somebody was heard, so that those heard often come more often."""

    def _surname(self) -> str:
        return self._rng.choice(_BEGINNINGS) + self._rng.choice(_ENDINGS)

    def _person(self) -> _Person:
        if self._heard and self._rng.random() >= self._new:
            person = self._rng.choice(self._heard)
        else:
            pick = self._rng.choice
            person = _Person(pick(_GIVEN), self._surname(), pick(_TRADES), pick(("he", "she")))
        self._heard.append(person)
        return person

    def _fill(self, pattern: str) -> str:
        pick = self._rng.choice
        return pattern.format(
            who=pick(_WHO),
            did=pick(_DID),
            what=pick(_WHAT),
            when=pick(_WHEN),
            know=pick(_KNOW),
            wish=pick(_WISH),
            n=self._rng.randint(11, 97),
        )

    def _fact(self) -> str:
        sentence = self._fill("{who} {did} {what} {when}")
        if self._rng.random() < 0.6:
            sentence += f", {self._fill(self._rng.choice(_CLAUSES))}"
        return f"{_capital(sentence)}."

    def _facts(self) -> str:
        return " ".join(self._fact() for _ in range(self._rng.randint(2, 3)))

    def _saying(self) -> str:
        return _capital(self._fill(self._rng.choice(_SAYINGS)))

    def _quotation(self, person: _Person, *, first: bool) -> str:
        """A paragraph with words of somebody: named in full at first, by surname or pronoun after that."""
        rng = self._rng
        said = rng.choice(_SAID)
        if first:
            pattern = rng.choice(
                (
                    "“{one},” {said} {name}, a {trade} in {town}. {fact}",
                    "{name}, a {trade}, {said}: “{one}.”",
                    "“{one},” {said} {name}, the {trade}. “{two}.”",
                    "{fact} According to {name}, a {trade}, “{one}.”",
                )
            )
        else:
            pattern = rng.choice(
                (
                    "“{one},” {surname} {said}. “{two}.”",
                    "“{one},” {said} {surname}.",
                    "{fact} “{one},” {pronoun} {said}.",
                    "{surname} {said} that {who} had no choice. “{one},” {pronoun} {said}. {fact}",
                    "“{one},” {pronoun} {said}, “and I mean it.”",
                )
            )
        return pattern.format(
            one=self._saying(),
            two=self._saying(),
            said=said,
            name=person.name,
            surname=person.surname,
            pronoun=person.pronoun,
            trade=person.trade,
            town=self._surname(),
            fact=self._fact(),
            who=rng.choice(_WHO),
        )

    def text(self, size: int, day: date) -> list[str]:
        """The paragraphs of a text of about that many bytes; the first is its headline."""
        town = self._surname()
        headline = self._fill(f"{town}: {{what}} {{did}} {{when}}")
        dated = f"{day:%B} {day.day}, {day.year}"
        paragraphs = [headline, dated, f"{town.upper()} — {self._facts()}"]
        length = sum(map(_bytes, paragraphs))
        said: list[_Person] = []
        cast = [self._person() for _ in range(5)]
        while length < size:
            # People come one after the other, the first of them with more to say than the last.
            if len(paragraphs) % 3 == 0:
                person = cast[min(int((length / size) ** 2 * len(cast)), len(cast) - 1)]
                paragraphs.append(self._quotation(person, first=person not in said))
                said.append(person)
            else:
                paragraphs.append(self._facts())
            length += _bytes(paragraphs[-1])
        return paragraphs


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _bytes(paragraph: str) -> int:
    return len(paragraph.encode()) + 2


def as_text(paragraphs: Sequence[str]) -> str:
    """A text as people send it in."""
    return "\n\n".join(paragraphs) + "\n"


def as_markdown(paragraphs: Sequence[str]) -> str:
    """The same as a page."""
    return f"# {as_text(paragraphs)}"


def make_texts(texts: int, bytes_each: int = 6_000, seed: int = 0, new: float = NEW) -> Iterator[tuple[str, list[str]]]:
    """A name without an ending and the paragraphs of each text; a thousand texts to a folder."""
    newsroom = _Newsroom(seed, new)
    for number in range(texts):
        day = _FIRST_DAY + timedelta(days=number // 5)
        yield f"{number // 1000:03}/{number:06}", newsroom.text(bytes_each, day)


def write_archive(
    folder: Path, texts: int, bytes_each: int = 6_000, seed: int = 0, new: float = NEW
) -> tuple[Path, Path]:
    """Write the texts below two folders, `text` (.txt) and `markdown` (.md), and return these."""
    forms: dict[str, Callable[[Sequence[str]], str]] = {"text": as_text, "markdown": as_markdown}
    endings = {"text": ".txt", "markdown": ".md"}
    for name, paragraphs in make_texts(texts, bytes_each, seed, new):
        for form, make in forms.items():
            path = Path(folder, form, name + endings[form])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(make(paragraphs), encoding="utf-8")
    return Path(folder, "text"), Path(folder, "markdown")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write an archive of made-up news.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("texts", type=int, metavar="TEXTS")
    parser.add_argument("--bytes-each", type=int, default=6_000, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    arguments = parser.parse_args(argv)
    for folder in write_archive(arguments.folder, arguments.texts, arguments.bytes_each, arguments.seed):
        print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
