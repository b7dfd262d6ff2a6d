"""What is in the archive at a glance: on the home page, and wherever authors want it."""

from __future__ import annotations

from ..links import relative_url
from ..site import newest_texts
from .browse import browse_links, mentioned_quotation
from .index import named_speaker
from .texts import listed_text
from .view import Setting, View

_LATEST = 5
_TEXTS = 50


def summary_view(setting: Setting, url: str) -> View:
    """Counts, the most quoted, the latest quotations, and where to go on: for the page at `url`."""
    site = setting.site
    overview = site.overview
    context = {
        "quotations": len(overview.counted),
        "speakers": {"url": relative_url(site.urls["index"], url), "count": overview.speakers},
        "texts": {"url": relative_url(site.urls["texts"], url), "count": len(site.places)},
        "steps": overview.periods.count,
        "most_quoted": [named_speaker(setting, speaker, url) for speaker in overview.most_quoted],
        "latest": [mentioned_quotation(setting, s, url) for s in overview.latest[:_LATEST]],
        "more_latest": relative_url(site.urls["latest"], url) if "latest" in site.urls else None,
        "browse": browse_links(setting, url, ""),
    }
    return View("_summary.html", context)


def home_view(setting: Setting, url: str, title: str) -> View:
    """The home page of a site that has none of its own: the summary, then the texts, newest first."""
    listed = newest_texts(setting.site.places)
    context = {
        **summary_view(setting, url).context,
        "title": title,
        "newest_texts": [listed_text(setting, name, url) for name in listed[:_TEXTS]],
        "are_more": len(listed) > _TEXTS,
    }
    return View("home.html", context)
