"""Going on: look at the inputs again and again, and read what is new in runs of their own.

What has been read is told by the manifests beside the tables, which are written last: after a crash or a restart
nothing is read twice and nothing is left out. A run that died is begun anew under its name, which replaces what it had
written.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.formats import FOLLOWED, is_address
from pipeline.intake import INTAKES, Line, read_intake, write_intake
from pipeline.manifest import Accounts
from pipeline.options import Settings, new_run_id
from pipeline.sources.inputs import Input, match_files, recognise
from pipeline.sources.joined import Stream
from pipeline.state.sightings import FOLDER
from pipeline.storage import StoredFile, delete_files, find_files, join, open_bytes, write_bytes
from pipeline.topics import is_topic
from pipeline.usage import UsageError

_LOG = logging.getLogger(__name__)


ReadManifests = Callable[[], Iterable[Mapping[str, Any]]]
"""Gives the manifests of the finished runs into an output; may raise OSError."""


def watch(
    settings: Settings,
    run_once: Callable[[Settings, Sequence[Input]], Accounts],
    read_manifests: ReadManifests,
    stream: Stream,
) -> Iterator[Accounts]:
    """Look every settings.watch seconds, until interrupted; a look that finds something is a run: gives its accounts.

    A file is read once two looks found it in the same state, so that nobody's half-written file is; and again when its
    state has changed. What lies below the output or the archive is passed over. What comes from the stream is written
    down first, and settled before its run begins. Raises UsageError for an input that the first look cannot look
    at (one that a later look cannot is logged), and what run_once raises.
    """
    read = read_ledger(read_manifests())
    name = _Name(settings, read_manifests)
    intakes = _Intakes(name.folder_of_intakes, stream)
    _LOG.info("watching %s; %d files were read before", ", ".join(settings.inputs), len(read))
    seen: set[StoredFile] | None = None
    while True:
        try:
            found = _look(settings)
        except UsageError as why:
            if seen is None:
                raise
            _LOG.warning("%s", why)
            found = set()
        seen = seen or set()
        due = sorted((found & seen) - read, key=lambda file: file.path)
        read.update(due)
        inputs = intakes.pass_on(recognise(due, settings.input_format))
        try:
            lines = intakes.take(name.died())
        except KeyboardInterrupt:  # nothing counts as taken yet
            return
        if inputs or lines:
            run_id = name.take()
            inputs += intakes.settle(run_id, lines)
            yield run_once(replace(settings, run_id=run_id), inputs)
            intakes.finish(lines)
            name.drop()
        seen = found
        try:
            time.sleep(settings.watch or 0)
        except KeyboardInterrupt:  # between two runs nothing is left undone
            return


def _comes_in(pattern: str) -> bool:
    """Whether an input is the stream's."""
    return is_address(pattern) or is_topic(pattern)


class _Intakes:
    """Where what the stream gives lies until its run has finished."""

    def __init__(self, folder: str, stream: Stream) -> None:
        self._folder = folder
        self._stream = stream

    def pass_on(self, inputs: Sequence[Input]) -> list[Input]:
        """Hand lists of feeds to the stream; gives the others."""
        for entry in inputs:
            if entry.format in FOLLOWED:
                self._stream.add_file(entry.file)
        return [entry for entry in inputs if entry.format not in FOLLOWED]

    def take(self, died: str | None) -> list[Line]:
        """What the run that died had taken in, else what is new."""
        for path in find_files(self._folder):
            if died is not None and path == self._path(died):
                return [placed.line for placed in read_intake(path)]
            delete_files([path])  # its run has finished
        return self._stream.take()

    def settle(self, run_id: str, lines: Sequence[Line]) -> list[Input]:
        """Write down what was taken, then have it remembered; gives the input that it is."""
        if not lines:
            return []
        path = self._path(run_id)
        write_intake(path, lines)
        self._stream.settle([placed.line for placed in read_intake(path)])
        return [Input(StoredFile(path, 0, 0.0), "intake")]

    def finish(self, lines: Sequence[Line]) -> None:
        """The run has finished."""
        if lines:
            self._stream.finished(lines)

    def _path(self, run_id: str) -> str:
        return join(self._folder, f"{run_id}.jsonl")


def read_ledger(manifests: Iterable[Mapping[str, Any]]) -> set[StoredFile]:
    """The files, in the state they were in, that the runs of these manifests have read."""
    read = set()
    for manifest in manifests:
        try:
            read.update([StoredFile(**file) for file in manifest.get("inputs", ())])
        except TypeError:
            _LOG.warning("run %s names its files in another way: they are not known", manifest["run_id"])
    return read


def _look(settings: Settings) -> set[StoredFile]:
    ours = tuple(place.rstrip("/") + "/" for place in (settings.output, settings.archive) if place)
    try:
        files = (file for pattern in settings.inputs if not _comes_in(pattern) for file in match_files(pattern))
        return {file for file in files if not file.path.startswith(ours)}
    except ValueError as why:
        raise UsageError(str(why)) from None


class _Name:
    """The name of the run that is going on, kept beside the tables for as long as it is not finished."""

    def __init__(self, settings: Settings, read_manifests: ReadManifests) -> None:
        asked = hashlib.sha256("\n".join(sorted(settings.inputs)).encode(errors="surrogateescape")).hexdigest()[:16]
        self._folder, self._name = join(settings.output, FOLDER, "watching"), asked
        self._path = join(self._folder, asked)
        self._read_manifests = read_manifests
        self.folder_of_intakes = join(settings.output, INTAKES, asked)

    def died(self) -> str | None:
        """The name of the run that is not finished, and of which nobody is at work."""
        for path in find_files(self._folder, self._name):
            with open_bytes(path) as source:
                died = source.read().decode()
            if all(manifest.get("run_id") != died for manifest in self._read_manifests()):
                return died
        return None

    def take(self) -> str:
        """The name of the run that died, else a new one, written down."""
        died = self.died()
        if died is not None:
            return died
        run_id = new_run_id()
        write_bytes(self._path, run_id.encode())
        return run_id

    def drop(self) -> None:
        """The run is finished."""
        delete_files([self._path])
