"""Addresses within the site."""

from __future__ import annotations

UNATTRIBUTED = "unattributed"
"""Stands for the slug where nobody is named."""
SEARCH = "browse"
"""The path of the page that searches all quotations."""


def anchor(identity: str) -> str:
    """The id of the element that holds a quotation."""
    return f"q-{identity}"


def relative_url(target: str, page: str) -> str:
    """`target` as it is linked from `page`; both are addresses from the site's root, already quoted."""
    path, mark, fragment = target.partition("#")
    if path == page and mark:
        return mark + fragment
    path, page = path.removeprefix("./"), page.removeprefix("./")
    # As much of the path as consists of folders that the page lies in too.
    shared = 0
    while (end := page.find("/", shared) + 1) and path.startswith(page[shared:end], shared):
        shared = end
    url = "../" * page.count("/", shared) + path[shared:]
    return (url or "./") + mark + fragment
