"""The verb runs: the finished runs into an output, a line each."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.logs import fail, report, start_log
from pipeline.output_folder import find_output
from pipeline.usage import UsageError, VerbParser

_PROGRAM = "wire-ingest runs"

_DESCRIPTION = """\
List the finished runs into an output: when each ended, how many articles and failures it wrote, how long it took and
which version wrote it. Runs that died have left no manifest and are not told of.
"""

_EPILOG = """\
exit status: 0 done; 1 the manifests cannot be read; 2 the command was not understood.
"""

_LATE = re.compile(r"(?<=\dT\d{6})p\d+$")
"""Of the name of what came late to a window."""

_COLUMNS = ("finished", "run_id", "articles", "failures", "nothing new", "seconds", "version")


def main(argv: Sequence[str]) -> int:
    """List the runs of the output that the command line names; gives the exit status."""
    parser = VerbParser(_PROGRAM, _DESCRIPTION, _EPILOG)
    parser.add_argument("output", metavar="OUTPUT", help="folder of the tables")
    try:
        stated = parser.parse_args(argv).output
        start_log(logging.WARNING, logging.ERROR)  # before Beam is imported, which warns while it is
        from pipeline.lake.outputs import read_manifests  # noqa: PLC0415 - imports Beam

        output = find_output(stated)
    except UsageError as why:
        return fail(f"{why}; see --help", 2, _PROGRAM)
    try:
        manifests = list(read_manifests(output))
        told = sorted((_row(manifest), manifest.get("silent_sites", [])) for manifest in manifests)
    except (OSError, ValueError) as why:
        return fail(str(why), 1, _PROGRAM)
    report(_table([_COLUMNS, *(row for row, _ in told)]) if told else "no run has finished", asked=True)
    if told and told[-1][1]:
        report(f"no article in {told[-1][0][1]}, some in the runs before it: {', '.join(map(str, told[-1][1]))}")
    missing = _count_missing(manifests)
    if missing:
        report(f"came in and stands in no table: {', '.join(f'{count:,} in {run}' for run, count in missing.items())}")
    return 0


def _count_missing(manifests: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """What windows of streams have lost, with what came late to them, by window."""
    counts: Counter[str] = Counter()
    for manifest in manifests:
        counts[_LATE.sub("", str(manifest["run_id"]))] += manifest.get("missing", 0)
    return {run: count for run, count in sorted(counts.items()) if count}


def _row(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """What a line says of a run; older manifests do not state when it ended."""
    return (
        str(manifest.get("finished_at", "-")),
        str(manifest["run_id"]),
        f"{manifest['tables']['articles']['rows']:,}",
        f"{sum(manifest.get('failures', {}).values()):,}",
        f"{sum(manifest.get('nothing_new', {}).values()):,}",
        f"{manifest.get('seconds', {}).get('elapsed', 0):,.1f}",
        str(manifest.get("versions", {}).get("wire-ingest", "-")),
    )


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    """Numbers to the right, words to the left."""
    lines = list(rows)
    widths = [max(len(row[column]) for row in lines) for column in range(len(_COLUMNS))]
    numbers = {2, 3, 4, 5}
    return "".join(
        "  ".join(
            cell.rjust(width) if column in numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        + "\n"
        for row in lines
    )
