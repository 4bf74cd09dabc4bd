"""The verb link: families, events and tolls over the tables that are there."""

from __future__ import annotations

import gc
import logging
from argparse import ArgumentTypeError
from collections.abc import Sequence
from datetime import date
from typing import get_args

from pipeline.logs import fail, report, start_log
from pipeline.usage import CannotRun, UsageError, VerbParser
from schemas.links import TollRule

_PROGRAM = "wire-ingest link"

_DESCRIPTION = """\
Read the tables of an output folder and write four more: families (articles that print one text), events, event_articles
(which article tells which event) and event_tolls (who stated how many, when). Linking again replaces them; events keep
their event_id.

  wire-ingest link tables
  wire-ingest link tables --toll_rule two_sources
  wire-ingest link tables --since 2025-03-01            only what was published since, and what that belongs to
  wire-ingest link tables --new                         only what runs have written since the linking before
"""

_EPILOG = """\
Where there are articles enough the work is shared by up to four processes on this machine; --direct_num_workers 1 keeps
it to one. Beam's own options are taken too, as by ingest. exit status: 0 linked; 1 linking failed, and one line says
why; 2 the command was not understood.
"""


def main(argv: Sequence[str]) -> int:
    """Link the folder that the command line names; gives the exit status."""
    try:
        asked, others = _parser().parse_known_args(argv)
        if asked.new and (asked.since or asked.until or asked.toll_rule):
            raise UsageError("--new takes neither days nor a rule: they are those of the linking before")
    except UsageError as why:
        return fail(f"{why}; see --help", 2, _PROGRAM)
    # before Beam is imported, which warns while it is; it logs what a worker raises, which is said below in one line
    start_log(logging.ERROR, logging.CRITICAL)
    gc.disable()  # nothing of what is imported goes: collecting while it comes is a tenth of the time that it takes
    from pipeline.linking.running import Linking, link, link_days  # noqa: PLC0415 - Beam takes seconds to import
    from pipeline.options import choose_workers, read_beam_options  # noqa: PLC0415 - likewise
    from pipeline.sources.stories import TablesError  # noqa: PLC0415 - likewise
    from schemas.link_tables import EVENTS  # noqa: PLC0415 - likewise
    from transforms.linking.scope import LinkScope  # noqa: PLC0415 - likewise

    gc.freeze()  # it stays to the end: collecting need not look at it again and again
    gc.enable()
    try:
        options, local = read_beam_options(others)
        if not local:
            from apache_beam.options.pipeline_options import PortableOptions  # noqa: PLC0415 - likewise

            from pipeline.runners import await_job_server  # noqa: PLC0415 - likewise

            await_job_server(options.view_as(PortableOptions))
        workers = choose_workers(others) if local else 1
        if asked.new:
            done = link_days(asked.output, (), options, local=local, workers=workers)
        else:
            scope = LinkScope(asked.since, asked.until)
            done = link(Linking(asked.output, asked.toll_rule or "range", scope, local, workers=workers), options)
    except UsageError as why:
        return fail(f"{why}; see --help", 2, _PROGRAM)
    except BlockingIOError:
        return fail(f"another linking of {asked.output} is going on", 1, _PROGRAM)
    except (CannotRun, TablesError, ValueError, OSError) as why:
        return fail(str(why), 1, _PROGRAM)
    except RuntimeError as why:
        return fail(f"linking failed: {why}", 1, _PROGRAM)
    for run_id in done.unfinished:
        fail(
            f"run {run_id} did not finish: its articles are left out; run it again with the same --run_id", 0, _PROGRAM
        )
    ended = done.rows[EVENTS.name] - done.live_events
    remarks = {EVENTS.name: f"  {ended} of them ended: merged or withdrawn"} if ended else {}
    rows = [f"  {name:<16}{count:>10}{remarks.get(name, '')}" for name, count in done.rows.items()]
    report("\n".join([f"linked in {done.elapsed:.1f} s", *rows]))
    return 0


def _parser() -> VerbParser:
    parser = VerbParser(_PROGRAM, _DESCRIPTION, _EPILOG)
    parser.add_argument("output", metavar="OUTPUT", help="folder or URI of the tables")
    parser.add_argument(
        "--toll_rule",
        choices=get_args(TollRule),
        help="how the best figure is chosen: by the votes of independent sources between low and high (range), the"
        " latest, the lowest (conservative), or the highest that two sources confirm (two_sources) (default: range)",
    )
    for name, end in (("--since", "first"), ("--until", "last")):
        parser.add_argument(
            name,
            type=_read_day,
            metavar="DAY",
            help=f"{end} day of publication that is linked anew; two weeks around are read too (default: all)",
        )
    parser.add_argument(
        "--new",
        action="store_true",
        help="link the days that runs have written articles of since the linking before, by its rule; waits for the end"
        " of a linking that is going on",
    )
    return parser


def _read_day(stated: str) -> date:
    try:
        return date.fromisoformat(stated)
    except ValueError:
        raise ArgumentTypeError(f"{stated!r} is no day; write it as 2025-03-01") from None
