"""What the site's own search is to find."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib.search import SearchPlugin

SPEAKER_BOOST = 2
"""How much more the page of a speaker weighs in Material's search than a text that names the speaker."""


def leave_out(config: MkDocsConfig, urls: Collection[str]) -> None:
    """Take pages out of the index that MkDocs' own search has written.

    Material's search looks at the front matter instead. An index that was built beforehand stays as it is: it
    would have to be built again.
    """
    path = Path(config.site_dir, "search", "search_index.json")
    if not isinstance(config.plugins.get("search"), SearchPlugin) or not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    if "index" in index:
        return
    index["docs"] = [entry for entry in index["docs"] if entry["location"].partition("#")[0] not in urls]
    path.write_text(json.dumps(index, sort_keys=True, separators=(",", ":")), encoding="utf-8")
