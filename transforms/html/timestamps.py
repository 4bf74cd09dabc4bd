"""A stated time, as pages write it, to a moment."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)(?:[T ,]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}(?!\d)|[+-]\d{2}(?!\d))?)?",
    re.IGNORECASE,
)
_SLASHED_ISO = re.compile(r"\b(\d{4})[/.年년]\s?(\d{1,2})[/.月월]\s?(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_CLOCK = re.compile(
    r"(오전|오후|上午|下午|午前|午後)?\s*(?<!\d)(\d{1,2})\s?(?:[:.]|시|時|时|h)\s?(\d{2})(?::(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?(?![\d.])",
    re.IGNORECASE,
)
_AFTERNOON = frozenset(("오후", "下午", "午後", "pm", "p.m."))
_ZONE = re.compile(r"(?:(?:UTC|GMT)\s*)?([+-])(\d{1,2}):?(\d{2})?\b|\b([A-Z]{2,5})\b")
_WORD = r"([^\W\d_]{2,12})"
_DAY_MONTH_YEAR = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s\-]+(?:de\s+|of\s+)?{_WORD}\.?,?[\s\-]+(?:de\s+|del\s+)?(\d{{4}})\b"
)
_MONTH_DAY_YEAR = re.compile(rf"\b{_WORD}\.?[\s\-]+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b")
_YEAR_MONTH_DAY = re.compile(rf"\b(\d{{4}})\.?\s+{_WORD}\.?\s+(\d{{1,2}})(?!\d)")

_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180, "IST": 330,
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "HKT": 480, "SGT": 480, "WIB": 420, "EAT": 180, "WAT": 60,
    "SAST": 120,
}  # fmt: skip
"""Minutes east of UTC. The letters that newspapers use; ambiguous ones as their larger press means them."""

_AMERICAN = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}
"""Minutes east of UTC in winter; an hour more from the second Sunday of March to the first of November (rule since
2007)."""

_FIRST_YEAR = 1800
"""Archives go back to newspapers; nothing before is a publication time on the web."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment, UTC. offset: minutes east of UTC as stated, None when not. timed: whether a time of day was stated."""

    moment: datetime
    offset: int | None
    timed: bool


@cache
def _load_months() -> dict[str, int]:
    """Number of the month by its lower-case name in any of the languages of months.tsv."""
    lines = files("transforms.html").joinpath("months.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (
        pair.split("=") for line in lines if line and not line.startswith("#") for pair in line.split("\t")[1].split()
    )
    return {name: int(number) for name, number in pairs}


def read_stamp(stated: str) -> Stamp | None:
    """The moment that a string states: ISO 8601, RFC 2822, seconds since 1970, or a date in words or figures.

    No offset means UTC, no time of day midnight. Figures with the year last are read day first unless that is
    impossible or the separator is a slash and the text has am or pm. None for anything else, or before _FIRST_YEAR.
    """
    stated = stated.strip()[:200]
    if _EPOCH.fullmatch(stated):
        return Stamp(datetime.fromtimestamp(int(stated[:10]), UTC), None, timed=True)
    found = _ISO.match(stated)
    if found:
        year, month, day = (int(part) for part in found.group(1, 2, 3))
        clock = None if found[4] is None else (int(found[4]), int(found[5]), int(found[6] or 0))
        rest = stated[found.end() :]
        if clock is not None and found[7] is None:
            afternoon = re.match(r"\s*([ap])\.?m", rest, re.IGNORECASE)
            if afternoon and clock[0] <= 12:
                clock = (clock[0] % 12 + (12 if afternoon[1].lower() == "p" else 0), *clock[1:])
        offset = _read_zone(found[7]) if found[7] else (_find_zone(rest, (year, month, day)) if clock else None)
        return _build_stamp((year, month, day), clock, offset)
    day_found = find_day(stated)
    if day_found is None:
        return None
    day_parts, rest = day_found
    clock, offset = _read_clock(rest, day_parts)
    return _build_stamp(day_parts, clock, offset)


def find_day(stated: str) -> tuple[tuple[int, int, int], str] | None:
    """(year, month, day) that a text states in words or figures, and the text without it."""
    months = _load_months()
    for pattern, order in ((_DAY_MONTH_YEAR, (3, 2, 1)), (_MONTH_DAY_YEAR, (3, 1, 2)), (_YEAR_MONTH_DAY, (1, 2, 3))):
        for words in pattern.finditer(stated):
            month = months.get(words[order[1]].lower())
            if month:
                return (int(words[order[0]]), month, int(words[order[2]])), _cut(stated, words)
    found = _ISO.search(stated) or _SLASHED_ISO.search(stated)
    if found:
        rest = stated[found.end(3) :]
        return (int(found[1]), int(found[2]), int(found[3])), rest
    found = _NUMERIC.search(stated)
    if found:
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 if year < 100 else 0
        american = second > 12 or (found[2] == "/" and re.search(r"[ap]\.?m\b", stated, re.IGNORECASE) and first <= 12)
        return (year, first, second) if american else (year, second, first), _cut(stated, found)
    return None


def _cut(stated: str, found: re.Match[str]) -> str:
    """The text without a match."""
    return stated[: found.start()] + " " + stated[found.end() :]


def _read_clock(rest: str, day: tuple[int, int, int]) -> tuple[tuple[int, int, int] | None, int | None]:
    """Time of day and offset in what stands beside a date (year, month, day)."""
    found = _CLOCK.search(rest)
    if not found:
        return None, None
    hour = int(found[2])
    half = (found[1] or found[5] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    return (hour, int(found[3]), int(found[4] or 0)), _find_zone(rest[found.end() :][:20], day)


def _find_zone(rest: str, day: tuple[int, int, int]) -> int | None:
    """Minutes east of UTC stated at the beginning of a text, on that day (year, month, day)."""
    for found in _ZONE.finditer(rest[:20]):
        name = found[0].upper()
        if name in _AMERICAN:
            return _AMERICAN[name] + (60 if _is_american_summer(day) else 0)
        zone = _read_zone(found[0])
        if zone is not None:
            return zone
    return None


def _is_american_summer(day: tuple[int, int, int]) -> bool:
    """Whether clocks in the United States are an hour ahead on that day (year, month, day)."""
    year, month, number = day
    if month not in (3, 11):
        return 3 < month < 11
    first_sunday = 7 - calendar.weekday(year, month, 1)
    return number >= first_sunday + 7 if month == 3 else number < first_sunday


def _read_zone(zone: str) -> int | None:
    """Minutes east of UTC that a zone's letters or figures mean."""
    found = re.search(r"([+-])(\d{1,2}):?(\d{2})?", zone)
    if found:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return (-minutes if found[1] == "-" else minutes) if minutes <= 14 * 60 else None
    return _ZONES.get(zone.strip().upper())


def _build_stamp(day: tuple[int, int, int], clock: tuple[int, int, int] | None, offset: int | None) -> Stamp | None:
    """The stamp of these parts, None when there is no such moment."""
    if day[0] < _FIRST_YEAR:
        return None
    hour, minute, second = clock or (0, 0, 0)
    try:
        local = datetime(*day, hour, minute, min(second, 59), tzinfo=timezone(timedelta(minutes=offset or 0)))
        return Stamp(local.astimezone(UTC), offset, timed=clock is not None)
    except (ValueError, OverflowError):
        return None
