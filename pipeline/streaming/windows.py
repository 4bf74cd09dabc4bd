"""The tables of a stream, which has no end: each of its windows is a run of its own, RUN-WINDOW, by its end in UTC.

A window's files have the names that depend on the window alone; its last step takes away what an earlier attempt at the
window left, makes valid what its pages were seen as, and writes its manifest. So a window that is done again, after a
crash or from a savepoint, is replaced as a whole, and no other is touched.

What a runner hands on late adds to a window. Each grouping numbers its late panes for itself, so that a late file, of
the window's name and its own number, may be told of by a report of any number, the first one included: it waits until
then (see late.py). Each late report has a manifest of its own, RUN-WINDOWpN.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from apache_beam.metrics import Metrics

from pipeline.manifest import window_manifest
from pipeline.sinks.parquet import ParquetSink
from pipeline.state.notebook import commit_sightings, keep_sightings
from pipeline.storage import delete_files, find_files, join, split
from pipeline.streaming.late import LateFiles, find_later
from pipeline.versions import read_versions
from schemas.tables import Row
from transforms.accounts import Account, WrittenFile
from transforms.windows import end_of_window, is_late, run_of_window
from transforms.write import Key

_LOG = logging.getLogger(__name__)


class WindowSink:
    """The Sink of a stream. run_id: the stream's name. settings: what the manifests say of how rows were made."""

    def __init__(self, output: str, run_id: str, settings: Mapping[str, Any]) -> None:
        self._output = output
        self._run_id = run_id
        self._settings = dict(settings)
        self._late = LateFiles(output, run_id)

    def prepare(self) -> None:
        """Before a stream: make the folder, and give every table a file with its columns. Raises OSError."""
        sink = self._sink_of("")
        sink.prepare()
        self._late.sweep()
        commit_sightings(self._output, self._run_id)
        sink.write_manifest(self._manifest(self._run_id, Account(files=sink.finish())))

    def undo(self, run_ids: Iterable[str]) -> int:
        """Before a stream that goes on by the manifests: take away these windows, and what windows without a manifest
        left. Gives the end of the last window that stays, in microseconds since 1970, 0 if none does. Raises OSError.
        """
        known = {str(told["run_id"]) for told in self.read_manifests()} - set(run_ids)
        self._late.drop()
        self._take_away({*run_ids, *(self._find_windows() - known)})
        ends = [end for run_id in known if (end := end_of_window(self._run_id, run_id)) is not None]
        return max(ends, default=0)

    def _find_windows(self) -> set[str]:
        """The windows of this stream, done or not, that have files in the tables."""
        there = find_files(self._output, f"*/*/{self._run_id}-*.parquet")
        names = {split(path)[1].partition(".")[0] for path in there}
        return {name for name in names if end_of_window(self._run_id, name) is not None}

    def _take_away(self, run_ids: Iterable[str]) -> None:
        for run_id in run_ids:
            window = ParquetSink(self._output, run_id)
            window.keep_only(())
            keep_sightings(self._output, run_id, ())
            window.drop_manifest()
            self._drop_late(run_id)

    def _drop_late(self, run_id: str) -> None:
        """What was told late of a window; its late files go with the others. Half-written manifests go, too."""
        told = find_files(self._output, f"_runs/{run_id}p*.json")
        delete_files(told + find_files(self._output, f"_runs/.{run_id}p*.json.*.tmp"))

    def write(self, key: Key, rows: Iterable[Row], window: str) -> WrittenFile:
        """Write one file of a window. Raises OSError, having left nothing behind."""
        output = self._late.folder if is_late(window) else self._output
        return ParquetSink(output, self._run_id).write(key, rows, window)

    def report(self, account: Account, window: str) -> str:
        """Close a window: it is complete with its manifest, whose path is given. Raises OSError.

        Of one that came to nothing no manifest is left. What an earlier attempt was given late comes again. What pages
        were seen as that come late is forgotten: when their rows are written nobody knows.
        """
        run_id, sink = run_of_window(self._run_id, window), self._sink_of(window)
        if is_late(window):
            delete_files([*account.noted, *find_later(join(self._output, f"_runs/{run_id}.json"))])
        else:
            self._drop_late(run_id)
            sink.keep_only(account.files)
            keep_sightings(self._output, run_id, account.noted)
            delete_files(path for path in account.noted if not split(path)[1].startswith(f"{run_id}."))
        self._late.put_in_place(account.files)
        account = self._without_gone(account)
        if account.missing:
            Metrics.counter("window", "missing").inc(abs(account.missing))
            _LOG.error("window %s: %d came in, %d are missing", run_id, account.entered, account.missing)
        if not account.entered and not account.files:
            return sink.drop_manifest()
        if not is_late(window):
            commit_sightings(self._output, run_id)
        return sink.write_manifest(self._manifest(run_id, account))

    def _without_gone(self, account: Account) -> Account:
        """An account without the files that are told of and are not there any more: what they held is missing."""
        there = {path for file in account.files for path in find_files(self._output, file.path)}
        return replace(account, files=[file for file in account.files if join(self._output, file.path) in there])

    def finish(self, counted: int = 0) -> list[WrittenFile]:  # noqa: ARG002 - a stream has no end to count at
        """Nothing is left to be done."""
        return []

    def write_manifest(self, manifest: Mapping[str, object]) -> str:
        """Write the manifest of the stream as a whole; gives its path."""
        return self._sink_of("").write_manifest(manifest)

    def read_manifests(self, *, newest_first: bool = False) -> Iterator[Mapping[str, Any]]:
        """The manifests of all runs and windows into the same place that are complete, in no order unless asked."""
        return self._sink_of("").read_manifests(newest_first=newest_first)

    def _sink_of(self, window: str) -> ParquetSink:
        return ParquetSink(self._output, run_of_window(self._run_id, window))

    def _manifest(self, run_id: str, account: Account) -> dict[str, object]:
        return window_manifest(account, run_id, self._settings, read_versions(), datetime.now(UTC))
