"""Addresses within the site."""

from __future__ import annotations

UNATTRIBUTED = "unattributed"
"""Stands for the slug where nobody is named."""


def anchor(identity: str) -> str:
    """The id of the element that holds a quotation."""
    return f"q-{identity}"


def relative_url(target: str, page: str) -> str:
    """`target` as it is linked from `page`; both are addresses from the site's root, already quoted."""
    path, mark, fragment = target.partition("#")
    if path == page and mark:
        return mark + fragment
    here = [] if page in ("", "./") else page.split("/")[:-1]
    there = [] if path in ("", "./") else path.split("/")[:-1]
    name = "" if path in ("", "./") else path.split("/")[-1]
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    url = "../" * (len(here) - common) + "".join(f"{part}/" for part in there[common:]) + name
    return (url or "./") + mark + fragment
