"""Rows taken out of the files of a table; each file keeps its name, its columns and the order of what stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.lake.changes import Change
from pipeline.lake.forgetting.asking import Forgotten
from pipeline.lake.forgetting.survey import read_columns
from pipeline.lake.partitions import list_partitions, write_rows
from schemas.link_tables import EVENTS
from schemas.tables import Table

_OF_ROW = ("url", "canonical_url", "requested_url")
"""Addresses of what a row is about: where a table has no article_id, one that is forgotten takes the row with it."""

BESIDE = ("feed_url", "image_url")
"""Addresses of something else: they are emptied where they may be, else the row goes."""

_TEXTS = ("detail", "error", "title")
"""Texts that may name an address or a person, in tables without the article that they are of."""

Tellers = Mapping[str, tuple[str, str]]
"""Of an event: article_id and revision of an article that tells it and stays."""


def change_tables(output: Path, tables: Iterable[Table], target: Forgotten, tellers: Tellers) -> Iterator[Change]:
    """The files of some tables that hold something of the target. tellers: for the table of events.

    Raises OSError, and ValueError for files that cannot be read.
    """
    for table in tables:
        others = _count_files(output, table)
        for partition in list_partitions(output, [table]):
            for path in partition.files():
                change = _change_file(table, path, target, tellers, is_last=others <= 1)
                if change is not None:
                    others -= change.write is None
                    yield change


def _count_files(output: Path, table: Table) -> int:
    return sum(len(partition.files()) for partition in list_partitions(output, [table]))


def _change_file(table: Table, path: Path, target: Forgotten, tellers: Tellers, *, is_last: bool) -> Change | None:
    """is_last: a table keeps one file, so that readers find its columns."""
    try:
        wanted = ("event_id", "article_id", "source_id", *_OF_ROW, *BESIDE, *_TEXTS)
        judged = read_columns(path, [name for name in wanted if name in table.schema.names])
        gone = _find_gone(table, judged, target, tellers)
        emptied = _find_emptied(table, judged, target)
        retold = pc.and_(_is_of(judged, target), pc.invert(gone)) if table is EVENTS else None
        removed = pc.sum(gone).as_py() or 0
        if not removed and not emptied and not (retold is not None and pc.any(retold).as_py()):
            return None
        if removed == judged.num_rows and not is_last:
            return Change(table.name, path, removed, None)
        rows = pq.ParquetFile(path).read()
    except FileNotFoundError:  # replaced by a rerun meanwhile
        return None
    for name, mask in emptied.items():
        rows = _put(rows, name, pc.if_else(mask, pa.scalar(None, rows.schema.field(name).type), rows.column(name)))
    if retold is not None:
        rows = _retell(rows, retold, tellers)
    return Change(table.name, path, removed, partial(write_rows, rows.filter(pc.invert(gone))))


def _find_gone(table: Table, rows: pa.Table, target: Forgotten, tellers: Tellers) -> pa.ChunkedArray:
    """Which rows go."""
    if table is EVENTS:
        kept = pa.array(sorted(tellers), pa.string())
        return pc.and_(_is_of(rows, target), pc.invert(pc.is_in(rows.column("event_id"), value_set=kept)))
    if "article_id" in rows.column_names:
        return _is_of(rows, target)
    gone = _nothing(rows)
    for name in rows.column_names:
        nullable = table.schema.field(name).nullable
        if name in _OF_ROW or (name in BESIDE and not nullable):
            gone = pc.or_(gone, _where(rows.column(name), target.has_address))
        elif name in _TEXTS:
            gone = pc.or_(gone, _where(rows.column(name), target.is_in))
    if "source_id" in rows.column_names:
        unnamed = pc.and_(pc.is_null(rows.column("url")), pc.is_null(rows.column("requested_url")))
        known = pc.is_in(rows.column("source_id"), value_set=pa.array(sorted(target.sources), pa.string()))
        gone = pc.or_(gone, pc.and_(unnamed, known))
    return gone


def _find_emptied(table: Table, rows: pa.Table, target: Forgotten) -> dict[str, pa.ChunkedArray]:
    """Of columns with addresses beside what the row is about, where they are emptied."""
    found = {}
    for name in BESIDE:
        if name in rows.column_names and table.schema.field(name).nullable:
            mask = _where(rows.column(name), target.has_address)
            if pc.any(mask).as_py():
                found[name] = mask
    return found


def _is_of(rows: pa.Table, target: Forgotten) -> pa.ChunkedArray:
    return pc.is_in(rows.column("article_id"), value_set=pa.array(sorted(target.articles), pa.string()))


def _where(column: pa.ChunkedArray, holds: Callable[[str], bool]) -> pa.ChunkedArray:
    """Which values a function holds for; each distinct one is asked about once."""
    chosen = [value for value in pc.unique(column).to_pylist() if value is not None and holds(value)]
    return pc.is_in(column, value_set=pa.array(chosen, column.type))


def _nothing(rows: pa.Table) -> pa.Array:
    return pa.array([False] * rows.num_rows, pa.bool_())


def _retell(rows: pa.Table, mask: pa.ChunkedArray, tellers: Tellers) -> pa.Table:
    """Events whose best article goes are shown by another that stays, without a title, until they are linked anew."""
    others = [tellers.get(event_id, ("", "")) for event_id in rows.column("event_id").to_pylist()]
    for place, name in enumerate(("article_id", "revision")):
        column = pa.array([other[place] for other in others], pa.string())
        rows = _put(rows, name, pc.if_else(mask, column, rows.column(name)))
    return _put(rows, "title", pc.if_else(mask, pa.scalar(None, pa.string()), rows.column("title")))


def _put(rows: pa.Table, name: str, column: pa.ChunkedArray) -> pa.Table:
    place = rows.schema.get_field_index(name)
    return rows.set_column(place, rows.schema.field(place), column)
