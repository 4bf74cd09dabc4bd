"""What is copied, in which order: run by run, each once, whatever dies meanwhile.

A run's rows come into each table in one commit that names the run and its state; when all tables have them the ledger
lists the run. After a crash the ledger lacks at most a few runs, and of those each table tells whether it has them:
what is there is passed over, what is there in another state is replaced. A run that the ledger lists costs nothing; and
nothing hangs on old commits, which a warehouse may drop.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.lake.outputs import read_manifests
from pipeline.lake.publishing.found import FoundRun, copied_schema, find_runs
from pipeline.lake.publishing.warehouse import LEDGER, CommitMark, Warehouse
from pipeline.lease import claiming
from pipeline.storage import write_bytes
from pipeline.usage import UsageError
from schemas.columns import FLOAT64, INT64, MOMENT, TEXT, moment
from schemas.link_tables import LINK_TABLES, RUN
from schemas.tables import TABLES

_NAME = Path("_runs", "output_id")
"""Tells outputs apart: a warehouse mirrors one, and would drop the rows of another as gone."""

_TABLES = {**TABLES, **LINK_TABLES}

_LEDGER_SCHEMA = pa.schema(
    [
        ("run_id", TEXT),
        ("state", TEXT),
        ("output_id", TEXT),
        ("finished_at", MOMENT),
        ("seconds", FLOAT64),
        *((name, INT64) for name in _TABLES),
    ]
)
"""finished_at and seconds are of the run; the others count its rows in each table, null where it has no say."""

_BATCH = 50
"""Runs after which the ledger is written: its files are few, and a crash leaves little to ask about."""


@dataclass(frozen=True)
class Copied:
    """What became of a run: rows that were brought, by table; gone: its rows were taken out, as the output has none."""

    run_id: str
    rows: Mapping[str, int]
    gone: bool = False


def publish(output: Path, warehouse: Warehouse) -> Iterator[Copied]:
    """Copy the runs that the warehouse does not have as they are now; gives each once it is done.

    A run that is going on is left for the next time. So is a linking: until it is whole the copy keeps the one before.
    To be called by one at a time, see lease.caring. Raises UsageError for an output without runs and a warehouse of
    another output, WarehouseError, OSError and ValueError; what was given before is done.
    """
    manifests = list(read_manifests(output))
    if not manifests:
        raise UsageError(f"no run into {output} has finished: there is nothing to publish")
    name = _name_output(output)
    warehouse.open({**{table.name: copied_schema(table) for table in _TABLES.values()}, LEDGER: _LEDGER_SCHEMA})
    ledger = _read_ledger(warehouse, name)
    runs, with_rows = find_runs(output, manifests)
    done: list[dict[str, Any]] = []
    for run in runs:
        if ledger.get(run.run_id) == run.state:
            continue
        try:
            with claiming(str(output), run.run_id):
                rows = _copy(run, warehouse, is_listed=run.run_id in ledger)
        except BlockingIOError:
            continue
        done.append(_ledger_row(run, name))
        if len(done) >= _BATCH:
            _settle(warehouse, done, ledger)
        yield Copied(run.run_id, rows)
    _settle(warehouse, done, ledger)
    yield from _drop_gone(warehouse, set(ledger) - with_rows - {RUN, *(run.run_id for run in runs)})


def _name_output(output: Path) -> str:
    path = output / _NAME
    if not path.exists():
        write_bytes(str(path), uuid.uuid4().hex.encode())
    return path.read_text().strip()


def _read_ledger(warehouse: Warehouse, name: str) -> dict[str, str]:
    rows = warehouse.read_ledger().to_pylist()
    if any(row["output_id"] != name for row in rows):
        raise UsageError("the target holds the tables of another output: name another target or --namespace")
    return {row["run_id"]: row["state"] for row in rows}


def _copy(run: FoundRun, warehouse: Warehouse, *, is_listed: bool) -> dict[str, int]:
    brought: Counter[str] = Counter()
    for table in run.tables.values():
        held = warehouse.committed(table.name, run.run_id)
        if held == run.state:
            continue
        stands = is_listed or held is not None
        if not stands and not run.rows.get(table.name):
            continue
        rows = run.read(table)
        replaced: Collection[str] | None = [run.run_id] if stands else []
        warehouse.commit(table.name, rows, CommitMark(run.run_id, run.state), None if run.run_id == RUN else replaced)
        brought[table.name] = rows.num_rows
    return dict(brought)


def _ledger_row(run: FoundRun, name: str) -> dict[str, Any]:
    ended = moment(datetime.fromisoformat(run.finished_at)) if run.finished_at else None
    told = {"run_id": run.run_id, "state": run.state, "output_id": name, "finished_at": ended, "seconds": run.seconds}
    return {**told, **{table: run.rows.get(table, 0) for table in run.tables}}


def _settle(warehouse: Warehouse, done: list[dict[str, Any]], ledger: Mapping[str, str]) -> None:
    if done:
        runs = [row["run_id"] for row in done]
        replaced = runs if any(run_id in ledger for run_id in runs) else []
        warehouse.settle(pa.Table.from_pylist(done, schema=_LEDGER_SCHEMA), replaced)
        done.clear()


def _drop_gone(warehouse: Warehouse, gone: Collection[str]) -> Iterator[Copied]:
    """Take out runs of which the output has neither manifest nor rows."""
    for run_id in sorted(gone):
        for table in TABLES.values():
            warehouse.commit(table.name, copied_schema(table).empty_table(), CommitMark(run_id, ""), [run_id])
        warehouse.settle(_LEDGER_SCHEMA.empty_table(), [run_id])
        yield Copied(run_id, {}, gone=True)
