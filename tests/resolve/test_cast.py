"""Who is who: small texts and the people that their names make."""

from __future__ import annotations

import pytest

from mkdocs_quotes.lang import load
from mkdocs_quotes.resolve.cast import Cast, build_cast
from mkdocs_quotes.resolve.entities import Entity, display_of, name_gender
from mkdocs_quotes.text.names import find_names

ENGLISH = load("en")


def cast_of(text: str, known: tuple[tuple[str, ...], ...] = ()) -> Cast:
    return build_cast(text, find_names(text, ENGLISH), ENGLISH, known)


def clusters(text: str) -> set[frozenset[str]]:
    """The forms of each entity, as sets."""
    return {frozenset(entity.names) for entity in cast_of(text).entities}


def group(*forms: str) -> frozenset[str]:
    return frozenset(forms)


TOGETHER = [
    ("Rebecca Stroud came. R. Stroud sat. Stroud left.", group("Rebecca Stroud", "R. Stroud", "Stroud")),
    ("They met Rebecca N. Stroud. Then Rebecca Stroud spoke.", group("Rebecca N. Stroud", "Rebecca Stroud")),
    ("Lorna Biggs waved. Then Mrs Biggs left.", group("Lorna Biggs", "Mrs Biggs")),
    ("Jan van der Meulen rowed. Van der Meulen is old.", group("Jan van der Meulen", "Van der Meulen")),
    ("Bashir al-Noor rose. Later Noor sat.", group("Bashir al-Noor", "Noor")),
    ("William “Billy” Tarn rose. Then Billy sat.", group("William Tarn", "Billy")),
    ("Dr Síle O’Dwyer rose. Then O'Dwyer sat.", group("Dr Síle O’Dwyer", "O'Dwyer")),
    ("It was the British Consul. So the Consul left.", group("British Consul", "Consul")),
    ("The Northern Rescue Service (NRS) came, and NRS boats.", group("Northern Rescue Service", "NRS")),
    ("He sued Pier Amusements Ltd, and Pier Amusements lost.", group("Pier Amusements Ltd", "Pier Amusements")),
    ("He bought Zorlan Foods. At Zorlan they sing.", group("Zorlan Foods", "Zorlan")),
    ("Captain Harker frowned. The Captain left.", group("Captain Harker", "Captain")),
    (
        "Martha ran. Then Martha sat, and Martha slept, so Martha woke. With Miss Onslow they rowed; Miss Onslow fell. "
        "We met Miss Onslow, Miss Onslow alone, and Miss Onslow again. Only once was she Martha Onslow.",
        group("Martha", "Miss Onslow", "Martha Onslow"),
    ),
    (
        "Robert Hale rose. Mr Thomas Hale sat. It was Mr Hale who spoke.",
        group("Mr Thomas Hale", "Mr Hale"),
    ),
    (
        "So Lizzy sang. We heard Lizzy, then Lizzy slept, and Lizzy woke. It was Miss Lizzy who left.",
        group("Lizzy", "Miss Lizzy"),
    ),
    ("Captain Ellen Sharp sang. Captain Sharp sat, and Captain Sharp, our Captain Sharp, rose.",
     group("Captain Ellen Sharp", "Captain Sharp")),
    ("Then Karim Effendi bowed. So Karim left.", group("Karim Effendi", "Karim")),
    (
        "The Duchess of Cleave was there. The Duchess of Arden had the box; Arden was her life. There is no need to "
        "speak of Arden, for Arden speaks for itself, and so did the Duchess.",
        group("Duchess of Arden", "Arden", "Duchess"),
    ),
    (
        "Ellen Volskaya came. Madame Volskaya sat; Madame Volskaya rose; Madame Volskaya left. To the servants she was "
        "Countess Volskaya, and so Countess Volskaya it was, Countess Volskaya to the end.",
        group("Ellen Volskaya", "Madame Volskaya", "Countess Volskaya"),
    ),
    (
        "Augusta Pell kept bees. It was Miss Pell who sang, Miss Pell who wrote and Miss Pell who left. The children "
        "had Aunt Augusta, loved Aunt Augusta, and teased Aunt Augusta.",
        group("Augusta Pell", "Miss Pell", "Aunt Augusta"),
    ),
    (
        "Lucy Frome sang. We met Miss Lucy Frome, liked Miss Lucy Frome, and lost Miss Lucy Frome. Both the Miss "
        "Fromes stayed. It was Miss Frome who spoke; then Miss Frome sat.",
        group("Miss Frome"),
    ),
    (
        "Lucy Frome sang. We met Miss Lucy Frome, liked Miss Lucy Frome, and lost Miss Lucy Frome. It was Miss Frome "
        "who spoke; then Miss Frome sat.",
        group("Lucy Frome", "Miss Lucy Frome", "Miss Frome"),
    ),
    (
        "Fred Musgrave rose. We met Mrs Charles, and Mrs Charles stayed. So Charles smiled; then Charles laughed, and "
        "Charles left; thus Charles was gone.",
        group("Mrs Charles"),
    ),
    (
        "There came Mrs Charles Rudge. Then Charles Rudge sat. We heard Mrs Charles sing. So Charles smiled; then "
        "Charles laughed, and Charles left.",
        group("Mrs Charles Rudge", "Mrs Charles"),
    ),
    ("They feared Hrolf-the-Red. At noon Red came, and Red sat.", group("Hrolf-the-Red", "Red")),
]


