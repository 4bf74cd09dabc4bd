"""What the command says: the log on standard error, of its worker processes too, and reports on standard output."""

from __future__ import annotations

import errno
import io
import json
import logging
import os
import sys
import time

from schemas.showing import shown

LOG_FORMATS = ("text", "json")

_FORMAT, _RUN = "WIRE_INGEST_LOG_FORMAT", "WIRE_INGEST_RUN_ID"
"""Where worker processes, which inherit the environment, find what the command was told."""

_NOISE = ("apitools not found", "No semi_persistent_directory found", "Unparseable argument: --")
"""What Beam warns of in every run: of a Google client, and of a folder, that are not used here; and of options that it
passes on to a runner elsewhere. Those that no runner knows are refused before.
"""


def start_log(ours: int = logging.INFO, others: int = logging.WARNING) -> None:
    """Log to standard error, our own from one level on, everybody else's from another.

    To be called before Beam is imported, which warns while it is. Where the process has a log already, that is used.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    # by itself, as Beam's harness in a worker puts the root's level to INFO
    handler.addFilter(lambda record: record.levelno >= (ours if record.name.startswith("pipeline") else others))
    handler.addFilter(lambda record: not record.getMessage().startswith(_NOISE))
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(handler)
        root.setLevel(others)
    logging.getLogger("pipeline").setLevel(ours)
    # what worker processes log they write themselves; Beam would write it once more
    logging.getLogger("apache_beam.runners.portability.local_job_service").setLevel(logging.CRITICAL)


def describe_run(run_id: str, log_format: str) -> None:
    """From now on each line of the log carries this run's id, and has this format; in worker processes, too."""
    os.environ.update({_RUN: run_id, _FORMAT: log_format})


def report(lines: str, *, asked: bool = False) -> None:
    """Write to standard output. That nobody can read it is no reason to fail, as the work is done: of a reader who has
    gone, or was never there, nothing is said, of a full disk one line on standard error.

    asked: the lines are all that was asked for; that there is no room for them is then an OSError.
    """
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # likewise a terminal that is not UTF-8
        sys.stdout.write("".join(f"{shown(line)}\n" for line in lines.splitlines()))
        sys.stdout.flush()
    except OSError as why:
        if why.errno == errno.ENOSPC:
            if asked:
                raise
            logging.getLogger("pipeline").error("done, but what was done cannot be told on standard output: %s", why)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # Python would try once more on its way out
        os.close(nowhere)


def complain(message: str, program: str = "wire-ingest") -> None:
    """Say on standard error, in one line, why the command ends; what a bug's traceback says has several."""
    if os.environ.get(_FORMAT) == "json":
        logging.getLogger("pipeline").critical("%s", message)
    else:
        sys.stderr.write("\n".join(map(shown, f"{program}: {message}".split("\n"))) + "\n")


def fail(message: str, status: int, program: str) -> int:
    """Say why a verb ends, as complain does, and give the status that it ends with."""
    complain(message, program)
    return status


class _Lines(logging.Formatter):
    """A line a record, nothing in it that acts on a terminal; only a bug's traceback has several."""

    def format(self, record: logging.LogRecord) -> str:
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        run_id = os.environ.get(_RUN, "-")
        trace: list[str] = []
        if record.exc_info and not isinstance(record.exc_info[1], OSError):  # a full disk is no bug
            trace = [shown(line) for line in self.formatException(record.exc_info).splitlines()]
        message = shown(record.getMessage())
        if os.environ.get(_FORMAT) != "json":
            return "\n".join([f"{moment} {record.levelname} {run_id} {record.name}: {message}", *trace])
        told = {"time": moment, "level": record.levelname, "run_id": run_id, "logger": record.name, "message": message}
        return json.dumps(told | ({"traceback": trace} if trace else {}), ensure_ascii=False)
