"""Copies as Delta tables, a folder each below the target.

Which rows a table has is told twice: in each commit's own words, for people, and as the transaction of an application,
whose last version Delta keeps for as long as the table lives, while the log of commits is cleaned up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake import Schema as DeltaSchema

from pipeline.lake.publishing.warehouse import LEDGER, CommitMark, WarehouseError, rows_of

_APPLICATION = "wire-ingest/"


class DeltaWarehouse:
    """The tables below a folder or URI that delta-rs knows."""

    def __init__(self, target: str) -> None:
        self._target = target.rstrip("/")

    def open(self, schemas: Mapping[str, pa.Schema]) -> None:
        """Make the tables that are not there; give those that are the columns that they lack."""
        with _plain_errors():
            for name, schema in schemas.items():
                table = DeltaTable.create(self._place(name), DeltaSchema.from_arrow(schema), mode="ignore")
                held = {field.name for field in table.schema().fields}
                lacking = [field for field in DeltaSchema.from_arrow(schema).fields if field.name not in held]
                if lacking:
                    table.alter.add_columns(lacking)

    def read_ledger(self) -> pa.Table:
        """The rows of the table LEDGER."""
        with _plain_errors():
            return DeltaTable(self._place(LEDGER)).to_pyarrow_table()

    def committed(self, table: str, run_id: str) -> str | None:
        """The state in which a table has the rows of a run."""
        with _plain_errors():
            version = DeltaTable(self._place(table)).transaction_version(f"{_APPLICATION}{run_id}")
        return None if version is None else f"{version:015x}"

    def commit(self, table: str, rows: pa.Table, mark: CommitMark, replaced: Collection[str] | None) -> None:
        """Add rows in place of those of some runs (None: of all) in one step, and say by whom."""
        done = Transaction(f"{_APPLICATION}{mark.run_id}", int(mark.state or "0", 16))
        said = CommitProperties(custom_metadata={"wire-ingest.run_id": mark.run_id}, app_transactions=[done])
        self._write(table, rows, replaced, said)

    def settle(self, rows: pa.Table, replaced: Collection[str]) -> None:
        """Add rows to the table LEDGER in place of those of some runs, in one step."""
        self._write(LEDGER, rows, replaced, CommitProperties())

    def _write(self, table: str, rows: pa.Table, replaced: Collection[str] | None, said: CommitProperties) -> None:
        with _plain_errors():
            if replaced is None:
                write_deltalake(self._place(table), rows, mode="overwrite", commit_properties=said)
            elif replaced:
                where = rows_of(replaced)
                write_deltalake(self._place(table), rows, mode="overwrite", predicate=where, commit_properties=said)
            else:
                write_deltalake(self._place(table), rows, mode="append", commit_properties=said)

    def _place(self, table: str) -> str:
        return f"{self._target}/{table}"


@contextmanager
def _plain_errors() -> Iterator[None]:
    """What delta-rs or a store raises, for whatever reason, as the one error of a warehouse."""
    try:
        yield
    except Exception as why:
        raise WarehouseError(f"Delta: {type(why).__name__}: {why}") from why
