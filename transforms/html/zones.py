"""Time zones as pages write them behind a time of day."""

from __future__ import annotations

import calendar
import re
from functools import cache

from transforms.text.packaged import read_rows, split_list

_ZONE = re.compile(r"(?:(?:UTC|GMT)\s*)?([+-])(\d{1,2}):?(\d{2})?\b|\b([A-Z]{1,5})\b")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_NEAR = 20
"""Letters behind a time of day in which its zone begins."""

_AMERICAN = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}
"""Minutes east of UTC in winter; an hour more from the second Sunday of March to the first of November (rule since
2007)."""

_FURTHEST = 14 * 60


@cache
def _load_zones() -> dict[str, int]:
    rows = read_rows("transforms.html", "zones.tsv", 2)
    return {name: int(minutes) for minutes, names in rows for name in split_list(names)}


def find_zone(rest: str, day: tuple[int, int, int]) -> int | None:
    """Minutes east of UTC stated at the beginning of a text, on that day (year, month, day); None when none is."""
    for found in _ZONE.finditer(rest[:_NEAR]):
        name = found[0].upper()
        if name in _AMERICAN:
            return _AMERICAN[name] + (60 if _is_american_summer(day) else 0)
        zone = read_zone(found[0])
        if zone is not None:
            return zone
    return None


def read_zone(zone: str) -> int | None:
    """Minutes east of UTC that a zone's letters or figures mean, None for what is no zone."""
    found = _OFFSET.search(zone)
    if found:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return (-minutes if found[1] == "-" else minutes) if minutes <= _FURTHEST else None
    return _load_zones().get(zone.strip().upper())


def _is_american_summer(day: tuple[int, int, int]) -> bool:
    year, month, number = day
    if month not in (3, 11):
        return 3 < month < 11
    first_sunday = 7 - calendar.weekday(year, month, 1)
    return number >= first_sunday + 7 if month == 3 else number < first_sunday
