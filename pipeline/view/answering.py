"""Statements in, answers on the screen out: as a table, CSV or JSON."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys

import duckdb

from pipeline.view.rows import write_csv, write_json
from schemas.showing import disarm

_MOST_ROWS = 40  # of a table on the screen
_LEAST_WIDTH = 60


def answer(connection: duckdb.DuckDBPyConnection, statements: str, form: str | None) -> None:
    """Run each statement and print what it gives. form: csv, json, or None for a table. Raises duckdb.Error."""
    for statement in connection.extract_statements(statements):
        if form is None:
            _draw(connection.sql(statement.query))
        elif form == "csv":
            write_csv(connection.execute(statement.query), sys.stdout)
        else:
            write_json(connection.execute(statement.query), sys.stdout)


def prompt(connection: duckdb.DuckDBPyConnection, form: str | None) -> None:
    """Ask for statements, each ended by a semicolon, until the input ends; a wrong one is said to be and forgotten."""
    with contextlib.suppress(ImportError):  # lines can then not be edited
        import readline  # noqa: F401, PLC0415 - what it does is done by importing it
    sys.stdout.write("Statements end with a semicolon, the prompt with Ctrl-D. SHOW TABLES; tells the tables.\n")
    asked: list[str] = []
    while (line := _read_line("...> " if asked else "sql> ")) is not None:
        asked.append(line)
        if not line.rstrip().endswith(";"):
            asked = asked if "".join(asked).strip() else []
            continue
        try:
            answer(connection, "\n".join(asked), form)
        except duckdb.Error as why:
            sys.stdout.write(f"{disarm(str(why))}\n")
        asked = []


def _read_line(sign: str) -> str | None:
    try:
        return input(sign)
    except EOFError:
        sys.stdout.write("\n")
        return None


def _draw(relation: duckdb.DuckDBPyRelation | None) -> None:
    if relation is None:  # a statement that gives nothing
        return
    width = max(_LEAST_WIDTH, shutil.get_terminal_size((120, 24)).columns)
    drawn = io.StringIO()
    with contextlib.redirect_stdout(drawn):
        relation.show(max_width=width, max_rows=_MOST_ROWS)
    sys.stdout.write(disarm(drawn.getvalue().rstrip("\n")) + "\n")
