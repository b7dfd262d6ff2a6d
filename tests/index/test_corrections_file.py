"""Each verb of corrections.yml, before and after an edit of the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_texts import full, lone, text

from mkdocs_quotes.index import SourceText, SpeakerIndex, Statement, build_index, read_editing
from mkdocs_quotes.index.additions import find_words
from mkdocs_quotes.model import Speaker
from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.read import read_bytes

DAM = """Dam inquiry hears from engineers

12 March 2024

“We had measured the seepage every week since spring,” said Mara Lund. The inquiry went on
for three hours. Nobody had told the valley, she told the room, and the
valley had not asked.

“The gates were never tested,” said Tom Okafor. The gates were never tested again.
"""
GATES = "The gates were never tested"
SEEPAGE = "We had measured the seepage every week since spring"


def source(prose: str, name: str = "dam.txt") -> SourceText:
    document, _ = read_bytes(prose.encode(), name)
    return SourceText(name, analyse(document))


def edited(sources: list[SourceText], corrections: str, speakers: str | None = None) -> SpeakerIndex:
    editing = read_editing(speakers, corrections)
    assert not editing.errors
    return build_index(sources, editing)


def of(index: SpeakerIndex, words: str) -> Statement:
    (found,) = [s for s in index.statements if words in s.record["text"] and s.repeats is None]
    return found


def id_of(words: str, prose: str = DAM) -> str:
    return of(build_index([source(prose)]), words).id


EDITS = {
    "as it was": DAM,
    "edited elsewhere": DAM.replace("Dam inquiry", "An old dam").replace("three hours", "hours and hours")
    + "\n“It is late,” said Ida Holm.\n",
}


@pytest.fixture(params=EDITS)
def dam(request: pytest.FixtureRequest) -> SourceText:
    """The text, and the same with changes elsewhere."""
    return source(EDITS[request.param])


def test_speaker(dam: SourceText) -> None:
    assert of(build_index([dam]), GATES).record["speaker"] == "Tom Okafor"
    index = edited([dam], f"{id_of(GATES)}:\n  speaker: Mara Lund\n")
    statement = of(index, GATES)
    assert (statement.speaker, statement.record["rule"], statement.corrected) == ("mara-lund", "corrected", True)
    assert statement.record["mention"] is None
    assert statement in index.by_slug["mara-lund"].statements
    assert "tom-okafor" not in index.by_slug


def test_a_speaker_that_the_program_gives_as_well_is_confirmed(dam: SourceText) -> None:
    statement = of(edited([dam], f"{id_of(GATES)}:\n  speaker: Tom Okafor\n"), GATES)
    assert (statement.corrected, statement.record["confidence"]) == (False, 1.0)
    assert statement.record["mention"]["text"] == "Tom Okafor"


def test_nobody(dam: SourceText) -> None:
    index = edited([dam], f"{id_of(GATES)}:\n  speaker:\n")
    assert of(index, GATES).corrected
    assert [s.id for s in index.unattributed] == [id_of(GATES)]


def test_reject(dam: SourceText) -> None:
    index = edited([dam], f"{id_of(GATES)}:\n  reject: true\n")
    assert not [s for s in index.statements if s.id == id_of(GATES)]


def test_disputed_reviewed_and_note(dam: SourceText) -> None:
    index = edited([dam], f"{id_of(GATES)}:\n  disputed: true\n  reviewed: true\n  note: On tape.\n")
    statement = of(index, GATES)
    assert (statement.status, statement.disputed, statement.reviewed, statement.note) == (
        "disputed", True, True, "On tape.",
    )  # fmt: skip
    assert {key: statement.record[key] for key in ("disputed", "reviewed", "note")} == {
        "disputed": True, "reviewed": True, "note": "On tape.",
    }  # fmt: skip


@pytest.mark.parametrize("to", ["true", "Tom Okafor", "{to: Tom Okafor, source: The tape, link: https://example.org}"])
def test_misattributed(dam: SourceText, to: str) -> None:
    index = edited([dam], f"{id_of(GATES)}:\n  misattributed: {to}\n")
    statement = of(index, GATES)
    assert (statement.status, statement.speaker, statement.record["speaker"]) == ("misattributed", None, None)
    assert statement.misattribution is not None
    assert (statement.misattribution.speaker, statement.misattribution.name) == ("tom-okafor", "Tom Okafor")
    okafor = index.by_slug["tom-okafor"]
    assert (okafor.count, okafor.statements, okafor.misattributed) == (0, (), (statement,))
    assert index.misattributed == (statement,)
    assert statement not in index.unattributed
    told = statement.record["misattributed"]
    assert told["name"] == "Tom Okafor"
    assert ("source" in told) == ("source" in to)


def test_misattributed_with_the_one_who_said_it(dam: SourceText) -> None:
    index = edited([dam], f"{id_of(GATES)}:\n  speaker: Mara Lund\n  misattributed: Tom Okafor\n")
    statement = of(index, GATES)
    assert statement in index.by_slug["mara-lund"].statements
    assert index.by_slug["tom-okafor"].misattributed == (statement,)


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (
            "  speaker: Tom Okafor\n  misattributed: true\n",
            "misattributed to the very one who is named as its speaker",
        ),
        ("  misattributed: {of: x}\n", None),
    ],
)
def test_a_misattribution_that_makes_no_sense_names_nobody(entry: str, problem: str | None) -> None:
    editing = read_editing(None, f"{id_of(GATES)}:\n{entry}")
    index = build_index([source(DAM)], editing)
    if problem:
        assert index.unmatched == (f"corrections.yml, line 1: {problem}",)
    else:
        assert editing.errors == ("corrections.yml, line 2: unknown key 'of'; there is to, source, link",)
    statement = of(index, GATES)
    assert statement.speaker is None


def test_what_is_misattributed_to_the_hidden_is_hidden(dam: SourceText) -> None:
    index = edited([dam], f"{id_of(GATES)}:\n  misattributed: true\n", "Tom Okafor:\n  hide: true\n")
    assert not index.misattributed
    assert "tom-okafor" not in index.by_slug


ADDED = "Nobody had told the valley, she told the room, and the valley had not asked."


def test_add(dam: SourceText) -> None:
    index = edited(
        [dam],
        f"add:\n  - source: dam.txt\n    text: {ADDED}\n    speaker: Mara Lund\n    kind: mixed\n    note: On tape.\n",
    )
    statement = of(index, "Nobody had told")
    assert statement.added and not statement.corrected
    record = statement.record
    assert (record["kind"], record["rule"], record["confidence"], record["added"], record["note"]) == (
        "mixed", "added", 1.0, True, "On tape.",
    )  # fmt: skip
    assert " ".join(dam.analysis.document.text[record["start"] : record["end"]].split()) == ADDED
    assert record["context"]["start"] < record["start"]
    assert statement in index.by_slug["mara-lund"].statements
    before = {s.id for s in build_index([dam]).statements}
    assert before == {s.id for s in index.statements} - {statement.id}


def test_an_added_quotation_has_the_id_that_the_program_would_give_it() -> None:
    found = build_index([source(DAM)])
    words = of(found, SEEPAGE).record["text"]
    bare = source(DAM.replace(f"“{words}”", words))
    assert not [s for s in build_index([bare]).statements if SEEPAGE in s.record["text"]]
    index = edited([bare], f"add: [{{source: dam.txt, text: '{SEEPAGE}', speaker: Mara Lund}}]\n")
    assert of(index, SEEPAGE).id == of(found, SEEPAGE).id


def test_what_the_program_finds_itself_by_now_is_corrected_and_stands_once() -> None:
    index = edited([source(DAM)], f"add: [{{source: dam.txt, text: '{SEEPAGE}', speaker: Ida Holm, note: x}}]\n")
    statement = of(index, SEEPAGE)
    assert (statement.added, statement.record["speaker"], statement.note) == (False, "Ida Holm", "x")


def test_an_added_quotation_may_be_disputed_or_misattributed_or_corrected() -> None:
    entry = f"add: [{{source: dam.txt, text: '{ADDED}', disputed: true, misattributed: Mara Lund}}]\n"
    statement = of(edited([source(DAM)], entry), "Nobody had")
    assert (statement.disputed, statement.status, statement.speaker) == (True, "misattributed", None)
    index = edited([source(DAM)], f"{entry}{statement.id}:\n  speaker: Ida Holm\n")
    assert of(index, "Nobody had").record["speaker"] == "Ida Holm"


def test_occurrence() -> None:
    entry = f"add: [{{source: dam.txt, text: {GATES}, occurrence: 2, speaker: Mara Lund}}]\n"
    index = edited([source(DAM)], entry)
    added = [s for s in index.statements if s.added]
    assert [s.quotation.start for s in added] == [DAM.rindex(GATES)]
    assert of(index, f"{GATES},").id != added[0].id


@pytest.mark.parametrize(
    ("name", "text", "words", "raw"),
    [
        ("a.md", "He said *it was* [not](x.md) so.\n", "it was not so", "it was* [not](x.md) so"),
        ("a.md", "He said *it was* so.\n", "*it was* so", "*it was* so"),
        ("a.md", "# A\n\n> It is so,\n> he said.\n", "It is so, he said", "It is so,\n> he said"),
        ("a.md", "It&rsquo;s so.\n", "It's so", "It&rsquo;s so"),
        ("a.txt", "It’s a “long”\n  way.\n", 'It\'s a "long" way', "It’s a “long”\n  way"),
        ("a.txt", "an other, other\n", "other", "other"),
        ("a.txt", "Yes — no (a+b).\n", "no (a+b).", "no (a+b)."),
    ],
)
def test_words_are_found_as_they_read(name: str, text: str, words: str, raw: str) -> None:
    document, _ = read_bytes(text.encode(), name)
    (start, end) = find_words(document, words)[0][0]
    assert document.text[start:end] == raw


def test_parts_are_found_as_records_show_them() -> None:
    document, _ = read_bytes(b"It is late, he said. He was tired. Very late. It is late.", "a.txt")
    ((one, two),) = find_words(document, "It is late, … Very late.")
    assert (document.text[slice(*one)], document.text[slice(*two)]) == ("It is late,", "Very late.")


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("{source: dam.txt, text: No such words}", "add: 'No such words' does not stand in dam.txt; "
         "give the words exactly as they are there"),
        ("{source: dam.txt, text: three hours, occurrence: 2}", "add: 'three hours' stands only once in dam.txt"),
        ("{source: damn.txt, text: three hours}", "add: there is no text 'damn.txt'; the nearest name is 'dam.txt'"),
        ("{source: dam.txt, text: three hours}, {source: dam.txt, text: three hours}",
         "add: these words are added twice"),
    ],
)  # fmt: skip
def test_an_addition_that_fits_nothing_is_reported(entry: str, problem: str) -> None:
    index = edited([source(DAM)], f"add: [{entry}]\n")
    assert index.unmatched == (f"corrections.yml, line 1: {problem}",)


@pytest.mark.parametrize(
    ("file", "error"),
    [
        ("add:\n  - source: a.txt\n", "line 2: add: text must be given"),
        ("add:\n  - {source: a.txt, text: x, occurrence: 0}\n",
         "line 2: occurrence: expected a whole number of 1 or more"),
        ("add:\n  - {source: a.txt, text: x, kind: dirct}\n",
         "line 2: kind: expected one of direct, mixed, block, turn, dash; did you mean 'direct'?"),
        ("add:\n  - {source: a.txt, text: x, speeker: y}\n", "line 2: unknown key 'speeker'; did you mean 'speaker'?"),
        ("add:\n  - words\n", "line 2: 'add' needs keys below it (source, text, occurrence, kind, speaker, "
         "disputed, misattributed, note)"),
        ("0123456789:\n  dispute: true\n", "line 2: unknown key 'dispute'; did you mean 'disputed'?"),
        ("0123456789:\n  misattributed: {link: 'javascript:x'}\n", "line 2: link: 'javascript:x' is no address "
         "(http:, https:, mailto: or a relative one)"),
        ("0123456789:\n  misattributed: [a]\n", "line 2: misattributed: expected one line of words"),
    ],
)  # fmt: skip
def test_each_error_is_one_line(file: str, error: str) -> None:
    assert read_editing(None, file).errors == (f"corrections.yml, {error}",)


TYPO = DAM.replace("The gates were never tested,", "The gates were newer tested,")


@pytest.mark.parametrize(
    ("prose", "entry", "hint"),
    [
        # A slip in the words was put right: the entry's own words lead to the new id.
        (TYPO, "  source: dam.txt\n  text: The gates were never tested,\n", "'The gates were newer tested,' (dam.txt)"),
        (TYPO, "  source: dam.txt\n  text: The gates were never …\n", "'The gates were newer tested,' (dam.txt)"),
        # A text was given another name.
        (None, "  source: old.txt\n  text: The gates were never tested,\n", "'The gates were never tested,' (dam.txt)"),
        (None, "  source: dam.txt\n  text: Quite other words were said by everybody\n", None),
        (None, "", None),
    ],
)
def test_an_entry_whose_quotation_changed_names_the_nearest(prose: str | None, entry: str, hint: str | None) -> None:
    gone = "0" * 10 if prose is None else id_of(GATES)
    index = edited([source(prose or DAM)], f"{gone}:\n{entry}  reject: true\n")
    (line,) = index.unmatched
    if hint:
        near = of(index, "The gates were").id
        assert line == f"corrections.yml, line 1: no quotation has the id {gone!r}; did you mean {near}: {hint}?"
    else:
        assert line == f"corrections.yml, line 1: no quotation has the id {gone!r}"


def test_an_id_with_one_wrong_digit_is_recognised() -> None:
    right = id_of(GATES)
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    (line,) = edited([source(DAM)], f"{wrong}:\n  reject: true\n").unmatched
    assert f"did you mean {right}:" in line


def test_a_text_that_is_gone_is_named() -> None:
    (line,) = edited([source(DAM)], "0123456789:\n  source: damm.txt\n  reject: true\n").unmatched
    assert line.endswith("'0123456789': there is no text 'damm.txt'; the nearest name is 'dam.txt'")


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        ("source: other.txt", "stands in dam.txt, not in 'other.txt'"),
        ("text: We had measured", "is 'The gates were never tested,', not the words that the entry is for"),
    ],
)
def test_an_entry_for_another_quotation_is_not_applied(check: str, problem: str) -> None:
    index = edited([source(DAM)], f"{id_of(GATES)}:\n  {check}\n  reject: true\n")
    assert index.unmatched == (f"corrections.yml, line 1: {id_of(GATES)!r} {problem}",)
    assert of(index, GATES).record["speaker"] == "Tom Okafor"


def test_same_words_twice_keep_their_own_entries() -> None:
    prose = f"{DAM}\n“The gates were never tested,” said Mara Lund.\n"
    one, two = [s.id for s in build_index([source(prose)]).statements if GATES in s.record["text"]]
    index = edited([source(prose)], f"{two}:\n  note: second\n")
    assert {s.id: s.note for s in index.statements if GATES in s.record["text"]} == {one: None, two: "second"}


def test_a_name_that_is_nearly_known_is_hinted_at() -> None:
    index = edited([source(DAM)], f"{id_of(GATES)}:\n  speaker: Mara Lunt\n")
    assert of(index, GATES).record["speaker"] == "Mara Lunt"
    assert index.hints == ("corrections.yml, line 1: 'Mara Lunt' is new; did you mean 'Mara Lund'?",)
    assert not edited([source(DAM)], f"{id_of(GATES)}:\n  speaker: Ida Holm\n").hints


def test_a_split_name_in_a_correction_means_the_one_of_that_text() -> None:
    texts = [
        text("a", ("one", 0), speakers=[full("Jo Smith")]),
        text("b", ("two", 0), speakers=[full("Jo Smith")]),
        text("c", ("three", 0), ("tre", 1), speakers=[lone("Ann"), full("Jo Smith")]),
    ]
    three = build_index(texts).by_source["c"][0].id
    split = "Jo Smith:\n  split: {Jo Smith (potter): a, Jo Smith (priest): b}\n"
    index = edited(texts, f"{three}:\n  speaker: Jo Smith\n", split)
    only = index.by_slug[str(index.by_source["c"][0].speaker)]
    assert (only.name, only.only_in) == ("Jo Smith", texts[2])
    index = edited(texts, f"{three}:\n  speaker: Jo Smith (potter)\n", split)
    assert [s.record["text"] for s in index.by_slug["jo-smith-potter"].statements] == ["one", "three"]


def test_an_organisation_stays_one_when_editors_name_it() -> None:
    union = Speaker("Dock Union", "organisation", full=True)
    texts = [text("a", ("one", 0), ("two", None), ("three", None), speakers=[union])]
    _, two, three = [s.id for s in build_index(texts).statements]
    index = edited(texts, f"{two}:\n  speaker: Dock Union\n{three}:\n  speaker: Dock Union\n", "Dock Union:\n")
    assert [speaker.kind for speaker in index.speakers] == ["organisation"]


def test_repeats_of_what_is_rejected_stand_alone() -> None:
    made = text("a", ("one", 0), ("two", 0), speakers=[full("Ann Hay")])
    first, second = made.analysis.quotations
    analysis = replace(made.analysis, quotations=(first, replace(second, repeats=0)))
    texts = [SourceText("a", analysis)]
    one, two = build_index(texts).statements
    assert two.repeats == one.id
    (left,) = edited(texts, f"{one.id}:\n  reject: true\n").statements
    assert left.repeats is None and "repeats" not in left.record
