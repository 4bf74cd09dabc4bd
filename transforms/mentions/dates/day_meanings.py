"""Operations that give a day, or a time of a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from transforms.mentions.dates.holidays import day_of_holiday
from transforms.mentions.dates.periods import cover, is_real_day, nearest
from transforms.mentions.dates.scene import Reading, Scene

NEAR_FEAST = 90  # days within which a feast is meant whatever the tense of its sentence
NOON = 12
LAST_HOUR = 24
LAST_MINUTE = 59
DAYS_OF = {"D": 1, "W": 7}
MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
EVENING = 5  # before it, the hours of a night are those after midnight
LATE_PARTS = frozenset({"TAF", "TEV", "TNI"})


def year_of(year: str | Reading | None) -> int | None:
    """The year that a phrase stated: "2015", "98" (two digits are 1950 to 2049), or a reading such as "last year"."""
    if isinstance(year, Reading):
        year = year.value
    if year is None or len(year) not in {2, 4} or not year.isdecimal():
        return None
    number = int(year)
    if len(year) == 2:
        return number + (1900 if number >= 50 else 2000)
    return number or None


def read_day(scene: Scene, year: str | Reading | None, month: str, day: str) -> Reading | None:
    """Month and day; without a year the one nearest to the anchor."""
    number, of = int(month), int(day)
    if year is not None:
        stated = year_of(year)
        if stated is None:
            return Reading("DATE", None)
        if not is_real_day(stated, number, of):
            return None
        anchor = year.anchor if isinstance(year, Reading) else None
        return Reading("DATE", f"{stated:04}-{number:02}-{of:02}", anchor)
    if not is_real_day(2000, number, of):
        return None
    if scene.anchor is None:
        return Reading("DATE", None)
    day_meant = _nearest_day(scene.anchor, number, of, scene.is_behind())
    return Reading("DATE", day_meant, scene.anchor) if day_meant else None


@lru_cache(maxsize=4096)
def _nearest_day(anchor: date, month: int, of: int, is_behind: bool) -> str | None:  # noqa: FBT001 - keys of the cache
    """The day of a month, of any year, nearest to the anchor, or nearest among those not after it."""
    reach = 8 if (month, of) == (2, 29) else 1  # 29 February comes every fourth year, or eighth
    years = range(anchor.year - reach, anchor.year + reach + 1)
    days = [date(each, month, of) for each in years if is_real_day(each, month, of)]
    if is_behind:
        days = [each for each in days if each <= anchor]
    return nearest(days, anchor).isoformat() if days else None


def read_weekday(scene: Scene, weekday: str, how: str) -> Reading:
    """A weekday (1 Monday to 7 Sunday).

    how: "recent" is the most recent one, the anchor included. "plain" is the same, but the coming one in a sentence
    about the future, and the first behind the last day when it goes on from there ("from Monday to Friday"). "last" and
    "next" exclude the anchor; "this" lies in the anchor's week; "previous" and "following" look from the last day that
    the text spoke of.
    """
    base = scene.anchor
    if how in {"previous", "following"}:
        base = scene.told.last_day or base
    goes_on = scene.take_weekday()
    if how == "plain" and goes_on and scene.told.last_day:
        base, how = scene.told.last_day, "following"  # "from Monday to Friday"
    if base is None:
        return Reading("DATE", None)
    back = (base.isoweekday() - int(weekday)) % 7
    ahead = (int(weekday) - base.isoweekday()) % 7
    if how == "plain":
        offset = ahead if scene.tense() == "future" else -back
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
def day_from(base: date, offset: int) -> Reading:
    """The day so many days after the base."""
    try:
        return Reading("DATE", (base + timedelta(offset)).isoformat(), base)
    except OverflowError:
        return Reading("DATE", None, base)


def read_offset(scene: Scene, offset: str) -> Reading:
    """The day so many days after the anchor: "today" is 0."""
    return day_from(scene.anchor, int(offset)) if scene.anchor else Reading("DATE", None)


def move_day(_scene: Scene, day: Reading | None, offset: str) -> Reading | None:
    """So many days after a day that the phrase itself states: "the day before last Tuesday"."""
    days = cover(day.value) if day else None
    if day is None or days is None:
        return day
    moved = day_from(days[0], int(offset))
    return Reading(moved.type, moved.value, day.anchor)


def read_holiday(scene: Scene, name: str, year: str | Reading | None, how: str) -> Reading | None:
    """A feast by its name; without a year the nearest one, or the one that "last" and "next" name.

    Where the nearest is far away, the tense of the sentence decides.
    """
    if year is not None:
        stated = year_of(year)
        return Reading("DATE", day_of_holiday(name, stated).isoformat()) if stated else Reading("DATE", None)
    anchor = scene.anchor
    if anchor is None:
        return Reading("DATE", None)
    days = [day_of_holiday(name, each) for each in range(max(1, anchor.year - 1), min(9999, anchor.year + 1) + 1)]
    if how == "plain" and all(abs((day - anchor).days) > NEAR_FEAST for day in days):
        how = {"past": "last", "future": "next"}.get(scene.tense(), how)
    if how == "last":
        days = [day for day in days if day < anchor]
    elif how == "next":
        days = [day for day in days if day > anchor]
    return Reading("DATE", nearest(days, anchor).isoformat() if days else None, anchor)


def read_fixed(_scene: Scene, value: str) -> Reading:
    """A date that its name alone fixes: "9/11"."""
    return Reading("DATE", value)


def read_clock(scene: Scene, hour: str, minute: str | None, half: str | None) -> Reading | None:
    """A time of the day spoken of. half: "am", "pm", a part of the day such as "TMO", or None (24 hours)."""
    number, past = int(hour), int(minute or 0)
    if not (1 <= number <= NOON if half else number <= LAST_HOUR) or past > LAST_MINUTE:
        return None
    is_late = half == "pm" or (half in LATE_PARTS and not (half == "TNI" and (number < EVENING or number == NOON)))
    if is_late and number < NOON:
        number += NOON
    elif half and not is_late and number == NOON:
        number = 0
    return at_time(scene, None, f"T{number:02}:{past:02}")


def read_clock_before(scene: Scene, hour: str, minutes: str, half: str | None) -> Reading | None:
    """So many minutes before an hour: "a quarter to nine"."""
    number, before = int(hour), int(minutes)
    if not (1 <= number <= NOON and 1 <= before <= LAST_MINUTE):
        return None
    return read_clock(scene, str(number - 1 or NOON), str(LAST_MINUTE + 1 - before), half)


def read_same_day(scene: Scene, unit: str, count: str) -> Reading | None:
    """The day so many units before the anchor: "two years ago today"; months and years keep the day of the month."""
    anchor, number = scene.anchor, int(count)
    if anchor is None:
        return Reading("DATE", None)
    if unit in DAYS_OF:
        return day_from(anchor, -number * DAYS_OF[unit])
    if unit not in MONTHS_OF:
        return None
    year, month = divmod(anchor.year * 12 + anchor.month - 1 - number * MONTHS_OF[unit], 12)
    is_real = is_real_day(year, month + 1, anchor.day)
    return Reading("DATE", date(year, month + 1, anchor.day).isoformat() if is_real else None, anchor)


def at_time(scene: Scene, day: Reading | None, time: str, *, how: str = "this") -> Reading | None:
    """A time ("T12:00", "TMO") of a day; without one, of the last day that the text spoke of, else of the anchor."""
    if day is None:
        base = scene.anchor if how == "last" else scene.day_spoken_of()
        day = day_from(base, -1 if how == "last" else 0) if base else Reading("DATE", None)
    if day.value is None:
        return Reading("TIME", None, day.anchor)
    return Reading("TIME", day.value[:10] + time, day.anchor)


def read_digit_clock(scene: Scene, digits: str) -> Reading | None:
    """As "0630 GMT"."""
    return at_time(scene, None, f"T{digits[:2]}:{digits[2:]}")


def last_part(scene: Scene, time: str) -> Reading | None:
    """As "last night": a part of the day before the anchor."""
    return at_time(scene, None, time, how="last")


def this_part(scene: Scene, time: str) -> Reading | None:
    """As "this morning": a part of the anchor's day."""
    return at_time(scene, read_offset(scene, "0"), time)


