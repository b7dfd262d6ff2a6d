"""The YAML at the top of a text: between two lines of three hyphens, as MkDocs has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .dates import iso_date

if TYPE_CHECKING:
    import yaml

_FENCED = re.compile(r"---[ \t]*(\r\n?|\n)(.*?)(?:\r\n?|\n)(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.S)
_LARGEST = 100_000
"""Characters: an opening rule whose closing one is further down than this opens no front matter."""
_LINE_END = re.compile(r"\r\n?|\n")
_KEY = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n))*[\"']?[\w-]+[\"']?[ \t]*:(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a text says of itself at its top."""

    end: int = 0
    """The offset behind it; 0 where there is none."""
    title: str | None = None
    date: str | None = None
    author: str | None = None
    language: str | None = None
    speakers: tuple[tuple[str, ...], ...] = ()
    quotes: bool = True
    warnings: tuple[str, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of `text`. Where it is no valid YAML it is still set aside, with a warning."""
    if not text.startswith("---"):
        return FrontMatter()
    found = _FENCED.match(text, 0, _LARGEST)
    if found is None or not _KEY.match(found[2]):
        return FrontMatter()
    import yaml  # only here: most texts have no front matter, and it takes a while to load

    end = found.end()
    try:
        values = yaml.load(found[2], _loader())
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return FrontMatter(
            end, warnings=(f"front matter is no valid YAML (line {line}: {error.problem}); ignored",)
        )
    except (
        yaml.YAMLError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        OverflowError,
        RecursionError,
    ):
        # PyYAML lets the errors of its constructors through: an impossible date, a number out of range …
        return FrontMatter(end, warnings=("front matter is no valid YAML; ignored",))
    if not isinstance(values, Mapping):
        return FrontMatter(end, warnings=("front matter is no list of keys and values; ignored",))
    speakers, problem = _speakers(values.get("speakers"))
    problems = {"speakers": problem, "quotes": _quotes_problem(values), "date": _date_problem(values)}
    return FrontMatter(
        end=end,
        title=_words(values.get("title")),
        date=_date(values.get("date")),
        author=_names(values.get("author", values.get("authors"))),
        language=_words(values.get("language", values.get("lang"))),
        speakers=speakers,
        quotes=values.get("quotes") is not False,
        warnings=tuple(
            f"front matter{_line_of(key, found[2])}: {key}: {problem}" for key, problem in problems.items() if problem
        ),
    )


@cache
def _loader() -> type[yaml.SafeLoader]:
    """A loader that leaves dates as the words they are, so that an impossible one does no harm to other keys."""
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        char: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for char, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return Loader


def _line_of(key: str, matter: str) -> str:
    """Where a key stands, counted in the text; nothing where it is written in an unusual way."""
    found = re.search(rf"^[\"']?{key}[\"']?[ \t]*:", matter, re.M)
    return f", line {len(_LINE_END.findall(matter, 0, found.start())) + 2}" if found else ""


def _quotes_problem(values: Mapping[object, object]) -> str | None:
    value = values.get("quotes")
    return None if value is None or isinstance(value, bool) else "expected true or false"


def _date_problem(values: Mapping[object, object]) -> str | None:
    words = _words(values.get("date"))
    if words is None or iso_date(words):
        return None
    return f"{words!r} is no date such as 2024, 2024-05 or 2024-05-31; left out"


def _words(value: object) -> str | None:
    """A value that should be some words: blanks put in order, None where it is empty or no plain value."""
    if value is None or isinstance(value, (bool, Mapping, list, tuple, set)):
        return None
    return " ".join(str(value).split()) or None


def _names(value: object) -> str | None:
    if isinstance(value, (list, tuple)):
        return " and ".join(filter(None, map(_words, value))) or None
    return _words(value)


def _date(value: object) -> str | None:
    words = _words(value)
    return iso_date(words) if words else None


def _speakers(value: object) -> tuple[tuple[tuple[str, ...], ...], str | None]:
    """Speakers from a list of names and of lists (a name and its aliases), or from a mapping of names to aliases.

    With them comes what is wrong.
    """
    if value is None:
        return (), None
    entries: list[tuple[object, object]] = []
    if isinstance(value, Mapping):
        entries.extend(value.items())
    elif isinstance(value, (list, tuple)):
        for item in value:
            if isinstance(item, Mapping) and "name" in item:
                entries.append((item["name"], item.get("aliases")))
            elif isinstance(item, Mapping):
                entries.extend(item.items())
            elif isinstance(item, (list, tuple)) and item:
                entries.append((item[0], item[1:]))
            else:
                entries.append((item, None))
    else:
        entries.append((value, None))
    rows = tuple(row for name, aliases in entries if (row := _speaker(name, aliases)))
    if len(rows) < len(entries):
        return rows, "each needs a name; the others were left out"
    return rows, None


def _speaker(name: object, aliases: object) -> tuple[str, ...]:
    words = _words(name)
    if words is None:
        return ()
    if isinstance(aliases, Mapping):
        aliases = aliases.get("aliases")
    others: Iterable[object] = aliases if isinstance(aliases, (list, tuple)) else (aliases,)
    forms = dict.fromkeys([words, *(alias for other in others if (alias := _words(other)))])
    return tuple(forms)
