"""Operations that give a period: week, weekend, month, quarter, half, season, year, decade, century."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from transforms.mentions.dates.context import Context, Timex
from transforms.mentions.dates.day_meanings import year_of
from transforms.mentions.dates.periods import CLOCK_UNITS, LONGEST, SEASON_MONTHS, cover, shift
from transforms.mentions.dates.span_meanings import length

_JUST_GONE = 2  # months; one that far back is seldom a month to come
_WINTER_TOLD = 7  # the last month in which "this winter" is the one that is over, if none is told to come
_RECENT = 120  # days after its end in which a quarter is still being reported on


def _read_year(_context: Context, year: str | Timex | None) -> Timex | None:
    """A year as stated, or as a phrase such as "last year" means it."""
    if isinstance(year, Timex):
        return year
    stated = year_of(year)
    return Timex("DATE", f"{stated:04}", states_year=True) if stated else None


def read_month(context: Context, year: str | Timex | None, month: str, how: str = "plain") -> Timex:
    """A month; without a year by the tense of its sentence, else the nearest."""
    if year is not None:
        stated = year_of(year)
        anchor = year.anchor if isinstance(year, Timex) else None
        value = f"{stated:04}-{int(month):02}" if stated else None
        return Timex("DATE", value, anchor, states_year=anchor is None)
    return _by_tense(context, "M", int(month), 12, how)


def _read_month_before(_context: Context, month: str, end: Timex | None) -> Timex | None:
    """The month that a range begins with, whose last one stands behind: "from August to October"."""
    if end is None or end.value is None:
        return end
    year = int(end.value[:4]) - (int(month) > int(end.value[5:7]))
    return Timex("DATE", f"{year:04}-{int(month):02}" if year else None, end.anchor)


def _by_tense(context: Context, unit: str, part: int, parts: int, how: str) -> Timex:
    """The part (month 1 to 12, season 1 to 4) of the year that the tense, or "last", "next", "this", asks for."""
    if context.anchor is None:
        return Timex("DATE", None)
    if how != "plain":
        return _part_of_year(context.anchor, unit, part, parts, how)
    begins = context.month_before_range() if unit == "M" else None
    if begins is not None:  # "from August to October"
        return Timex("DATE", f"{begins.year + (part < begins.month):04}-{part:02}", context.anchor)
    tense = context.tense()
    is_just_gone = unit == "M" and 0 < (context.anchor.month - part) % parts <= _JUST_GONE
    if is_just_gone and tense == "future" and not context.is_promised():
        tense = "unknown"  # "May's figures will please him", in June
    if tense == "past" and unit == "M" and context.is_open_end():
        tense = "unknown"  # "has lent it two millions through May"
    beside = context.day_beside(tense) if tense != "future" else None
    if beside and tense == "past" and unit == "M" and part < beside.month and beside.year < context.anchor.year:
        beside = beside.replace(year=beside.year + 1, day=1)  # "vanished in July 2022; was found in March"
    return _part_of_year(beside or context.anchor, unit, part, parts, "this" if beside else tense)


@lru_cache(maxsize=4096)
def _part_of_year(anchor: date, unit: str, part: int, parts: int, how: str) -> Timex:
    now = (anchor.month - 1) * parts // 12 + 1
    if how == "past":
        year = anchor.year - (part > now)
    elif how == "last":  # of the month just gone one says "last month"
        year = anchor.year - (part >= now - (parts == 12))
    elif how == "gone":  # the last one that is over
        year = anchor.year - (part >= now)
    elif how == "future":
        year = anchor.year + (part < now)
    elif how == "next":
        year = anchor.year + (part <= now)
    elif how == "this":
        year = anchor.year
    else:  # the coming one if it begins within a third of a year, else the last
        ahead = (part - now) % parts
        year = anchor.year + (part < now) if ahead <= parts // 3 else anchor.year - (part > now)
    return Timex("DATE", f"{year:04}-{part:02}" if unit == "M" else f"{year:04}-{unit}{part}", anchor)


def _read_season(context: Context, year: str | Timex | None, season: str, how: str = "plain") -> Timex:
    """A season (SP SU FA WI), with or without its year."""
    if year is not None:
        stated = year_of(year)
        return Timex("DATE", f"{stated:04}-{season}" if stated else None)
    anchor = context.anchor
    now = f"{anchor.year - (anchor.month < SEASON_MONTHS['SP']):04}-{season}" if anchor else None
    days = cover(now)
    if how == "plain" and anchor and days and days[0] <= anchor <= days[1]:
        return Timex("DATE", now, anchor)
    if how == "this" and season == "WI" and anchor and anchor.month <= _WINTER_TOLD and context.tense() != "future":
        return Timex("DATE", now and f"{anchor.year - 1:04}-WI", anchor)  # "this winter was mild", in spring
    found = read_month(context, None, str(SEASON_MONTHS[season]), how)
    return Timex("DATE", f"{found.value[:4]}-{season}" if found.value else None, found.anchor)


def _read_part(context: Context, year: str | Timex | None, unit: str, number: str) -> Timex | None:
    """A quarter or half of a year; without one, the most recent that has begun."""
    parts = 4 if unit == "Q" else 2
    part = int(number)
    if not 1 <= part <= parts:
        return None
    if year is not None:
        stated = year_of(year)
        anchor = year.anchor if isinstance(year, Timex) else None
        return Timex("DATE", f"{stated:04}-{unit}{part}" if stated else None, anchor)
    latest = _by_tense(context, unit, part, parts, "past")
    days = cover(latest.value)
    if (
        days is None
        or context.anchor is None
        or (context.anchor - days[1]).days < _RECENT
        or context.tense() != "future"
    ):
        return latest
    return _by_tense(context, unit, part, parts, "future")


def _read_part_of_the_year(context: Context, unit: str, number: str) -> Timex | None:
    """A half of "the year": of the anchor's, or the year before where the past tells of what has not begun."""
    anchor = context.anchor
    if anchor is None:
        return Timex("DATE", None)
    reading = _read_part(context, str(anchor.year), unit, number)
    days = cover(reading.value) if reading else None
    if days and days[0] > anchor and context.tense() == "past":
        reading = _read_part(context, str(anchor.year - 1), unit, number)
    return Timex("DATE", reading.value, anchor) if reading else None


