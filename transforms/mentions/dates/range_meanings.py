"""Operations that give a stretch of days: ranges, weeks and halves of a month, weekdays so many weeks away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from transforms.mentions.dates.context import Context, Timex
from transforms.mentions.dates.day_meanings import day_from, read_day, read_weekday
from transforms.mentions.dates.direction import choose_day
from transforms.mentions.dates.period_meanings import read_month
from transforms.mentions.dates.periods import cover, days_of_months, shift

_HALF_YEAR = 7  # months to either side in which "Friday the 13th" is looked for: there is one in any 14, mostly two


def stretch(first: date, last: date, anchor: date | None) -> Timex | None:
    """From one day to another, both included, as "2015-10-07/2015-10-09"."""
    return Timex("DATE", f"{first.isoformat()}/{last.isoformat()}", anchor) if first <= last else None


def _read_days(context: Context, year: str | Timex | None, month: str, first: str, last: str) -> Timex | None:
    """Days of one month: "Oct. 7-9, 2015"."""
    start = read_day(context, year, month, first)
    if start is None or start.value is None or not int(first) < int(last):
        return start if start is not None and int(first) < int(last) else None
    day = date.fromisoformat(start.value)
    try:
        return stretch(day, day.replace(day=int(last)), start.anchor)
    except ValueError:
        return None


def _read_months(context: Context, year: str | Timex | None, first: str, last: str) -> Timex | None:
    """From one month to another within a year: "June to August 2014"; the year is the last one's ("Nov.-Feb. 2017")."""
    end = read_month(context, year, last)
    if end.value is None or first == last:
        return end if end.value is None else None
    begins = int(end.value[:4]) - (int(first) > int(last))
    return Timex("DATE", f"{begins:04}-{int(first):02}/{end.value}", end.anchor) if begins else None


def _read_year_of_row(context: Context, year: str) -> Timex | None:
    """A later year of a row: the 2013 of "in 2009, 2011 and 2013"."""
    before = context.value_of_row()
    return Timex("DATE", year, states_year=True) if len(before) == 4 and before.isdecimal() else None


def _read_decade_of_row(context: Context, tens: str) -> Timex | None:
    """A later decade of a row: the nineties of "the 1980s and 90s"."""
    before = context.value_of_row()
    is_one = len(before) == 3 and before.isdecimal() and tens[1] == "0" and before[2] < tens[0]
    return Timex("DATE", before[:2] + tens[0]) if is_one else None


def _read_next_of_row(context: Context) -> Timex | None:
    """The week, month, quarter or year to come, behind the present one: "this year and next"."""
    anchor, before = context.anchor, context.value_of_row()
    unit = next((unit for unit in "YQMW" if anchor and before and before == shift(anchor, unit, 0)), None)
    return Timex("DATE", shift(anchor, unit, 1), anchor) if anchor and unit else None


def _read_following_days(context: Context, year: str | Timex | None, month: str, *days: str) -> Timex | None:
    """Days that follow on one another: "Nov. 3 and 4". Takes the first, the last, and how many later that must be."""
    first, last, later = days
    return _read_days(context, year, month, first, last) if int(last) - int(first) == int(later) else None


def _read_years(_context: Context, first: str, last: str) -> Timex | None:
    """From one year to another: "2010-12"; "2010-04" can only be a month."""
    full = last if len(last) == 4 else first[:2] + last
    if first < full:
        return Timex("DATE", f"{first}/{full}")
    is_month = len(last) == 2 and 1 <= int(last) <= 12
    return Timex("DATE", f"{first}-{last}", states_year=True) if is_month else None


def _read_half_of(_context: Context, number: str, month: Timex | None) -> Timex | None:
    """The first half of a month ends with its 15th day."""
    days = cover(month.value) if month else None
    if month is None or days is None or number not in {"1", "2"}:
        return month
    middle = days[0] + timedelta(14)
    first, last = (days[0], middle) if number == "1" else (middle + timedelta(1), days[1])
    return stretch(first, last, month.anchor)


def _read_weekday_of_day(context: Context, weekday: str) -> Timex:
    """As "on May 3, 2014, a Saturday": the day that the text named last, if it was one; else any, of no known week."""
    day = context.told.last_day
    if day is not None and day.isoweekday() == int(weekday):
        return Timex("DATE", day.isoformat(), day)
    return Timex("DATE", f"XXXX-WXX-{weekday}")


def _read_weekday_away(context: Context, weekday: str, weeks: str) -> Timex:
    """A weekday so many weeks before the most recent one ("Monday a week ago") or after the next ("Monday week")."""
    count = int(weeks)
    base = read_weekday(context, weekday, "next" if count > 0 else "recent")
    if base.value is None:
        return base
    moved = day_from(date.fromisoformat(base.value), 7 * count)
    return Timex("DATE", moved.value, context.anchor)


def _read_weekday_dated(context: Context, weekday: str, day: str) -> Timex | None:
    """The day that is both this weekday and this day of its month, as its sentence asks: "Friday the 13th"."""

    def days_around(base: date) -> list[date]:
        return [each for each in days_of_months(base, int(day), _HALF_YEAR) if each.isoweekday() == int(weekday)]

    meant = choose_day(context, days_around)
    if meant is None:
        return None if context.anchor else Timex("DATE", None)
    return Timex("DATE", meant[0].isoformat(), meant[1])


OPERATIONS: Mapping[str, Callable[..., Timex | None]] = {
    "days": _read_days,
    "months": _read_months,
    "row_year": _read_year_of_row,
    "row_decade": _read_decade_of_row,
    "next_of_row": _read_next_of_row,
    "following_days": _read_following_days,
    "years": _read_years,
    "half_of": _read_half_of,
    "weekday_of_day": _read_weekday_of_day,
    "weekday_away": _read_weekday_away,
    "weekday_dated": _read_weekday_dated,
}