@pytest.mark.parametrize(("text", "expected"), TOGETHER, ids=[t for t, _ in TOGETHER])
def test_one_entity(text: str, expected: frozenset[str]) -> None:
    assert expected in clusters(text)


# Forms of the second and third column must never share an entity.
APART = [
    ("Mr Thorne and Edwin left. Edwin Thorne sang. Mr Thorne slept.", "Mr Thorne", "Edwin Thorne"),
    ("Charles Mott sang. Mrs Charles Mott slept.", "Charles Mott", "Mrs Charles Mott"),
    ("Miss Vale sang. Mrs Vale slept.", "Miss Vale", "Mrs Vale"),
    ("Anna Feld sang. Josef Feld slept.", "Anna Feld", "Josef Feld"),
    ("Wendell Brill Jr. took over from Wendell Brill.", "Wendell Brill Jr", "Wendell Brill"),
    ("Edwin Thorne sang. The Thornes slept.", "Edwin Thorne", "Thornes"),
    ("They slept at Lucas Lodge. Then Lucas woke.", "Lucas Lodge", "Lucas"),
    ("Kit Marsh and his wife, Mrs Marsh, sang. Kit Marsh slept.", "Kit Marsh", "Mrs Marsh"),
    ("King James rose. James Vane sang.", "King James", "James Vane"),
    ("Then Captain Sharp rose. Captain Sharp and his Captain Sharp. Ellen Sharp sang.", "Captain Sharp", "Ellen Sharp"),
    ("So Olga and Boris left. We saw Boris and Olga. He woke Olga Boris slept.", "Olga", "Boris"),
    ("Dora Finch sang. Ida Finch slept. Lady Finch left.", "Lady Finch", "Dora Finch"),
    ("Dora Finch sang. Ida Finch slept. Mrs Finch left.", "Mrs Finch", "Ida Finch"),
    ("Major Crewe sang. Mesdames Crewe and Lunt slept.", "Major Crewe", "Mesdames Crewe"),
    ("Then Rashid Begum sang. So Rashid slept, and Rashid woke.", "Rashid Begum", "Rashid"),
    ("Ann Crewe sang. The Misses Crewe slept.", "Ann Crewe", "Misses Crewe"),
    ("Miss Thorpe sang. The Miss Thorpes slept.", "Miss Thorpe", "Miss Thorpes"),
    ("Ida Finch sang. So Miss Ida, Miss Ida and Miss Ida sat. Miss Finch slept.", "Miss Finch", "Ida Finch"),
]


@pytest.mark.parametrize(("text", "one", "two"), APART, ids=[t for t, _, _ in APART])
def test_two_entities(text: str, one: str, two: str) -> None:
    found = clusters(text)
    assert any(one in forms for forms in found)
    assert any(two in forms for forms in found)
    assert not any({one, two} <= forms for forms in found)


def test_a_bare_surname_of_two_people_is_nobodys() -> None:
    cast = cast_of("Anna Feld sang. Josef Feld slept. Later Feld rose.")
    assert [len(rivals) for rivals in cast.rivals.values()] == [2]


def test_a_bare_surname_goes_to_whom_the_text_is_about() -> None:
    text = "Anna Feld sang. " * 8 + "Josef Feld slept. Later Feld rose."
    assert not cast_of(text).rivals


def test_where_ladies_have_titles_the_bare_surname_is_the_mans() -> None:
    text = "Newton Archer sat. Mrs Archer sang. Archer laughed. Archer rose."
    assert group("Newton Archer", "Archer") in clusters(text)
    assert group("Mrs Archer") in clusters(text)


def test_a_family_is_a_group() -> None:
    cast = cast_of("Edwin Thorne sang. The Thornes slept.")
    assert [e.kind for e in cast.entities if "Thornes" in e.names] == ["group"]


def test_speakers_given_from_outside_gather_their_aliases() -> None:
    cast = cast_of("Old Shorty laughed. Robert Kane left.", (("Robert Kane", "Shorty"),))
    assert [(e.pinned, sum(e.names.values())) for e in cast.entities] == [("Robert Kane", 2)]


