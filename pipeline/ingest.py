"""The verb ingest: read articles, write tables."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from pipeline.failure_rate import FailureRate
from pipeline.logs import complain, describe_run, start_log
from pipeline.usage import CannotRun, UsageError, help_text

_FAILED, _MISUNDERSTOOD, _TOO_MANY, _INTERRUPTED = 1, 2, 3, 130
"""Exit statuses. A scheduler tries again after 1, not after 3: the run is done, and would end the same way."""


_SPAN = 100
"""Articles and failures over which the failures of a watcher or a stream are judged."""


def main(argv: Sequence[str]) -> int:
    """Run the command line; gives the exit status (0 done, 1 failed, 2 not understood, 3 done with many failures)."""
    if {"-h", "--help"} & set(argv):
        sys.stdout.write(help_text())
        return 0
    start_log()
    interruption = _Interruption()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup's wish is kept
            signal.signal(number, interruption)
    try:
        said, status = _ingest(argv)
    except (KeyboardInterrupt, Exception) as why:  # the last line of defence: an operator reads a status and a reason
        said, status = f"the run failed: {_reason(why)}", _FAILED
        if interruption.came:
            said, status = "interrupted; the same command mends it, a single run with the same --run_id", _INTERRUPTED
        logging.getLogger(__name__).debug("the run failed", exc_info=True)
    if said:
        logging.disable(logging.NOTSET)
        complain(said)
    return status


def _ingest(argv: Sequence[str]) -> tuple[str, int]:
    """Run what the command line asks for; gives what is to be said at the end, and the exit status."""
    from pipeline.options import parse_options  # noqa: PLC0415 - Beam takes seconds to import
    from pipeline.running import run  # noqa: PLC0415 - likewise

    try:
        settings, options = parse_options(argv)
        describe_run(settings.run_id, settings.log_format)
        rate, limit = FailureRate(_SPAN if settings.watch or settings.stream else 1), settings.max_failure_rate
        for accounts in run(settings, options):
            share = rate.add(accounts.rows["articles"], sum(accounts.failures.values()))
            if limit is not None and share > limit:
                return f"{share:.1%} of the articles failed; --max_failure_rate allows {limit:.1%}", _TOO_MANY
    except UsageError as why:
        return str(why), _MISUNDERSTOOD
    except CannotRun as why:
        return str(why), _FAILED
    return "", 0


class _Interruption:
    """Ends the run; what it was in the middle of wraps the error and logs it, so that it is told from others here."""

    came = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        logging.disable()
        raise KeyboardInterrupt


def _reason(why: BaseException) -> str:
    """What went wrong. A runner wraps a worker's error, traceback and all: that is a bug's, and it is kept whole."""
    text = str(why).strip() or type(why).__name__
    return text if "\n" in text else f"{type(why).__name__}: {text}"
