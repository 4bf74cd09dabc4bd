"""Copies as Apache Iceberg tables, in any catalogue that pyiceberg knows.

Which rows a table has is told twice: in the summary of each snapshot, for people, and in the table's properties for
runs that the ledger does not list yet, as snapshots expire. The properties change in the commit that brings the rows.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from pyiceberg.catalog import Catalog, load_catalog
from pyiceberg.expressions import AlwaysTrue
from pyiceberg.table import Table as IcebergTable
from pyiceberg.table import Transaction as IcebergChange
from sqlalchemy.engine import URL

from pipeline.lake.publishing.warehouse import LEDGER, CommitMark, WarehouseError, rows_of

_HELD = "wire-ingest.run."
"""Begins the property of a table that says in which state it has the rows of a run."""

_PROPERTIES = {
    "write.metadata.delete-after-commit.enabled": "true",  # else each commit leaves one more list of all commits
    "write.metadata.previous-versions-max": "20",
}


class IcebergWarehouse:
    """The tables of one namespace. properties: of the catalogue, as pyiceberg names them."""

    def __init__(self, properties: Mapping[str, str], namespace: str) -> None:
        self._namespace = namespace
        self._listed: dict[str, str] = {}
        with _plain_errors():
            self._catalog: Catalog = load_catalog("default", **properties)

    def open(self, schemas: Mapping[str, pa.Schema]) -> None:
        """Make the tables that are not there; give those that are the columns that they lack."""
        with _plain_errors():
            self._catalog.create_namespace_if_not_exists(self._namespace)
            for name, schema in schemas.items():
                table = self._catalog.create_table_if_not_exists(self._name(name), schema, properties=_PROPERTIES)
                if set(schema.names) - set(table.schema().column_names):
                    with table.update_schema() as update:
                        update.union_by_name(schema)

    def read_ledger(self) -> pa.Table:
        """The rows of the table LEDGER."""
        with _plain_errors():
            rows = self._load(LEDGER).scan().to_arrow()
        self._remember(rows)
        return rows

    def committed(self, table: str, run_id: str) -> str | None:
        """The state in which a table has the rows of a run that the ledger does not list as it is."""
        with _plain_errors():
            return self._load(table).properties.get(f"{_HELD}{run_id}")

    def commit(self, table: str, rows: pa.Table, mark: CommitMark, replaced: Collection[str] | None) -> None:
        """Add rows in place of those of some runs (None: of all) in one step, and say by whom."""
        said = {f"{_HELD}{mark.run_id}": mark.state}
        with _plain_errors(), self._load(table).transaction() as change:
            held = change.table_metadata.properties
            settled = [name for name, state in held.items() if self._is_settled(name, state) and name not in said]
            if settled:
                change.remove_properties(*settled)
            change.set_properties(said)
            _put(change, rows, replaced, {"wire-ingest.run_id": mark.run_id})

    def settle(self, rows: pa.Table, replaced: Collection[str]) -> None:
        """Add rows to the table LEDGER in place of those of some runs, in one step."""
        with _plain_errors(), self._load(LEDGER).transaction() as change:
            _put(change, rows, replaced, {})
        self._remember(rows)

    def _remember(self, rows: pa.Table) -> None:
        self._listed.update(zip(rows.column("run_id").to_pylist(), rows.column("state").to_pylist(), strict=True))

    def _is_settled(self, name: str, state: str) -> bool:
        return name.startswith(_HELD) and self._listed.get(name.removeprefix(_HELD)) == state

    def _load(self, name: str) -> IcebergTable:
        return self._catalog.load_table(self._name(name))

    def _name(self, table: str) -> tuple[str, ...]:
        return (*self._namespace.split("."), table)


def _put(change: IcebergChange, rows: pa.Table, replaced: Collection[str] | None, summary: Mapping[str, str]) -> None:
    if replaced is None or replaced:
        where = AlwaysTrue() if replaced is None else rows_of(replaced)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Delete operation did not match")  # nothing was there: that is no fault
            change.delete(where, snapshot_properties=dict(summary))
    if rows.num_rows:
        change.append(rows, snapshot_properties=dict(summary))


def local_catalog(folder: Path) -> dict[str, str]:
    """The properties of a catalogue in a folder of this machine: an SQLite file beside the tables. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    database = URL.create("sqlite", database=str(folder / "catalog.db")).render_as_string(hide_password=False)
    return {"type": "sql", "uri": database, "warehouse": f"file://{folder}"}


@contextmanager
def _plain_errors() -> Iterator[None]:
    """What pyiceberg, a catalogue or a store raises, for whatever reason, as the one error of a warehouse."""
    try:
        yield
    except WarehouseError:
        raise
    except Exception as why:
        raise WarehouseError(f"Iceberg: {type(why).__name__}: {why}") from why
