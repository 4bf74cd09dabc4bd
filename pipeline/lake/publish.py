"""The verb publish: copy the tables into Iceberg or Delta, run by run."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.logs import fail, report, start_log
from pipeline.output_folder import find_output
from pipeline.usage import UsageError, VerbParser

if TYPE_CHECKING:
    from pipeline.lake.publishing.warehouse import Warehouse

_PROGRAM = "wire-ingest publish"

_DESCRIPTION = """\
Copy the tables into Iceberg or Delta tables. Runs that are there already cost nothing; each other one is one commit a
table that names the run, once, whatever dies meanwhile. What reruns have replaced or `forget` removed is followed.

  wire-ingest publish tables --to delta /srv/lake               a Delta table a folder
  wire-ingest publish tables --to iceberg /srv/warehouse        Iceberg tables, their catalogue an SQLite file there
  wire-ingest publish tables --to iceberg prod --catalog_config rest.properties
                                                                the warehouse prod of another catalogue
"""

_EPILOG = """\
exit status: 0 done; 1 it failed, and one line says why (what was copied before is done, the same command goes on);
2 the command was not understood.
"""


def main(argv: Sequence[str]) -> int:
    """Publish the output that the command line names; gives the exit status."""
    try:
        asked = _parser().parse_args(argv)
        start_log(logging.ERROR, logging.ERROR)  # before Beam is imported, which warns while it is
        from pipeline.lake.publishing.copying import Copied, publish  # noqa: PLC0415 - imports Beam
        from pipeline.lake.publishing.warehouse import WarehouseError  # noqa: PLC0415 - likewise
        from pipeline.lease import caring  # noqa: PLC0415 - likewise

        output = find_output(asked.output)
        done: list[Copied] = []
        try:
            warehouse = _open(asked.to, asked.target, asked.catalog_config, asked.namespace, output)
            with caring(str(output), wait=False):
                done.extend(publish(output, warehouse))
        except BlockingIOError:
            return fail(f"another publish, tidy or forget is at work in {asked.output}", 1, _PROGRAM)
        except (OSError, ValueError, WarehouseError) as why:
            return fail(" ".join(str(why).split()), 1, _PROGRAM)  # what libraries say has several lines
    except UsageError as why:
        return fail(f"{why}; see --help", 2, _PROGRAM)
    report(_closing_table([run.rows for run in done if not run.gone], sum(run.gone for run in done), asked.target))
    return 0


def _parser() -> VerbParser:
    parser = VerbParser(_PROGRAM, _DESCRIPTION, _EPILOG)
    parser.add_argument("output", metavar="OUTPUT", help="folder of the tables")
    parser.add_argument("target", metavar="TARGET", help="folder or URI of the copies; of a catalogue, its warehouse")
    parser.add_argument("--to", required=True, choices=("iceberg", "delta"), help="what the copies are (required)")
    parser.add_argument(
        "--catalog_config",
        metavar="FILE",
        help="Iceberg: properties of the catalogue, name=value as pyiceberg names them, one a line: type, uri, token"
        " (default: an SQLite file in TARGET)",
    )
    parser.add_argument(
        "--namespace",
        metavar="NAME",
        help="Iceberg: where in the catalogue the tables are; one for each output (default: wire_ingest)",
    )
    return parser


def _open(kind: str, target: str, config: str | None, namespace: str | None, output: Path) -> Warehouse:
    """Raises UsageError for what does not go together and a package that is not there, WarehouseError, OSError."""
    place = target if "://" in target or config else str(_find_target(target, output))
    try:
        if kind == "delta":
            if config or namespace:
                raise UsageError("--catalog_config and --namespace are of Iceberg")
            from pipeline.lake.publishing.delta import DeltaWarehouse  # noqa: PLC0415 - an extra

            return DeltaWarehouse(place)
        from pipeline.lake.publishing.iceberg import IcebergWarehouse, local_catalog  # noqa: PLC0415 - an extra
    except ImportError as why:
        raise UsageError(f"{kind} needs one package more: pip install 'wire-ingest[{kind}]' ({why.name})") from None
    if config:
        properties = {"warehouse": target, **_read_properties(config)}
    elif "://" in target:
        raise UsageError(f"{target} is not of this machine: name its catalogue by --catalog_config")
    else:
        properties = local_catalog(Path(place))
    return IcebergWarehouse(properties, namespace or "wire_ingest")


def _find_target(stated: str, output: Path) -> Path:
    target = Path(stated).resolve()
    if target == output or output in target.parents or target in output.parents:
        raise UsageError(f"{stated} and the tables are one in the other: name a folder beside them")
    if target.exists() and not target.is_dir():
        raise UsageError(f"{stated} is a file: name a folder")
    return target


def _read_properties(path: str) -> dict[str, str]:
    from pipeline.topics import read_config  # noqa: PLC0415 - imports Beam

    try:
        return read_config(Path(path).read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError) as why:
        raise UsageError(f"--catalog_config {path}: {why}") from None


def _closing_table(copied: Iterable[Mapping[str, int]], gone: int, target: str) -> str:
    commits: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    runs = 0
    for brought in copied:
        runs += 1
        commits.update(brought.keys())
        rows.update(brought)
    if not runs and not gone:
        return f"nothing is new in {target}"
    lines = [f"{runs} run{'s' * (runs != 1)} copied to {target}"]
    lines += [f"  {name:<16}{rows[name]:>12,} rows{commits[name]:>8,} commits" for name in commits]
    if gone:
        lines.append(f"{gone} run{'s' * (gone != 1)} taken out, of which the tables have nothing left")
    return "\n".join(lines)
