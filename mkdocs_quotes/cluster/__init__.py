"""Corpora that are too large for one machine: Parquet or JSON Lines in, a Parquet data set of quotations out.

A corpus is divided into parts, each part is analysed by whatever process is free and written at once or not at all,
and a part that is finished is not done again. Speakers are unified by name in a second step. `run_job` does both.

Nothing here is imported unless it is asked for: it needs the extra `[cluster]`.
"""

from mkdocs_quotes.cluster.errors import ClusterError, need_extra

__all__ = ["ClusterError", "need_extra"]
