"""The first page: the selected stories as sums, a timeline, a map and a list, over one selection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.view import words
from pipeline.view.charts.ranges import draw_range
from pipeline.view.charts.timeline import draw_timeline
from pipeline.view.charts.world import MapSpot, draw_map
from pipeline.view.countries import country_name, place_line
from pipeline.view.database import Row
from pipeline.view.markup import Child, Markup, element, join
from pipeline.view.pages.filters import filter_form
from pipeline.view.pages.frame import Sheet, figure, story_word, table
from pipeline.view.selection import OUTCOMES, Selection
from pipeline.view.snapshot import Snapshot
from pipeline.view.stories import PAGE, Bar, by_place, by_time, list_stories, sum_up

_NOT_LINKED = (
    "No events are linked yet: each line is an article's own figures, so one event may stand here many times. ",
    element("code", "wire-ingest link"),
    " joins them.",
)


def overview(snapshot: Snapshot, selection: Selection, unread: Sequence[str] = ()) -> Sheet:
    """The page of a selection; unread: what its address stated besides, which is no condition."""
    sums = sum_up(snapshot, selection)
    stories = list_stories(snapshot, selection)
    listed = _pages(selection, int(sums["stories"]))
    what = "Events" if snapshot.linked else "Figures"
    body = [
        element("h1", what),
        summary(snapshot, sums),
        filter_form(snapshot, selection),
        element("div", charts(snapshot, selection, sums), class_="charts") if stories else None,
        element("h2", "List", " ", element("a", "CSV", href=f"/events.csv{selection.query()}", class_="csv")),
        story_list(snapshot, stories, selection) if stories else element("p", _nothing(selection), class_="empty"),
        listed,
    ]
    notes: list[Child] = [f"Passed over, as it is no condition: {stated}" for stated in unread]
    return Sheet(what, "/", body, notes if snapshot.linked or not stories else [*notes, _NOT_LINKED])


def _nothing(selection: Selection) -> Child:
    if selection.is_all:
        return "No article has a casualty figure of its own yet."
    return ["Nothing fits this selection. ", element("a", "Show everything", href="/")]


def summary(snapshot: Snapshot, sums: Row) -> Markup:
    """The sums of the selection, each as a range."""
    told = [o for o in OUTCOMES if sums[f"{o}_told"]]
    cells = (
        [_stat(story_word(snapshot, sums["stories"]), words.days(sums["first_day"], sums["last_day"]))]
        if sums["stories"]
        else []
    )
    for outcome in told:
        is_open = sums[f"{outcome}_open"]
        high = None if is_open else sums[f"{outcome}_high"]
        detail = f"{outcome}, in {story_word(snapshot, sums[f'{outcome}_told'])}"
        cells.append(_stat(words.bounds(sums[f"{outcome}_low"], None, high), detail))
    return element("ul", cells, class_="stats")


def _stat(value: str, detail: str) -> Markup:
    return element("li", element("strong", value), element("span", detail))


def charts(snapshot: Snapshot, selection: Selection, sums: Row) -> list[Markup]:
    """The timeline and the map with their tables."""
    return [_timeline(snapshot, selection, sums), _map(snapshot, selection)]


def _timeline(snapshot: Snapshot, selection: Selection, sums: Row) -> Markup:
    unit, bars = by_time(snapshot, selection, sums["first_day"], sums["last_day"])
    if not bars:
        return figure("No day is known of these.", None, None)

    def narrow(bar: Bar) -> str:
        since, until = max(bar.first, selection.since or date.min), min(bar.last, selection.until or date.max)
        return f"/{selection.query(since=since, until=until)}"

    rows = [
        (words.days(bar.first, bar.last), words.number(bar.stories), words.number(bar.low), words.number(bar.high))
        for bar in bars
    ]
    shown = table(("Days", "Stories", "At least", "At most"), rows, (1, 2, 3), f"{selection.drawn} by {unit}")
    key = _key(f"{selection.drawn.capitalize()} by {unit}")
    return figure(
        key,
        draw_timeline(unit, bars, selection.drawn, narrow),
        shown,
        f"/timeline.csv{selection.query()}",
    )


def _key(title: str) -> list[Child]:
    low, band = element("span", "at least", class_="key low"), element("span", "at most", class_="key band")
    return [element("strong", title), " ", low, " ", band]


def _map(snapshot: Snapshot, selection: Selection) -> Markup:
    spots = [_spot(row, selection) for row in by_place(snapshot, selection)]
    if not spots:
        return figure("No place is known of these.", None, None)
    rows = [
        (
            element("a", s.name, href=s.link) if s.link else s.name,
            country_name(s.code),
            words.number(s.stories),
            words.number(s.low),
            words.number(s.high),
        )
        for s in spots
    ]
    shown = table(
        ("Place", "Country", "Stories", "At least", "At most"), rows, (2, 3, 4), f"{selection.drawn} by place"
    )
    return figure(
        _key(f"{selection.drawn.capitalize()} by place"),
        draw_map(spots, selection.drawn),
        shown,
        f"/map.csv{selection.query()}",
    )


def _spot(row: Row, selection: Selection) -> MapSpot:
    """A place on the map; a country where it is told no nearer. selection: what its link narrows."""
    area = row["place_precision"] == "country" or row["latitude"] is None
    code = row["country"] or ""
    name = country_name(code) if area else row["place"] or country_name(code)
    link = f"/{selection.query(country=code, place='' if area else row['place'] or '')}"
    point = None if area else (row["longitude"], row["latitude"])
    return MapSpot(name, code, point, row["stories"], row["low"], row["high"], link)


def story_list(snapshot: Snapshot, stories: Sequence[Row], selection: Selection) -> Markup:
    """A row a story; figures as ranges on the page's own scale."""
    shown = [selection.outcome] if selection.outcome not in {"", "killed", "injured"} else ["killed", "injured"]
    highest = {o: max((_top(row, o) for row in stories), default=0) for o in OUTCOMES}
    headings = [
        "Day",
        "What and where",
        *(o.capitalize() for o in shown),
        "Also",
        *(["Sources"] if snapshot.linked else []),
        "Sure",
    ]
    rows = [_story(snapshot, row, shown, highest) for row in stories]
    head = element("thead", element("tr", [element("th", heading, scope="col") for heading in headings]))
    return element("table", head, element("tbody", rows), class_="stories")


