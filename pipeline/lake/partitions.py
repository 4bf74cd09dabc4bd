"""One day of one table, a folder of Parquet files, rewritten whole while others read it and add to it.

What replaces the folder is made ready below OUTPUT/_state, where no reader's glob looks, and changes places with it in
one step: a glob finds the old files or the new ones, never both and never neither. What was replaced lies below _state
for a second more: a glob that had just opened the folder lists it there, and would have found it empty. A query that
has listed the old files and opens them later gets an error, as from any file that is gone, and no wrong count. Killed
at any moment, it leaves one of the two folders in place, whole, and the other below _state, to be swept.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.damage import naming
from pipeline.lake.exchange import exchange
from pipeline.lease import replacing
from pipeline.output_folder import look_into
from pipeline.storage import sync
from schemas.groups import SCHEMA_VERSION
from schemas.tables import TABLES, Table

_STAGE = Path("_state", "lake")
"""Where what is not in its place yet lies, and for a moment what no longer is."""

_LISTED = 1.0
"""Seconds after which a reader who has opened a folder has listed it, on a busy machine too."""

FOLDED = "folded-"
"""Begins the name of a file that holds rows of several runs."""

_RUNS = b"wire_ingest.runs"
"""Of such a file's metadata: the runs whose rows it holds, as a JSON list."""

_ROW_GROUP = 65_536
"""Rows: a reader skips groups by their statistics, and a day of news still has several."""

_BLOOM_SINCE = 25
"""The first pyarrow whose bloom filters were tried here."""


@dataclass(frozen=True)
class Partition:
    """A day of a table: the folder OUTPUT/<table>/<key>=<value>."""

    output: Path
    table: Table
    name: str

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return self.output / self.table.name / self.name

    @property
    def value(self) -> str:
        """What its key says: a day (ISO 8601), or "unknown"."""
        return self.name.partition("=")[2]

    def files(self) -> list[Path]:
        """Its Parquet files, by name; readers see no others. Raises OSError."""
        look_into(self.folder)
        return sorted(self.folder.glob("[!._]*.parquet"))


def list_partitions(output: Path, tables: Iterable[Table] | None = None) -> Iterator[Partition]:
    """The partitions of an output, by table and day. Raises OSError."""
    for table in TABLES.values() if tables is None else tables:
        look_into(output / table.name)
        for folder in sorted((output / table.name).glob(f"{table.partition_key}=*")):
            if folder.is_dir():
                yield Partition(output, table, folder.name)


def read_rows(partition: Partition, files: Iterable[Path], run_id: str | None = None) -> pa.Table:
    """The rows of some files of a partition in today's columns; what an older file lacks is null.

    run_id: of the run whose rows alone are wanted. Raises OSError, and ValueError naming a file that lacks a column
    which cannot be null.
    """
    schema = partition.table.schema
    return pa.concat_tables([schema.empty_table(), *(_read(partition.table, file, run_id) for file in files)])


def _read(table: Table, path: Path, run_id: str | None) -> pa.Table:
    wanted = None if run_id is None else [("run_id", "=", run_id)]
    held = pq.read_table(path, partitioning=None, filters=wanted)
    columns = []
    for field in table.schema:
        if field.name == "schema_version":
            columns.append(pa.array([SCHEMA_VERSION] * held.num_rows, field.type))
        elif field.name in held.column_names:
            columns.append(held.column(field.name).cast(field.type))
        elif field.nullable:
            columns.append(pa.nulls(held.num_rows, field.type))
        else:
            raise ValueError(f"{path} has no column {field.name}: it is no file of the table {table.name}")
    return pa.Table.from_arrays(columns, schema=table.schema)


def runs_of(path: Path) -> frozenset[str]:
    """The runs whose rows a folded file holds; none for a file of one run, whose name says which."""
    with naming(path):
        stated = (pq.read_schema(path).metadata or {}).get(_RUNS)
    return frozenset(json.loads(stated)) if stated else frozenset()


def drop_leavings(output: Path) -> None:
    """Remove what somebody left who died while he replaced a partition; the caller is alone (lease.caring)."""
    shutil.rmtree(output / _STAGE, ignore_errors=True)


