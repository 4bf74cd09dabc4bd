"""Operations that give no place on the calendar: durations, sets, and vague references."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from transforms.mentions.dates.context import Context, Timex

_CLOCK_LETTERS = {"H": "H", "MIN": "M", "S": "S"}
_YEARS = {"DE": 10, "CE": 100}
_MONTHS_AND_HALF = {"Y": "6M", "H": "30M", "MIN": "30S"}
_HALVES = {"CE": "P50Y", "DE": "P5Y", "Y": "P6M", "D": "PT12H", "H": "PT30M", "MIN": "PT30S"}


def length(unit: str, count: str) -> str:
    """The TIMEX3 duration of so many units; count "X" is an unknown number."""
    if unit in _CLOCK_LETTERS:
        return f"PT{count}{_CLOCK_LETTERS[unit]}"
    if unit in _YEARS and count != "X":
        return f"P{int(count) * _YEARS[unit]}Y"
    return f"P{count}{unit}"


def _read_length(_context: Context, unit: str, count: str, half: str | None = None) -> Timex:
    """A duration, perhaps with a half of its unit: "two and a half years"."""
    value = length(unit, count)
    if half and unit in _MONTHS_AND_HALF:
        value += _MONTHS_AND_HALF[unit]
    return Timex("DURATION", value)


def _read_half(_context: Context, unit: str) -> Timex | None:
    """As "half an hour"."""
    return Timex("DURATION", _HALVES[unit]) if unit in _HALVES else None


def _read_set(_context: Context, unit: str, count: str = "1") -> Timex:
    """Something that comes back every so many units."""
    return Timex("SET", length(unit, count))


def _read_pattern(_context: Context, *pieces: str) -> Timex:
    """A set written as a value with unknown places: "every Thursday" is XXXX-WXX-4."""
    return Timex("SET", "".join(pieces))


def _read_month_pattern(_context: Context, month: str) -> Timex:
    """A month of every year."""
    return Timex("SET", f"XXXX-{int(month):02}")


def _read_reference(_context: Context, which: str) -> Timex:
    """Past, present or future, no more."""
    return Timex("DATE", f"{which}_REF")


def _read_soon(context: Context) -> Timex | None:
    """The future, but in a sentence of the past: there "soon" only says how quickly one thing followed another."""
    return None if context.tense() == "past" else _read_reference(context, "FUTURE")


OPERATIONS: Mapping[str, Callable[..., Timex | None]] = {
    "length": _read_length,
    "half": _read_half,
    "every": _read_set,
    "pattern": _read_pattern,
    "pattern_month": _read_month_pattern,
    "ref": _read_reference,
    "soon": _read_soon,
}
