"""What the linking before wrote: events by name, and which articles told them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pipeline.storage import find_files, join, split
from pipeline.table_files import read_table
from schemas.columns import DAY, MOMENT
from schemas.groups import SCHEMA_VERSION
from schemas.link_tables import EVENT_ARTICLES, EVENTS, LINK_TABLES, RUN
from schemas.tables import Row, Table
from transforms.linking.scope import ToldStory
from transforms.linking.telling import ToldEvent


@dataclass(frozen=True)
class LinkFile:
    """A file of a table of links. path: below the output. rows: how many."""

    table: str
    partition: str
    path: str
    rows: int

    @property
    def is_ours(self) -> bool:
        """Whether it is where linking writes this day."""
        return split(self.path)[1] == f"{RUN}.{0:05d}.parquet"


@dataclass(frozen=True)
class PriorLinks:
    """told: each article state, the event that it told (none that it told aside), and its partition. events: those
    events, ended ones too. files: those of the two tables that say so, with their rows.
    """

    told: tuple[ToldStory, ...]
    events: tuple[ToldEvent, ...]
    files: tuple[tuple[LinkFile, list[Row]], ...]


def read_links(output: str) -> PriorLinks:
    """What the tables say now; nothing before the first linking.

    Raises OSError for files that cannot be read, ValueError for those of another version.
    """
    files = tuple(read_files(output, (EVENT_ARTICLES, EVENTS)))
    aside = EVENT_ARTICLES.schema.get_field_index("aside")
    told = [
        ((row[1], row[2]), row[0], file.partition)
        for file, rows in files
        if file.table == EVENT_ARTICLES.name
        for row in rows
        if not row[aside]
    ]
    events = [
        ToldEvent(row[0], file.partition, row) for file, rows in files if file.table == EVENTS.name for row in rows
    ]
    return PriorLinks(tuple(sorted(told)), tuple(sorted(events, key=lambda event: event.event_id)), files)


def read_files(output: str, tables: Iterable[Table]) -> Iterator[tuple[LinkFile, list[Row]]]:
    """The files of some tables that linking writes, with their rows. Raises OSError and ValueError as `read_links`."""
    for table in tables:
        yield from _read_table(output, table)


def count_live_events(output: str) -> int:
    """Events that articles tell: those that ended, merged or withdrawn, keep their rows. Raises OSError
    and ValueError as `read_links`.
    """
    live = 0
    for path in find_files(join(output, EVENTS.name), f"{EVENTS.partition_key}=*/*.parquet"):
        live += read_table(path, ["status"]).column("status").to_pylist().count("live")
    return live


def read_file(output: str, file: LinkFile) -> list[Row]:
    """The rows of a file. Raises OSError and ValueError as `read_links`."""
    return _read_file(join(output, file.path), LINK_TABLES[file.table])


def _read_table(output: str, table: Table) -> Iterator[tuple[LinkFile, list[Row]]]:
    for path in find_files(join(output, table.name), f"{table.partition_key}=*/*.parquet"):
        folder, name = split(path)
        day = split(folder)[1]
        rows = _read_file(path, table)
        yield LinkFile(table.name, day.partition("=")[2], f"{table.name}/{day}/{name}", len(rows)), rows


def _read_file(path: str, table: Table) -> list[Row]:
    """Rows as the pipeline shuffles them: moments and days as integers."""
    try:
        found = read_table(path)
    except ValueError as why:
        raise ValueError(f"{why}; remove it, and link again") from why
    if found.column_names != table.schema.names:
        raise ValueError(f"{path} is of another version than {SCHEMA_VERSION}: remove {table.name}, and link again")
    return list(zip(*map(_plain, found.columns, table.types), strict=True))


def _plain(column: pa.ChunkedArray, kind: pa.DataType) -> list[Any]:
    if kind == MOMENT:
        column = column.cast(kind).cast(pa.int64())
    elif kind == DAY:
        column = column.cast(pa.int32())
    plain: list[Any] = column.to_pylist()
    return plain
