from __future__ import annotations

import pytest

from mkdocs_quotes.attribute import attribute_quotations, load_scorer
from mkdocs_quotes.detect import find_quoted
from mkdocs_quotes.lang import load
from mkdocs_quotes.read import read_text
from mkdocs_quotes.resolve import Stage, set_stage
from mkdocs_quotes.text.names import find_names


def stage_of(text: str) -> Stage:
    document, lexicon = read_text(text), load("en")
    quoted = find_quoted(document, lexicon)
    names = find_names(document.prose, lexicon)
    locals_ = attribute_quotations(document, quoted, names, lexicon, load_scorer("local"))
    return set_stage(document, names, quoted, locals_, lexicon)


def standing(text: str, name: str) -> tuple[str, str]:
    """What tells the gender of one who is named, and how they stand before the pronoun of the last turn."""
    stage = stage_of(text)
    entity = next(i for i, e in enumerate(stage.scene.cast.entities) if name in e.names)
    return stage.antecedents.standing(stage.turns[-1], stage.cues[-1], entity)


WORDS = "“It is late,” she said."


@pytest.mark.parametrize(
    ("lead", "part"),
    [
        ("Ada Firth waited.", "o1subject"),
        ("Nobody went with Ada Firth.", "o1governed"),
        ("Nobody found Ada Firth’s coat.", "o1owner"),
        ("They told Ada Firth everything.", "o1object"),
        ("Ada Firth waited. It rained.", "o2subject"),
        ("It rained.", "none"),
    ],
)
def test_part_of_the_last_mention(lead: str, part: str) -> None:
    text = f"{lead} {WORDS}"
    if part == "none":
        text += "\n\nAda Firth went home."
    assert standing(text, "Ada Firth")[1] == part


def test_a_name_behind_the_pronoun_is_no_antecedent() -> None:
    text = "Ada Firth closed the ledger. She told Nora Quill, “You may count it.”"
    assert standing(text, "Nora Quill")[1] == "none"
    assert standing(text, "Ada Firth")[1] == "o1subject"


@pytest.mark.parametrize(
    ("lead", "name", "known"),
    [
        ("Mrs Firth waited.", "Firth", "title"),
        ("Ada Firth waited.", "Ada Firth", "given"),
        ("Zoltrek Amun said she had read it.", "Zoltrek Amun", "pronouns"),
        ("Zoltrek Amun waited. Quillon Dray left.", "Zoltrek Amun", "nothing"),
    ],
)
def test_what_tells_the_gender(lead: str, name: str, known: str) -> None:
    stage = stage_of(f"{lead}\n\n{WORDS}")
    entity = next(i for i, e in enumerate(stage.scene.cast.entities) if any(name in form for form in e.names))
    assert stage.antecedents.standing(stage.turns[-1], stage.cues[-1], entity)[0] == known
