"""The moments that feeds state: ISO 8601 in its cut forms, RFC 822 in its misspelt ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

import dateutil.parser

_LONGEST = 80
_FIRST_YEAR, _LAST_YEAR = 1980, 2200
"""No feed is older, and a clock that stands at 1970 or 0001 says nothing."""

_ISO = re.compile(
    r"(\d{4})-?(\d\d)(?:-?(\d\d))?"
    r"(?:[Tt ]+(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?"
)
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3},\s*)?(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+(\d\d):(\d\d)(?::(\d\d))?\s+(GMT|UTC|UT|[+-]\d{4})"
)
"""As the specification has it, which most feeds follow; parsedate_tz takes several times as long."""
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_YEAR = re.compile(r"\d{4}")
_DEFAULT = datetime(2000, 1, 1)  # noqa: DTZ001 - a moment is naive until an offset is read
_ENDS_WITHOUT_ZONE = re.compile(r"(?::\d\d|(?<![+-])\b\d{4})$")
"""A time or a year at the end; parsedate_tz takes what states no zone for UTC."""
_SWAPPED = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
"""A month before its day, as in "Thu, January 01 2004": parsedate_tz would take the year for an hour."""


def parse_moment(stated: str | None) -> datetime | None:
    """The moment that a feed states, naive when it states no offset; None for what says none.

    A year or month alone is its first day; 24:00 and leap seconds are the next moment.
    """
    text = (stated or "").strip()
    if not text or len(text) > _LONGEST or not any(character.isdigit() for character in text):
        return None
    try:
        moment = _read_iso(text) or _read_rfc822(text) or _read_loosely(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return moment if moment is not None and _FIRST_YEAR <= moment.year < _LAST_YEAR else None


def _read_iso(text: str) -> datetime | None:
    if _YEAR.fullmatch(text):
        return datetime(int(text), 1, 1)  # noqa: DTZ001 - as above
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    moment = datetime(int(year), int(month), int(day or 1))  # noqa: DTZ001 - as above
    moment += timedelta(
        hours=int(hour or 0),
        minutes=int(minute or 0),
        seconds=int(second or 0),
        microseconds=int((fraction or "0")[:6].ljust(6, "0")),
    )
    return _at_offset(moment, zone)


def _at_offset(moment: datetime, zone: str | None) -> datetime:
    if zone is None:
        return moment
    if zone[0] not in "+-":
        return moment.replace(tzinfo=UTC)
    digits = zone[1:].replace(":", "").ljust(4, "0")
    minutes = 60 * int(digits[:2]) + int(digits[2:])
    return moment.replace(tzinfo=timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes)))


def _read_rfc822(text: str) -> datetime | None:
    found = _RFC822.fullmatch(text)
    month = _MONTHS.get(found[2].lower()) if found else None
    if found and month:
        moment = datetime(int(found[3]), month, int(found[1]))  # noqa: DTZ001 - as above
        moment += timedelta(hours=int(found[4]), minutes=int(found[5]), seconds=int(found[6] or 0))
        return _at_offset(moment, found[7])
    parts = parsedate_tz(_SWAPPED.sub(r"\2 \1 \3", text))
    if parts is None or parts[0] < 100:
        return None
    moment = datetime(*parts[:3])  # noqa: DTZ001 - as above
    moment += timedelta(hours=parts[3], minutes=parts[4], seconds=parts[5])
    offset = parts[9] or 0
    if _ENDS_WITHOUT_ZONE.search(text):
        return moment
    sign, minutes = ("-" if offset < 0 else "+"), abs(offset) // 60
    return _at_offset(moment, f"{sign}{minutes // 60:02}{minutes % 60:02}")


def _read_loosely(text: str) -> datetime | None:
    """What dateutil makes of it; only where a year of four digits keeps it from guessing."""
    return dateutil.parser.parse(text, default=_DEFAULT) if _YEAR.search(text) else None