def drop_replaced(output: Path, *, wait: bool = False) -> None:
    """Remove the folders that were replaced long enough ago; wait: all of them, once they are. Raises OSError."""
    stage = output / _STAGE
    for folder in list(stage.iterdir()) if stage.is_dir() else []:
        young = _LISTED - (time.time() - folder.stat().st_ctime)  # its move was its last change
        if young > 0 and not wait:
            continue
        time.sleep(min(max(young, 0.0), _LISTED))
        shutil.rmtree(folder, ignore_errors=True)


def replace_partition(
    partition: Partition, chosen: Iterable[Path], change: Callable[[pa.Table], pa.Table] | None = None
) -> Path | None:
    """Put one sorted file in the place of the chosen ones; the partition's other files stay. Gives the new file.

    The files that were replaced go with the next call, or with drop_replaced, which who calls this calls at last.
    change: what becomes of the rows on the way; None keeps them. When no row is left there is no new file, and the
    partition goes with its last file; but a table keeps one file, so that readers find its columns. Raises OSError and
    ValueError, having changed nothing.
    """
    states = {path: path.stat() for path in sorted(chosen)}
    chosen = list(states)
    rows = read_rows(partition, chosen)
    rows = _sort_rows(partition.table, rows if change is None else change(rows))
    stage = partition.output / _STAGE / f"{partition.table.name}.{partition.name}"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    others = [path for path in partition.files() if path not in chosen]
    needed = rows.num_rows or not (others or _has_files(partition.output / partition.table.name, partition.name))
    written = _write(stage, rows, chosen) if needed else None
    with replacing(str(partition.output)):
        for path, state in states.items():
            if not os.path.samestat(state, path.stat()):
                raise OSError(f"{path} was written anew while it was read")
        for path in partition.files():
            if path not in chosen:
                os.link(path, stage / path.name)
        sync(stage)
        exchange(stage, partition.folder)
    drop_replaced(partition.output)
    drop_empty(partition)
    return partition.folder / written.name if written else None


def _sort_rows(table: Table, rows: pa.Table) -> pa.Table:
    """Rows in the order of what tells them apart: an article's rows lie together, and statistics tell which group."""
    places = [(name, "ascending") for name in (*table.distinct, "run_id")]
    return rows.take(pc.sort_indices(rows, sort_keys=places))


def _write(stage: Path, rows: pa.Table, sources: list[Path]) -> Path:
    runs = sorted(set(rows.column("run_id").to_pylist()))
    metadata = {**(rows.schema.metadata or {}), _RUNS: json.dumps(runs).encode()}
    names = "\n".join([path.name for path in sources] + runs)
    path = stage / f"{FOLDED}{hashlib.sha256(names.encode()).hexdigest()[:16]}.parquet"
    write_rows(rows.replace_schema_metadata(metadata), path)
    sync(path)
    return path


def write_rows(rows: pa.Table, path: Path) -> None:
    """Write a file of a table, so that readers skip what they need not read. Raises OSError."""
    pq.write_table(
        rows,
        path,
        compression="zstd",
        coerce_timestamps="us",
        version="2.6",
        row_group_size=_ROW_GROUP,
        **_bloom_filters(rows),
    )


def _bloom_filters(rows: pa.Table) -> dict[str, object]:
    if int(pa.__version__.split(".")[0]) < _BLOOM_SINCE or "article_id" not in rows.column_names:
        return {}
    distinct = pc.count_distinct(rows.column("article_id")).as_py()
    return {"bloom_filter_options": {"article_id": {"ndv": max(1, distinct), "fpp": 0.01}}}


def _has_files(table: Path, but: str) -> bool:
    """Whether a table has a file outside one of its partitions."""
    return any(path.parent.name != but for path in table.glob("*/[!._]*.parquet"))


def drop_empty(partition: Partition) -> None:
    """A day without files is no day. Raises OSError."""
    with replacing(str(partition.output)):
        if not any(partition.folder.iterdir()):
            partition.folder.rmdir()
