"""Speakers over many texts, and what editors say of them."""

from __future__ import annotations

import itertools

import pytest
from made_texts import full, lone, text

from mkdocs_quotes.index import SourceText, SpeakerIndex, build_index, read_editing
from mkdocs_quotes.index.names import normal_name
from mkdocs_quotes.index.prose import CONTEXT_LIMIT, excerpt
from mkdocs_quotes.model import Analysis, Attribution, Document, Quotation, Speaker


def names(index: SpeakerIndex) -> dict[str, str]:
    return {speaker.slug: speaker.name for speaker in index.speakers}


def test_one_full_name_is_one_speaker_in_all_texts() -> None:
    a = text("a", ("one", 0), speakers=[full("Ann Hay", role="Mayor", aliases=(("Hay", 2),))])
    b = text("b", ("two", 0), speakers=[full("ANN HAY", role="Minister", aliases=(("Ms Hay", 1),))])
    c = text("c", ("three", 0), speakers=[full("Ann Hay", role="Minister")])
    index = build_index([a, b, c])
    (speaker,) = index.speakers
    assert (speaker.slug, speaker.name, speaker.count) == ("ann-hay", "Ann Hay", 3)
    assert speaker.roles == ("Minister", "Mayor")
    assert set(speaker.aliases) == {"Hay", "Ms Hay", "ANN HAY"}
    assert index.by_source["a"][0].record["role"] == "Mayor"
    assert {s.record["speaker_id"] for s in index.statements} == {"ann-hay"}


def test_lone_names_and_unnamed_sources_are_never_joined_over_texts() -> None:
    texts = [
        text(
            name,
            (f"{name} one", 0),
            (f"{name} two", 1),
            speakers=[lone("Smith"), lone("an official", "unnamed")],
        )
        for name in ("a", "b")
    ]
    index = build_index(texts)
    assert names(index) == {
        "smith": "Smith", "smith-2": "Smith", "an-official": "an official", "an-official-2": "an official",
    }  # fmt: skip
    assert [s.only_in.name for s in index.speakers if s.name == "Smith" and s.only_in] == ["a", "b"]


def test_people_of_one_name_within_a_text_keep_apart() -> None:
    index = build_index([text("a", ("one", 0), ("two", 1), speakers=[lone("Smith"), lone("Smith")])])
    assert len(index.speakers) == 2


def test_a_full_name_takes_the_plain_slug() -> None:
    index = build_index(
        [text("a", ("one", 0), speakers=[lone("Cher")]), text("b", ("two", 0), speakers=[full("Cher")])]
    )
    assert index.by_slug["cher"].only_in is None
    assert index.by_slug["cher-2"].only_in is not None


def test_order_of_texts_plays_no_part() -> None:
    texts = [
        text("a", ("one", 0), ("uno", 1), speakers=[lone("Smith"), full("Bo Li")]),
        text("b", ("two", 0), ("due", 1), speakers=[lone("Smith"), full("BO LI")]),
        text("c", ("three", 0), speakers=[lone("smith")]),
    ]
    found = [build_index(order) for order in itertools.permutations(texts)]
    assert all(index == found[0] for index in found)


def test_only_those_who_say_something_are_listed() -> None:
    index = build_index([text("a", ("one", 0), speakers=[full("Ann Hay"), full("Bo Li")])])
    assert names(index) == {"ann-hay": "Ann Hay"}


def test_low_confidence_names_nobody() -> None:
    index = build_index([text("a", ("one", 0), speakers=[full("Ann Hay")], confidence=0.2)])
    assert not index.speakers
    (statement,) = index.unattributed
    assert statement.record["candidate"] == "Ann Hay"
    assert statement.record["mention"] is None
    assert build_index([statement.source], min_confidence=0.1).speakers


def test_groups_list_with_their_members() -> None:
    group = Speaker("they", "group", members=(0, 1))
    index = build_index([text("a", ("one", 2), ("two", 0), speakers=[full("Ann Hay"), full("Bo Li"), group])])
    assert index.by_slug["ann-hay-and-bo-li"].members == ("ann-hay", "bo-li")
    assert [s.record["text"] for s in index.by_slug["ann-hay"].statements] == ["one", "two"]
    assert index.by_slug["bo-li"].count == 1


