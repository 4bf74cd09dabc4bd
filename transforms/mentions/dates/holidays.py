"""Feasts that news dates by: fixed days, the nth weekday of a month, and those that move with Easter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from transforms.text.packaged import read_rows


@cache
def _rules() -> Mapping[str, tuple[str, ...]]:
    rows = read_rows("transforms.mentions.dates.calendar", "holidays.tsv", 2)
    return {name: tuple(rule.split()) for name, rule in rows}


def day_of_holiday(name: str, year: int) -> date:
    """The day on which a feast falls in a year. KeyError for a name that holidays.tsv lacks."""
    kind, *numbers = _rules()[name]
    values = [int(number) for number in numbers]
    if kind == "easter":
        return easter(year) + timedelta(values[0])
    if kind == "orthodox":
        return orthodox_easter(year) + timedelta(values[0])
    if kind == "nth":
        month, weekday, nth = values
        return _nth_weekday(year, month, weekday, nth)
    return date(year, values[0], values[1])


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth (from 1; -1 the last) such weekday (1 Monday) of a month."""
    if nth < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar, as a Gregorian day (Meeus, Astronomical Algorithms, chapter 8)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)
