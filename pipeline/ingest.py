"""The verb ingest: read articles, write tables."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from pipeline.usage import UsageError, help_text

_INTERRUPTED = 130
"""Exit status after Ctrl-C or SIGTERM, as shells have it."""


def main(argv: Sequence[str]) -> int:
    """Run the command line; gives the exit status (0 done, 1 failed, 2 not understood)."""
    if {"-h", "--help"} & set(argv):
        sys.stdout.write(help_text())
        return 0
    _log_to_stderr()
    interruption = _Interruption()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interruption)
    try:
        from pipeline.options import parse_options  # noqa: PLC0415 - Beam takes seconds to import
        from pipeline.running import run  # noqa: PLC0415 - likewise

        settings, options = parse_options(argv)
        for accounts in run(settings, options):
            limit = settings.max_failure_rate
            if limit is not None and accounts.failure_rate > limit:
                share = f"{accounts.failure_rate:.1%} of the articles failed"
                return _say(f"{share}; --max_failure_rate allows {limit:.1%}", 1)
    except UsageError as why:
        return _say(str(why), 2)
    except (KeyboardInterrupt, Exception) as why:  # the last line of defence: an operator reads a status and a reason
        if interruption.came:
            return _say("interrupted; the same command mends it, a single run with the same --run_id", _INTERRUPTED)
        logging.getLogger(__name__).debug("the run failed", exc_info=True)
        return _say(f"the run failed: {_reason(why)}", 1)
    return 0


class _Interruption:
    """Ends the run; what it was in the middle of wraps the error and logs it, so that it is told from others here."""

    came = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        logging.disable()
        raise KeyboardInterrupt


def _say(message: str, status: int) -> int:
    sys.stderr.write(f"wire-ingest: {message}\n")
    return status


def _reason(why: BaseException) -> str:
    """What went wrong. A runner wraps a worker's error, traceback and all: that is a bug's, and it is kept whole."""
    text = str(why).strip() or type(why).__name__
    return text if "\n" in text else f"{type(why).__name__}: {text}"


def _log_to_stderr() -> None:
    """Our own log from INFO on, everybody else's from WARNING on; before Beam is imported, which warns while it is."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("pipeline").setLevel(logging.INFO)
    for handler in logging.getLogger().handlers:
        handler.addFilter(lambda record: "apitools not found" not in record.getMessage())  # of a Google client not used
