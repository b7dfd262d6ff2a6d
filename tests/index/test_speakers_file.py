"""Each verb of speakers.yml, before and after."""

from __future__ import annotations

import pytest
from made_texts import full, lone, text

from mkdocs_quotes.index import SourceText, SpeakerIndex, build_index, read_editing
from mkdocs_quotes.index.scope import Period, matches


def edited(texts: list[SourceText], speakers: str) -> SpeakerIndex:
    editing = read_editing(speakers)
    assert not editing.errors
    return build_index(texts, editing)


def said(index: SpeakerIndex) -> dict[str, list[str]]:
    """Name of each speaker (with the one text, where it holds in one only) → the words."""
    return {
        speaker.name + (f" [{speaker.only_in.name}]" if speaker.only_in else ""): [
            statement.record["text"] for statement in speaker.statements
        ]
        for speaker in index.speakers
    }


MAYORS = [
    text("council/2018.txt", ("one", 0), speakers=[lone("the Mayor", "unnamed")], date="2018-05-03"),
    text("council/2020.txt", ("two", 0), speakers=[lone("the Mayor", "unnamed")], date="2020-01"),
    text("council/undated.txt", ("three", 0), speakers=[lone("the Mayor", "unnamed")]),
    text("other/2020.txt", ("four", 0), speakers=[lone("the Mayor", "unnamed")], date="2020-01-09"),
]


@pytest.mark.parametrize("key", ["aliases", "merge"])
def test_an_alias_may_hold_in_some_texts_only(key: str) -> None:
    index = edited(MAYORS, f"Ann Hay:\n  {key}:\n    - the Mayor: council/*.txt\n")
    assert said(index)["Ann Hay"] == ["one", "two", "three"]
    assert said(index)["the Mayor [other/2020.txt]"] == ["four"]
    assert not index.unmatched


def test_an_alias_may_hold_for_some_years_only() -> None:
    index = edited(
        MAYORS,
        "Ann Hay:\n  aliases:\n    - the Mayor: {source: council/, from: 2019, until: 2021-06}\n"
        "Bo Li:\n  aliases: {the Mayor: {until: 2018}}\n",
    )
    assert said(index) == {
        "Ann Hay": ["two"],
        "Bo Li": ["one"],
        "the Mayor [council/undated.txt]": ["three"],
        "the Mayor [other/2020.txt]": ["four"],
    }


def test_texts_of_other_folders_go_by_either_name() -> None:
    source = text("archive/a.txt", ("one", 0), speakers=[lone("A")], own_name="a.txt")
    for name in ("archive/a.txt", "a.txt"):
        assert said(edited([source], f"Ann Hay:\n  merge: {{A: {name}}}\n")) == {"Ann Hay": ["one"]}


def test_where_two_claim_a_name_it_is_joined_with_neither() -> None:
    texts = [text("a/x", ("one", 0), speakers=[full("Jo Mayor")]), text("b", ("two", 0), speakers=[full("Jo Mayor")])]
    index = edited(texts, "Ann Hay:\n  aliases: {Jo Mayor: a/*}\nBo Li:\n  aliases: {Jo Mayor: a/x}\n")
    assert said(index) == {"Jo Mayor": ["two"], "Jo Mayor [a/x]": ["one"]}
    assert index.unmatched[-1].startswith(
        "speakers.yml, line 4: 'Jo Mayor' in a/x may be 'Ann Hay' or 'Bo Li'; it is joined with neither"
    )


SMITHS = [
    text("council/1.txt", ("one", 0), speakers=[full("John Smith")]),
    text("arts/1.txt", ("two", 0), speakers=[full("John Smith")], date="1999"),
    text("arts/2.txt", ("three", 0), speakers=[full("John Smith")], date="2015-01-01"),
    text("press.txt", ("four", 0), speakers=[full("John Smith")]),
]
SPLIT = """
John Smith:
  split:
    John Smith (mayor): [council/*.txt, other.txt]
    John Smith (painter):
      - {source: arts/**, until: 2005}
      - gallery.txt
John Smith (mayor):
  role: Mayor
"""


