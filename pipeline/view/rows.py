"""Rows of a query as CSV or as JSON, a few at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Protocol, TextIO

from schemas.showing import disarm

_AT_ONCE = 10_000

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
"""What begins text that a spreadsheet takes for a formula, after OWASP's page on CSV injection: Japanese ones take the
signs of full width, too."""


class _Cursor(Protocol):
    """What has executed a query: a connection of DuckDB."""

    @property
    def description(self) -> list[Any]: ...
    def fetchmany(self, size: int = ...) -> list[Any]: ...


def write_csv(cursor: _Cursor, sink: TextIO, *, guarded: bool = False) -> None:
    """Write all rows, under their columns' names; a list is JSON. A terminal gets no control characters.

    guarded: for spreadsheets: an apostrophe before text that one would take for a formula.
    """
    writer = csv.writer(sink, lineterminator="\n")
    spelt = _guard if guarded else disarm if sink.isatty() else str
    writer.writerow(spelt(column[0]) for column in cursor.description)
    for row in _fetch(cursor):
        writer.writerow([spelt(value) if isinstance(value, str) else _spell(value) for value in row])


def write_json(cursor: _Cursor, sink: TextIO) -> None:
    """Write all rows, a JSON object a line; moments and days as ISO 8601."""
    names = [column[0] for column in cursor.description]
    escaped = sink.isatty()  # JSON lets some control characters through
    for row in _fetch(cursor):
        line = json.dumps(dict(zip(names, row, strict=True)), default=_spell, ensure_ascii=escaped)
        sink.write(f"{line}\n")


def _fetch(cursor: _Cursor) -> Iterator[Any]:
    while rows := cursor.fetchmany(_AT_ONCE):
        yield from rows


def _spell(value: object) -> object:
    """Values without a spelling of their own in CSV or JSON."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, default=_spell, ensure_ascii=False)
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _guard(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