def next_part(scene: Scene, time: str, offset: str = "1") -> Reading | None:
    """As "the next morning": a part of the day after the last day of the text; "-1": of the one before."""
    base = scene.day_spoken_of()
    return at_time(scene, day_from(base, int(offset)), time) if base else Reading("TIME", None)


def read_time_on(_scene: Scene, clock: Reading | None, day: Reading | None, part: str | None = None) -> Reading | None:
    """A clock time on a day that the phrase states; "9:30 Saturday night" is in its second half."""
    if clock is None or day is None:
        return None
    if clock.value is None or day.value is None:
        return Reading("TIME", None, day.anchor)
    hour = int(clock.value[11:13])
    if part in LATE_PARTS and 1 <= hour < NOON and not (part == "TNI" and hour < EVENING):
        hour += NOON
    return Reading("TIME", f"{day.value[:10]}T{hour:02}{clock.value[13:]}", day.anchor)


OPERATIONS: Mapping[str, Callable[..., Reading | None]] = {
    "day": read_day,
    "weekday": read_weekday,
    "offset": read_offset,
    "move": move_day,
    "holiday": read_holiday,
    "fixed": read_fixed,
    "clock": read_clock,
    "clock_before": read_clock_before,
    "same_day": read_same_day,
    "digit_clock": read_digit_clock,
    "at": at_time,
    "lastpart": last_part,
    "thispart": this_part,
    "nextpart": next_part,
    "time_on": read_time_on,
}
