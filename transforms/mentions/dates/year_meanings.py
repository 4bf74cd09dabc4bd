"""Operations that give years by their own number: decades, centuries, years that name their era or stand in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from transforms.mentions.dates.context import Context, Timex
from transforms.mentions.dates.day_meanings import read_day

_LAST_YEAR = 9999  # of the calendar


def _read_decade(context: Context, digits: str) -> Timex | None:
    """A decade by the tens of its years: "60" is the nearest that has begun, "1960" that one; "1800" is a century."""
    if len(digits) == 4:
        if not digits.endswith("0"):
            return None  # "2016's worst day"
        is_century = digits.endswith("00") and digits < "2000"
        return Timex("DATE", digits[:2] if is_century else digits[:3])
    if not digits.endswith("0"):
        return None
    century = 20 if int(digits) <= 10 else 19
    if context.anchor is not None:
        century = context.anchor.year // 100 - (int(digits) > context.anchor.year % 100)
    return Timex("DATE", f"{century:02}{digits[0]}", context.anchor)


def _read_spelled_decade(_context: Context, century: str, tens: str) -> Timex:
    """As "the nineteen-seventies"."""
    return Timex("DATE", f"{century}{tens[0]}")


def _read_turn(context: Context) -> Timex:
    """The turn of the century that the anchor is in, by its first year."""
    anchor = context.anchor
    return Timex("DATE", f"{max(1, anchor.year // 100 * 100):04}" if anchor else None, anchor)


def _read_year_of_era(_context: Context, year: str) -> Timex | None:
    """A year of our era that says so, however short: "79 A.D."."""
    return Timex("DATE", f"{int(year):04}") if 1 <= int(year) <= _LAST_YEAR else None


def _read_day_of_era(context: Context, year: str, month: str, day: str) -> Timex | None:
    """A day of such a year."""
    return read_day(context, f"{int(year):04}", month, day) if 1 <= int(year) <= _LAST_YEAR else None


def _read_year_before_era(_context: Context, year: str) -> Timex:
    """A year before our era, as TIMEX3 writes it; the calendar has no such days."""
    return Timex("DATE", f"BC{int(year):04}")


def _read_century_before_era(_context: Context, ordinal: str) -> Timex:
    """A century before our era."""
    return Timex("DATE", f"BC{int(ordinal) - 1:02}")


def _read_century(_context: Context, ordinal: str) -> Timex | None:
    """A century by its ordinal: the 19th is "18", the years 1800 to 1899 as TIMEX3 counts them."""
    number = int(ordinal)
    return Timex("DATE", f"{number - 1:02}") if 2 <= number <= 30 else None


def _read_spelled_year(_context: Context, century: str, rest: str) -> Timex | None:
    """As "Nineteen ninety-seven"."""
    if not (13 <= int(century) <= 20 and 10 <= int(rest) <= 99):
        return None
    return Timex("DATE", f"{century}{rest}")


OPERATIONS: Mapping[str, Callable[..., Timex | None]] = {
    "decade": _read_decade,
    "century": _read_century,
    "spelled_decade": _read_spelled_decade,
    "turn": _read_turn,
    "year_of_era": _read_year_of_era,
    "day_of_era": _read_day_of_era,
    "before_era": _read_year_before_era,
    "century_before_era": _read_century_before_era,
    "spelled": _read_spelled_year,
}
