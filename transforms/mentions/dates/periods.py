"""Calendar arithmetic on TIMEX3 values: which days a value covers, and which value lies so many units away."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

# Meteorological seasons of the northern hemisphere (WMO): whole months; winter begins in the December of its year.
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

LONGEST = {"D": 1, "W": 7, "M": 31, "Q": 92, "Y": 366, "DE": 3653, "CE": 36525}  # days of a unit

_SHORTEST_MONTH = 28  # days; a day up to it is in every month, at the price of no look at the calendar

CLOCK_UNITS = frozenset({"H", "MIN", "S"})

_DAYS_OF = {"D": 1, "W": 7}
_MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_MONTHS = re.compile(r"(\d{4})-(\d\d|Q\d|H\d|SP|SU|FA|WI)")
_YEARS = re.compile(r"(\d{2,4})")

Days = tuple[date, date]


@lru_cache(maxsize=65_536)
def cover(value: str | None) -> Days | None:
    """First and last day (both inclusive) of a TIMEX3 value; None for one that denotes no fixed interval.

    "2015-10" is 1 to 31 October, "199" the decade from 1990, "19" the years 1900 to 1999, "a/b" runs from the first
    day of a to the last day of b.
    """
    if not value:
        return None
    if "/" in value:
        first, last = (cover(part) for part in value.split("/", 1))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    try:
        return _cover_one(value)
    except (ValueError, OverflowError):
        return None


def _cover_one(value: str) -> Days | None:
    if match := _DAY.fullmatch(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _WEEK.fullmatch(value):
        first = date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        return first, first + timedelta(1 if match[3] else 6)
    if match := _MONTHS.fullmatch(value):
        return _cover_months(int(match[1]), match[2])
    if match := _YEARS.fullmatch(value):
        span = 10 ** (4 - len(value))
        first_year = int(value) * span
        return date(first_year, 1, 1), date(first_year + span - 1, 12, 31)
    return None


def _cover_months(year: int, part: str) -> Days:
    if part in SEASON_MONTHS:
        return _months(year, SEASON_MONTHS[part], 3)
    if part[0] in "QH":
        length = 3 if part[0] == "Q" else 6
        return _months(year, (int(part[1]) - 1) * length + 1, length)
    return _months(year, int(part), 1)


def _months(year: int, month: int, length: int) -> Days:
    last_year, last_month = divmod(year * 12 + month - 1 + length - 1, 12)
    return date(year, month, 1), date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])


def move(day: date, unit: str, count: int) -> date | None:
    """The day so many units (D W M Q Y DE CE) later: of months and years it keeps the day of the month as far as the
    month has it. None where the calendar ends, and for hours, minutes and seconds.
    """
    if unit in CLOCK_UNITS:
        return None
    try:
        if unit in _DAYS_OF:
            return day + timedelta(count * _DAYS_OF[unit])
        year, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS_OF[unit], 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def shift(day: date, unit: str, count: int) -> str | None:
    """The value of the unit (D W WE M Q Y DE CE, or SP SU FA WI) that lies `count` units after the one around `day`.

    None when the calendar (years 1 to 9999) ends before, and for hours, minutes and seconds: a day knows none.
    """
    if unit in CLOCK_UNITS:
        return None
    try:
        return _shift(day, unit, count)
    except (ValueError, OverflowError):
        return None


def _shift(day: date, unit: str, count: int) -> str | None:
    if unit == "D":
        return (day + timedelta(count)).isoformat()
    if unit in ("W", "WE"):
        year, week, _ = (day + timedelta(7 * count)).isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit in ("M", "Q"):
        length = {"M": 1, "Q": 3}[unit]
        year, part = divmod((day.year * 12 + day.month - 1) // length + count, 12 // length)
        _check_year(year)
        return f"{year:04}-{part + 1:02}" if unit == "M" else f"{year:04}-{unit}{part + 1}"
    if unit in SEASON_MONTHS:
        return f"{_check_year(day.year + count):04}-{unit}"
    years = {"Y": 1, "DE": 10, "CE": 100}[unit]
    start = day.year // years + count
    _check_year(max(1, start * years))
    return f"{start:0{4 - len(str(years)) + 1}}"


def _check_year(year: int) -> int:
    return date(year, 1, 1).year


def nearest(candidates: Sequence[date], anchor: date) -> date:
    """The candidate closest to the anchor; of two at the same distance the earlier."""
    best, distance = candidates[0], abs(candidates[0] - anchor)
    for day in candidates[1:]:
        away = abs(day - anchor)
        if away < distance or (away == distance and day < best):
            best, distance = day, away
    return best


def is_real_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return False
    return 1 <= day <= _SHORTEST_MONTH or _SHORTEST_MONTH < day <= monthrange(year, month)[1]


def days_of_months(base: date, day: int, reach: int) -> list[date]:
    """That day of the months around the base's, so many before and behind, as far as they have it."""
    months = [divmod(base.year * 12 + base.month - 1 + away, 12) for away in range(-reach, reach + 1)]
    return [date(year, month + 1, day) for year, month in months if is_real_day(year, month + 1, day)]
