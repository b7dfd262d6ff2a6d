"""What tells a corpus from a text: its name."""

from __future__ import annotations

PARQUET = (".parquet", ".pq")
JSON_LINES = (".jsonl", ".ndjson")
COMPRESSED = (".gz", ".bz2", ".xz")
ENDINGS = ".parquet, .pq, .jsonl, .ndjson, the last two also with .gz, .bz2 or .xz behind"


def is_corpus_path(word: str) -> bool:
    """Whether a path can only mean a corpus: a URL, or a name that ends as Parquet or JSON Lines do."""
    name = word.lower()
    for ending in COMPRESSED:
        name = name.removesuffix(ending)
    return "://" in word or name.endswith((*PARQUET, *JSON_LINES))