def test_one_name_may_be_split_into_several_people() -> None:
    assert said(build_index(SMITHS)) == {"John Smith": ["two", "three", "one", "four"]}
    index = edited(SMITHS, SPLIT)
    assert said(index) == {
        "John Smith (mayor)": ["one"],
        "John Smith (painter)": ["two"],
        "John Smith [arts/2.txt]": ["three"],
        "John Smith [press.txt]": ["four"],
    }
    assert index.by_slug["john-smith-mayor"].roles == ("Mayor",)
    assert index.unmatched == (
        "speakers.yml, line 4: split: there is no text 'other.txt'",
        "speakers.yml, line 5: split: there is no text 'gallery.txt'",
    )


def test_a_part_may_keep_the_plain_name() -> None:
    index = edited(SMITHS, "John Smith:\n  role: Mayor\n  split:\n    John Smith: council/\n    Jack Smith: arts/\n")
    assert said(index)["John Smith"] == ["one"]
    assert said(index)["Jack Smith"] == ["two", "three"]
    assert index.by_slug["john-smith"].roles == ("Mayor",)
    assert index.by_slug["john-smith-2"].roles == ()


def test_a_part_may_have_all_other_texts() -> None:
    index = edited(SMITHS, "John Smith:\n  role: Mayor\n  split:\n    Jack Smith: arts/\n    John Smith:\n")
    assert said(index) == {"Jack Smith": ["two", "three"], "John Smith": ["one", "four"]}


def test_what_is_merged_belongs_to_the_part_that_keeps_the_plain_name() -> None:
    texts = [*SMITHS, text("log.txt", ("five", 0), speakers=[full("Ann Hay")])]
    split = "John Smith:\n  split:\n    Jack Smith: arts/\n    John Smith:\n"
    index = edited(texts, f"{split}  merge: [Ann Hay: log.txt]\n")
    assert said(index)["John Smith"] == ["one", "five", "four"]
    assert index.unmatched == ()


def test_a_part_may_be_merged() -> None:
    split = "John Smith:\n  split: {John Smith (mayor): council/, Jack Smith: arts/}\n"
    assert said(edited(SMITHS, f"{split}Ann Hay:\n  merge: Jack Smith\n"))["Ann Hay"] == ["two", "three"]


def test_a_part_without_texts_is_reported() -> None:
    index = edited(SMITHS, "John Smith:\n  split:\n    John Smith (mayor): {from: 2020}\n    Jack Smith: arts/\n")
    assert index.unmatched == ("speakers.yml, line 3: split: no text of 'John Smith' belongs to 'John Smith (mayor)'",)


def test_whole_entries_may_be_merged() -> None:
    texts = [
        text("a", ("one", 0), speakers=[full("Ann Hay")]),
        text("b", ("two", 0), speakers=[full("Annie Haye")]),
        text("c", ("three", 0), speakers=[full("A. Haigh")]),
    ]
    index = edited(texts, "Annie Haye:\n  aliases: [A. Haigh]\n  role: Clerk\nAnn Hay:\n  merge: Annie Haye\n")
    assert said(index) == {"Ann Hay": ["one", "two", "three"]}
    assert not index.unmatched


ROLES = """
Ann Hay:
  role:
    - Clerk: {until: 2018-12-31}
    - Minister: {from: 2021}
    - Mayor: {from: 2019, until: 2020}
"""


def test_the_role_is_the_one_that_held_on_the_day() -> None:
    texts = [
        text("a", ("one", 0), speakers=[full("Ann Hay", role="candidate")], date="2018-12-31"),
        text("b", ("two", 0), speakers=[full("Ann Hay", role="candidate")], date="2020"),
        text("c", ("three", 0), speakers=[full("Ann Hay", role="candidate")], date="2024-02-29"),
        text("d", ("four", 0), speakers=[full("Ann Hay", role="candidate")]),
        text("e", ("five", 0), speakers=[full("Ann Hay")]),
    ]
    index = edited(texts, ROLES)
    assert [s.record["role"] for s in index.statements] == ["Clerk", "Mayor", "Minister", "candidate", None]
    (ann,) = index.speakers
    assert ann.roles == ("Minister", "Mayor", "Clerk")
    assert [role.period for role in ann.dated_roles] == [
        Period("2021"), Period("2019", "2020"), Period(None, "2018-12-31"),
    ]  # fmt: skip


