"""The finished runs of an output, and which rows are theirs now: after folding, after a rerun, after forgetting."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.damage import naming
from pipeline.lake.forgetting.tables import BESIDE
from pipeline.lake.partitions import Partition, list_partitions, read_rows
from schemas.link_tables import LINK_TABLES, RUN
from schemas.tables import TABLES, Table

_DIGITS = 15
"""Of the hash that tells states apart: as many as a version of a Delta transaction, 63 bits, has room for."""

_LINKED = Path("_state", "links.json")
"""There when the tables of links are whole."""

_Placed = tuple[Partition, Path]
"""A file and the day that it is of."""


@dataclass(frozen=True)
class FoundRun:
    """A finished run, or the linking, as its rows are now.

    state: changes when the run is done again, or rows of it are taken away. finished_at: ISO 8601; None in manifests of
    old. seconds: that it took. rows: of each table. files: that hold them, maybe beside those of other runs.
    """

    run_id: str
    state: str
    finished_at: str | None
    seconds: float | None
    rows: Mapping[str, int]
    files: Mapping[str, tuple[_Placed, ...]]

    @property
    def tables(self) -> Mapping[str, Table]:
        """The tables that it may have rows in."""
        return LINK_TABLES if self.run_id == RUN else TABLES

    def read(self, table: Table) -> pa.Table:
        """Its rows of a table in today's columns, all of which may be null, and the partition's key as one more column.

        Raises OSError and ValueError.
        """
        wanted = copied_schema(table)
        parts = [wanted.empty_table()]
        for partition, path in self.files.get(table.name, ()):
            rows = read_rows(partition, [path], self.run_id)
            day = pa.array([partition.value] * rows.num_rows, pa.string())
            parts.append(pa.Table.from_arrays([*rows.columns, day], schema=wanted))
        return pa.concat_tables(parts)


def copied_schema(table: Table) -> pa.Schema:
    """The columns of a copy. None is required, so that one can be added later on to rows that lack it."""
    fields = [field.with_nullable(nullable=True) for field in table.schema]
    return pa.schema([*fields, pa.field(table.partition_key, pa.string())])


def find_runs(output: Path, manifests: Iterable[Mapping[str, Any]]) -> tuple[list[FoundRun], frozenset[str]]:
    """The finished runs in the order in which they ended, then the linking, if there is one; and every run that has
    rows, finished or not. Raises OSError.
    """
    rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    filled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    files: defaultdict[str, defaultdict[str, list[_Placed]]] = defaultdict(lambda: defaultdict(list))
    for partition in list_partitions(output):
        for path in partition.files():
            for run_id, count, values in _count_rows(path):
                rows[run_id][partition.table.name] += count
                filled[run_id][partition.table.name] += values
                files[run_id][partition.table.name].append((partition, path))
    found = [
        FoundRun(
            run_id=str(manifest["run_id"]),
            state=_state(manifest, rows[str(manifest["run_id"])], filled[str(manifest["run_id"])]),
            finished_at=manifest.get("finished_at"),
            seconds=manifest.get("seconds", {}).get("elapsed"),
            rows=rows[str(manifest["run_id"])],
            files={table: tuple(placed) for table, placed in files[str(manifest["run_id"])].items()},
        )
        for manifest in manifests
    ]
    ordered = sorted(found, key=lambda run: (run.finished_at or "", run.run_id))
    return [*ordered, *_find_links(output)], frozenset(run_id for run_id, counts in rows.items() if counts.total())


def _find_links(output: Path) -> Iterator[FoundRun]:
    if not (output / _LINKED).exists():
        return
    rows: Counter[str] = Counter()
    files: defaultdict[str, list[_Placed]] = defaultdict(list)
    digest = hashlib.sha256()
    for partition in list_partitions(output, LINK_TABLES.values()):
        for path in partition.files():
            with naming(path):
                rows[partition.table.name] += pq.read_metadata(path).num_rows
            files[partition.table.name].append((partition, path))
            digest.update(f"{path.relative_to(output)}\n".encode() + path.read_bytes())
    ended = datetime.fromtimestamp((output / _LINKED).stat().st_mtime).astimezone().isoformat(timespec="seconds")
    placed = {table: tuple(those) for table, those in files.items()}
    yield FoundRun(RUN, digest.hexdigest()[:_DIGITS], ended, None, rows, placed)


def _count_rows(path: Path) -> Iterator[tuple[str, int, int]]:
    """The runs that have rows in a file: how many, and how many values that forgetting may empty."""
    with naming(path):
        emptied = [name for name in pq.read_schema(path).names if name in BESIDE]
        held = pq.read_table(path, columns=["run_id", *emptied], partitioning=None)
    counted = held.group_by("run_id").aggregate([([], "count_all"), *((name, "count") for name in emptied)])
    for told in counted.to_pylist():
        yield told["run_id"], told["count_all"], sum(told[f"{name}_count"] for name in emptied)


def _state(manifest: Mapping[str, Any], rows: Counter[str], filled: Counter[str]) -> str:
    """A hash of the manifest and of the counts but those of nothing: whether a file has no rows is all one."""
    told = json.dumps([manifest, +rows, +filled], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]
