"""Which blocks of a Markdown text ask for a list of quotations."""

from __future__ import annotations

import pytest

from mkdocs_quotes.plugin.fences import find_fences

FOUND = {
    "plain": "Text\n\n```quotes\nlimit: 1\n```\n",
    "tildes, longer at the end": "~~~ quotes\nlimit: 1\n~~~~~\n",
    "in a list": "- item\n\n    ```quotes\n    limit: 1\n    ```\n",
    "as an item": "1. ```quotes\n   limit: 1\n   ```\n",
    "two blanks deep": "* item\n  ```quotes\n  limit: 1\n  ```\n",
    "in a list in a list": "- item\n\n    - inner\n\n        ```quotes\n        limit: 1\n        ```\n",
    "below a paragraph of an item": "- item\n\n    more\n\n    ```quotes\n    limit: 1\n    ```\n",
    "in a block quotation": "> said\n>\n> ```quotes\n> limit: 1\n> ```\n",
    "in an admonition": '!!! note "A note"\n\n    ```quotes\n    limit: 1\n    ```\n',
    "in a tab": '=== "A tab"\n\n    ```quotes\n    limit: 1\n    ```\n',
    "behind a fence that nobody closes": "````\n\n```quotes\nlimit: 1\n```\n",
    "behind a comment": "<!-- a\nb -->\n```quotes\nlimit: 1\n```\n",
}
NONE = {
    "shown in a longer fence": "````\n```quotes\nlimit: 1\n```\n````\n",
    "shown with language": "```` markdown\n```quotes\nlimit: 1\n```\n````\n",
    "shown by indentation": "Text\n\n    ```quotes\n    limit: 1\n    ```\n",
    "at the very top": "    ```quotes\n    limit: 1\n    ```\n",
    "in a comment": "<!--\n```quotes\nlimit: 1\n```\n-->\n",
    "not closed": "```quotes\nlimit: 1\n",
    "another language": "```quotes-raw\nlimit: 1\n```\n",
    "within a line": "See ```quotes``` there.\n",
}


@pytest.mark.parametrize("markdown", FOUND.values(), ids=FOUND)
def test_found(markdown: str) -> None:
    assert [fence.body for fence in find_fences(markdown.split("\n"))] == ["limit: 1"]


@pytest.mark.parametrize("markdown", NONE.values(), ids=NONE)
def test_not_found(markdown: str) -> None:
    assert list(find_fences(markdown.split("\n"))) == []


def test_several() -> None:
    markdown = "```quotes\nlimit: 1\n```\n\n```python\n```\n- ```quotes\n  kind: direct\n  limit: 2\n  ```\n"
    fences = list(find_fences(markdown.split("\n")))
    assert [(fence.first, fence.last, fence.body) for fence in fences] == [
        (0, 2, "limit: 1"),
        (6, 9, "kind: direct\nlimit: 2"),
    ]
