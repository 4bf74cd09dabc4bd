"""One run, from settings to exit status: build, run, watch, finish, account."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions, PortableOptions
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from pipeline.assembly import assemble, keep_fetched, make_sink, name_inputs, open_stream, take_in_feeds
from pipeline.clock import check_clock
from pipeline.graph import build
from pipeline.intake import read_offsets, read_polls
from pipeline.lease import claiming
from pipeline.linking.running import link_days
from pipeline.logs import describe_run, report
from pipeline.manifest import Accounts, closing_table, manifest, read_counters, take_accounts
from pipeline.observing import observe
from pipeline.options import Settings
from pipeline.polling.report import describe_polls
from pipeline.progress import FileProgress, SilentProgress, make_progress_folder, read_progress
from pipeline.runners import await_job_server, explained
from pipeline.silent_sites import find_silent_sites
from pipeline.sources.inputs import Input
from pipeline.storage import absolute, delete_files
from pipeline.stream_assembly import name_feeds
from pipeline.streaming.running import run_stream
from pipeline.usage import CannotRun, UsageError
from pipeline.versions import read_versions
from pipeline.watching import watch
from pipeline.workers.local import own_workers
from schemas.tables import ARTICLES
from transforms.identity.tombstones import Tombstones

_LOG = logging.getLogger(__name__)

_THRIFT = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "1000000", "MALLOC_MMAP_THRESHOLD_": "262144"}
"""What makes glibc give back the memory of large pages; worker processes inherit it, other systems pass over it.
Two workers over a thousand pages hold a seventh less with it."""


def run(settings: Settings, options: PipelineOptions) -> Iterator[Accounts]:
    """Do what is asked, one run or, watching, one after another; gives the accounts of each once it has finished.

    Raises UsageError for inputs that name nothing, ConnectionError without a job server, and what Beam raises.
    """
    if settings.stream is not None:
        feeds = name_feeds(settings)
        with _claimed(options, settings):
            yield from run_stream(settings, feeds, options)
    elif settings.watch is None:
        files = name_inputs(settings)
        with _claimed(options, settings):
            accounts = observe(settings, lambda: _run_claimed(options, settings, take_in_feeds(settings, files)))
        _link_touched(options, settings, accounts)
        yield accounts
    else:
        run_once = partial(_run_once, options)
        yield from watch(settings, run_once, make_sink(settings).read_manifests, open_stream(settings))


def _run_once(options: PipelineOptions, settings: Settings, inputs: Sequence[Input]) -> Accounts:
    with _claimed(options, settings):
        accounts = observe(settings, lambda: _run_claimed(options, settings, inputs))
    _link_touched(options, settings, accounts)
    return accounts


def _link_touched(options: PipelineOptions, settings: Settings, accounts: Accounts) -> None:
    """Link the days of the articles that a run has written, where that is asked for."""
    written = [file.path for file in accounts.written if file.table == ARTICLES.name and file.rows]
    if settings.link and written:
        days = {path.split("/")[1].partition("=")[2] for path in written}
        linked = link_days(settings.output, days, options, local=settings.local)
        report(f"linked in {linked.elapsed:.1f} s: {linked.live_events} events in all")


@contextmanager
def _claimed(options: PipelineOptions, settings: Settings) -> Iterator[None]:
    describe_run(settings.run_id, settings.log_format)
    check_clock()
    if not settings.local:  # asked first, so that a run that cannot begin leaves nothing behind
        await_job_server(options.view_as(PortableOptions))
    with ExitStack() as held:
        try:
            held.enter_context(claiming(settings.output, settings.run_id))
        except BlockingIOError:
            raise CannotRun(f"a run named {settings.run_id} is going on into {settings.output}") from None
        except OSError as why:
            raise UsageError(f"--output {settings.output} cannot be written: {why}") from None
        yield


def _run_claimed(options: PipelineOptions, settings: Settings, inputs: Sequence[Input]) -> Accounts:
    """Read these inputs in one run, the only one of its name, and print its closing table."""
    for name, value in _THRIFT.items():
        os.environ.setdefault(name, value)
    began = time.monotonic()
    with _progress(local=settings.local) as progress:
        parts = assemble(settings, inputs, progress)
        # DirectRunner would first try to download another runner, and hang where the network swallows packets.
        pipeline = beam.Pipeline(runner=FnApiRunner() if settings.local else None, options=options)
        build(pipeline, parts)
        with own_workers(), explained(local=settings.local):
            result = pipeline.run()
            result.wait_until_finish()
    counters = read_counters(result)
    written = parts.sink.finish(counters.get(("write", "rows"), 0))
    parts.notebook.finish()
    accounts = take_accounts(counters, written, time.monotonic() - began)
    intakes = [entry.path for entry in inputs if entry.format == "intake"]
    polls = list(read_polls(intakes))
    stated = _stated(settings, parts.tombstones)
    earlier = (told for told in parts.sink.read_manifests(newest_first=True) if told["run_id"] != settings.run_id)
    accounts = replace(
        accounts,
        silent_sites=find_silent_sites(accounts.sites, stated, earlier),
        remarks=describe_polls(polls),
        newest_item=max((poll.newest_item_at for poll in polls if poll.newest_item_at), default=None),
        offsets=read_offsets(intakes),
    )
    read = [asdict(entry.file) | {"path": absolute(entry.path)} for entry in inputs if entry.path not in intakes]
    path = parts.sink.write_manifest(manifest(accounts, stated, read, read_versions(), datetime.now(UTC)))
    delete_files(intakes)
    keep_fetched(settings).finish()
    report(f"{closing_table(accounts, settings.output, settings.run_id)}\nmanifest: {path}")
    return accounts


def _stated(settings: Settings, tombstones: Tombstones) -> dict[str, Any]:
    """The settings as the manifest has them: an input that is to stay forgotten is not named."""
    inputs = tuple("(forgotten)" if tombstones.covers_address(place) else place for place in settings.inputs)
    return asdict(replace(settings, inputs=inputs))


@contextmanager
def _progress(*, local: bool) -> Iterator[Any]:
    """Give the workers somewhere to count, and show what they counted until the run ends."""
    if not local:
        yield SilentProgress()
        return
    with make_progress_folder() as folder:
        done = threading.Event()
        shown = threading.Thread(target=_show, args=(folder, done), daemon=True)
        shown.start()
        try:
            yield FileProgress(folder)
        finally:
            done.set()
            shown.join()


def _show(folder: str, done: threading.Event) -> None:
    """A line on the terminal, rewritten every second; elsewhere (cron's mail, a log) a line every half minute."""
    terminal = sys.stderr.isatty()
    began = time.monotonic()
    while not done.wait(1.0 if terminal else 30.0):
        counts = read_progress(folder)
        elapsed = time.monotonic() - began
        line = (
            f"{elapsed:.0f} s: fetched {counts['fetched']} ({counts['answered'] / elapsed:.1f} pages a second), "
            f"failed {counts['failed']}, waiting {counts['requested'] - counts['answered']}, "
            f"articles {counts['articles']}"
        )
        if terminal:
            sys.stderr.write(f"\r{line:<79}")
            sys.stderr.flush()
        else:
            _LOG.info("%s", line)
    if terminal:
        sys.stderr.write("\r" + " " * 79 + "\r")
