"""The pages of one speaker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mkdocs_quotes.index import IndexedSpeaker, Role

from ..escape import clean
from ..links import relative_url
from ..site import PagePlan
from ..timeline import timeline
from .quotations import quotations_view
from .view import Setting, View, listed_speaker

_MOST_ALIASES = 12
_MOST_ROLES = 4
_UNITS = {"month": "by_month", "year": "by_year", "decade": "by_decade"}
_BAR, _HEIGHT = 16, 48
"""Width of a bar with its gap, and height of the highest, in pixels."""
_LEAST = 256
"""Pixels to which fewer bars are stretched."""


def speaker_view(setting: Setting, plan: PagePlan) -> View:
    """A page of one speaker; what there is to know stands on the first page of the row."""
    assert plan.speaker is not None
    site, speaker = setting.site, plan.speaker
    url = site.urls[plan.path]
    feed = relative_url(site.feed_url(speaker.slug), url) if setting.feeds else None
    first = plan.number == 1
    return quotations_view(
        "speaker.html",
        setting,
        plan,
        speaker.misattributed if first else (),
        speaker=_profile(setting, speaker, url),
        feed=feed,
        timeline=_timeline(setting, speaker, url) if first else None,
        beside=_beside(setting, speaker, url) if first else [],
        **_neighbours(setting, speaker, url),
    )


def _profile(setting: Setting, speaker: IndexedSpeaker, url: str) -> dict[str, Any]:
    site = setting.site
    only_in = site.places.get(speaker.only_in.name) if speaker.only_in else None
    picture = site.pictures.get(speaker.slug)
    return {
        "name": clean(speaker.name),
        "kind": speaker.kind,
        "roles": [_role(setting, role, speaker.dated_roles) for role in speaker.dated_roles[:_MOST_ROLES]],
        "description": clean(speaker.description or ""),
        "aliases": [
            {"name": clean(alias), "count": count}
            for alias, count in zip(speaker.aliases, speaker.alias_counts, strict=True)
        ][:_MOST_ALIASES],
        "links": [{"title": title, "url": link} for title, link in speaker.links],
        "picture": relative_url(picture, url) if picture else None,
        "members": [listed_speaker(setting, site.index.by_slug[slug], url) for slug in speaker.members],
        "only_in": only_in and {"title": clean(only_in.title), "url": relative_url(only_in.url, url)},
        "count": speaker.count,
        "texts": speaker.texts,
    }


def _role(setting: Setting, role: Role, roles: Sequence[Role]) -> dict[str, str]:
    """A role, and in words when it was held; empty where nobody says.

    Of several roles that only the texts give it is told of when these are.
    """
    since, until = role.period.since, role.period.until
    date, words = setting.words.date, setting.words
    if since and until:
        dates = f"{date(since)}–{date(until)}" if len(since) == 4 else f"{date(since)} – {date(until)}"
    elif since:
        dates = words("since", date=date(since))
    elif until:
        dates = words("until", date=date(until))
    elif len(roles) > 1 and role.seen.since and role.seen.until:
        years = dict.fromkeys((role.seen.since[:4], role.seen.until[:4]))
        dates = words("in_texts_of", dates="–".join(years))
    else:
        dates = ""
    return {"title": clean(role.title), "dates": dates}


def _timeline(setting: Setting, speaker: IndexedSpeaker, url: str) -> dict[str, Any] | None:
    """Bars for an SVG, and each period with the address of its newest quotation; None for a single period."""
    site, words = setting.site, setting.words
    dated = [
        (date, statement.id)
        for statement in speaker.statements
        if statement.repeats is None and (date := site.places[statement.source.name].date)
    ]
    line = timeline(date for date, _ in dated)
    if line is None:
        return None
    newest: dict[str, tuple[str, str]] = {}
    for date, identity in dated:
        period = line.period(date)
        if period not in newest or date > newest[period][0]:
            newest[period] = (date, identity)
    decade = line.unit == "decade"

    def name(start: str) -> str:
        return f"{start}–{int(start) + 9}" if decade else words.date(start)

    highest = line.highest
    bars = []
    periods = []
    for position, bar in enumerate(line.bars):
        if bar.count:
            height = max(2, round(_HEIGHT * bar.count / highest.count))
            label = f"{name(bar.start)}: {bar.count}"
            bars.append({"x": position * _BAR + 2, "y": _HEIGHT - height, "height": height, "label": label})
            target = site.place_of(speaker.slug, newest[bar.start][1])
            periods.append({"name": name(bar.start), "count": bar.count, "url": relative_url(target, url)})
    first, last = name(line.bars[0].start), name(line.bars[-1].start)
    return {
        "width": len(line.bars) * _BAR,
        "wide": max(len(line.bars) * _BAR, _LEAST),
        "height": _HEIGHT,
        "bar": _BAR - 4,
        "bars": bars,
        "first": first,
        "last": last,
        "label": words("timeline", first=first, last=last, most=name(highest.start), count=highest.count),
        "by": words(_UNITS[line.unit]),
        "periods": periods,
    }


def _beside(setting: Setting, speaker: IndexedSpeaker, url: str) -> list[dict[str, Any]]:
    """Who else is quoted in the same texts, each with the number of these texts."""
    site = setting.site
    return [
        {
            "name": clean(site.index.by_slug[slug].name),
            "url": relative_url(site.speaker_url(slug), url),
            "texts": texts,
        }
        for slug, texts in site.companions.get(speaker.slug, ())
    ]


def _neighbours(setting: Setting, speaker: IndexedSpeaker, url: str) -> dict[str, Any]:
    """The speakers before and behind in the alphabet."""

    def link(slug: str | None) -> dict[str, str] | None:
        if slug is None:
            return None
        name = clean(setting.site.index.by_slug[slug].name)
        return {"name": name, "url": relative_url(setting.site.speaker_url(slug), url)}

    before, behind = setting.site.neighbours[speaker.slug]
    return {"before": link(before), "behind": link(behind)}
