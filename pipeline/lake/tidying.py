"""Which days of an output are folded into one file each, and what is swept: leavings that no finished run names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.damage import naming
from pipeline.lake.changes import Change, apply_change
from pipeline.lake.partitions import (
    FOLDED,
    Partition,
    drop_leavings,
    drop_replaced,
    list_partitions,
    read_rows,
    replace_partition,
    write_rows,
)
from pipeline.lease import claiming, running
from pipeline.state.sightings import FOLDER
from schemas.link_tables import LINK_TABLES, RUN
from schemas.tables import TABLES

_ABANDONED = 24 * 3600
"""Seconds without a change after which what a killed writer has left is swept."""


@dataclass(frozen=True)
class Folded:
    """What became of a day of a table: its files and their bytes before and after."""

    table: str
    day: str
    files_before: int
    files_after: int
    bytes_before: int
    bytes_after: int


def named_files(manifests: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The files that the manifests of finished runs name, as paths below the output."""
    tables = (table for manifest in manifests for table in manifest["tables"].values())
    return frozenset(file["path"] for table in tables for file in table["files"])


def tidy(output: Path, named: frozenset[str], now: datetime) -> Iterator[Folded]:
    """Fold every closed day of every table into one sorted file of today's columns; give each that was changed.

    What linking writes is one file a day already, which the next linking replaces by its name: those of an older schema
    get today's columns, and are not folded. A day is closed when it is over in UTC; "unknown" always is. Files of a run
    that is going on stay as they are; those of a run that died go, as do temporary files a day old. To be called by one
    at a time, see lease.caring. Raises OSError and ValueError; what was given before is done.
    """
    drop_leavings(output)
    _sweep_temporary(output, now)
    for partition in list_partitions(output):
        if _is_closed(partition, now.date()):
            yield from _fold(partition, named, now)
    drop_replaced(output, wait=True)
    yield from _renew_links(output)


def _is_closed(partition: Partition, today: date) -> bool:
    return partition.value == "unknown" or partition.value < today.isoformat()


def _fold(partition: Partition, named: frozenset[str], now: datetime) -> Iterator[Folded]:
    active = running(partition.output)  # asked anew: a run may have begun since the last day
    idle = [path for path in partition.files() if path.name.partition(".")[0] not in active]
    finished = [path for path in idle if _is_finished(path, partition.output, named)]
    abandoned = [path for path in idle if path not in finished and _is_old(path, now)]
    if len(finished) < 2 and not abandoned and not any(_is_outdated(partition, path) for path in finished):
        return
    before = _sizes(partition)
    for path in abandoned:
        path.unlink(missing_ok=True)
    if finished:
        replace_partition(partition, finished)
    after = _sizes(partition)
    yield Folded(partition.table.name, partition.value, len(before), len(after), sum(before), sum(after))


def _renew_links(output: Path) -> Iterator[Folded]:
    """Tables of links of an older schema, so that the next linking can read what the one before told."""
    outdated = [
        (partition, path)
        for partition in list_partitions(output, LINK_TABLES.values())
        for path in partition.files()
        if _is_outdated(partition, path)
    ]
    if not outdated:
        return
    try:
        with claiming(str(output), RUN):
            for partition, path in outdated:
                before = _sizes(partition)
                rows = read_rows(partition, [path])
                apply_change(output, Change(partition.table.name, path, 0, partial(write_rows, rows)))
                after = _sizes(partition)
                yield Folded(partition.table.name, partition.value, len(before), len(after), sum(before), sum(after))
    except BlockingIOError:  # a linking is going on, and writes them all anew
        return


def _is_finished(path: Path, output: Path, named: frozenset[str]) -> bool:
    return path.name.startswith(FOLDED) or path.relative_to(output).as_posix() in named


def _is_old(path: Path, now: datetime) -> bool:
    return now.timestamp() - path.stat().st_mtime > _ABANDONED


def _is_outdated(partition: Partition, path: Path) -> bool:
    with naming(path):
        return bool(pq.read_schema(path).names != partition.table.schema.names)


def _sizes(partition: Partition) -> list[int]:
    return [path.stat().st_size for path in partition.files()]


def _sweep_temporary(output: Path, now: datetime) -> None:
    tables = (path for name in TABLES for path in (output / name).glob("*/.*.tmp"))
    for path in chain(tables, (output / "_runs").glob(".*.tmp"), (output / FOLDER).rglob(".*.tmp")):
        if _is_old(path, now):
            path.unlink(missing_ok=True)