def test_groups_of_groups_go_by_their_own_name() -> None:
    inner, outer = Speaker("they", "group", members=(0, 1)), Speaker("all of them", "group", members=(1,))
    index = build_index([text("a", ("one", 1), speakers=[full("Ann Hay"), outer, inner])])
    assert names(index)
    nested = Speaker("everybody", "group", members=(2,))
    index = build_index([text("a", ("one", 3), speakers=[full("Ann Hay"), full("Bo Li"), inner, nested])])
    assert names(index) == {"everybody": "everybody"}


def test_repeated_words_count_once() -> None:
    source = text("a", ("one", 0), ("two", 0), speakers=[full("Ann Hay")])
    first, second = source.analysis.quotations
    again = Quotation(second.parts, second.text, second.kind, second.attribution, second.context, repeats=0)
    analysis = Analysis(source.analysis.document, "en", (first, again), source.analysis.speakers)
    index = build_index([SourceText("a", analysis)])
    assert index.by_slug["ann-hay"].count == 1
    assert index.statements[1].repeats == index.statements[0].id


SPEAKERS = """
Ann Hay:
  aliases: [Hay, "A. Hay"]
  merge:
    - Annie
    - Smith: b
  role: Mayor of Ellbach
  links: {Site: https://example.org}
  kind: person
  sort: Hay
  slug: mayor
"""


def test_editors_join_and_name_speakers() -> None:
    editing = read_editing(SPEAKERS)
    assert not editing.errors
    texts = [
        text("a", ("one", 0), ("uno", 1), speakers=[lone("Hay"), lone("Smith")]),
        text("b", ("two", 0), ("due", 1), speakers=[lone("Smith"), lone("A Hay")]),
        text("c", ("three", 0), speakers=[lone("Annie")]),
    ]
    index = build_index(texts, editing)
    ann = index.by_slug["mayor"]
    assert (ann.name, ann.count, ann.sort_key, ann.roles) == ("Ann Hay", 4, "Hay", ("Mayor of Ellbach",))
    assert ann.links == (("Site", "https://example.org"),)
    assert [s.source.name for s in index.by_slug["smith"].statements] == ["a"]
    assert not index.unmatched


def test_hidden_speakers_are_published_nowhere() -> None:
    group = Speaker("", "group", members=(0, 1))
    source = text("a", ("one", 0), ("two", 1), ("three", 2), speakers=[full("Ann Hay"), full("Bo Li"), group])
    index = build_index([source], read_editing("Ann Hay:\n  hide: yes\n"))
    assert names(index) == {"bo-li": "Bo Li"}
    assert [s.record["text"] for s in index.statements] == ["two"]
    doubtful = text("a", ("one", 0), speakers=[full("Ann Hay")], confidence=0.1)
    (statement,) = build_index([doubtful], read_editing("Ann Hay:\n  hide: yes\n")).statements
    assert "candidate" not in statement.record


def test_corrections() -> None:
    source = text(
        "a",
        ("one", 0),
        ("two", 0),
        ("three", 0),
        ("four", None),
        ("five", 0),
        speakers=[full("Ann Hay"), full("Bo Li")],
    )
    ids = [s.id for s in build_index([source]).statements]
    editing = read_editing(
        None,
        f"{ids[0]}:\n  speaker: Bo Li\n  note: Heard on the tape.\n{ids[1]}:\n  reject: true\n"
        f"{ids[2]}:\n  disputed: true\n  reviewed: true\n{ids[3]}:\n  speaker: Cy Dorn\n"
        f"{ids[4]}:\n  speaker:\n",
    )
    assert not editing.errors
    index = build_index([source], editing)
    assert [(s.record["text"], s.record["speaker"]) for s in index.statements] == [
        ("one", "Bo Li"), ("three", "Ann Hay"), ("four", "Cy Dorn"), ("five", None),
    ]  # fmt: skip
    one, three, four, _ = index.statements
    assert (one.record["rule"], one.note) == ("corrected", "Heard on the tape.")
    assert three.disputed and three.reviewed
    assert four.speaker == "cy-dorn"


