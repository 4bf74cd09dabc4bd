"""What a place for copies of the tables can do, whatever its kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol

import pyarrow as pa

LEDGER = "runs"
"""The table that lists the runs that are copied whole: a row a run, written after its rows."""


class CommitMark(NamedTuple):
    """What a commit says of itself: the run whose rows it brings, and the state that the run is in."""

    run_id: str
    state: str


class WarehouseError(Exception):
    """A warehouse cannot be read or written; the message says why, in the words of its library."""


def rows_of(runs: Collection[str]) -> str:
    """What picks the rows of some runs, as both kinds spell it. Names of runs are of letters, digits, - and _."""
    return f"run_id IN ({', '.join(repr(run_id) for run_id in sorted(runs))})"


class Warehouse(Protocol):
    """A place for copies. All methods raise WarehouseError."""

    def open(self, schemas: Mapping[str, pa.Schema]) -> None:
        """Make the tables that are not there; give those that are the columns that they lack."""

    def read_ledger(self) -> pa.Table:
        """The rows of the table LEDGER."""

    def committed(self, table: str, run_id: str) -> str | None:
        """The state in which a table has the rows of a run that the ledger may not list yet; None: it may have none."""

    def commit(self, table: str, rows: pa.Table, mark: CommitMark, replaced: Collection[str] | None) -> None:
        """Add rows in place of those of some runs (None: of all) in one step, and say by whom.

        Rows that take the place of others are of those runs.
        """

    def settle(self, rows: pa.Table, replaced: Collection[str]) -> None:
        """Add rows to the table LEDGER in place of those of some runs, in one step."""
