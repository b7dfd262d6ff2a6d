"""Whatever stands in the editors' files, it is read, told of in lines, and the index is built."""

from __future__ import annotations

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from made_texts import full, lone, text

from mkdocs_quotes.index import build_index, read_editing
from mkdocs_quotes.index.values import ADDITION_KEYS, CORRECTION_KEYS, SPEAKER_KEYS

TEXTS = [
    text("a.txt", ("one", 0), ("two", 1), speakers=[full("Ann Hay"), lone("Bo")], date="2020-05"),
    text("b/c.md", ("three", 0), ("four", 1), speakers=[full("Ann Hay"), full("Cy Dorn")]),
]
IDS = [statement.id for statement in build_index(TEXTS).statements]

WORDS = st.sampled_from(
    [
        "Ann Hay",
        "Bo",
        "Cy Dorn",
        "Dee",
        "a.txt",
        "b/*",
        "one",
        "true",
        "2020",
        "2019-05",
        "9999-99",
        "person",
        "1",
        "0",
        "",
    ]
)
VALUES = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(WORDS | st.sampled_from(["source", "from", "until", "to", "link"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def entries(names: st.SearchStrategy[str], keys: list[str]) -> st.SearchStrategy[object]:
    return st.dictionaries(names, st.dictionaries(st.sampled_from([*keys, "odd"]), VALUES) | VALUES, max_size=4)


@settings(deadline=None)
@given(
    entries(WORDS, list(SPEAKER_KEYS)),
    entries(st.sampled_from([*IDS, "0123456789", "x"]), list(CORRECTION_KEYS)),
    st.lists(st.dictionaries(st.sampled_from(list(ADDITION_KEYS)), VALUES) | VALUES, max_size=3),
)
def test_any_entries(speakers: object, corrections: dict[str, object], added: list[object]) -> None:
    dumped = [yaml.safe_dump(part, allow_unicode=True) for part in (speakers, {**corrections, "add": added})]
    editing = read_editing(*dumped)
    index = build_index(TEXTS, editing)
    for line in (*editing.errors, *index.unmatched, *index.hints):
        assert line.startswith(("speakers.yml", "corrections.yml")) and "\n" not in line
    slugs = {speaker.slug for speaker in index.speakers}
    for statement in index.statements:
        assert statement.speaker is None or statement.speaker in slugs
        assert statement.misattribution is None or statement.misattribution.speaker != statement.speaker
    assert len({statement.id for statement in index.statements}) == len(index.statements)


@settings(deadline=None)
@given(st.text())
def test_any_text(content: str) -> None:
    editing = read_editing(content, content)
    assert all("\n" not in line for line in editing.errors)
    build_index(TEXTS, editing)
