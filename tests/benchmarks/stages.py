"""Where the time goes: processor time of each stage of `analyse()`, without that of the stages inside it.

The functions named below are replaced by ones that keep time, so that the program itself carries no clock. Keeping
time costs some itself: take shares from here, and the speed from `speed.py` alone.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

STAGES = (
    ("read", ("read:_read",)),
    ("detect: marks", ("detect.marks:MarkFinder.find",)),
    ("detect: pairing", ("detect.marked:pair",)),
    ("detect: words between marks", ("detect.finder:find_marked",)),
    ("detect: turns, dashes, block quotations", (
        "detect.finder:find_turns", "detect.finder:find_dashes", "detect.finder:find_block_quotes",
    )),
    ("detect: rules", ("detect.rules:Rules.reason",)),
    ("detect: classifier", ("detect.verdict:Judge.probability",)),
    ("detect: surroundings", ("detect.finder:_judged",)),
    ("detect: order and repeats", ("pipeline:find_quoted",)),
    ("names", ("pipeline:find_names",)),
    ("attribute: rows", ("attribute.candidates:Sites.site",)),
    ("attribute: candidates, features, scores", ("attribute:attribute_locally",)),
    ("attribute: the rest", ("pipeline:attribute_quotations",)),
    ("resolve: company", ("resolve.company:Company.apart",)),
    ("resolve: cast", ("resolve:build_cast",)),
    ("resolve: roles", ("resolve.setting:find_roles",)),
    ("resolve: genders", ("resolve.setting:find_genders",)),
    ("resolve: introductions", ("resolve.setting:introduce",)),
    ("resolve: scene", ("resolve:build_scene",)),
    ("resolve: descriptions", ("resolve:resolve_nouns",)),
    ("resolve: turns, cues, narrator", ("pipeline:set_stage",)),
    ("decide: features", ("resolve.turns:Stage.weigh",)),
    ("decide: reading", ("pipeline:decide",)),
    ("publish: context", ("resolve.publish:context",)),
    ("publish", ("resolve.publish:Publisher.quotations",)),
    ("the rest", ("pipeline:analyse",)),
)  # fmt: skip
"""Stages in order, each with the functions that it is, as "module:name" within the package."""


class Clock:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {stage: 0.0 for stage, _ in STAGES}
        self._inside: list[float] = []
        """For every stage that is running the time of those within it."""

    def keep(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time kept."""

        @wraps(function, updated=())
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._inside.append(0.0)
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                whole = time.process_time() - start
                self.seconds[stage] += whole - self._inside.pop()
                if self._inside:
                    self._inside[-1] += whole

        return timed


@contextmanager
def clock() -> Iterator[Clock]:
    """Keep the time of every stage while the block runs."""
    kept = Clock()
    replaced: list[tuple[Any, str, Any]] = []
    for stage, places in STAGES:
        for place in places:
            module, _, path = place.partition(":")
            *outer, name = path.split(".")
            holder: Any = importlib.import_module(f"mkdocs_quotes.{module}")
            for part in outer:
                holder = getattr(holder, part)
            replaced.append((holder, name, getattr(holder, name)))
            setattr(holder, name, kept.keep(stage, getattr(holder, name)))
    try:
        yield kept
    finally:
        for holder, name, function in reversed(replaced):
            setattr(holder, name, function)
