"""Runners: which are refused and why, what those elsewhere need, and what their failures mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import grpc
from apache_beam.options.pipeline_options import (
    FlinkRunnerOptions,
    PipelineOptions,
    PortableOptions,
    SparkRunnerOptions,
    StandardOptions,
    TestOptions,
)

from pipeline.usage import CannotRun, UsageError
from transforms.text.packaged import read_table, read_words

_LOCAL = frozenset({"directrunner", "fnapirunner"})
_ELSEWHERE = frozenset({"portablerunner", "flinkrunner", "sparkrunner", "dataflowrunner"})
_REFUSED = {
    "prismrunner": "it loses rows of streams whose source has several parts, and ends every run after five minutes",
    "daskrunner": "it groups wrongly: rows are missing or doubled",
    "switchingdirectrunner": "it may take PrismRunner, which loses rows",
}
"""As seen with Beam 2.77."""

_OF_DISKS = re.compile(
    r"(?<=\] )(?:No space left on device|Disk quota exceeded|File too large|Read-only file system|Input/output error)"
)

_ANSWER_WITHIN = 20
"""Seconds for a job server's first answer. Beam alone would wait five minutes, and then give no reason."""


def is_local(options: PipelineOptions) -> bool:
    """Whether everything runs on this machine, in Beam's direct runner."""
    return _name(options) in _LOCAL


def check_runner(options: PipelineOptions) -> None:
    """Raises UsageError for a runner that is refused, or that lacks what it needs to begin."""
    stated, name = _stated(options), _name(options)
    if name in _REFUSED:
        raise UsageError(f"--runner {stated}: {_REFUSED[name]}; see docs/runners.md")
    if name not in _LOCAL | _ELSEWHERE and "." not in stated:
        raise UsageError(f"--runner {stated} is none of those in docs/runners.md; any other takes its whole name")
    if options.view_as(TestOptions).dry_run:
        raise UsageError("--dry_run is Beam's own, for tests; most runners run all the same: leave it out")
    endpoint = options.view_as(PortableOptions).job_endpoint
    if name == "portablerunner" and not endpoint:
        raise UsageError("--job_endpoint is missing: PortableRunner needs a job server; flink/cluster.sh starts one")
    for kind, jar in (
        ("flink", options.view_as(FlinkRunnerOptions).flink_job_server_jar),
        ("spark", options.view_as(SparkRunnerOptions).spark_job_server_jar),
    ):
        if name == f"{kind}runner" and not jar and not endpoint:
            raise UsageError(
                f"--{kind}_job_server_jar is missing, and Beam's own search for one mostly fails. Name a jar, or take"
                " --runner PortableRunner --job_endpoint HOST:PORT with a job server that runs (docs/runners.md)"
            )


@cache
def runner_options() -> frozenset[str]:
    """Options, with their dashes, of runners elsewhere that only those know."""
    return frozenset(f"--{name}" for name in read_words("pipeline", "runner_options.txt"))


def await_job_server(options: PortableOptions) -> None:
    """Wait until the job server that the options name, if any, takes connections. Raises ConnectionError."""
    endpoint = options.job_endpoint
    if not endpoint or endpoint == "embed":  # Beam starts one itself
        return
    seconds = min(_ANSWER_WITHIN, options.job_server_timeout)
    with grpc.insecure_channel(endpoint) as channel:
        try:
            grpc.channel_ready_future(channel).result(timeout=seconds)
        except grpc.FutureTimeoutError:
            raise ConnectionError(
                f"no job server answers at {endpoint} within {seconds} s: start it, or correct --job_endpoint"
            ) from None


@contextmanager
def explained(*, local: bool) -> Iterator[None]:
    """What runs in it fails with CannotRun, in one line, where the reason is known: a disk, or a runner elsewhere."""
    try:
        yield
    except Exception as why:
        reason = _explain_disk(str(why)) or (None if local else explain(str(why)))
        if reason is None:
            raise
        raise CannotRun(reason) from why


def _explain_disk(failure: str) -> str | None:
    """What a worker met on a disk, out of the traceback that Beam makes of it."""
    found = _OF_DISKS.search(failure)
    return (
        f"{found[0]}: make room or mend the disk; the same command, with the same --run_id, does the rest"
        if found
        else None
    )


def explain(failure: str) -> str | None:
    """What the words of a runner's failure mean and what to do; None for those that are not known."""
    for pattern, meaning in _faults():
        found = pattern.search(failure)
        if found:
            return meaning.format((found[1] if found.re.groups else "") or "")
    return None


@cache
def _faults() -> list[tuple[re.Pattern[str], str]]:
    return read_table("pipeline", "runner_faults.tsv", 2, lambda row: (re.compile(row[0]), row[1]))


def _stated(options: PipelineOptions) -> str:
    return str(options.view_as(StandardOptions).runner or "DirectRunner")


def _name(options: PipelineOptions) -> str:
    return _stated(options).rpartition(".")[2].lower()
