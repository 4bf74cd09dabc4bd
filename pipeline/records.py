"""One record of a documents file: a JSON object on a line of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

import dateutil.parser

from schemas.dead_letter import Rejected
from schemas.storable import storable

MAX_RECORD = 2**26
"""Bytes of the longest line that is read: 64 MiB, several times the longest page ever worth reading."""

_DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001 - a moment is naive until an offset is read
"""What dateutil fills missing parts with; a date that is whole reads the same with either."""

_FIRST_YEAR, _LAST_YEAR = 1500, 9000
"""Nothing is published before printing; and the first and last years have no place in every time zone."""

_BODIES = ("html", "html_file", "raw_text", "text")
"""The fields that can hold a body; a record has exactly one."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a line of a documents file says. body: one of _BODIES. unread_date: a `published_at` that says no moment."""

    id: str | None
    url: str | None
    title: str | None
    published_at: datetime | None
    body: str
    content: str
    unread_date: str | None = None


def read_line(lines: BinaryIO) -> bytes:
    """Read the next line, without its line break but never empty before the end of the file.

    Raises Rejected("malformed_record") for one that is too long, having passed over all of it.
    """
    line = lines.readline(MAX_RECORD)
    if len(line) < MAX_RECORD or line.endswith(b"\n"):
        return line
    while rest := lines.readline(MAX_RECORD):
        if rest.endswith(b"\n"):
            break
    raise Rejected("malformed_record", f"the line is longer than {MAX_RECORD} bytes")


def parse_record(line: bytes) -> Record:
    """Read a line. Raises Rejected("malformed_record") that says what is wrong with it."""
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as why:
        raise Rejected("malformed_record", f"not UTF-8: {why.reason} at byte {why.start}") from None
    except json.JSONDecodeError as why:
        raise Rejected("malformed_record", f"not JSON: {why.msg} at character {why.pos}") from None
    except (RecursionError, ValueError) as why:
        raise Rejected("malformed_record", f"not JSON that can be read: {why}") from None
    if not isinstance(fields, dict):
        raise Rejected("malformed_record", "not a JSON object")
    return read_fields(fields)


def read_fields(fields: Mapping[str, Any]) -> Record:
    """Read the fields of a record. Raises Rejected("malformed_record") that says what is wrong with them."""
    bodies = [name for name in _BODIES if fields.get(name) is not None]
    if len(bodies) != 1:
        found = " and ".join(bodies) or "none"
        raise Rejected("malformed_record", f"needs exactly one of {', '.join(_BODIES)}; has {found}")
    stated = _text(fields, "published_at")
    published_at = read_moment(stated) if stated else None
    return Record(
        id=_text(fields, "id"),
        url=_text(fields, "url"),
        title=_text(fields, "title"),
        published_at=published_at,
        body=bodies[0],
        content=_text(fields, bodies[0]) or "",
        unread_date=stated if published_at is None else None,
    )


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and name == "id":
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise Rejected("malformed_record", f"{name} is not a string")
    return storable(value) if value else None


def read_moment(stated: str) -> datetime | None:
    """The moment that a record states, naive when it states no offset: ISO 8601, else what dateutil reads ("3 Jan 90").

    None for what is no date, has a part missing, or means two days ("03/04/2025"): a wrong day is worse than none.
    """
    try:
        moment = datetime.fromisoformat(stated.strip())
    except ValueError:
        readings = {_read_with(stated, default, dayfirst=first) for default in _DEFAULTS for first in (True, False)}
        if len(readings) != 1:
            return None
        (reading,) = readings
        if reading is None:
            return None
        moment = reading
    return moment if _FIRST_YEAR <= moment.year < _LAST_YEAR else None


def _read_with(stated: str, default: datetime, *, dayfirst: bool) -> datetime | None:
    try:
        return dateutil.parser.parse(stated, default=default, dayfirst=dayfirst)
    except (ValueError, OverflowError):
        return None
