"""Operations that give no place on the calendar: durations, sets, and vague references."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from transforms.mentions.dates.scene import Reading, Scene

CLOCK_LETTERS = {"H": "H", "MIN": "M", "S": "S"}
YEARS = {"DE": 10, "CE": 100}
MONTHS_AND_HALF = {"Y": "6M", "H": "30M", "MIN": "30S"}
HALVES = {"CE": "P50Y", "DE": "P5Y", "Y": "P6M", "D": "PT12H", "H": "PT30M", "MIN": "PT30S"}


def length(unit: str, count: str) -> str:
    """The TIMEX3 duration of so many units; count "X" is an unknown number."""
    if unit in CLOCK_LETTERS:
        return f"PT{count}{CLOCK_LETTERS[unit]}"
    if unit in YEARS and count != "X":
        return f"P{int(count) * YEARS[unit]}Y"
    return f"P{count}{unit}"


def read_length(_scene: Scene, unit: str, count: str, half: str | None = None) -> Reading:
    """A duration, perhaps with a half of its unit: "two and a half years"."""
    value = length(unit, count)
    if half and unit in MONTHS_AND_HALF:
        value += MONTHS_AND_HALF[unit]
    return Reading("DURATION", value)


def read_half(_scene: Scene, unit: str) -> Reading | None:
    """As "half an hour"."""
    return Reading("DURATION", HALVES[unit]) if unit in HALVES else None


def read_set(_scene: Scene, unit: str, count: str = "1") -> Reading:
    """Something that comes back every so many units."""
    return Reading("SET", length(unit, count))


def read_pattern(_scene: Scene, *pieces: str) -> Reading:
    """A set written as a value with unknown places: "every Thursday" is XXXX-WXX-4."""
    return Reading("SET", "".join(pieces))


def read_month_pattern(_scene: Scene, month: str) -> Reading:
    """A month of every year."""
    return Reading("SET", f"XXXX-{int(month):02}")


def read_reference(_scene: Scene, which: str) -> Reading:
    """Past, present or future, no more."""
    return Reading("DATE", f"{which}_REF")


OPERATIONS: Mapping[str, Callable[..., Reading | None]] = {
    "length": read_length,
    "half": read_half,
    "every": read_set,
    "pattern": read_pattern,
    "pattern_month": read_month_pattern,
    "ref": read_reference,
}