DISPLAYED = [
    ("Dr Síle O’Dwyer rose. O’Dwyer sat.", "Síle O’Dwyer"),
    ("Mrs Pike rose. Then Mrs Pike sat.", "Mrs Pike"),
    ("Mayor Ida Ortega rose. Then Ortega sat.", "Ida Ortega"),
    ("Aunt Polly rose. Aunt Polly sat.", "Aunt Polly"),
    ("Jan van der Meulen rose. Van der Meulen sat. Van der Meulen slept.", "Jan van der Meulen"),
    ("Mrs Charles Mott sang.", "Mrs Charles Mott"),
    ("He sued Zorlan Foods. At Zorlan they sing. At Zorlan they eat.", "Zorlan Foods"),
]


@pytest.mark.parametrize(("text", "expected"), DISPLAYED, ids=[t for t, _ in DISPLAYED])
def test_the_name_shown(text: str, expected: str) -> None:
    cast = cast_of(text)
    assert display_of(max(cast.entities, key=lambda e: e.mentions)) == expected


def test_an_accidental_long_form_is_not_shown() -> None:
    entity = Entity(given="brenda", surname="rex")
    entity.names.update({"Brenda": 60, "Brenda Rex": 1})
    assert display_of(entity) == "Brenda"
    entity.names["Brenda Rex"] = 4
    assert display_of(entity) == "Brenda Rex"


def test_a_full_name_whose_halves_are_well_known_is_shown() -> None:
    entity = Entity(given="clara", surname="bell")
    entity.titles["Miss"] = 30
    entity.names.update({"Clara": 90, "Miss Bell": 30, "Clara Bell": 1})
    assert display_of(entity) == "Clara Bell"
    entity.names["Miss Bell"] = 1
    assert display_of(entity) == "Clara"


@pytest.mark.parametrize(
    ("given", "gender"), [("anna", "f"), ("pedro", "m"), ("xyzzy", "?"), ("mary-lou", "f"), ("Hélène", "f")]
)
def test_gender_of_a_given_name(given: str, gender: str) -> None:
    assert name_gender(ENGLISH, given) == gender


def test_titles_tell_gender() -> None:
    cast = cast_of("Mr Oake rose. Lady Fenn sat. Xanther Quoll slept.")
    assert {display_of(e): e.gender for e in cast.entities} == {
        "Mr Oake": "m",
        "Lady Fenn": "f",
        "Xanther Quoll": "?",
    }


def test_bare_surname_is_the_man_s_where_she_bears_a_title() -> None:
    text = "Ned Thorpe sat. Ada Thorpe sang. Then Miss Thorpe slept, and Miss Thorpe woke. At last Thorpe spoke."
    forms = clusters(text)
    assert group("Ned Thorpe", "Thorpe") in forms


def test_bare_surname_of_one_in_the_news_stays_hers() -> None:
    text = "Hilda Crane won. Bill Crane lost. Later Hilda Crane spoke. Hilda Crane and Mrs. Crane. Crane said no."
    assert not any({"Bill Crane", "Crane"} <= set(forms) for forms in clusters(text))


def test_given_name_of_one_called_by_surname_is_another_s() -> None:
    text = (
        "John Beale sat. So Beale rose, and Beale ran, then Beale sang, as Beale does. We saw Beale, Beale and Beale. "
        "John Anders slept. John Anders woke. Then John cried."
    )
    cast = cast_of(text)
    beale = next(e for e in cast.entities if "John Beale" in e.names)
    assert "John" not in beale.names


def test_name_met_everywhere_is_not_that_of_one_in_passing() -> None:
    text = "So Mary sat. " * 70 + "Lady Mary Pells came by. Lady Mary Maunder rode on. It was Mary who laughed."
    cast = cast_of(text)
    mary = next(e for e in cast.entities if "Mary" in e.names)
    assert set(mary.names) == {"Mary"}


def test_name_met_everywhere_is_that_of_the_one_named_in_full() -> None:
    text = "So Mary sat. " * 70 + "It was Mary Pells. " * 3 + "Mary Pells laughed. By the pond Mary Maunder rode on."
    assert group("Mary", "Mary Pells") in clusters(text)


PLAIN = "So Piers sat. " * 40


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ("It was Piers Holm. " * 15 + "It was Piers Dahl. " * 7, "Piers Dahl"),
        ("It was Piers Dahl. " * 7 + "It was Piers Holm. " * 15, "Piers Dahl"),
        ("It was Piers Holm. " * 15 + "It was Piers Dahl. " * 8 + "It was Piers Vane. ", "Piers Dahl"),
        ("It was Piers Holm. " * 15 + "It was Piers Dahl. " * 7 + "It was Piers Vane. " * 6, ""),
        ("It was Piers Holm. " * 45 + "It was Piers Dahl. " * 7, "Piers Holm"),
        ("It was Piers Holm. " * 15 + "It was Piers Dahl. " * 2, "Piers Holm"),
    ],
)
def test_plain_given_name_is_not_that_of_the_one_called_in_full(others: str, expected: str) -> None:
    cast = cast_of(PLAIN + others)
    whose = [display_of(e) for e in cast.entities if e.names["Piers"] > 1]
    assert whose == ([expected] if expected else [])