def test_roles_of_the_texts_have_the_dates_of_the_texts() -> None:
    roles = [("Mayor", "2018-12-31"), ("mayor", "2021"), ("Mayor", None), ("minister", "2024-02-29"), ("poet", None)]
    texts = [
        text(f"t{i}", (f"word {i}", 0), speakers=[full("Ann Hay", role=role)], date=date)
        for i, (role, date) in enumerate(roles)
    ]
    (ann,) = edited(texts, "").speakers
    assert [(role.title, role.period, role.seen) for role in ann.dated_roles] == [
        ("Mayor", Period(), Period("2018-12-31", "2021")),
        ("minister", Period(), Period("2024-02-29", "2024-02-29")),
        ("poet", Period(), Period()),
    ]
    assert ann.roles == ("Mayor", "minister", "poet")


def test_what_is_said_of_a_speaker_reaches_the_page() -> None:
    source = text("a", ("one", 0), speakers=[full("Ann Hay", aliases=(("Hay", 3), ("Ms Hay", 1)))])
    index = edited(
        [source],
        "Ann Hay:\n  aliases: [A. Hay]\n  description: The first mayor.\n"
        "  same_as: https://www.wikidata.org/wiki/Q1\n  kind: group\n",
    )
    (ann,) = index.speakers
    assert (ann.description, ann.same_as, ann.kind) == (
        "The first mayor.", ("https://www.wikidata.org/wiki/Q1",), "group",
    )  # fmt: skip
    assert dict(zip(ann.aliases, ann.alias_counts, strict=True)) == {"A. Hay": 0, "Hay": 3, "Ms Hay": 1}


def test_an_unnamed_one_to_whom_editors_give_a_name_is_a_person() -> None:
    texts = [text("a", ("one", 0), speakers=[lone("Q", "unnamed")])]
    assert [speaker.kind for speaker in edited(texts, "Ann Hay:\n  merge: [Q]\n").speakers] == ["person"]
    assert [speaker.kind for speaker in edited(texts, "Q:\n  role: Counsel\n").speakers] == ["unnamed"]
    assert [speaker.kind for speaker in edited(texts, "Union:\n  kind: organisation\n  merge: Q\n").speakers] == [
        "organisation"
    ]


def test_names_that_nobody_has_are_reported_with_the_nearest() -> None:
    index = edited(
        [text("a", ("one", 0), speakers=[full("Ann Hay")]), text("b", ("two", 0), speakers=[lone("Annie")])],
        "Ann Hay:\n  merge: [Annie K, {A: b}]\n  aliases: [{A: news/*}]\nBo Lee:\n  role: Clerk\n",
    )
    assert index.unmatched == (
        "speakers.yml, line 2: merge: no text has a speaker 'A'",
        "speakers.yml, line 2: merge: no text has a speaker 'Annie K'; the nearest name is 'Annie'",
        "speakers.yml, line 3: aliases: no text fits 'news/*'",
        "speakers.yml, line 4: no text has a speaker 'Bo Lee'",
    )


