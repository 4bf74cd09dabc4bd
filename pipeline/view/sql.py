"""The verb sql: a query over the tables, each a view by its name."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.logs import fail
from pipeline.output_folder import find_output
from pipeline.usage import UsageError, VerbParser

_PROGRAM = "wire-ingest sql"

_DESCRIPTION = """\
Ask the tables in SQL (DuckDB's). Every table is a view by its name; the partition is its last column, as text.

  wire-ingest sql tables "SELECT outcome, sum(low) FROM casualties WHERE is_main GROUP BY ALL"
  wire-ingest sql tables --file report.sql --csv > report.csv
  wire-ingest sql tables                                a prompt; DESCRIBE casualties; tells the columns
"""

_EPILOG = """\
Without QUERY and --file it reads what is piped in, else prompts. Needs what wire-ingest[view] installs.
exit status: 0 answered; 1 the query failed, and one line says why; 2 the command was not understood.
"""


def main(argv: Sequence[str]) -> int:
    """Reply the query that the command line gives; gives the exit status."""
    try:
        asked = _parser().parse_args(argv)
        return _answer(asked.output, _read_file(asked.file) if asked.file else asked.query, asked.form)
    except UsageError as why:
        return fail(f"{why}; see --help", 2, _PROGRAM)


def _parser() -> VerbParser:
    parser = VerbParser(_PROGRAM, _DESCRIPTION, _EPILOG)
    parser.add_argument("output", metavar="OUTPUT", help="folder of the tables")
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("query", metavar="QUERY", nargs="?", help="statements, parted by semicolons")
    asked.add_argument("--file", metavar="FILE", help="read the statements from this file")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", dest="form", action="store_const", const="csv", help="print all rows, as CSV")
    form.add_argument("--json", dest="form", action="store_const", const="json", help="print all rows, one object each")
    return parser


def _read_file(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as why:  # ValueError: no UTF-8
        raise UsageError(f"{path} cannot be read: {why}") from why


def _read_input() -> str:
    try:
        asked = sys.stdin.read()
        asked.encode()  # fails where reading has let other bytes through, as it does in the locale C
    except ValueError as why:
        raise UsageError(f"what is piped in cannot be read: {why}") from why
    return asked


def _answer(output: str, statements: str | None, form: str | None) -> int:
    try:
        import duckdb  # noqa: PLC0415 - an extra, and it takes a while to import
    except ImportError as why:
        raise UsageError("DuckDB is missing: pip install 'wire-ingest[view]'") from why
    from pipeline.view.answering import answer, prompt  # noqa: PLC0415 - likewise
    from pipeline.view.database import open_database  # noqa: PLC0415 - likewise

    try:
        connection = open_database(find_output(output), confined=False).connection
    except (duckdb.Error, OSError, ValueError) as why:
        return fail(str(why), 1, _PROGRAM)
    try:
        if statements is None and sys.stdin.isatty():
            prompt(connection, form)
        else:
            answer(connection, _read_input() if statements is None else statements, form)
    except (duckdb.Error, UnicodeError) as why:  # UnicodeError: standard output does not take every character
        return fail(str(why), 1, _PROGRAM)
    return 0
