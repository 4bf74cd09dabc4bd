"""Operations that give a period: week, weekend, month, quarter, half, season, year, decade, century."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from transforms.mentions.dates.day_meanings import read_holiday, year_of
from transforms.mentions.dates.periods import CLOCK_UNITS, SEASON_MONTHS, cover, shift
from transforms.mentions.dates.scene import Reading, Scene
from transforms.mentions.dates.span_meanings import length

LONGEST = {"D": 1, "W": 7, "M": 31, "Q": 92, "Y": 366, "DE": 3653, "CE": 36525}  # days of a unit
RECENT = 120  # days after its end in which a quarter is still being reported on


def read_year(_scene: Scene, year: str | Reading | None) -> Reading | None:
    """A year as stated, or as a phrase such as "last year" means it."""
    if isinstance(year, Reading):
        return year
    stated = year_of(year)
    return Reading("DATE", f"{stated:04}") if stated else None


def read_month(scene: Scene, year: str | Reading | None, month: str, how: str = "plain") -> Reading:
    """A month; without a year by the tense of its sentence, else the nearest."""
    if year is not None:
        stated = year_of(year)
        anchor = year.anchor if isinstance(year, Reading) else None
        return Reading("DATE", f"{stated:04}-{int(month):02}" if stated else None, anchor)
    return _by_tense(scene, "M", int(month), 12, how)


def _by_tense(scene: Scene, unit: str, part: int, parts: int, how: str) -> Reading:
    """The part (month 1 to 12, season 1 to 4) of the year that the tense, or "last", "next", "this", asks for."""
    if scene.anchor is None:
        return Reading("DATE", None)
    return _part_of_year(scene.anchor, unit, part, parts, scene.tense() if how == "plain" else how)


@lru_cache(maxsize=4096)
def _part_of_year(anchor: date, unit: str, part: int, parts: int, how: str) -> Reading:
    now = (anchor.month - 1) * parts // 12 + 1
    if how == "past":
        year = anchor.year - (part > now)
    elif how == "last":  # of the month just gone one says "last month"
        year = anchor.year - (part >= now - (parts == 12))
    elif how == "future":
        year = anchor.year + (part < now)
    elif how == "next":
        year = anchor.year + (part <= now)
    elif how == "this":
        year = anchor.year
    else:  # the coming one if it begins within a third of a year, else the last
        ahead = (part - now) % parts
        year = anchor.year + (part < now) if ahead <= parts // 3 else anchor.year - (part > now)
    return Reading("DATE", f"{year:04}-{part:02}" if unit == "M" else f"{year:04}-{unit}{part}", anchor)


def read_season(scene: Scene, year: str | Reading | None, season: str, how: str = "plain") -> Reading:
    """A season (SP SU FA WI), with or without its year."""
    if year is not None:
        stated = year_of(year)
        return Reading("DATE", f"{stated:04}-{season}" if stated else None)
    found = read_month(scene, None, str(SEASON_MONTHS[season]), how)
    return Reading("DATE", f"{found.value[:4]}-{season}" if found.value else None, found.anchor)


def read_part(scene: Scene, year: str | Reading | None, unit: str, number: str) -> Reading | None:
    """A quarter or half of a year; without one, the most recent that has begun."""
    parts = 4 if unit == "Q" else 2
    part = int(number)
    if not 1 <= part <= parts:
        return None
    if year is not None:
        stated = year_of(year)
        anchor = year.anchor if isinstance(year, Reading) else None
        return Reading("DATE", f"{stated:04}-{unit}{part}" if stated else None, anchor)
    latest = _by_tense(scene, unit, part, parts, "past")
    days = cover(latest.value)
    if days is None or scene.anchor is None or (scene.anchor - days[1]).days < RECENT or scene.tense() != "future":
        return latest
    return _by_tense(scene, unit, part, parts, "future")


def read_decade(scene: Scene, digits: str) -> Reading | None:
    """A decade by the tens of its years: "60" is the nearest that has begun, "1960" that one; "1800" is a century."""
    if len(digits) == 4:
        is_century = digits.endswith("00") and digits < "2000"
        return Reading("DATE", digits[:2] if is_century else digits[:3])
    if not digits.endswith("0"):
        return None
    century = 20 if int(digits) <= 10 else 19
    if scene.anchor is not None:
        century = scene.anchor.year // 100 - (int(digits) > scene.anchor.year % 100)
    return Reading("DATE", f"{century:02}{digits[0]}", scene.anchor)


def read_century(_scene: Scene, ordinal: str) -> Reading | None:
    """A century by its ordinal: the 19th is "18", the years 1800 to 1899 as TIMEX3 counts them."""
    number = int(ordinal)
    return Reading("DATE", f"{number - 1:02}") if 2 <= number <= 30 else None


def read_shift(scene: Scene, unit: str, count: str, sign: str = "+") -> Reading:
    """The unit that lies so many after (sign "-": before) the anchor's: "last week", "three weeks ago".

    Of hours and less, no more is known than how long: a day of publication has no hour.
    """
    if unit in CLOCK_UNITS:
        return Reading("DURATION", length(unit, count.lstrip("-")))
    number = int(count) * (-1 if sign == "-" else 1)
    return Reading("DATE", shift(scene.anchor, unit, number) if scene.anchor else None, scene.anchor)


def read_later(scene: Scene, unit: str, count: str, sign: str = "+") -> Reading:
    """So many units after (sign "-": before) the last date of the text: "two days later", "the following year"."""
    number = int(count) * (-1 if sign == "-" else 1)
    days = cover(scene.told.last_value)
    if days is None or unit in CLOCK_UNITS:
        return read_shift(scene, unit, str(number))
    if (days[1] - days[0]).days >= LONGEST[unit]:  # "the next day" behind a mere "in 2012"
        is_current = scene.anchor is not None and days[0] <= scene.anchor <= days[1]
        return read_shift(scene, unit, str(number)) if is_current else Reading("DATE", None)
    return Reading("DATE", shift(days[0], unit, number), days[0])


def read_same(scene: Scene, unit: str) -> Reading | None:
    """As "the quarter", "that year": the unit around the last date of the text, else around the anchor."""
    if unit == "Q":
        quarter = scene.told.quarter
        return Reading("DATE", quarter, scene.anchor) if quarter else read_shift(scene, "Q", "-1")
    days = cover(scene.told.last_value)
    if unit == "D" and days and days[0] != days[1]:
        return Reading("DATE", None)
    base = days[0] if days else scene.anchor
    return Reading("DATE", shift(base, unit, 0) if base else None, base)


def read_around(_scene: Scene, unit: str, day: Reading | None) -> Reading | None:
    """The unit around a date that the phrase states: "the week of March 6"."""
    days = cover(day.value) if day else None
    if day is None or days is None:
        return day
    return Reading("DATE", shift(days[0], unit, 0), day.anchor)


def read_inner(_scene: Scene, inner: Reading | None) -> Reading | None:
    """What the date inside the phrase means: "early", "the end of" and the like do not change a TIMEX3 value."""
    return inner


def read_spelled_year(_scene: Scene, century: str, rest: str) -> Reading | None:
    """As "Nineteen ninety-seven"."""
    if not (13 <= int(century) <= 20 and 10 <= int(rest) <= 99):
        return None
    return Reading("DATE", f"{century}{rest}")


def read_same_as_anchor(scene: Scene, unit: str) -> Reading:
    """As "The month": the unit around the anchor."""
    return read_shift(scene, unit, "0")


def read_weekend(scene: Scene, how: str) -> Reading:
    """The coming weekend in a sentence about the future, the last that has begun in one about the past.

    Where no verb tells, "the" weekend is the last and "this" weekend the coming one.
    """
    if scene.anchor is None:
        return Reading("DATE", None)
    tense = scene.tense()
    is_coming = tense == "future" or (tense == "unknown" and how == "this") or scene.anchor.isoweekday() >= 6
    return read_shift(scene, "WE", "0" if is_coming else "-1")


def read_year_end(scene: Scene) -> Reading:
    """The anchor's year, as "the end of the year" is; behind "since" the one before."""
    return read_shift(scene, "Y", "-1" if scene.is_behind() else "0")


