"""The configuration: every mistake is one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mkdocs_quotes.plugin.config import QuotesConfig


def validate(tmp_path: Path, **options: Any) -> tuple[list[str], QuotesConfig]:
    config = QuotesConfig(config_file_path=str(tmp_path / "mkdocs.yml"))
    config.load_dict(options)
    errors, _ = config.validate()
    return [f"{key}: {error}" for key, error in errors], config


def test_an_unknown_key_is_told_with_the_nearest(tmp_path: Path) -> None:
    config = QuotesConfig(config_file_path=str(tmp_path / "mkdocs.yml"))
    config.load_dict({"speekers_dir": "people", "zzzz": 3})
    _, warnings = config.validate()
    assert sorted(warnings) == [
        ("speekers_dir", "Unrecognised configuration name: speekers_dir; did you mean speakers_dir?"),
        ("zzzz", "Unrecognised configuration name: zzzz"),
    ]


def test_defaults(tmp_path: Path) -> None:
    errors, config = validate(tmp_path)
    assert errors == []
    assert (config.include, config.speakers_dir, config.per_page, config.jobs) == (
        ["**/*.txt"],
        "speakers",
        50,
        0,
    )
    assert config.kinds == ["direct", "mixed", "block", "turn", "dash"]
    assert config.cache_dir == str(tmp_path / ".cache/mkdocs_quotes")
    assert config.speakers_file == str(tmp_path / "speakers.yml")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"min_confidence": 2}, "min_confidence: expected a number from 0 to 1, not 2"),
        ({"min_confidence": True}, "min_confidence: expected a number from 0 to 1, not True"),
        ({"pagefind": "yes"}, "pagefind: expected auto, true or false, not 'yes'"),
        ({"pagefind": 1}, "pagefind: expected auto, true or false, not 1"),
        ({"per_page": 0}, "per_page: expected a whole number of 1 or more, not 0"),
        ({"per_page": 1.5}, "per_page: expected a whole number of 1 or more, not 1.5"),
        ({"jobs": -1}, "jobs: expected a whole number of 0 or more, not -1"),
        ({"language": "xx"}, "language: no language data for 'xx'; there is auto, "),
        (
            {"speakers_dir": "../up"},
            "speakers_dir: expected a folder of the site such as 'speakers', not '../up'",
        ),
        ({"speakers_dir": "."}, "speakers_dir: expected a folder of the site such as 'speakers', not '.'"),
        (
            {"speakers_dir": "a/../b"},
            "speakers_dir: expected a folder of the site such as 'speakers', not 'a/../b'",
        ),
        ({"kinds": ["dirct"]}, "kinds: "),
        ({"include": "*.txt"}, "include: "),
        ({"sources": ["nowhere"]}, "sources: "),
        ({"feeds": "perhaps"}, "feeds: "),
    ],
)
def test_mistakes(tmp_path: Path, options: dict[str, Any], error: str) -> None:
    errors, _ = validate(tmp_path, **options)
    assert len(errors) == 1
    assert errors[0].startswith(error)
    assert "\n" not in errors[0]


def test_what_fits(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    errors, config = validate(
        tmp_path,
        sources=["archive"],
        min_confidence=0,
        language="en",
        speakers_dir="/people/said/",
        kinds=["turn"],
    )
    assert errors == []
    assert config.speakers_dir == "people/said"
    assert config.sources == [str(tmp_path / "archive")]
