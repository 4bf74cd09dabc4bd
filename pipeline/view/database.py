"""The tables of an output folder as views of an in-memory DuckDB database, each by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

import duckdb
from pyarrow import parquet

from pipeline.damage import naming
from pipeline.output_folder import look_into
from schemas.link_tables import LINK_TABLES
from schemas.tables import TABLES

Row = dict[str, Any]
"""A row of a query by its columns' names."""

_DECLARED = TABLES | LINK_TABLES
_NAME = re.compile(r"[a-z][a-z0-9_]*")

_MOST_SECONDS = 30

_SETTINGS = (
    "SET GLOBAL TimeZone = 'UTC'",  # as the moments of the tables are
    "SET autoinstall_known_extensions = false",  # nothing is fetched
)


@dataclass(frozen=True)
class View:
    """What a view stands on. files: how many of Parquet. lacking: declared columns that no file has, read as null."""

    files: int
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Database:
    """An open database, and its views by the tables' names; a declared table without a file is a view without rows."""

    connection: duckdb.DuckDBPyConnection
    views: Mapping[str, View]

    def fetch(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows of a query, by their columns' names; may be called by several threads. Raises duckdb.Error."""
        with self.execute(query, parameters) as cursor:
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @contextmanager
    def execute(self, query: str, parameters: Mapping[str, Any] | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own that has executed a query. Raises duckdb.Error, also when it takes over 30 seconds."""
        with self.connection.cursor() as cursor:
            stop = Timer(_MOST_SECONDS, cursor.interrupt)
            stop.start()
            try:
                yield cursor.execute(query, parameters)
            finally:
                stop.cancel()

    def holds(self, *names: str) -> bool:
        """Whether the output has files of each of these tables."""
        return all(name in self.views and self.views[name].files for name in names)


def open_database(output: Path, *, confined: bool) -> Database:
    """Open the tables that lie in an output folder now. confined: nothing outside the folder can be read or written.

    Raises OSError, and duckdb.Error or ValueError, which name the file, for one that is no Parquet.
    """
    connection = duckdb.connect()
    for setting in _SETTINGS:
        connection.execute(setting)
    views = dict(_make_views(connection, output))
    if confined:
        connection.execute("SET preserve_insertion_order = false")  # pages sort what they show
        connection.execute(f"SET allowed_directories = [{_quote(f'{output}/')}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    return Database(connection, views)


def _list_tables(output: Path) -> dict[str, list[Path]]:
    """The Parquet files of each table, by path, the declared tables first; what is not complete yet is left out."""
    found = {folder.name for folder in output.iterdir() if folder.is_dir() and _NAME.fullmatch(folder.name)}
    others = sorted(name for name in found - _DECLARED.keys() if any((output / name).glob("*=*/[!._]*.parquet")))
    return {name: sorted(_list_files(output / name)) for name in [*_DECLARED, *others]}


def _list_files(table: Path) -> Iterator[Path]:
    for folder in (table, *table.glob("*=*")):
        look_into(folder)
    return table.glob("*=*/[!._]*.parquet")


def _make_views(connection: duckdb.DuckDBPyConnection, output: Path) -> Iterator[tuple[str, View]]:
    """Files of an older schema version lack columns: they are added, null."""
    for name, files in _list_tables(output).items():
        declared = _declare(connection, name)
        if not files:
            connection.execute(f'CREATE VIEW "{name}" AS SELECT {", ".join(_nulls(declared))} WHERE false')
            yield name, View(0, ())
            continue
        alike = _are_alike(files)
        paths = ", ".join(_quote(str(path)) for path in files)
        options = f"hive_partitioning = true, hive_types_autocast = false, union_by_name = {not alike}"
        there = connection.sql(f"SELECT * FROM read_parquet([{paths}], {options})").columns  # noqa: S608 - quoted
        lacking = {column: kind for column, kind in declared.items() if column not in there}
        body = f"{', '.join(['*', *_nulls(lacking)])} FROM read_parquet([{paths}], {options})"
        connection.execute(f'CREATE VIEW "{name}" AS SELECT {body}')
        yield name, View(len(files), tuple(lacking))


def _are_alike(files: Sequence[Path]) -> bool:
    """Whether all files have the same columns; those of one run, which a file's name begins with, have."""
    ones = {path.name.partition(".")[0]: path for path in files}
    return len(set(map(_read_names, ones.values()))) == 1


def _read_names(path: Path) -> tuple[str, ...]:
    with naming(path):
        return tuple(parquet.read_schema(path).names)


def _nulls(columns: Mapping[str, str]) -> list[str]:
    return [f'CAST(NULL AS {kind}) AS "{column}"' for column, kind in columns.items()]


def _declare(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    """Columns and DuckDB types of a declared table, with the one it is partitioned by; none of another."""
    if name not in _DECLARED:
        return {}
    table = _DECLARED[name]
    empty = connection.from_arrow(table.schema.empty_table())
    return dict(zip(empty.columns, map(str, empty.types), strict=True)) | {table.partition_key: "VARCHAR"}


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
