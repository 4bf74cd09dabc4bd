"""A watcher whose runs read no page, in a process that can be killed: what is left is taking in and accounting."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.assembly import make_sink, open_stream
from pipeline.intake import read_offsets
from pipeline.manifest import Accounts, manifest, take_accounts
from pipeline.options import Settings, parse_options
from pipeline.sources.inputs import Input
from pipeline.sources.intake import read_intake_file
from pipeline.storage import delete_files, write_bytes
from pipeline.watching import watch
from schemas.dead_letter import Rejected
from schemas.request import Request
from tests.support.forking import FORKING


def _run(settings: Settings, inputs: Sequence[Input]) -> Accounts:
    """One row a request or refusal, by what names it; then the manifest, as a real run has it."""
    now = datetime.now(UTC)
    answers = [answer for entry in inputs for answer in read_intake_file(entry.path, now)]
    rows = [answer.url or answer.source_id for answer in answers if isinstance(answer, Request)]
    rows += [answer.detail for answer in answers if isinstance(answer, Rejected)]
    time.sleep(random.uniform(0, 0.05))  # noqa: S311 - so that a kill may come here as well as anywhere
    write_bytes(f"{settings.output}/rows/{settings.run_id}.json", json.dumps(rows).encode())
    intakes = [entry.path for entry in inputs]
    accounts = replace(take_accounts({}, [], 0.0), offsets=read_offsets(intakes))
    make_sink(settings).write_manifest(manifest(accounts, asdict(settings), [], {}, now))
    delete_files(intakes)
    return accounts


def _watch(arguments: Sequence[str]) -> None:
    settings, _ = parse_options(arguments)
    for _ in watch(settings, _run, make_sink(settings).read_manifests, open_stream(settings)):
        pass


def watch_with_kills(arguments: Sequence[str], lives: Sequence[float], is_done: Callable[[], bool]) -> None:
    """Watch, killed with -9 after each of so many seconds and started again; at last until it is done."""
    for seconds in lives:
        watcher = FORKING.Process(target=_watch, args=(arguments,), daemon=True)
        watcher.start()
        watcher.join(seconds)
        assert watcher.exitcode is None, "the watcher ended by itself"
        os.kill(watcher.pid or 0, signal.SIGKILL)
        watcher.join()
    watcher = FORKING.Process(target=_watch, args=(arguments,), daemon=True)
    watcher.start()
    end = time.monotonic() + 900  # a machine that does much else gets there, too
    try:
        while not is_done():
            assert watcher.is_alive()
            assert time.monotonic() < end, "the watcher did not get there"
            time.sleep(0.05)
    finally:
        watcher.kill()
        watcher.join()


def read_rows(output: Path) -> Counter[str]:
    """The rows of all finished runs."""
    finished = {path.stem for path in (output / "_runs").glob("*.json") if not path.name.startswith(".")}
    paths = [path for path in (output / "rows").glob("*.json") if path.stem in finished]
    return Counter(row for path in paths for row in json.loads(path.read_text()))
