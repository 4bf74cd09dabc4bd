"""Operations that give a day by its distance from another one, or by its number alone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from transforms.mentions.dates.context import Context, Timex
from transforms.mentions.dates.day_meanings import read_day
from transforms.mentions.dates.direction import choose_day
from transforms.mentions.dates.part_meanings import SPAN
from transforms.mentions.dates.period_meanings import read_ago
from transforms.mentions.dates.periods import CLOCK_UNITS, LONGEST, cover, days_of_months, is_real_day, move, shift

_YEARS = frozenset({"Y", "DE", "CE"})
_SATURDAY = 6
_NEAR = 10  # days around the anchor in which a day's year is beyond doubt


def _read_offset_from(context: Context, span: str | Timex | None, sign: str, base: Timex | None) -> Timex | None:
    """So long after (sign "-": before) a date that stands behind: "two weeks before Christmas", "a month after May 4".

    span: a duration, or the letter of a unit for one of it. None for a vague span, which stays a duration.
    """
    value = span.value if isinstance(span, Timex) else f"P1{span}"
    match = SPAN.fullmatch(value or "")
    if match is None or base is None:
        return None
    days, unit = cover(base.value), match[2]
    if days is None:
        return Timex("DATE", None, base.anchor)
    is_anchor = base.anchor is not None and base.anchor == context.anchor
    if unit in _YEARS and is_anchor and days != (context.anchor, context.anchor):
        return None  # years from a day whose own year nobody states
    count = int(match[1]) * (-1 if sign == "-" else 1)
    if days[0] == days[1]:
        moved = move(days[0], unit, count)
        return Timex("DATE", moved.isoformat() if moved else None, base.anchor, margin=base.margin)
    if (days[1] - days[0]).days >= LONGEST[unit]:
        return None
    return Timex("DATE", shift(days[0], unit, count), base.anchor)


def _read_from_event(context: Context, span: str | Timex | None, sign: str, event: str) -> Timex | None:
    """So long after or before something that the text has told with its day: "the day after the quake".

    None where no sentence named both.
    """
    day = context.day_of_event(event)
    return _read_offset_from(context, span, sign, Timex("DATE", day.isoformat(), day)) if day else None


def _read_unit_beside(_context: Context, unit: str, sign: str, base: Timex | None) -> Timex | None:
    """The unit after (sign "-": before) the one around a date that stands behind: "the week after Easter"; the weekend
    after a Friday is that of its own week.
    """
    days = cover(base.value) if base else None
    if base is None or days is None:
        return base
    is_before_weekend = unit == "WE" and days[0].isoweekday() < _SATURDAY
    return Timex("DATE", shift(days[0], unit, -1 if sign == "-" else int(not is_before_weekend)), base.anchor)


def _around_years_before(base: date | None, unit: str, years: int) -> Timex:
    """The week, month or quarter around a day of so many years before."""
    day = move(base, "Y", -years) if base else None
    return Timex("DATE", shift(day, unit, 0) if day else None, base)


def _read_years_ago(context: Context, unit: str, years: str) -> Timex:
    """The week or month around the anchor's day of so many years before: "ten years ago this month"."""
    return _around_years_before(context.anchor, unit, int(years))


def _read_day_ago(_context: Context, unit: str, count: str, day: Timex | None) -> Timex | None:
    """So many units before a day near the anchor: "two years ago Monday" is that Monday's anniversary."""
    days = cover(day.value) if day else None
    if day is None or days is None or unit in CLOCK_UNITS:
        return day if days is None else None
    moved = move(days[0], unit, -int(count))
    return Timex("DATE", moved.isoformat() if moved else None, day.anchor)


def _read_same_year_before(context: Context, unit: str) -> Timex | None:
    """The week, month or quarter that the text spoke of last, of the year before: "the same month last year"."""
    days = cover(context.told.last_value)
    base = context.anchor if days is None or (days[1] - days[0]).days >= LONGEST[unit] else days[0]
    return _around_years_before(base, unit, 1)


def _read_same_unit_of(context: Context, unit: str, year: str) -> Timex:
    """The week, month or quarter that the text spoke of last, of another year: "the same month of 2013"."""
    days = cover(context.told.last_value)
    base = days[0] if days else context.anchor
    moved = move(base, "Y", int(year) - base.year) if base else None
    return Timex("DATE", shift(moved, unit, 0) if moved else None, is_comparison=True)


