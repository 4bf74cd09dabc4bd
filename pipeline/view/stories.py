"""Questions to the table of stories: the list, its sums, and what map and timeline draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pipeline.view.database import Row
from pipeline.view.selection import OUTCOMES, Selection
from pipeline.view.snapshot import Snapshot

PAGE = 50
"""Stories of a page."""

_MOST_PLACES = 400
_MOST_BARS = 75
Unit = Literal["day", "week", "month", "year"]


@dataclass(frozen=True)
class Bar:
    """Stories of a day, week, month or year that begins on `first`: how many, and their figures' least and most sum."""

    first: date
    last: date
    stories: int
    low: int
    high: int


def list_stories(snapshot: Snapshot, selection: Selection, most: int = PAGE) -> list[Row]:
    """The stories of the selection's page, as it sorts them."""
    where, parameters = selection.conditions()
    query = f"SELECT * FROM stories WHERE {where} ORDER BY {selection.order()} LIMIT $most OFFSET $left"  # noqa: S608 - our own conditions
    return snapshot.database.fetch(query, parameters | {"most": most, "left": (selection.page - 1) * PAGE})


def list_query(selection: Selection) -> tuple[str, dict[str, Any]]:
    """The query of all stories of a selection, for CSV."""
    where, parameters = selection.conditions()
    return f"SELECT * FROM stories WHERE {where} ORDER BY {selection.order()}", parameters  # noqa: S608 - likewise


def sum_up(snapshot: Snapshot, selection: Selection) -> Row:
    """Of the selection: `stories`, `articles`, first_day, last_day and for each outcome _low, _high, _told (how many
    say it) and _open (of how many the figure has no upper end).
    """
    where, parameters = selection.conditions()
    sums = [
        f"coalesce(sum(coalesce({o}_low, 0)), 0)::BIGINT AS {o}_low, "
        f"coalesce(sum(coalesce({o}_high, {o}_best, {o}_low, 0)), 0)::BIGINT AS {o}_high, "
        f"count(coalesce({o}_low, {o}_best, {o}_high)) AS {o}_told, "
        f"count(*) FILTER (coalesce({o}_low, {o}_best) IS NOT NULL AND {o}_high IS NULL) AS {o}_open"
        for o in OUTCOMES
    ]
    query = (
        "SELECT count(*) AS stories, coalesce(sum(articles), 0)::BIGINT AS articles, "  # noqa: S608 - likewise
        f"min(first_day) AS first_day, max(last_day) AS last_day, {', '.join(sums)} FROM stories WHERE {where}"
    )
    return snapshot.database.fetch(query, parameters)[0]


def by_place(snapshot: Snapshot, selection: Selection) -> list[Row]:
    """The rows of place_query, the first of them."""
    query, parameters = place_query(selection)
    return snapshot.database.fetch(f"{query} LIMIT {_MOST_PLACES}", parameters)


def place_query(selection: Selection) -> tuple[str, dict[str, Any]]:
    """place, country, latitude, longitude, place_precision, stories, low, high; those with most harm first."""
    where, parameters = selection.conditions()
    query = f"""
        SELECT place, country, latitude, longitude, place_precision, count(*) AS stories, {_sums(selection)}
        FROM stories WHERE ({where}) AND (country IS NOT NULL OR latitude IS NOT NULL)
        GROUP BY ALL ORDER BY high DESC, stories DESC, place"""  # noqa: S608 - likewise
    return query, parameters


def by_time(snapshot: Snapshot, selection: Selection, first: date | None, last: date | None) -> tuple[Unit, list[Bar]]:
    """Bars between two days, of a unit that makes them few enough; stories without a day are in none."""
    if first is None or last is None:
        return "day", []
    span = (last - first).days + 1
    unit: Unit = next((unit for unit, days in _UNITS if span <= _MOST_BARS * days), "year")
    query, parameters = time_query(selection, unit)
    return unit, [Bar(**row) for row in snapshot.database.fetch(query, parameters)]


def time_query(selection: Selection, unit: Unit = "day") -> tuple[str, dict[str, Any]]:
    """first, last (days), stories, low, high; the earliest first."""
    where, parameters = selection.conditions()
    query = f"""
        SELECT date_trunc('{unit}', first_day)::DATE AS first,
            (date_trunc('{unit}', first_day) + INTERVAL 1 {unit} - INTERVAL 1 DAY)::DATE AS last,
            count(*) AS stories, {_sums(selection)}
        FROM stories WHERE ({where}) AND first_day IS NOT NULL GROUP BY ALL ORDER BY first"""  # noqa: S608 - likewise
    return query, parameters


_UNITS: tuple[tuple[Unit, int], ...] = (("day", 1), ("week", 7), ("month", 30))


def list_choices(snapshot: Snapshot) -> dict[str, list[str]]:
    """What the filters can choose from: `country`, `cause`, `speaker`, each value that some story has."""
    sources = {"country": "country", "cause": "cause", "speaker": "unnest(speakers)"}
    return {
        name: [
            row["value"]
            for row in snapshot.database.fetch(
                f"SELECT DISTINCT value FROM (SELECT {source} AS value FROM stories) WHERE value IS NOT NULL ORDER BY 1"  # noqa: S608 - likewise
            )
        ]
        for name, source in sources.items()
    }


def _sums(selection: Selection) -> str:
    o = selection.drawn
    return (
        f"coalesce(sum({o}_low), 0)::BIGINT AS low, "
        f"coalesce(sum(coalesce({o}_high, {o}_best, {o}_low)), 0)::BIGINT AS high"
    )
