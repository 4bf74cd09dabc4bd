"""Who is told of a run from outside it: Prometheus by a metrics file, lineage catalogues by a file of events."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from pipeline.lineage import Lineage, append_event
from pipeline.manifest import Accounts
from pipeline.metrics import add_run, read_metrics, write_metrics
from pipeline.options import Settings
from pipeline.storage import absolute
from pipeline.usage import UsageError

_LOG = logging.getLogger(__name__)


def observe(settings: Settings, run: Callable[[], Accounts]) -> Accounts:
    """Do a run and tell the files that the settings name, if any, how it went; gives its accounts.

    Raises UsageError for files that cannot be written, before the run begins, and what it raises. A file that cannot be
    written after it is named in the log: the run is done.
    """
    lineage = Lineage(settings.inputs, settings.output, settings.run_id)
    _begin(settings, lineage)
    try:
        accounts = run()
    except BaseException as why:
        _end(settings, lineage, None, why)
        raise
    _end(settings, lineage, accounts, None)
    return accounts


def _begin(settings: Settings, lineage: Lineage) -> None:
    if settings.metrics_file:
        try:
            write_metrics(settings.metrics_file, read_metrics(settings.metrics_file))
        except (OSError, ValueError) as why:
            raise UsageError(f"--metrics_file {settings.metrics_file}: {why}") from None
    if settings.lineage_file:
        try:
            append_event(settings.lineage_file, lineage.event("START"))
        except OSError as why:
            raise UsageError(f"--lineage_file {settings.lineage_file}: {why}") from None


def _end(settings: Settings, lineage: Lineage, accounts: Accounts | None, why: BaseException | None) -> None:
    try:
        if settings.metrics_file:
            before = read_metrics(settings.metrics_file)
            told = add_run(before, absolute(settings.output), accounts, datetime.now(UTC))
            write_metrics(settings.metrics_file, told)
        if settings.lineage_file and why is None:
            append_event(settings.lineage_file, lineage.event("COMPLETE", accounts))
        elif settings.lineage_file:
            said = f"{type(why).__name__}: {why}"
            append_event(settings.lineage_file, lineage.event("ABORT" if _interrupted(why) else "FAIL", None, said))
    except (OSError, ValueError) as fault:
        _LOG.warning("the run is over, and could not be told of: %s", fault)


def _interrupted(why: BaseException | None) -> bool:
    """Whether somebody ended the run; what it was in the middle of may have wrapped that."""
    while why is not None:
        if isinstance(why, KeyboardInterrupt):
            return True
        why = why.__cause__ or why.__context__
    return False
