"""Operations that give a day, or a time of a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from transforms.mentions.dates.context import Context, Timex
from transforms.mentions.dates.direction import choose_day
from transforms.mentions.dates.periods import CLOCK_UNITS, cover, is_real_day, move

_MONTHS = 12
_NOON = 12
_LAST_HOUR = 24
_LAST_MINUTE = 59
_EVENING = 5  # before it, the hours of a night are those after midnight
_LATE_PARTS = frozenset({"TAF", "TEV", "TNI"})


def year_of(year: str | Timex | None) -> int | None:
    """The year that a phrase stated: "2015", "98" (two digits are 1950 to 2049), or a reading such as "last year"."""
    if isinstance(year, Timex):
        year = year.value
    if year is None or len(year) not in {2, 4} or not year.isdecimal():
        return None
    number = int(year)
    if len(year) == 2:
        return number + (1900 if number >= 50 else 2000)
    return number or None


def read_day(context: Context, year: str | Timex | None, month: str, day: str) -> Timex | None:
    """Month and day; without a year as its sentence asks, else the one nearest to the anchor."""
    number, of = int(month), int(day)
    if year is not None:
        stated = year_of(year)
        if stated is None:
            return Timex("DATE", None)
        if not is_real_day(stated, number, of):
            return None
        anchor = year.anchor if isinstance(year, Timex) else None
        return Timex("DATE", f"{stated:04}-{number:02}-{of:02}", anchor, states_year=anchor is None)
    if not is_real_day(2000, number, of):
        return None
    meant = choose_day(context, lambda base: _days_around(base, number, of))
    return Timex("DATE", meant[0].isoformat(), meant[1]) if meant else Timex("DATE", None, context.anchor)


def _read_numerals(context: Context, year: str, month: str, day: str) -> Timex | None:
    """A day in figures, in the American order; in the other one where the text's other days stand in that."""
    is_swapped = int(day) <= _MONTHS and context.is_day_first()
    return read_day(context, year, day, month) if is_swapped else read_day(context, year, month, day)


@lru_cache(maxsize=4096)
def _days_around(base: date, month: int, of: int) -> list[date]:
    """The day of a month in the year of the base and in those beside it; for 29 February all within eight years."""
    reach = 8 if (month, of) == (2, 29) else 1  # it comes every fourth year, or eighth
    years = range(base.year - reach, base.year + reach + 1)
    return [date(each, month, of) for each in years if is_real_day(each, month, of)]


def read_weekday(context: Context, weekday: str, how: str) -> Timex:
    """A weekday (1 Monday to 7 Sunday).

    how: "recent" is the most recent one, the anchor included. "plain" is the same, but the coming one in a sentence
    about the future, and the first behind the last day when it goes on from there ("from Monday to Friday"; "Wednesday
    and Thursday", of which only the first may be past). "last" and "next" exclude the anchor; "this" lies in the
    anchor's week; "previous" and "following" look from the last day that the text spoke of.
    """
    base = context.anchor
    if how in {"previous", "following"}:
        base = context.told.last_day or base
    joint, before = context.take_weekday(), context.told.last_day
    is_next = joint == "row" and before is not None and before.isoweekday() % 7 + 1 == int(weekday)
    if how in {"plain", "this"} and before and (is_next or joint == "range"):
        base, how = before, "following"
    if base is None:
        return Timex("DATE", None)
    back = (base.isoweekday() - int(weekday)) % 7
    ahead = (int(weekday) - base.isoweekday()) % 7
    if how == "plain":
        offset = ahead if context.leaning()[0] == "future" else -back
    elif how == "recent":
        offset = -back
    elif how in {"last", "previous"}:
        offset = -(back or 7)
    elif how in {"next", "following"}:
        offset = ahead or 7
    else:
        offset = int(weekday) - base.isoweekday()
    return day_from(base, offset)


@lru_cache(maxsize=4096)
def day_from(base: date, offset: int) -> Timex:
    """The day so many days after the base."""
    try:
        return Timex("DATE", (base + timedelta(offset)).isoformat(), base)
    except OverflowError:
        return Timex("DATE", None, base)


def _read_offset(context: Context, offset: str) -> Timex:
    """The day so many days after the anchor: "today" is 0."""
    return day_from(context.anchor, int(offset)) if context.anchor else Timex("DATE", None)


def _read_today(context: Context) -> Timex:
    """The anchor's day where a verb of the past or the future stands by; in a mere present it may be an age."""
    return _read_offset(context, "0") if context.tense(is_age=True) != "unknown" else Timex("DATE", "PRESENT_REF")


def _move_day(_context: Context, day: Timex | None, offset: str) -> Timex | None:
    """So many days after a day that the phrase itself states: "the day before last Tuesday"."""
    days = cover(day.value) if day else None
    if day is None or days is None:
        return day
    moved = day_from(days[0], int(offset))
    return Timex(moved.type, moved.value, day.anchor)


def _read_fixed(_context: Context, value: str) -> Timex:
    """A date that its name alone fixes: "9/11"."""
    return Timex("DATE", value)


