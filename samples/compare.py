"""Tells whether two runs of one name wrote the same rows, wherever each of them ran.

    python samples/compare.py OUTPUT OTHER

Each row of each table counts, as often as it is there, the moments at which a page was had or a failure happened aside.
Prints the number of rows of each table; exit status 1 and the first difference of each table where there is one.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pyarrow.dataset as ds

_TABLES = ("articles", "entities", "dates", "casualties", "failures", "feeds")
_MOMENTS = ("fetched_at", "failed_at", "polled_at")
"""Columns that say when a run was at work."""


def _read_rows(output: Path, table: str) -> Counter[str]:
    """The rows of a table, each written out, and how often it is there."""
    folder = output / table
    if not folder.is_dir():
        return Counter()
    rows = ds.dataset(folder, format="parquet", partitioning="hive").to_table()
    left_out = [name for name in _MOMENTS if name in rows.column_names]
    return Counter(repr(sorted(row.items())) for row in rows.drop_columns(left_out).to_pylist())


def compare(output: Path, other: Path) -> list[str]:
    """The first difference of each table; none where all rows are the same."""
    found = []
    for table in _TABLES:
        here, there = _read_rows(output, table), _read_rows(other, table)
        differ = sorted((here - there).keys() | (there - here).keys())
        if differ:
            row = differ[0]
            found.append(f"{table}: {here[row]} times in {output}, {there[row]} times in {other}: {row[:300]}")
    return found


def _main(output: Path, other: Path) -> int:
    differences = compare(output, other)
    for line in differences:
        print(line)  # noqa: T201 - a program's output
    counted = ", ".join(f"{_read_rows(output, table).total()} {table}" for table in _TABLES)
    print(counted if differences else f"The same rows in both: {counted}.")  # noqa: T201
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1]), Path(sys.argv[2])))
