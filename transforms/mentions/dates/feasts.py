"""Feasts that news dates by: fixed days, the nth weekday of a month, those that move with Easter or with the moon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import holidays
from dateutil.easter import EASTER_ORTHODOX, easter

from transforms.text.packaged import read_table

_EASTERS = range(1583, 4100)  # the years for which dateutil knows Easter
_MONTH = 30  # days that a month of the moon has at most


@cache
def _rules() -> Mapping[str, tuple[str, int]]:
    def read(cells: list[str]) -> tuple[str, tuple[str, int]]:
        name, rule, margin = cells
        return name, (rule, int(margin))

    return dict(read_table("transforms.mentions.dates.calendar", "feasts.tsv", 3, read))


def margin_of(name: str) -> int:
    """Days by which a feast may begin earlier or later than calculated. KeyError for a name that feasts.tsv lacks."""
    return _rules()[name][1]


@cache
def days_of_feast(name: str, year: int) -> tuple[date, ...]:
    """The days of a year on which a feast begins: one, or two or none for those of a shorter year than ours.

    None as well where the calendar of that feast is not known for the year. KeyError for a name that feasts.tsv lacks.
    """
    kind, *rest = _rules()[name][0].split(" ", 1)
    arguments = rest[0] if rest else ""
    if kind == "listed":
        country, first, last, title = arguments.split(" ", 3)
        return _listed(country, title, year) if int(first) <= year <= int(last) else ()
    if kind in {"after", "before"}:
        other, *steps = arguments.split()
        move = _days_after if kind == "after" else _weekday_before
        return tuple(move(day, *map(int, steps)) for day in days_of_feast(other, year))
    numbers = [int(number) for number in arguments.split()]
    if kind == "easter":
        return (easter(year) + timedelta(numbers[0]),) if year in _EASTERS else ()
    if kind == "orthodox":
        return (easter(year, EASTER_ORTHODOX) + timedelta(numbers[0]),) if year in _EASTERS else ()
    if kind == "nth":
        return (_nth_weekday(year, *numbers),)
    return (date(year, *numbers),)


def month_of_feast(name: str, year: int) -> list[tuple[date, date]]:
    """First and last day of a month of the moon that begins with a feast, as Ramadan ends with the eve of Eid."""
    ends = [day - timedelta(1) for each in (year, year + 1) for day in days_of_feast("eid_al_fitr", each)]
    starts = days_of_feast(name, year)
    return [(day, end) for day in starts for end in ends if day < end <= day + timedelta(_MONTH)]


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth (from 1; -1 the last) such weekday (1 Monday) of a month. ValueError when it has no such day."""
    if nth < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first.replace(day=1 + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def _days_after(day: date, days: int) -> date:
    return day + timedelta(days)


def _weekday_before(day: date, weekday: int, nth: int) -> date:
    """The nth such weekday before a day, the day itself left out."""
    return day - timedelta((day.isoweekday() - weekday - 1) % 7 + 1 + 7 * (nth - 1))


def _listed(country: str, title: str, year: int) -> tuple[date, ...]:
    """The days of a year on which a run of days begins that a country keeps under a title, in English."""
    calendar = getattr(holidays, country)
    kept = calendar(years=(year - 1, year), language="en_US", observed=False, categories=calendar.supported_categories)
    days = {day for day, names in kept.items() if title in (name.partition(" (est")[0] for name in names.split("; "))}
    return tuple(sorted(day for day in days if day.year == year and day - timedelta(1) not in days))