def test_entries_that_fit_nothing_are_reported() -> None:
    editing = read_editing("Anne Hay:\n  role: Mayor\n", "0123456789:\n  reject: true\n")
    index = build_index([text("a", ("one", 0), speakers=[full("Ann Hay")])], editing)
    assert index.unmatched == (
        "speakers.yml, line 1: no text has a speaker 'Anne Hay'; the nearest name is 'Ann Hay'",
        "corrections.yml, line 1: no quotation has the id '0123456789'",
    )


KEYS = "aliases, merge, split, role, description, links, same_as, picture, kind, sort, slug, hide"


@pytest.mark.parametrize(
    ("speakers", "error"),
    [
        ("Ann:\n  alias: [A]\n", "line 2: unknown key 'alias'; did you mean 'aliases'?"),
        (
            "Ann:\n  kind: persn\n",
            "line 2: kind: expected one of person, organisation, unnamed, group; did you mean 'person'?",
        ),
        ("Ann:\n  hide: perhaps\n", "line 2: hide: expected true or false"),
        ("Ann:\n  sort: [a, b]\n", "line 2: sort: expected one line of words"),
        (
            "Ann:\n  links: {x: 'javascript:alert(1)'}\n",
            "line 2: links: 'javascript:alert(1)' is no address (http:, https:, mailto: or a relative one)",
        ),
        (
            "Ann:\n  picture: //x.org/a.png\n",
            "line 2: picture: expected a file of the site, by its path in docs_dir",
        ),
        ("Ann:\n  slug: A B\n", "line 2: slug: 'A B' is no slug; 'a-b' would be one"),
        ("- Ann\n", "line 1: expected entries of the form 'name:'"),
        ("Ann: [x\n", "line 2: not valid YAML: expected ',' or ']', but got '<stream end>'"),
        ("Ann: Bo\n", "line 1: 'Ann' needs keys below it (" + KEYS + ")"),
        ("Ann:\nAnn:\n", "line 2: 'Ann' stands here twice; the first entry holds"),
        ("Ann:\n  aliases: [X]\nBo:\n  aliases: [x]\n", "line 4: 'x' is claimed by 'Ann' already"),
        ("Ann:\n  zzz: 1\n", "line 2: unknown key 'zzz'; there is " + KEYS),
    ],
)
def test_each_error_is_one_clear_line(speakers: str, error: str) -> None:
    editing = read_editing(speakers)
    assert editing.errors == (f"speakers.yml, {error}",)


def test_ids_are_checked_and_may_look_like_numbers() -> None:
    editing = read_editing(None, "1234567890:\n  reject: true\nnope:\n  reject: true\n")
    assert [c.id for c in editing.corrections] == ["1234567890"]
    assert editing.errors == ("corrections.yml, line 3: 'nope' is no id (ten digits 0-9, a-f) and not 'add'",)


@pytest.mark.parametrize("file", ["", "# nothing\n", "~\n", None])
def test_empty_files_say_nothing(file: str | None) -> None:
    assert read_editing(file, file) == read_editing()


def test_names_that_are_the_same() -> None:
    assert normal_name("J.K.  Roe") == normal_name("J. K. ROE")
    assert normal_name("O’Neill") == normal_name("O'Neill")
    assert normal_name("Ann") != normal_name("Anne")


def test_excerpts_mark_the_words_and_stay_short() -> None:
    prose = "Far away. " * 200 + "He said: “one\ntwo” and went, “three.” " + "So it was. " * 200
    one, three = prose.index("one"), prose.index("three")
    quotation = Quotation(((one, one + 7), (three, three + 6)), "", "direct", Attribution(None, "", 0), (0, len(prose)))
    pieces = excerpt(Document(prose, prose, ()), quotation)
    assert [piece.text for piece in pieces if piece.quoted] == ["one two", "three."]
    assert pieces[0].text.startswith("…")
    assert pieces[-1].text.endswith("…")
    assert sum(len(piece.text) for piece in pieces) < 3 * CONTEXT_LIMIT
