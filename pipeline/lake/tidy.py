"""The verb tidy: fold the files of closed days, sweep what dead runs have left."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from pipeline.logs import fail, report, start_log
from pipeline.output_folder import find_output
from pipeline.usage import UsageError, VerbParser

_PROGRAM = "wire-ingest tidy"

_DESCRIPTION = """\
Fold the files of every closed day into one sorted file a table, with today's columns, and sweep what runs that died
have left. Rows stay as they are, run_id included. A day is closed when it is over in UTC.

  wire-ingest tidy tables        once a night, after the last run

Readers go on: a glob finds the old files of a day or the new one, never both. A query that listed a day's files before
and opens them after is told that they are gone; asked again, it answers. Runs and watchers may write beside it.
"""

_EPILOG = """\
exit status: 0 done; 1 it failed, and one line says why (what was folded before is done); 2 the command was not
understood.
"""


def main(argv: Sequence[str]) -> int:
    """Tidy the output that the command line names; gives the exit status."""
    parser = VerbParser(_PROGRAM, _DESCRIPTION, _EPILOG)
    parser.add_argument("output", metavar="OUTPUT", help="folder of the tables")
    try:
        stated = parser.parse_args(argv).output
        start_log(logging.WARNING, logging.ERROR)  # before Beam is imported, which warns while it is
        from pipeline.lake.outputs import read_manifests  # noqa: PLC0415 - imports Beam
        from pipeline.lake.tidying import Folded, named_files, tidy  # noqa: PLC0415 - likewise
        from pipeline.lease import caring  # noqa: PLC0415 - likewise

        output = find_output(stated)
        done: list[Folded] = []
        try:
            with caring(str(output), wait=False):
                done.extend(tidy(output, named_files(read_manifests(output)), datetime.now(UTC)))
        except BlockingIOError:
            return fail(f"another tidy, forget or publish is at work in {stated}", 1, _PROGRAM)
        except (OSError, ValueError) as why:
            return fail(str(why), 1, _PROGRAM)
    except UsageError as why:
        return fail(f"{why}; see --help", 2, _PROGRAM)
    report(_closing_table((f.table, f.files_before, f.files_after, f.bytes_before, f.bytes_after) for f in done))
    return 0


def _closing_table(folded: Iterable[tuple[str, int, int, int, int]]) -> str:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for table, *counts in folded:
        sums[table] = [total + count for total, count in zip(sums[table], (1, *counts), strict=True)]
    if not sums:
        return "nothing to fold\n"
    lines = [f"  {'table':<12}{'days':>8}{'files':>16}{'bytes':>28}"]
    for table, (days, files_before, files_after, bytes_before, bytes_after) in sums.items():
        files = f"{files_before:,} -> {files_after:,}"
        lines.append(f"  {table:<12}{days:>8,}{files:>16}{f'{bytes_before:,} -> {bytes_after:,}':>28}")
    return "\n".join(lines) + "\n"