def read_compared_year(scene: Scene, year: str) -> Reading:
    """As "the 1988 period": in a report on a quarter that quarter of the stated year, else the year."""
    is_comparison = scene.anchor is not None and int(year) < scene.anchor.year
    quarter = scene.told.quarter
    return Reading("DATE", year + (quarter[4:] if quarter else ""), is_comparison=is_comparison)


def read_holiday_week(scene: Scene, name: str) -> Reading | None:
    """The week of a feast."""
    return read_around(scene, "W", read_holiday(scene, name, None, "plain"))


def read_later_span(scene: Scene, span: Reading | None, sign: str) -> Reading | None:
    """So long after or before the last date of the text."""
    if span is None or span.value is None:
        return span
    match = SPAN.fullmatch(span.value)
    if match is None:
        return Reading("DATE", "PAST_REF" if sign == "-" else "FUTURE_REF") if "X" in span.value else span
    return read_later(scene, match[2], match[1], sign)


def read_comparison(scene: Scene) -> Reading:
    """The same period of the year before: of the quarter that the text reports on, else the year."""
    quarter = scene.told.quarter
    if quarter is None or scene.told.compares_years:
        year = read_shift(scene, "Y", "-1")
        return Reading("DATE", year.value, year.anchor, is_comparison=True)
    return Reading("DATE", f"{int(quarter[:4]) - 1:04}{quarter[4:]}", scene.anchor, is_comparison=True)


def read_one_ago(scene: Scene, unit: str) -> Reading:
    """As "a week ago"; decades and centuries are counted in years."""
    years = {"DE": "10", "CE": "100"}.get(unit)
    return read_shift(scene, "Y", years, "-") if years else read_shift(scene, unit, "1", "-")


def read_ago(scene: Scene, span: Reading | None, sign: str = "-") -> Reading | None:
    """So long before the anchor, as wide as the unit of the duration."""
    if span is None or span.value is None:
        return span
    match = SPAN.fullmatch(span.value)
    if match is None:
        return Reading("DATE", "PAST_REF" if sign == "-" else "FUTURE_REF") if "X" in span.value else span
    return read_shift(scene, match[2], match[1], sign)


SPAN = re.compile(r"P([0-9]{1,6})([DWMQY])")

OPERATIONS: Mapping[str, Callable[..., Reading | None]] = {
    "year": read_year,
    "month": read_month,
    "season": read_season,
    "part": read_part,
    "decade": read_decade,
    "century": read_century,
    "shift": read_shift,
    "later": read_later,
    "same": read_same,
    "around": read_around,
    "inner": read_inner,
    "compare_year": read_compared_year,
    "holiday_week": read_holiday_week,
    "later_span": read_later_span,
    "spelled": read_spelled_year,
    "same_anchor": read_same_as_anchor,
    "same_weekend": read_weekend,
    "yearend": read_year_end,
    "compare": read_comparison,
    "ago": read_ago,
    "one_ago": read_one_ago,
}
