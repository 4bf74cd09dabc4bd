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

from pipeline.manifest import Accounts
from pipeline.options import Settings, new_run_id
from pipeline.sources.inputs import Input, match_files, recognise
from pipeline.state.sightings import FOLDER
from pipeline.storage import StoredFile, delete_files, find_files, join, open_bytes, write_bytes
from pipeline.usage import UsageError

_LOG = logging.getLogger(__name__)


ReadManifests = Callable[[], Iterable[Mapping[str, Any]]]
"""Gives the manifests of the finished runs into an output; may raise OSError."""


def watch(
    settings: Settings,
    pause: float,
    run_once: Callable[[Settings, Sequence[Input]], Accounts],
    read_manifests: ReadManifests,
) -> Iterator[Accounts]:
    """Look every `pause` seconds, until interrupted; each look that finds something is a run, whose accounts it gives.

    A file is read once two looks found it in the same state, so that nobody's half-written file is; and again when its
    state has changed. What lies below the output or the archive is passed over. Raises UsageError for an input that
    cannot be looked at, and what run_once raises.
    """
    read = read_ledger(read_manifests())
    name = _Name(settings, read_manifests)
    _LOG.info("watching %s; %d files were read before", ", ".join(settings.inputs), len(read))
    seen: set[StoredFile] = set()
    while True:
        found = _look(settings)
        due = sorted((found & seen) - read, key=lambda file: file.path)
        if due:
            run_id = name.take()
            yield run_once(replace(settings, run_id=run_id), recognise(due, settings.input_format))
            name.drop()
            read.update(due)
        seen = found
        try:
            time.sleep(pause)
        except KeyboardInterrupt:  # between two runs nothing is left undone
            return


def read_ledger(manifests: Iterable[Mapping[str, Any]]) -> set[StoredFile]:
    """The files, in the state they were in, that the runs of these manifests have read."""
    return {StoredFile(**file) for manifest in manifests for file in manifest.get("inputs", ())}


def _look(settings: Settings) -> set[StoredFile]:
    ours = tuple(place.rstrip("/") + "/" for place in (settings.output, settings.archive) if place)
    try:
        return {file for pattern in settings.inputs for file in match_files(pattern) if not file.path.startswith(ours)}
    except ValueError as why:
        raise UsageError(str(why)) from None


class _Name:
    """The name of the run that is going on, kept beside the tables for as long as it is not finished."""

    def __init__(self, settings: Settings, read_manifests: ReadManifests) -> None:
        asked = hashlib.sha256("\n".join(sorted(settings.inputs)).encode(errors="surrogateescape")).hexdigest()[:16]
        self._folder, self._name = join(settings.output, FOLDER, "watching"), asked
        self._path = join(self._folder, asked)
        self._read_manifests = read_manifests

    def take(self) -> str:
        """The name of the run that died, else a new one, written down."""
        for path in find_files(self._folder, self._name):
            with open_bytes(path) as source:
                died = source.read().decode()
            if all(manifest.get("run_id") != died for manifest in self._read_manifests()):
                return died
        run_id = new_run_id()
        write_bytes(self._path, run_id.encode())
        return run_id

    def drop(self) -> None:
        """The run is finished."""
        delete_files([self._path])
