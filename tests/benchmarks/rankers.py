"""Train both scorers from annotated texts."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from corpora import Text
from examples import local_examples, stage_of, turn_examples
from fitting import fit_choices

from mkdocs_quotes.attribute import Scorer
from mkdocs_quotes.pipeline import Scorers
from mkdocs_quotes.resolve import decide
from mkdocs_quotes.resolve.confidence import Calibration


def train(texts: Sequence[Text], log: bool = True) -> Scorers:
    """Both scorers; the second in two rounds, the later one also on the histories that the first predicts."""
    near = Scorer(fit_choices([e for t in texts for e in local_examples(t)], l2=24.0, least=0.05))
    stages = [(t, stage_of(t, near)) for t in texts if any(not q.get("mention") for q in t.meant.values())]
    first = [e for t, stage in stages for e in turn_examples(t, stage, None)]
    turns = Scorer(fit_choices(first, l2=1.0))
    second = [e for t, stage in stages for e in turn_examples(t, stage, [d.entity for d in decide(stage, turns)])]
    turns = Scorer(fit_choices(first + second, l2=12.0, least=0.1))
    if log:
        print(f"{len(near.weights)} and {len(turns.weights)} weights", file=sys.stderr)
    return Scorers(near, turns, Calibration({}))
