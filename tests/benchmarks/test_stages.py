"""The clock for the stages finds every function that it is to keep time of, and leaves no trace."""

from __future__ import annotations

import stages

from mkdocs_quotes import pipeline, read

TEXT = """“We sail at noon,” said Ada Firth, the harbour master. “The ‘Heron’ leads.”

The pilot nodded. “I will follow,” he said.
"""


def test_every_stage_is_there_and_takes_its_part() -> None:
    analyse = pipeline.analyse
    with stages.clock() as kept:
        pipeline.analyse(read.read_text(TEXT))
    assert pipeline.analyse is analyse
    assert [stage for stage, took in kept.seconds.items() if took < 0] == []
    for stage in ("names", "detect: marks", "detect: rules", "attribute: rows", "resolve: cast", "decide: reading"):
        assert kept.seconds[stage] > 0, stage
