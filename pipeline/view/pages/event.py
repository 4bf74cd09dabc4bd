"""One event: its toll over time, competing claims beside each other, its sources by families, and where it was."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.view import words
from pipeline.view.charts.ranges import draw_range
from pipeline.view.charts.steps import Step, draw_steps
from pipeline.view.charts.world import MapSpot, draw_map
from pipeline.view.countries import country_name, place_line
from pipeline.view.database import Row
from pipeline.view.events import EventRows, read_events
from pipeline.view.markup import Child, Markup, element, join
from pipeline.view.pages.frame import Sheet, csv_links, facts, figure, table
from pipeline.view.selection import OUTCOMES
from pipeline.view.snapshot import Snapshot

_AREAS = frozenset({"country", "region", "unknown"})
"""Precisions of a place that is drawn as its country."""


def event_page(snapshot: Snapshot, event_id: str) -> Sheet | None:
    """The page of an event; None when there is none."""
    found = read_events(snapshot, [event_id])
    if not found:
        return None
    (rows,) = found
    title = rows.event["title"] or "Untitled"
    body = [
        element("p", _kicker(rows.event), class_="kicker"),
        element("h1", element("bdi", title)),
        _standing(rows.event),
        _stats(rows.event),
        element("div", _tolls(rows), _place(rows.event), class_="charts"),
        element("h2", "Who says what"),
        _claims(rows.claims),
        element("h2", _sources_heading(rows.event)),
        _families([article for article in rows.articles if not article["aside"]]),
        _asides([article for article in rows.articles if article["aside"]]),
        element("h2", "About this event"),
        facts(_about(rows.event)),
        csv_links(f"/event/{event_id}", ("event_tolls", "event_articles")),
    ]
    return Sheet(title, "", body)


def event_section(rows: EventRows) -> Markup:
    """An event as a part of a longer page."""
    return element(
        "section",
        element("h3", element("bdi", rows.event["title"] or "Untitled")),
        element("p", _kicker(rows.event), class_="kicker"),
        _stats(rows.event),
        element("div", _tolls(rows), class_="charts"),
        _claims(rows.claims),
        element("h4", _sources_heading(rows.event)),
        _families([article for article in rows.articles if not article["aside"]]),
        id=f"event-{rows.event['event_id']}",
        class_="told",
    )


def _kicker(e: Row) -> str:
    where = place_line(e["place"], e["country"])
    return " · ".join(filter(None, (words.days(e["first_day"], e["last_day"]), where, words.said(e["cause"]))))


def _standing(e: Row) -> Markup | None:
    if e["status"] == "live":
        return None
    into = e.get("merged_into")
    link = element("a", "the event that it is part of", href=f"/event/{into}") if into else None
    return element("p", f"This event is {e['status']}. ", link, class_="note", role="note")


def _stats(e: Row) -> Markup:
    cells = []
    for o in OUTCOMES:
        low, best, high = e[f"{o}_low"], e[f"{o}_best"], e[f"{o}_high"]
        if any(bound is not None for bound in (low, best, high)):
            cells.append(element("li", element("strong", words.bounds(low, best, high)), element("span", o)))
    return element("ul", cells, class_="stats")


def _tolls(rows: EventRows) -> list[Markup]:
    return [drawn for outcome in OUTCOMES if (drawn := _toll(rows, outcome)) is not None]


def _toll(rows: EventRows, outcome: str) -> Markup | None:
    tolls = [t for t in rows.tolls if t["outcome"] == outcome and t["reported_at"] is not None]
    if not tolls:
        return None
    steps = [
        Step(
            t["reported_at"],
            t["low"],
            t["best"],
            t["high"],
            _speaker(t),
            f"/article/{t['article_id']}#{t['figure_id']}",
        )
        for t in tolls
    ]
    lines = [
        (words.moment(t["reported_at"]), words.bounds(t["low"], t["best"], t["high"]), element("bdi", _speaker(t)),
         element("a", element("bdi", t["title"] or "its words"), href=step.link))
        for t, step in zip(tolls, steps, strict=True)
    ]  # fmt: skip
    shown = table(
        ("Reported", "Toll", "Who says so", "Article"), lines, caption=f"{outcome.capitalize()}, report by report"
    )
    csv = f"/event/{rows.event['event_id']}/event_tolls.csv"
    return figure(
        element("strong", f"{outcome.capitalize()}, report by report"), draw_steps(steps, outcome), shown, csv
    )


def _speaker(t: Row) -> str:
    kind = "" if t["attribution_type"] in {"none", None} else words.said(t["attribution_type"])
    return " · ".join(dict.fromkeys(filter(None, (t["attributed_to"] or kind or "nobody named", t.get("site")))))


def _place(e: Row) -> Markup | None:
    """At its precision: a country is an area, not a dot."""
    area = e["place_precision"] in _AREAS or e["latitude"] is None
    if area and not e["country"]:
        return None
    point = None if area else (e["longitude"], e["latitude"])
    name = country_name(e["country"]) if area else e["place"] or ""
    low, high = e["killed_low"] or 0, e["killed_high"] or e["killed_best"] or e["killed_low"] or 1
    spot = MapSpot(name, e["country"] or "", point, e["articles"], low, high, None)
    known = f"known to the {words.said(e['place_precision'])}"
    if e["place_precision"] == "unknown":
        known = "place not known"
    elif area and e["place_precision"] not in _AREAS:
        known += ", of which no gazetteer has the point"
    line = (e["place"], country_name(e["country"]), words.said(e["place_precision"]), e["latitude"], e["longitude"])
    shown = table(("Place", "Country", "Known to the", "North", "East"), [line], (3, 4), "Where it was, in degrees")
    return figure(element("strong", f"Where: {e['place'] or name}, {known}"), draw_map([spot], "killed"), shown)


def _claims(claims: Sequence[Row]) -> Child:
    if not claims:
        return element("p", "No article of it is here.", class_="empty")
    lines = []
    for c in sorted(claims, key=lambda claim: OUTCOMES.index(claim["outcome"])):
        highest = max(
            (
                b
                for other in claims
                if other["outcome"] == c["outcome"]
                for b in (other["low"], other["best"], other["high"])
                if b is not None
            ),
            default=0,
        )
        drawn = join(
            [
                element("span", words.bounds(c["low"], c["best"], c["high"]), class_="bounds"),
                draw_range(c["low"], c["best"], c["high"], highest),
            ]
        )
        link = element(
            "a", element("bdi", c["title"] or "Untitled"), href=f"/article/{c['article_id']}#{c['figure_id']}"
        )
        lines.append((c["outcome"], element("bdi", _speaker(c)), drawn, link, words.moment(c["published_at"])))
    said = "The last figure of each speaker or site, those of one outcome on one scale"
    return table(("Outcome", "Who says so", "Figure", "Article", "Published"), lines, caption=said)


def _sources_heading(e: Row) -> str:
    return f"{words.count(e['articles'], 'article')}, {words.number(e['independent_sources'])} independent"


def _families(articles: Sequence[Row]) -> Markup:
    """A list a family: the same wording counts once, however often it was printed."""
    families: dict[str, list[Row]] = {}
    for article in sorted(articles, key=lambda a: (a["published_at"] is None, a["published_at"], a["article_id"])):
        families.setdefault(article["family_id"] or article["article_id"], []).append(article)
    items = []
    for members in families.values():
        lines = [element("li", _member(article)) for article in members]
        name = members[0]["agency"] or members[0]["site"] or "Unknown source"
        heading = (
            element("strong", element("bdi", name)),
            f" · {words.count(len(members), 'article')}" if len(members) > 1 else None,
        )
        items.append(element("li", heading, element("ul", lines)))
    return element("ul", items, class_="families")


def _asides(articles: Sequence[Row]) -> Child:
    """The articles that tell it beside an event of their own."""
    lines = [element("li", _member(article)) for article in articles]
    return [element("h3", "Told aside"), element("ul", lines)] if lines else None


def _member(article: Row) -> list[Child]:
    said = filter(None, (article["site"], article["role"], words.moment(article["published_at"])))
    link = element("a", element("bdi", article["title"] or "Untitled"), href=f"/article/{article['article_id']}")
    return [link, " ", element("small", " · ".join(said))]


def _about(e: Row) -> list[tuple[Child, Child]]:
    return [
        ("First reported", words.moment(e["first_reported"])),
        ("Last reported", words.moment(e["last_reported"])),
        ("Day known to the", words.said(e["day_precision"])),
        ("Rule of the toll", words.said(e["rule"])),
        ("Sure", f"{round(100 * (e['confidence'] or 0))} %"),
        ("Event", element("code", f"{e['event_id']} · version {e['version']}")),
    ]