def _read_clock(context: Context, hour: str, minute: str | None, half: str | None) -> Timex | None:
    """A time of the day spoken of. half: "am", "pm", a part of the day such as "TMO", or None (24 hours)."""
    number, past = int(hour), int(minute or 0)
    if not (1 <= number <= _NOON if half else number <= _LAST_HOUR) or past > _LAST_MINUTE:
        return None
    is_late = half == "pm" or (half in _LATE_PARTS and not (half == "TNI" and (number < _EVENING or number == _NOON)))
    if is_late and number < _NOON:
        number += _NOON
    elif half and not is_late and number == _NOON:
        number = 0
    return _at_time(context, None, f"T{number:02}:{past:02}")


def _read_clock_before(context: Context, hour: str, minutes: str, half: str | None) -> Timex | None:
    """So many minutes before an hour: "a quarter to nine"."""
    number, before = int(hour), int(minutes)
    if not (1 <= number <= _NOON and 1 <= before <= _LAST_MINUTE):
        return None
    return _read_clock(context, str(number - 1 or _NOON), str(_LAST_MINUTE + 1 - before), half)


def _read_same_day(context: Context, unit: str, count: str) -> Timex | None:
    """The day so many units before the anchor: "two years ago today"; months and years keep the day of the month."""
    anchor = context.anchor
    if anchor is None:
        return Timex("DATE", None)
    if unit in CLOCK_UNITS:
        return None
    day = move(anchor, unit, -int(count))
    is_kept = day is not None and (unit in {"D", "W"} or day.day == anchor.day)
    return Timex("DATE", day.isoformat() if day and is_kept else None, anchor)


def _at_time(context: Context, day: Timex | None, time: str) -> Timex | None:
    """A time ("T12:00", "TMO") of a day; without one, of the last day that the text spoke of, else of the anchor.

    The small hours of a night that the text spoke of are those of the day behind it.
    """
    if day is None:
        base = context.day_spoken_of()
        is_morrow = time[1:3].isdecimal() and int(time[1:3]) < _EVENING and context.is_behind_night()
        day = day_from(base, int(is_morrow)) if base else Timex("DATE", None)
    day = _on_calendar(context, day)
    if day.value is None:
        return Timex("TIME", None, day.anchor)
    return Timex("TIME", day.value[:10] + time, day.anchor)


def _on_calendar(context: Context, day: Timex) -> Timex:
    """A day with a time is one of the calendar: "heute um 20 Uhr" is of no age."""
    return _read_offset(context, "0") if day.value == "PRESENT_REF" else day


def _read_digit_clock(context: Context, digits: str) -> Timex | None:
    """As "0630 GMT"."""
    return _at_time(context, None, f"T{digits[:2]}:{digits[2:]}")


def _last_part(context: Context, time: str, offset: str = "-1") -> Timex | None:
    """As "last night": a part of the day before the anchor; "-2": of the one before that."""
    return _at_time(context, _read_offset(context, offset), time)


def _this_part(context: Context, time: str) -> Timex | None:
    """As "this morning": a part of the anchor's day."""
    return _at_time(context, _read_offset(context, "0"), time)


def _next_part(context: Context, time: str, offset: str = "1") -> Timex | None:
    """As "the next morning": a part of the day after the last day of the text; "-1": of the one before."""
    base = context.day_spoken_of()
    return _at_time(context, day_from(base, int(offset)), time) if base else Timex("TIME", None)


def _read_time_on(context: Context, clock: Timex | None, day: Timex | None, part: str | None = None) -> Timex | None:
    """A clock time on a day that the phrase states; "9:30 Saturday night" is in its second half."""
    if clock is None or day is None:
        return None
    day = _on_calendar(context, day)
    if clock.value is None or day.value is None:
        return Timex("TIME", None, day.anchor)
    hour = int(clock.value[11:13])
    if part in _LATE_PARTS and 1 <= hour < _NOON and not (part == "TNI" and hour < _EVENING):
        hour += _NOON
    return Timex("TIME", f"{day.value[:10]}T{hour:02}{clock.value[13:]}", day.anchor)


def _read_moment(context: Context, clock: Timex | None, year: str, month: str, day: str) -> Timex | None:
    """A clock time between a day and its year, as mail has it: "Wed Dec 10 09:30:15 2014"."""
    return _read_time_on(context, clock, read_day(context, year, month, day))


OPERATIONS: Mapping[str, Callable[..., Timex | None]] = {
    "day": read_day,
    "numerals": _read_numerals,
    "weekday": read_weekday,
    "offset": _read_offset,
    "today": _read_today,
    "move": _move_day,
    "fixed": _read_fixed,
    "clock": _read_clock,
    "clock_before": _read_clock_before,
    "same_day": _read_same_day,
    "digit_clock": _read_digit_clock,
    "at": _at_time,
    "lastpart": _last_part,
    "thispart": _this_part,
    "nextpart": _next_part,
    "time_on": _read_time_on,
    "moment": _read_moment,
}