def _read_shift(context: Context, unit: str, count: str, sign: str = "+") -> Timex:
    """The unit that lies so many after (sign "-": before) the anchor's: "last week", "three weeks ago".

    Of hours and less, no more is known than how long: a day of publication has no hour.
    """
    if unit in CLOCK_UNITS:
        return Timex("DURATION", length(unit, count.lstrip("-")))
    number = int(count) * (-1 if sign == "-" else 1)
    return Timex("DATE", shift(context.anchor, unit, number) if context.anchor else None, context.anchor)


def _read_later(context: Context, unit: str, count: str, sign: str = "+") -> Timex:
    """So many units after (sign "-": before) the last date of the text: "two days later", "the following year"."""
    number = int(count) * (-1 if sign == "-" else 1)
    days = cover(context.told.last_value)
    if days is None and number > 0 and unit not in CLOCK_UNITS and context.tense() == "past":
        return Timex("DATE", None)  # "two days later he died": than what, the text does not say
    if days is None or unit in CLOCK_UNITS:
        return _read_shift(context, unit, str(number))
    if (days[1] - days[0]).days >= LONGEST[unit]:  # "the next day" behind a mere "in 2012"
        is_current = context.anchor is not None and days[0] <= context.anchor <= days[1]
        return _read_shift(context, unit, str(number)) if is_current else Timex("DATE", None)
    return Timex("DATE", shift(days[0], unit, number), days[0])


def _read_next_unit(context: Context, unit: str) -> Timex:
    """As "the next month": the one after the last date of the text, but in a sentence of the future the coming one."""
    return _read_shift(context, unit, "1") if context.tense() == "future" else _read_later(context, unit, "1")


def _read_same(context: Context, unit: str) -> Timex | None:
    """As "the quarter", "that year": the unit around the last date of the text, else around the anchor."""
    if unit == "Q":
        quarter = context.quarter()
        return Timex("DATE", quarter, context.anchor) if quarter else _read_shift(context, "Q", "-1")
    days = cover(context.told.last_value)
    if unit == "D" and days and days[0] != days[1]:
        return Timex("DATE", None)
    base = days[0] if days else context.anchor
    return Timex("DATE", shift(base, unit, 0) if base else None, base)


