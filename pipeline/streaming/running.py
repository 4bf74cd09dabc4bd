"""A stream: one job on Flink that never ends; the launcher tells of each window that it closes, and stops it."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import apache_beam as beam
from apache_beam.options.pipeline_options import FlinkRunnerOptions, GoogleCloudOptions, PipelineOptions
from apache_beam.runners.runner import PipelineResult, PipelineState

from pipeline.graph import build
from pipeline.logs import report
from pipeline.manifest import Accounts, window_accounts
from pipeline.observing import observe
from pipeline.options import Settings
from pipeline.runners import explain, explained
from pipeline.storage import find_files, join, open_bytes
from pipeline.stream_assembly import assemble_stream
from pipeline.streaming.flink import Fault, FlinkJobs
from pipeline.usage import CannotRun

_LOG = logging.getLogger(__name__)

_LOOK = 2.0
"""Seconds between two looks at the job and at its windows."""

_SILENCE = 120.0
"""Seconds that a cluster may be silent for, and that a job may take to appear there."""

_TROUBLE = (OSError, ValueError, KeyError)
"""What asking a cluster ends in when it is not there, or is none."""


def run_stream(settings: Settings, feeds: Sequence[str], options: PipelineOptions) -> Iterator[Accounts]:
    """Start the stream, and give the accounts of each window that it closes, until it is told to stop.

    feeds: as name_feeds has them. Interrupted, or left by whoever asks for accounts, it stops the job, with a
    savepoint. Raises CannotRun for a job that failed, for windows of which something is missing, and UsageError.
    """
    master = options.view_as(FlinkRunnerOptions).flink_master
    name = f"wire-ingest-{settings.run_id}"
    flink = FlinkJobs(master)
    try:
        if flink.find(name):
            raise CannotRun(f"the stream {settings.run_id} is going on at {master}, as the job {name}: stop it there")
    except _TROUBLE as why:
        raise CannotRun(f"no Flink answers at --flink_master {master}: {why}") from None
    resumes = bool(options.get_all_options(retain_unknown_options=True).get("savepoint_path"))
    options.view_as(GoogleCloudOptions).job_name = name  # Beam declares it there, for all runners
    parts = assemble_stream(settings, feeds, settings.stream or 0, resumes=resumes)
    windows = _Windows(settings)
    pipeline = beam.Pipeline(options=options)
    build(pipeline, parts)
    with explained(local=False):
        watched = _Job(flink, name, pipeline.run())
    try:
        with explained(local=False):
            while watched.goes_on():
                yield from windows.closed()
                time.sleep(_LOOK)
        said = f"stream {settings.run_id} was ended from elsewhere; the same command goes on where its windows end"
    except (KeyboardInterrupt, GeneratorExit):
        said = f"stream {settings.run_id} is stopped; {watched.stop()}"
    report(said)
    if windows.missing:
        raise CannotRun(f"{windows.missing} of what came in stands in no table; the manifests say in which windows")


class _Job:
    """The job of a stream, on its way to the cluster or there."""

    def __init__(self, flink: FlinkJobs, name: str, submitted: PipelineResult) -> None:
        self._flink = flink
        self._name = name
        self._submitted = submitted
        self._id: str | None = None
        self._begun = self._heard = time.monotonic()
        self._fault: Fault | None = None

    def goes_on(self) -> bool:
        """Whether the job has not ended. Raises CannotRun for one that failed or has never come."""
        try:
            going_on = self._is_going_on()
            self._heard = time.monotonic()
        except _TROUBLE as why:
            if time.monotonic() - self._heard > _SILENCE:
                raise CannotRun(f"the cluster of the stream is silent: {why}") from None
            return True
        return going_on

    def stop(self) -> str:
        """End the job; gives how to go on."""
        if self._id is None:
            self._id = self._flink.find(self._name)
        if self._id is None:
            return "it had not begun"
        try:
            return f"go on with --savepoint_path={self._flink.stop_with_savepoint(self._id)}"
        except _TROUBLE as why:
            self._flink.cancel(self._id)
            return f"without a savepoint ({why}): the same command goes on where its windows end"

    def _is_going_on(self) -> bool:
        if self._id is None:
            self._id = self._flink.find(self._name)
            if self._id is None:
                self._await()
                return True
            _LOG.info("the stream has begun, as the job %s", self._name)
        state, fault = self._flink.state(self._id), self._flink.last_fault(self._id)
        if state == "FAILED":
            raise CannotRun(f"the stream failed: {fault.cause if fault else 'Flink does not say why'}")
        if fault is not None and fault != self._fault:
            self._fault = fault
            said = explain(fault.cause) or fault.cause
            _LOG.warning("the job is begun again from its last checkpoint: %s", said)
        return state not in {"FINISHED", "CANCELED"}

    def _await(self) -> None:
        """Raises CannotRun for a job that will not come."""
        if self._submitted.state == PipelineState.FAILED:
            try:
                self._submitted.wait_until_finish()
            except Exception as why:  # noqa: BLE001 - whatever the job server gives as its reason
                raise CannotRun(f"the stream could not begin: {why}") from None
        if time.monotonic() - self._begun > _SILENCE:
            raise CannotRun(f"the job {self._name} does not appear at the cluster; see the job server's log")


class _Windows:
    """The windows that a stream closes, by their manifests."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen = set(self._paths())
        self.missing = 0

    def closed(self) -> Iterator[Accounts]:
        """The accounts of those that were closed since the last look."""
        for path in self._paths():
            if path in self._seen:
                continue
            self._seen.add(path)
            with open_bytes(path) as source:
                told = json.load(source)
            if told.get("stream") != self._settings.run_id:  # one whose name begins like ours
                continue
            self.missing += told["missing"]
            if told["missing"]:
                _LOG.error("window %s: %d of %d are missing", told["run_id"], told["missing"], told["requests"])
            settings = replace(self._settings, run_id=told["run_id"])
            accounts = observe(settings, partial(window_accounts, told))
            made, failed = accounts.rows["articles"], sum(accounts.failures.values())
            _LOG.info("window %s: %d in, %d articles, %d failures", told["run_id"], accounts.requests, made, failed)
            yield accounts

    def _paths(self) -> Sequence[str]:
        return find_files(join(self._settings.output, "_runs"), f"{self._settings.run_id}-*.json")
