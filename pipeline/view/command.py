"""The verb view: a page to look at the tables, served on this machine or exported as one file."""

from __future__ import annotations

import logging
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from pipeline.logs import fail, report, start_log
from pipeline.output_folder import find_output
from pipeline.usage import UsageError, VerbParser

_PROGRAM = "wire-ingest view"

_DESCRIPTION = """\
Look at the tables in a browser: events or figures on a list, a map and a timeline, each article with what was read of
it marked in place, search, and whether the runs went well. Nothing leaves this machine, and no network is needed.

  wire-ingest view tables                        prints the address of the page
  wire-ingest view tables --export report.html   writes one file that can be mailed
"""

_EPILOG = """\
It reads the tables anew when a run has changed them. Ctrl-C ends it. Needs what wire-ingest[view] installs.
exit status: 0 it was told to stop, or the file is written; 1 it could not go on; 2 the command was not understood.
"""


def main(argv: Sequence[str]) -> int:
    """Serve the output that the command line names until told to stop; gives the exit status."""
    try:
        asked = _parser().parse_args(argv)
        _require_duckdb()
        if asked.export:
            return _export(asked.output, asked.export, opened=asked.open)
        return _serve(asked.output, asked.host, asked.port, opened=asked.open)
    except UsageError as why:
        return fail(f"{why}; see --help", 2, _PROGRAM)


def _parser() -> VerbParser:
    parser = VerbParser(_PROGRAM, _DESCRIPTION, _EPILOG)
    parser.add_argument("output", metavar="OUTPUT", help="folder of the tables")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="port to serve on (default: a free one)")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="address to serve on; any but the default lets the network read the tables (default: %(default)s)",
    )
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    parser.add_argument("--export", metavar="FILE", help="write one HTML file that holds everything, and end")
    return parser


def _require_duckdb() -> None:
    try:
        import duckdb  # noqa: F401, PLC0415 - an extra, and it takes a while to import
    except ImportError as why:
        raise UsageError("DuckDB is missing: pip install 'wire-ingest[view]'") from why


def _export(stated: str, file: str, *, opened: bool) -> int:
    start_log(logging.ERROR, logging.ERROR)  # before Beam is imported, which warns while it is
    import duckdb  # noqa: PLC0415 - as above

    from pipeline.view.exporting import export  # noqa: PLC0415 - as above

    path = Path(file).absolute()
    try:
        size = export(find_output(stated), path)
    except (duckdb.Error, OSError, ValueError) as why:
        return fail(f"no report was written: {why}", 1, _PROGRAM)
    report(f"{path}: {size / 1e6:.1f} MB")
    if opened:
        webbrowser.open(path.as_uri())
    return 0


def _serve(stated: str, host: str, port: int, *, opened: bool) -> int:
    from pipeline.view.serving import serve  # noqa: PLC0415 - likewise

    output = find_output(stated)
    if not 0 <= port <= 65535:
        raise UsageError(f"--port {port} is none: 0 to 65535")
    try:
        serve(output, host, port, opened=opened)
    except OSError as why:
        return fail(f"{host} port {port}: {why}", 1, _PROGRAM)
