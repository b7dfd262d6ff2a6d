"""Names in prose: where they are, what belongs to them, what they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_quotes.lang import load
from mkdocs_quotes.text.names import Name, find_names, is_sentence_start, recase

ENGLISH = load("en")


def names(text: str) -> list[Name]:
    return find_names(text, ENGLISH)


def kinds(text: str) -> dict[str, str]:
    return {name.text: name.kind for name in names(text)}


# Text, the names in it.
FOUND = [
    ("The ferry left without Sunniva O’Neill.", ["Sunniva O’Neill"]),
    ("Nobody told Ra’ad Hashimi anything.", ["Ra’ad Hashimi"]),
    ("It was Tony’s boat, and Tony’ll mend it.", ["Tony", "Tony"]),
    ("A letter came for D. H. Larkspur and R. Selvi.", ["D. H. Larkspur", "R. Selvi"]),
    ("They asked Jan van der Meulen. Later al-Rashid spoke.", ["Jan van der Meulen", "al-Rashid"]),
    ("“Nobody likes it,” Green said. Grass was cut.", ["Green"]),
    ("Una Green runs it. Green later told them no.", ["Una Green", "Green"]),
    ("Una Green runs it. Green lies on both sides.", ["Una Green"]),
    ("In the end, and after some delay, he wrote to Bertil\nOhm about the stove.", ["Bertil Ohm"]),
    ("“Go on,” said Mr.\nPike.", ["Pike"]),
    ("She waited. Presently Oda came; nobody but Oda had a key.", ["Oda", "Oda"]),
    ("The cook saw Queen Isolde II at the window.", ["Isolde"]),
    ("Ольга Петрова молчала.", ["Ольга Петрова"]),
    ("Marilla Makes Up\n\nIt rained.", ["Marilla"]),
    ("Perhaps. However, nobody came. Outside, rain fell.", []),
    ("On Monday in June, and again in May, the mill stood still.", []),
    ("It fell in April and May, and in Sept. and June.", []),
    ("Nan Orr sat by June Orr. Nan slept, and June read.", ["Nan Orr", "June Orr", "Nan", "June"]),
    ("Fifteen-year-old Petra rowed.", ["Petra"]),
    ("T-shirts cost N350 at the gate.", []),
    ("Willows grow there. The willows are old.", []),
    ("Mrs. Pike met Mr. and Mrs. Fenwick.", ["Pike", "Fenwick", "Fenwick"]),
    ("Yes, Sir. No, Madam.", []),
    ("IDA MACASKILL, 44\n\nThe boat, Ida MacAskill said, was hers.", ["Ida MacAskill", "Ida MacAskill"]),
    ("Anna Reed (@reedbed) said so, and @reedbed had a mail at a@example.org.",
     ["Anna Reed", "@reedbed", "@reedbed"]),
    ("By Jane Doe\nPictures Tom Hale\n\nA storm came.", ["Jane Doe", "Tom Hale"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_is_a_name(text: str, expected: list[str]) -> None:
    assert [name.text for name in names(text) if name.text != "Pictures"] == expected


# Text, the name, titles, role.
TITLED = [
    ("He met Inspector Rae.", "Rae", ("Inspector",), ""),
    ("He met Det Sgt Amrit Pell.", "Amrit Pell", ("Det", "Sgt"), ""),
    ("It was President Bashir Noor who spoke.", "Bashir Noor", ("President",), "President"),
    ("So Iranian Foreign Minister Abbas Karimi said.", "Abbas Karimi", ("Minister",),
     "Iranian Foreign Minister"),
    ("He asked Postmaster Ezekiel Dunne.", "Ezekiel Dunne", (), "Postmaster"),
    ("He asked Glassblower Ann Reed.", "Ann Reed", (), "Glassblower"),
    ("Shepherd Angus Kyle slept.", "Angus Kyle", (), "Shepherd"),
    ("Referees Tom Gill and Una Fay left.", "Tom Gill", (), "Referees"),
    ("It was SP Halima Gwarzo who rang.", "Halima Gwarzo", (), "SP"),
    ("MR. LUND: No.", "Lund", ("Mr",), ""),
    ("She is Sarah Baker Jones.", "Sarah Baker Jones", (), ""),
    ("He is Henry Shepherd.", "Henry Shepherd", (), ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "titles", "role"), TITLED)
def test_titles_and_roles_are_set_aside(text: str, name: str, titles: tuple[str, ...], role: str) -> None:
    first = names(text)[0]
    assert (first.text, first.titles, first.role, first.kind) == (name, titles, role, "person")


# Text, a name, its kind.
KINDS = [
    ("They slept at Lucas Lodge.", "Lucas Lodge", "other"),
    ("They live in Baker Street.", "Baker Street", "other"),
    ("They sailed on Lake Morrow.", "Lake Morrow", "other"),
    ("They boarded MV Corran.", "MV Corran", "other"),
    ("They met Albert Hall there.", "Albert Hall", "person"),
    ("A dish for the Norwegian palate.", "Norwegian", "other"),
    ("It was Turneresque, or Leonardesque.", "Leonardesque", "other"),
    ("The Minister for Ports has gone.", "Minister for Ports", "other"),
    ("The Duchess of Marl came.", "Duchess of Marl", "person"),
    ("He joined the Rail Users’ Council.", "Rail Users’ Council", "organisation"),
    ("It was the Department of Health.", "Department of Health", "organisation"),
    ("He runs Marlow & Finch.", "Marlow & Finch", "organisation"),
    ("He sold Hydro Futures.", "Hydro Futures", "organisation"),
    ("He rang the HTS.", "HTS", "organisation"),
    ("He rang Downing Street.", "Downing Street", "organisation"),
    ("She was born in Verrin and left Verrin at nine.", "Verrin", "other"),
    ("VERRIN, March 9 (Interpress) - The mayor of Verrin fled.", "Verrin", "other"),
    ("“Now,” put in Verrin.", "Verrin", "person"),
    ("They lost faith in Verrin. Mrs Verrin wept.", "Verrin", "person"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_what_a_name_stands_for(text: str, name: str, kind: str) -> None:
    assert kinds(text)[name] == kind


def test_nickname_and_suffix_belong_to_no_word() -> None:
    billy, brill = names("First William “Billy” Tarn spoke, then Wendell Brill Jr. spoke.")
    assert (billy.words, billy.nickname) == (("William", "Tarn"), "Billy")
    assert (brill.words, brill.suffix) == (("Wendell", "Brill"), "Jr")


def test_marks_of_emphasis_are_no_part_of_a_name() -> None:
    assert [n.words for n in names("He saw _Ann Bell_ and told _her_. So _Ann_ left; see the_Place too.")] == [
        ("Ann", "Bell"),
        ("Ann",),
    ]


@pytest.mark.parametrize(
    ("word", "expected"), [("O’NEILL", "O’Neill"), ("AL-ASSAD", "al-Assad"), ("MCKAY", "McKay"), ("ANN-LU", "Ann-Lu")]
)
def test_recase(word: str, expected: str) -> None:
    assert recase(word) == expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [("Ann sat.", 0, True), ("So Ann sat.", 3, False), ("Yes. Ann sat.", 5, True), ("“Ann sat.”", 1, True),
     ("long line\nAnn", 10, False), ("line\n\nAnn", 6, True)],
)  # fmt: skip
def test_sentence_start(text: str, at: int, expected: bool) -> None:
    assert is_sentence_start(text, at) is expected


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("aAbBzZ .,’'“”\"-\n&()@1IVMr\ud800\0ÉИ中"), max_size=120))
def test_any_text_gives_ordered_names_within_it(text: str) -> None:
    end = 0
    for name in names(text):
        assert end <= name.start < name.end <= len(text)
        assert name.words
        end = name.end
