"""A stated time, as pages write it, to a moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from transforms.html.days import Day, find_day
from transforms.html.zones import find_zone, read_zone

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)(?:[T ,]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}(?!\d)|[+-]\d{2}(?!\d))?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?")
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\d{6})?(?:\.\d+)?")
_DOTNET = re.compile(r"\\?/Date\((\d{9,10})\d{3}(?:([+-]\d{2})(\d{2}))?\)\\?/")
"""Milliseconds as the JSON of .NET writes them."""

_CLOCK = re.compile(
    r"(오전|오후|上午|下午|午前|午後)?\s*(?<!\d)(\d{1,2})\s?(?:[:.]|시|時|时|点|h)\s?(\d{2})(?::(\d{2}))?"
    r"\s*(am|pm|a\.m\.|p\.m\.)?(?![\d.])",
    re.IGNORECASE,
)
_HALF = re.compile(r"\s*([ap])\.?m", re.IGNORECASE)
_AFTERNOON = frozenset(("오후", "下午", "午後", "pm", "p.m."))
_MOST_CHARS = 200

_FIRST_YEAR = 1800
"""Archives go back to newspapers; nothing before is a publication time on the web."""

_Clock = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment, UTC. offset: minutes east of UTC as stated, None when not. timed: whether a time of day was stated."""

    moment: datetime
    offset: int | None
    timed: bool


def read_stamp(stated: str) -> Stamp | None:
    """The moment that a string states: ISO 8601, RFC 2822, seconds or milliseconds since 1970, figures alone, what C,
    Java and .NET write, or a date in words or figures (see days.py).

    No offset means UTC, no time of day midnight. None for anything else, or before _FIRST_YEAR.
    """
    stated = stated.strip()[:_MOST_CHARS]
    if found := _EPOCH.fullmatch(stated):
        return Stamp(datetime.fromtimestamp(int(found[1]), UTC), None, timed=True)
    if found := _DOTNET.fullmatch(stated):
        return Stamp(datetime.fromtimestamp(int(found[1]), UTC), read_zone(f"{found[2]}:{found[3]}"), timed=True)
    if found := _ISO.match(stated):
        return _read_iso(found, stated[found.end() :])
    if found := _COMPACT.fullmatch(stated):
        clock = int(found[4]), int(found[5]), int(found[6] or 0)
        return _build_stamp((int(found[1]), int(found[2]), int(found[3])), clock, read_zone(found[7] or ""))
    day_found = find_day(stated)
    if day_found is None:
        return None
    day, rest = day_found
    return _build_stamp(day, *_read_clock(rest, day))


def _read_iso(found: re.Match[str], rest: str) -> Stamp | None:
    """The stamp of a match of _ISO and what stands behind it."""
    day = int(found[1]), int(found[2]), int(found[3])
    if found[4] is None:
        return _build_stamp(day, None, None)
    hour, minute, second = int(found[4]), int(found[5]), int(found[6] or 0)
    if found[7]:
        return _build_stamp(day, (hour, minute, second), read_zone(found[7]))
    half = _HALF.match(rest)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
    return _build_stamp(day, (hour, minute, second), find_zone(rest, day))


def _read_clock(rest: str, day: Day) -> tuple[_Clock | None, int | None]:
    """Time of day and offset in what stands beside a date."""
    found = _CLOCK.search(rest)
    if not found:
        return None, None
    hour = int(found[2])
    half = (found[1] or found[5] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    return (hour, int(found[3]), int(found[4] or 0)), find_zone(rest[found.end() :], day)


def _build_stamp(day: Day, clock: _Clock | None, offset: int | None) -> Stamp | None:
    """The stamp of these parts, None when there is no such moment."""
    if day[0] < _FIRST_YEAR:
        return None
    hour, minute, second = clock or (0, 0, 0)
    try:
        local = datetime(*day, hour, minute, min(second, 59), tzinfo=timezone(timedelta(minutes=offset or 0)))
        return Stamp(local.astimezone(UTC), offset, timed=clock is not None)
    except (ValueError, OverflowError):
        return None
