"""A column of a table: its name, its type, whether it may be empty, and how it is read from the record of a row."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

import pyarrow as pa

TEXT = pa.string()
FLAG = pa.bool_()
INT16, INT32, INT64 = pa.int16(), pa.int32(), pa.int64()
FLOAT32, FLOAT64 = pa.float32(), pa.float64()
DAY = pa.date32()
MOMENT = pa.timestamp("us", tz="UTC")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Record_contra = TypeVar("Record_contra", contravariant=True)


@dataclass(frozen=True)
class Column(Generic[Record_contra]):
    """One column. read: gives its value in a row, plain as `moment` and `day` make it; None only where nullable."""

    name: str
    type: pa.DataType
    nullable: bool
    read: Callable[[Record_contra], Any]


def schema_of(*columns: Column[Any]) -> pa.Schema:
    """The Arrow schema of some columns, in their order."""
    return pa.schema([pa.field(column.name, column.type, nullable=column.nullable) for column in columns])


def values(columns: Iterable[Column[Record_contra]], record: Record_contra) -> tuple[Any, ...]:
    """What some columns hold of a record, in their order."""
    return tuple(column.read(record) for column in columns)


def moment(value: datetime | None) -> int | None:
    """Microseconds since 1970 of an aware time."""
    return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)


def day(value: date | None) -> int | None:
    """Days since 1970."""
    return None if value is None else (value - _EPOCH.date()).days


def single(value: float) -> float:
    """A number as a FLOAT32 column holds it, so that a row that is read again equals the one that was written."""
    held: float = struct.unpack("f", struct.pack("f", value))[0]
    return held