def _story(snapshot: Snapshot, row: Row, shown: Sequence[str], highest: dict[str, int]) -> Markup:
    kind = "event" if snapshot.linked else "article"
    target = f"/{kind}/{row['id']}"
    where = place_line(row["place"], row["country"])
    about = [part for part in (where, words.said(row["cause"]), row["site"]) if part]
    others = [
        f"{words.bounds(*_bounds(row, o))} {o}"
        for o in OUTCOMES
        if o not in shown and any(b is not None for b in _bounds(row, o))
    ]
    sources = [words.count(row["sources"], "source"), element("small", words.count(row["articles"], "article"))]
    title = element("a", element("bdi", row["title"] or "Untitled"), href=target)
    cells: list[tuple[str, str, Child]] = [
        ("day", "Day", words.days(row["first_day"], row["last_day"])),
        ("what", "What and where", [title, element("small", element("bdi", " · ".join(about)))]),
        *(("figure", o.capitalize(), _figure_cell(row, o, highest[o])) for o in shown),
        ("also", "Also", ", ".join(others)),
        *([("sources", "Sources", sources)] if snapshot.linked else []),
        ("sure", "Sure", f"{round(100 * (row['confidence'] or 0))} %"),
    ]
    return element(
        "tr", [element("td", value, class_=name, data_label=label if value else None) for name, label, value in cells]
    )


def _figure_cell(row: Row, outcome: str, highest: int) -> Child:
    """A figure in words, over its range."""
    low, best, high = _bounds(row, outcome)
    if low is None and best is None and high is None:
        return ""
    return join([element("span", words.bounds(low, best, high), class_="bounds"), draw_range(low, best, high, highest)])


def _bounds(row: Row, outcome: str) -> tuple[int | None, int | None, int | None]:
    return row[f"{outcome}_low"], row[f"{outcome}_best"], row[f"{outcome}_high"]


def _top(row: Row, outcome: str) -> int:
    return max((bound for bound in _bounds(row, outcome) if bound is not None), default=0)


def _pages(selection: Selection, stories: int) -> Markup | None:
    last = -(-stories // PAGE)
    if last <= 1:
        return None
    before = element(
        "a",
        "Newer" if selection.sort == "newest" else "Before",
        href=f"/{selection.query(page=selection.page - 1)}",
        rel="prev",
    )
    after = element(
        "a",
        "Older" if selection.sort == "newest" else "After",
        href=f"/{selection.query(page=selection.page + 1)}",
        rel="next",
    )
    at = element("span", f"Page {words.number(selection.page)} of {words.number(last)}")
    return element(
        "nav",
        before if selection.page > 1 else None,
        at,
        after if selection.page < last else None,
        class_="pages",
        aria_label="Pages of the list",
    )
