"""What the run of turns around one says of its speaker."""

from __future__ import annotations

from mkdocs_quotes.attribute import attribute_quotations, load_scorer
from mkdocs_quotes.detect import find_quoted
from mkdocs_quotes.lang import load
from mkdocs_quotes.read import read_text
from mkdocs_quotes.resolve import Stage, display_of, set_stage
from mkdocs_quotes.resolve.runs import Runs
from mkdocs_quotes.text.names import find_names

TALE = (
    "Greta Holm and Moss Abery were mending the net.\n\n“Pass me the twine,” said Greta Holm.\n\n“Which?”\n\n"
    "“The green, Moss Abery.”\n\n“There is no green,” said Moss Abery.\n\nThey went on for an hour.\n\n“Enough!”"
)


def stage_of(text: str) -> Stage:
    document, lexicon = read_text(text), load("en")
    quoted, names = find_quoted(document, lexicon), find_names(document.prose, lexicon)
    locals_ = attribute_quotations(document, quoted, names, lexicon, load_scorer("local"))
    return set_stage(document, names, quoted, locals_, lexicon)


def found(at: int, name: str) -> list[str]:
    stage = stage_of(TALE)
    number = next(i for i, e in enumerate(stage.scene.cast.entities) if display_of(e) == name)
    return Runs(stage.scene, stage.turns, stage.cues).features(at, number)


def test_cues_before_and_behind_are_counted_in_turns() -> None:
    assert "none:cues=1&60" in found(1, "Greta Holm")
    assert "none:cueahead=2&next" in found(1, "Moss Abery")


def test_a_cue_of_the_run_says_it_or_somebody_else() -> None:
    assert {"none:run<1=it", "none:run>2=else"} <= set(found(1, "Greta Holm"))
    assert {"none:run<1=else", "none:run>2=it"} <= set(found(1, "Moss Abery"))


def test_narration_ends_a_run() -> None:
    assert not [f for f in found(4, "Moss Abery") if ":run" in f]


def test_who_is_addressed_a_turn_later() -> None:
    assert "none:called>=1" in found(1, "Moss Abery")
    assert not [f for f in found(1, "Greta Holm") if ":called" in f]


def test_a_description_in_a_tale_may_be_of_one_with_a_name() -> None:
    tale = stage_of("Silas Quern let the boys in. “Sit down,” said the old man. “Sit, all of you, and eat.” They sat.")
    assert [(cue.code, cue.fixed) for cue in tale.cues] == [("noun", None)] * 2
    dry = "The council met on Monday and went through its accounts for the year, item by item, until noon. " * 8
    news = stage_of(f"{dry}\n\nAn official spoke. “The sums are right,” said the official.")
    assert [cue.fixed is not None for cue in news.cues] == [True]


WALK = (
    "Greta Holm and Moss Abery were mending the net.\n\n“Pass me the twine,” said Greta Holm to Moss Abery.\n\n“Which?”"
    "\n\n“Green.”\n\nGreta Holm sat down.\n\n“Is it late?” asked Moss Abery.\n\n“No, sir. Ask Greta Holm and"
    " the others.”\n\n“Why, madam, what a name!”\n\n“She told him so,” she told him.\n\n“Did she?”"
)


def heard(at: int, name: str) -> set[str]:
    stage = stage_of(WALK)
    number = next(i for i, e in enumerate(stage.scene.cast.entities) if display_of(e) == name)
    return set(Runs(stage.scene, stage.turns, stage.cues).features(at, number))


def test_who_is_spoken_to_at_the_cue() -> None:
    assert "none:told=<1&True" in heard(1, "Moss Abery")
    assert "none:told=<1&False" in heard(1, "Greta Holm")
    assert "none:told=<2&True" in heard(2, "Moss Abery")
    assert [t.hails for t in stage_of(WALK).turns] == ["?", "?", "?", "?", "m", "f", "?", "?"]


def test_forms_of_address_tell_a_gender() -> None:
    turns = stage_of("“Yes, my dear sir!” “Sir Hugh came.” “The sir came.” “I see, Miss.” “Good night, old man,”").turns
    assert [t.hails for t in turns] == ["m", "?", "?", "f", "m"]


def test_him_and_her_at_a_cue_are_the_listener() -> None:
    assert any(f.startswith("none:toldg=<1&") for f in heard(7, "Moss Abery"))
    assert not any(f.startswith("none:toldg=") for f in heard(1, "Moss Abery"))


def test_who_is_spoken_of_is_mostly_not_there() -> None:
    assert "none:named<=1" in heard(5, "Greta Holm")
    assert not any(f.startswith("none:named<") for f in heard(5, "Moss Abery"))
