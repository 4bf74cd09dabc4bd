"""A worker process of a command on this machine: Beam's own, but that it ends with the command, and logs as it does.

    python -m pipeline.workers.child LAUNCHER OURS OTHERS

is what the runner is made to start (see local.py). LAUNCHER: the process of the command. OURS, OTHERS: levels of the
log, as of start_log. Beam's harness logs every step, goes on when the command has been killed, or tells of that in
forty lines.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import threading
import time

import grpc

from pipeline.logs import start_log

_LOG = logging.getLogger("apache_beam")
"""As loud as Beam, whose words they are."""

_LOOK = 0.2
"""Seconds between two looks at whether the launcher is there."""


def main(launcher: int, ours: int, others: int) -> None:
    """Work for a launcher until it says that all is done, or has gone."""
    threading.Thread(target=_end_with, args=(launcher,), daemon=True).start()
    start_log(ours, others)
    for handler in logging.getLogger().handlers:
        handler.addFilter(lambda record: _await_end(record.exc_info[1] if record.exc_info else None))
    threading.excepthook = _tell
    sys.stderr = _Logged()
    logging.raiseExceptions = False  # a record that nobody takes would be told of there, and so be another
    os.environ.pop("LOGGING_API_SERVICE_DESCRIPTOR", None)  # it logs by itself
    from apache_beam.runners.worker import sdk_worker_main  # noqa: PLC0415 - after the log: Beam warns meanwhile

    sdk_worker_main.main(sys.argv)


def _end_with(launcher: int) -> None:
    while os.getppid() == launcher:
        time.sleep(_LOOK)
    os._exit(1)


def _await_end(why: BaseException | None) -> bool:
    """True; but what breaks off because the launcher has died is never said, as this process ends meanwhile."""
    if isinstance(why, grpc.RpcError):
        time.sleep(5 * _LOOK)
    return True


def _tell(failure: threading.ExceptHookArgs) -> None:
    """What ended a thread, in the log."""
    why = failure.exc_value
    _LOG.error(
        "%s", failure.exc_type.__name__, exc_info=(failure.exc_type, why, failure.exc_traceback) if why else None
    )


class _Logged(io.TextIOBase):
    """In place of standard error: Beam prints the traceback of what fails, which it logs too."""

    def write(self, text: str) -> int:
        if text.strip():
            _LOG.error("%s", text)
        return len(text)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