def _read_around(_context: Context, unit: str, day: Timex | None) -> Timex | None:
    """The unit around a date that the phrase states: "the week of March 6"."""
    days = cover(day.value) if day else None
    if day is None or days is None:
        return day
    return Timex("DATE", shift(days[0], unit, 0), day.anchor)


def _read_inner(_context: Context, inner: Timex | None) -> Timex | None:
    """What the date inside the phrase means: "early", "the end of" and the like do not change a TIMEX3 value."""
    return inner


def _read_same_as_anchor(context: Context, unit: str) -> Timex:
    """As "The month": the unit around the anchor."""
    return _read_shift(context, unit, "0")


def _read_weekend(context: Context, how: str) -> Timex:
    """The coming weekend in a sentence about the future, the last that has begun in one about the past.

    Where no verb tells, "the" weekend is the last and "this" weekend the coming one.
    """
    if context.anchor is None:
        return Timex("DATE", None)
    tense = context.tense()
    is_coming = tense == "future" or (tense == "unknown" and how == "this") or context.anchor.isoweekday() >= 6
    return _read_shift(context, "WE", "0" if is_coming else "-1")


def _read_year_end(context: Context) -> Timex:
    """The anchor's year, as "the end of the year" is; behind "since" the one before."""
    return _read_shift(context, "Y", "-1" if context.is_behind() else "0")


def _read_compared_year(context: Context, year: str) -> Timex:
    """As "the 1988 period": in a report on a quarter that quarter of the stated year, else the year."""
    is_comparison = context.anchor is not None and int(year) < context.anchor.year
    quarter = context.quarter()
    return Timex("DATE", year + (quarter[4:] if quarter else ""), is_comparison=is_comparison)


def _read_later_span(context: Context, span: Timex | None, sign: str) -> Timex | None:
    """So long after or before the last date of the text."""
    if span is None or span.value is None:
        return span
    match = _SPAN.fullmatch(span.value)
    if match is None:
        return Timex("DATE", "PAST_REF" if sign == "-" else "FUTURE_REF") if "X" in span.value else span
    return _read_later(context, match[2], match[1], sign)


def _read_comparison(context: Context) -> Timex:
    """The same period of the year before: of the quarter that the text reports on, else the year."""
    quarter = context.quarter()
    if quarter is None or context.told.compares_years:
        year = _read_shift(context, "Y", "-1")
        return Timex("DATE", year.value, year.anchor, is_comparison=True)
    return Timex("DATE", f"{int(quarter[:4]) - 1:04}{quarter[4:]}", context.anchor, is_comparison=True)


def _read_one_ago(context: Context, unit: str) -> Timex:
    """As "a week ago"; decades and centuries are counted in years."""
    years = {"DE": "10", "CE": "100"}.get(unit)
    return _read_shift(context, "Y", years, "-") if years else _read_shift(context, unit, "1", "-")


def read_ago(context: Context, span: Timex | None, sign: str = "-") -> Timex | None:
    """So long before the anchor, as wide as the unit of the duration."""
    if span is None or span.value is None:
        return span
    match = _SPAN.fullmatch(span.value)
    if half := _YEARS_AND_HALF.fullmatch(span.value):
        months = _read_shift(context, "M", str(12 * int(half[1]) + 6), sign)
        return Timex("DATE", months.value and months.value[:4], months.anchor)
    if match is None:
        return Timex("DATE", "PAST_REF" if sign == "-" else "FUTURE_REF") if "X" in span.value else span
    return _read_shift(context, match[2], match[1], sign)


_SPAN = re.compile(r"P([0-9]{1,6})([DWMQY])")
_YEARS_AND_HALF = re.compile(r"P([0-9]{1,4})Y6M")

OPERATIONS: Mapping[str, Callable[..., Timex | None]] = {
    "year": _read_year,
    "month": read_month,
    "month_before": _read_month_before,
    "season": _read_season,
    "part": _read_part,
    "part_of_the_year": _read_part_of_the_year,
    "shift": _read_shift,
    "later": _read_later,
    "next_unit": _read_next_unit,
    "same": _read_same,
    "around": _read_around,
    "inner": _read_inner,
    "compare_year": _read_compared_year,
    "later_span": _read_later_span,
    "same_anchor": _read_same_as_anchor,
    "same_weekend": _read_weekend,
    "yearend": _read_year_end,
    "compare": _read_comparison,
    "ago": read_ago,
    "one_ago": _read_one_ago,
}
