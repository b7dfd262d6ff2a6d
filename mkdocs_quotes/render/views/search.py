"""The page that searches all quotations."""

from __future__ import annotations

from ..links import relative_url
from ..site import PagePlan
from .view import Setting, View

SEARCH_STYLESHEET = "assets/mkdocs-quotes-search.css"
SEARCH_SCRIPT = "assets/mkdocs-quotes-search.js"
SEARCH_INDEX = "assets/mkdocs-quotes-search"
"""The folder of what Pagefind writes; its own default is left to sites that run Pagefind themselves."""


def search_view(setting: Setting, plan: PagePlan) -> View:
    """A form for words and facets, which a script fills in."""
    words = setting.words
    url = setting.site.urls[plan.path]
    titles = {
        "speaker": words("speaker"),
        "source": words("filter_text"),
        "year": words("filter_year"),
        "kind": words("filter_kind"),
    }
    context = {
        "title": plan.title,
        "facets": [{"name": name, "title": title} for name, title in titles.items()],
        "index": relative_url(f"{SEARCH_INDEX}/pagefind.js", url),
        "root": relative_url("", url),
        "stylesheet": relative_url(SEARCH_STYLESHEET, url),
        "script": relative_url(SEARCH_SCRIPT, url),
    }
    return View("search.html", context)
