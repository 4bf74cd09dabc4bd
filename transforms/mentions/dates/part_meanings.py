"""Operations that give a part of a period: its first months, its third week, its last Friday, its 15th day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from transforms.mentions.dates.context import Context, Timex
from transforms.mentions.dates.day_meanings import year_of
from transforms.mentions.dates.periods import Days, cover, is_real_day, move, nearest, shift
from transforms.mentions.dates.range_meanings import stretch

SPAN = re.compile(r"P([0-9]{1,4})(D|W|M|Q|Y)")
_DAYS_OF_WEEK = 7
_MOST_WEEKS = 53  # of a year
_PARTS_OF_YEAR = ("Q1", "Q2", "Q3", "Q4", "H1", "H2")
_PARTS_OF_WEEK = {"first": (0, 2), "last": (4, 6), "working": (0, 4)}  # days behind its Monday, both included


def _read_edge(_context: Context, which: str, span: Timex | None, period: Timex | None) -> Timex | None:
    """The first or last so many units of a period: "the first three months of 2016" is a quarter by its name, "the
    first nine months of 1989" a length of time, as TimeML has it, whose days are known. Of a few, the period.
    """
    days = cover(period.value) if period else None
    if span is None or period is None or span.value is None or days is None:
        return period
    match = SPAN.fullmatch(span.value)
    if match is None:
        return period if "X" in span.value else None
    count, unit = int(match[1]), match[2]
    if count < 1:
        return None
    ends = [_unit_of(days, unit, 1), _unit_of(days, unit, count)]
    if which == "last":
        ends = [_unit_of(days, unit, -count), _unit_of(days, unit, -1)]
    if ends[0] is None or ends[1] is None:
        return None
    stretched = cover(f"{ends[0]}/{ends[1]}")
    named = [ends[0]] if ends[0] == ends[1] else [f"{ends[0][:4]}-{part}" for part in _PARTS_OF_YEAR]
    name = next((value for value in named if cover(value) == stretched), None)
    return Timex("DATE" if name else "DURATION", name or span.value, period.anchor, days=stretched)


def _read_span_to(_context: Context, span: str | Timex | None, end: Timex | None) -> Timex | None:
    """A length of time that is told by its end, as reports have it: "the three months to June" begin with April.

    span: a duration, or the letter of a unit for one of it.
    """
    value = span.value if isinstance(span, Timex) else f"P1{span}"
    match, days = SPAN.fullmatch(value or ""), cover(end.value) if end else None
    if value is None or end is None or match is None or days is None:
        return Timex("DURATION", value) if value else None
    first = move(days[1] + timedelta(1), match[2], -int(match[1]))
    return Timex("DURATION", value, end.anchor, days=(first, days[1]) if first and first <= days[1] else None)


def _unit_of(days: Days, unit: str, nth: int) -> str | None:
    """The nth unit in a stretch of days (from 1; from -1 at its end), as far as it lies in it; weeks are ISO weeks."""
    if unit == "D":
        day = days[0] + timedelta(nth - 1) if nth > 0 else days[1] + timedelta(nth + 1)
        return day.isoformat() if days[0] <= day <= days[1] else None
    base = days[0] if nth > 0 else days[1]
    if unit == "W":  # the first week of a year is the one with its first Thursday (ISO 8601)
        base += timedelta(3 if nth > 0 else -3)
    value = shift(base, unit, nth - 1 if nth > 0 else nth + 1)
    inside = cover(value)
    slack = timedelta(_DAYS_OF_WEEK - 1 if unit == "W" else 0)
    return value if inside and days[0] - slack <= inside[0] and inside[1] <= days[1] + slack else None


def _read_nth_unit(_context: Context, number: str, unit: str, period: Timex | None) -> Timex | None:
    """The nth unit of a period; a week belongs to the month or year that its Thursday is in, as in ISO 8601."""
    days = cover(period.value) if period else None
    if period is None or days is None:
        return period
    value = _unit_of(days, unit, int(number)) if int(number) else None
    return Timex("DATE", value, period.anchor) if value else None


def _read_calendar_week(context: Context, number: str, year: str | Timex | None) -> Timex | None:
    """A week by its number in the calendar (ISO 8601); without a year the one nearest to the anchor."""
    stated = year_of(year) if year is not None else None
    anchor = context.anchor
    if year is None and anchor is None:
        return Timex("DATE", None)
    years = [stated] if stated else [anchor.year + away for away in (-1, 0, 1)] if year is None and anchor else []
    weeks = {f"{each:04}-W{int(number):02}" for each in years if 1 <= int(number) <= _MOST_WEEKS}
    begun = {days[0]: week for week in weeks if (days := cover(week))}
    if not begun:
        return None
    return Timex("DATE", begun[nearest(sorted(begun), anchor) if anchor else min(begun)], anchor)


def _read_nth_weekday(_context: Context, number: str, weekday: str, period: Timex | None) -> Timex | None:
    """The nth such weekday of a period, -1 the last: "the first Sunday of May"."""
    days = cover(period.value) if period else None
    if period is None or days is None:
        return period
    nth = int(number)
    if nth > 0:
        day = days[0] + timedelta((int(weekday) - days[0].isoweekday()) % 7 + 7 * (nth - 1))
    else:
        day = days[1] - timedelta((days[1].isoweekday() - int(weekday)) % 7 - 7 * (nth + 1))
    return Timex("DATE", day.isoformat(), period.anchor) if days[0] <= day <= days[1] and nth else None


def _read_nth_weekend(context: Context, number: str, period: Timex | None) -> Timex | None:
    """The nth weekend of a period, by its Saturday: "the last weekend of October"."""
    saturday = _read_nth_weekday(context, number, "6", period)
    days = cover(saturday.value) if saturday else None
    return Timex("DATE", shift(days[0], "WE", 0), saturday.anchor) if saturday and days else saturday


def _read_nth_weekday_after(_context: Context, number: str, weekday: str, base: Timex | None) -> Timex | None:
    """The nth such weekday after (-1: the last before) a day that stands behind: "the first Tuesday after May 3"."""
    days = cover(base.value) if base else None
    if base is None or days is None:
        return base
    if number == "-1":
        back = (days[0].isoweekday() - int(weekday) - 1) % 7 + 1
        return Timex("DATE", (days[0] - timedelta(back)).isoformat(), base.anchor)
    ahead = (int(weekday) - days[1].isoweekday() - 1) % 7 + 1
    nth = int(number)
    return Timex("DATE", (days[1] + timedelta(ahead + 7 * (nth - 1))).isoformat(), base.anchor) if nth > 0 else None


def _read_week_from(_context: Context, day: Timex | None) -> Timex | None:
    """The week that is called by a day of it, as "the week of March 6"; a Sunday is the eve of the week it names."""
    days = cover(day.value) if day else None
    if day is None or days is None:
        return day
    return Timex("DATE", shift(days[0], "W", int(days[0].isoweekday() == _DAYS_OF_WEEK)), day.anchor)


def _read_week_edge(_context: Context, which: str, week: Timex | None) -> Timex | None:
    """Some days of a week: "early next week" has the value of that week, and covers its first three."""
    days = cover(week.value) if week else None
    if week is None or days is None:
        return week
    first, last = _PARTS_OF_WEEK[which]
    return Timex("DATE", week.value, week.anchor, days=(days[0] + timedelta(first), days[0] + timedelta(last)))


def _read_weekday_in(_context: Context, weekday: str, week: Timex | None) -> Timex | None:
    """A weekday of a week that the phrase names: "Tuesday of last week"."""
    days = cover(week.value) if week else None
    if week is None or days is None:
        return week
    return Timex("DATE", (days[0] + timedelta(int(weekday) - 1)).isoformat(), week.anchor)


def _read_day_of(_context: Context, day: str, month: Timex | None) -> Timex | None:
    """A day of a month that the phrase names by its distance: "the 20th of next month"."""
    first = cover(month.value) if month else None
    if month is None or first is None:
        return month
    if not is_real_day(first[0].year, first[0].month, int(day)):
        return None
    return Timex("DATE", first[0].replace(day=int(day)).isoformat(), month.anchor)


def _read_days_of(_context: Context, month: Timex | None, first: str, last: str) -> Timex | None:
    """From one day to another of such a month."""
    ends = [_read_day_of(_context, day, month) for day in (first, last)]
    if ends[0] is None or ends[1] is None or ends[0].value is None or ends[1].value is None:
        return ends[0] and ends[1]
    return stretch(date.fromisoformat(ends[0].value), date.fromisoformat(ends[1].value), ends[0].anchor)


def _read_quarter_ended(context: Context, end: Timex | None) -> Timex | None:
    """The quarter that ends with a day: the one that the report has numbered, as a firm counts them; else one of the
    calendar's where it can be, else its three months.
    """
    days = cover(end.value) if end else None
    if end is None or days is None:
        return end
    quarter = context.quarter()
    if quarter is not None:
        return Timex("DATE", quarter, end.anchor)
    first = shift(days[1], "M", -2)
    if first is None:
        return None
    is_of_calendar = days[1].month % 3 == 0
    value = shift(days[1], "Q", 0) if is_of_calendar else f"{first}/{shift(days[1], 'M', 0)}"
    return Timex("DATE", value, end.anchor)


OPERATIONS: Mapping[str, Callable[..., Timex | None]] = {
    "edge_of": _read_edge,
    "span_to": _read_span_to,
    "nth_unit": _read_nth_unit,
    "calendar_week": _read_calendar_week,
    "nth_weekday": _read_nth_weekday,
    "nth_weekend": _read_nth_weekend,
    "nth_weekday_after": _read_nth_weekday_after,
    "week_from": _read_week_from,
    "week_edge": _read_week_edge,
    "weekday_in": _read_weekday_in,
    "day_of": _read_day_of,
    "days_of": _read_days_of,
    "quarter_ended": _read_quarter_ended,
}