@pytest.mark.parametrize(
    ("speakers", "error"),
    [
        (
            "Ann:\n  aliases: [{A: {from: 2021, until: 2020-12}}]\n",
            "line 2: aliases: it ends (2020-12) before it begins (2021)",
        ),
        (
            "Ann:\n  role: {Mayor: {from: 1.5.2020}}\n",
            "line 2: role: from: '1.5.2020' is no date such as 2024, 2024-05 or 2024-05-31",
        ),
        (
            "Ann:\n  role: {Mayor: {form: 2020}}\n",
            "line 2: role: unknown key 'form'; did you mean 'from'?",
        ),
        ("Ann:\n  role: {Mayor: 2020}\n", "line 2: role: expected from and until below it"),
        ("Ann:\n  merge: {A: }\n", "line 2: merge: expected source, from or until below it"),
        ("Ann:\n  same_as: Q1\n", "line 2: same_as: 'Q1' is no address that begins with http: or https:"),
        (
            "Ann:\n  split: [Bo]\n",
            "line 2: split: expected names, with the texts or dates of each below it",
        ),
        ("Ann:\n  split: {Bo: {}}\n", "line 2: split: expected the texts or dates that belong to 'Bo'"),
        (
            "Ann:\n  split: {Bo: , Cy: }\n",
            "line 2: split: expected the texts or dates that belong to 'Cy': 'Bo' has all others",
        ),
        (
            "Ann:\n  role: Mayor\n  split: {Bo: a.txt}\n",
            "line 1: 'Ann' is split: what else is said of it belongs to those that it is split into",
        ),
        ("Ann:\n  merge: ANN\n", "line 2: merge: 'ANN' is this very entry"),
        ("Ann:\nANN:\n  merge: Ann\n", "line 2: 'ANN' is the same name as 'Ann'; the first entry holds"),
        ("Ann:\n  merge: Bo\nBo:\n  merge: Cy\nCy:\n  merge: Ann\n",
         "line 6: merge: goes in a circle (Ann → Cy → Bo → Ann); leave one of them out"),
        ("Ann:\n  merge: Bo\nBo:\nCy:\n  merge: Bo\n", "line 5: merge: 'Bo' is merged into 'Ann' already"),
        (
            "Ann:\n  merge: Bo\nBo:\n  split: {Cy: a.txt}\n",
            "line 2: merge: 'Bo' is split; merge one of those that it is split into",
        ),
        ("Ann:\n  aliases: [Bo]\nBo:\n", "line 2: 'Bo' is claimed by 'Bo' already"),
        ("Ann:\n  slug: x\nBo:\n  slug: x\n", "line 3: the slug 'x' is that of 'Ann' already"),
        ("Ann:\n  sort: a\n  sort: b\n", "line 3: 'sort' stands twice in 'Ann'; the first holds"),
        ("Ann:\n  role: \"\\x01\"\nBo: \x01\n", "line 3: not valid YAML: the character U+0001 may not stand in it"),
    ],
)  # fmt: skip
def test_each_error_is_one_line_and_the_rest_holds(speakers: str, error: str) -> None:
    editing = read_editing(speakers)
    assert editing.errors == (f"speakers.yml, {error}",)
    assert build_index([text("a.txt", ("one", 0), speakers=[full("Ann")])], editing).statements


def test_a_wrong_item_leaves_the_others() -> None:
    editing = read_editing("Ann:\n  aliases:\n    - {A: {from: x}}\n    - B\n    - [C]\n  role: [Mayor, [x]]\n")
    (ann,) = editing.speakers
    assert [named.name for named in ann.aliases] == ["B"]
    assert [role.title for role in ann.role] == ["Mayor"]
    assert [error.split(":")[0] for error in editing.errors] == [
        "speakers.yml, line 3", "speakers.yml, line 5", "speakers.yml, line 6",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("a.txt", "a.txt", True),
        ("a.txt", "b/a.txt", False),
        ("*.txt", "a.txt", True),
        ("*.txt", "b/a.txt", False),
        ("**/a.txt", "a.txt", True),
        ("**/a.txt", "b/c/a.txt", True),
        ("b/**", "b/c/a.txt", True),
        ("b/", "b/c/a.txt", True),
        ("b/", "b.txt", False),
        ("a?.txt", "ab.txt", True),
        ("a?.txt", "a/.txt", False),
        ("[a].txt", "a.txt", False),
        ("[a].txt", "[a].txt", True),
    ],
)
def test_patterns(pattern: str, name: str, fits: bool) -> None:
    assert matches(pattern, name) is fits


@pytest.mark.parametrize(
    ("period", "date", "holds"),
    [
        (Period(), None, True),
        (Period("2019"), None, False),
        (Period("2019"), "2019", True),
        (Period("2019-02"), "2019", False),
        (Period("2019-02"), "2019-02-01", True),
        (Period("2019-02-02"), "2019-02", False),
        (Period(until="2019"), "2019-12-31", True),
        (Period(until="2019"), "2020-01-01", False),
        (Period(until="2019-02"), "2019-02", True),
        (Period(until="2019-02"), "2019", False),
        (Period("2018", "2020"), "2019", True),
    ],
)
def test_periods_hold_where_the_whole_date_lies_within(period: Period, date: str | None, holds: bool) -> None:
    assert period.holds(date) is holds
