"""The manifests of the runs, as OUTPUT/_runs holds them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_MOST_RUNS = 200  # the newest; a watcher leaves thousands
_MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class FinishedRun:
    """A finished run. ended: when its manifest was written; rows by table, failures by reason, seconds by stage.

    silent_sites: those that gave articles to the runs before it, and none to it.
    """

    run_id: str
    ended: datetime
    requests: int
    rows: dict[str, int]
    failures: dict[str, int]
    seconds: dict[str, float]
    elapsed: float
    silent_sites: Sequence[str]


@dataclass(frozen=True)
class Runs:
    """The newest runs, newest first; how many there are; the names of all; manifests that cannot be read."""

    newest: Sequence[FinishedRun]
    total: int
    names: frozenset[str]
    unreadable: Sequence[str]


def read_runs(output: Path) -> Runs:
    """The runs of an output folder; none when it has no manifests."""
    paths = sorted((output / "_runs").glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    newest, unreadable = [], []
    for path in paths[:_MOST_RUNS]:
        try:
            newest.append(_read_run(path))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            unreadable.append(path.name)
    return Runs(newest, len(paths), frozenset(path.stem for path in paths), unreadable)


def runs_query(runs: Runs) -> tuple[str, dict[str, Any]]:
    """The query of the newest runs, for CSV: run_id, ended, requests, articles, casualties, failures, seconds."""
    lines = [
        {
            "run_id": run.run_id,
            "ended": run.ended,
            "requests": run.requests,
            "articles": run.rows.get("articles", 0),
            "casualties": run.rows.get("casualties", 0),
            "failures": sum(run.failures.values()),
            "seconds": run.elapsed,
        }
        for run in runs.newest
    ]
    return "SELECT unnest(run) FROM (SELECT unnest($runs) AS run)", {"runs": lines}


def _read_run(path: Path) -> FinishedRun:
    state = path.stat()
    if state.st_size > _MOST_BYTES:
        raise ValueError("too large for a manifest")
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    seconds = {str(stage): float(spent) for stage, spent in said["seconds"].items()}
    return FinishedRun(
        run_id=str(said["run_id"]),
        ended=datetime.fromtimestamp(state.st_mtime, UTC),
        requests=int(said.get("requests", 0)),
        rows={str(name): int(table["rows"]) for name, table in said["tables"].items()},
        failures={str(reason): int(times) for reason, times in said["failures"].items()},
        elapsed=seconds.pop("elapsed", 0.0),
        silent_sites=[str(site) for site in said.get("silent_sites", ())],
        seconds=seconds,
    )