def _read_ahead(context: Context, span: Timex | None) -> Timex | None:
    """As "in three weeks", in a sentence that looks ahead; elsewhere it is a length of time."""
    return read_ago(context, span, "+") if context.tense() == "future" else None


def _read_weekday_around(context: Context, weekday: str, count: str, sign: str) -> Timex:
    """A weekday of the week so many weeks from the anchor's: "Monday two weeks ago"."""
    week = shift(context.anchor, "W", int(sign + count)) if context.anchor else None
    days = cover(week)
    value = (days[0] + timedelta(int(weekday) - 1)).isoformat() if days else None
    return Timex("DATE", value, context.anchor)


def _read_bare_day(context: Context, day: str) -> Timex:
    """A day of a month that goes without saying: "on the 15th"; a month named in its sentence is the one."""
    month = context.month_beside()
    if month is not None and is_real_day(month.year, month.month, int(day)):
        return Timex("DATE", month.replace(day=int(day)).isoformat(), month)
    meant = choose_day(context, lambda base: days_of_months(base, int(day), 1))
    return Timex("DATE", meant[0].isoformat(), meant[1]) if meant else Timex("DATE", None, context.anchor)


def _read_on_weekday(_context: Context, weekday: str, day: Timex | None) -> Timex | None:
    """A day of no stated year beside its weekday, "Saturday, Oct. 24": of the years beside it one may fit that better.

    Near the anchor it stands as it is: there a weekday is rather a slip.
    """
    if day is None or day.value is None or day.anchor is None:
        return day
    meant = date.fromisoformat(day.value)
    if meant.isoweekday() == int(weekday) or abs((meant - day.anchor).days) <= _NEAR:
        return day
    beside = [move(meant, "Y", away) for away in (-1, 1)]
    fitting = [each for each in beside if each and each.isoweekday() == int(weekday) and each.day == meant.day]
    return Timex("DATE", fitting[0].isoformat(), day.anchor) if fitting else day


def _read_day_of_row(context: Context, day: str) -> Timex | None:
    """A later day of the same month in a row: the 9 of "May 3 and 9"."""
    before, _ = context.day_before_joint()
    if (
        before is None
        or context.is_behind_weekday()
        or not before.day < int(day) <= monthrange(before.year, before.month)[1]
    ):
        return None
    return Timex("DATE", before.replace(day=int(day)).isoformat(), context.anchor)


def _read_earlier_than(_context: Context, month: str, day: str, later: Timex | None) -> Timex | None:
    """A day whose year is that of a later one behind it: the first of "Nov. 27 to Jan. 2, 2014"."""
    days = cover(later.value) if later else None
    if later is None or days is None:
        return later
    year = days[0].year - ((int(month), int(day)) > (days[0].month, days[0].day))
    if not is_real_day(year, int(month), int(day)):
        return None
    return Timex("DATE", f"{year:04}-{int(month):02}-{int(day):02}", later.anchor, states_year=True)


def _read_range_start(context: Context, month: str, day: str, end_month: str, end_day: str) -> Timex | None:
    """The day that a range without a year begins with: in what nothing puts ahead, of the range that lies nearest."""
    start = read_day(context, None, month, day)
    anchor = context.anchor
    if start is None or start.value is None or anchor is None or start.value <= anchor.isoformat():
        return start
    if context.leaning()[0] == "future" or context.day_before_joint()[0] is not None:
        return start
    year = int(start.value[:4]) - 1
    end_year = year + ((int(end_month), int(end_day)) < (int(month), int(day)))
    if not (is_real_day(year, int(month), int(day)) and is_real_day(end_year, int(end_month), int(end_day))):
        return start
    end, begin = date(end_year, int(end_month), int(end_day)), date(year, int(month), int(day))
    is_nearer = anchor - end < date.fromisoformat(start.value) - anchor
    return Timex("DATE", begin.isoformat(), anchor) if is_nearer else start


OPERATIONS: Mapping[str, Callable[..., Timex | None]] = {
    "offset_from": _read_offset_from,
    "from_event": _read_from_event,
    "unit_beside": _read_unit_beside,
    "years_ago": _read_years_ago,
    "day_ago": _read_day_ago,
    "same_year_before": _read_same_year_before,
    "same_unit_of": _read_same_unit_of,
    "ahead": _read_ahead,
    "weekday_around": _read_weekday_around,
    "bare_day": _read_bare_day,
    "on_weekday": _read_on_weekday,
    "row_day": _read_day_of_row,
    "earlier_than": _read_earlier_than,
    "range_start": _read_range_start,
}
