"""What the runs into an output did, for Prometheus: a file in its text format, as node_exporter's textfile collector
reads it from a folder. The format: https://prometheus.io/docs/instrumenting/exposition_formats/

Counters go on from the file that is there: a nightly run is a process of its own, and what counts from zero each night
has no rate. Every sample says which output it is of, so that several files in one folder do not clash.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from pipeline.manifest import Accounts
from pipeline.storage import open_bytes, write_bytes

_METRICS = {
    "wire_ingest_runs_total": ("counter", "Runs that have ended, by outcome: done, failed."),
    "wire_ingest_requests_total": ("counter", "Articles that the inputs of finished runs asked for."),
    "wire_ingest_articles_total": ("counter", "Articles that finished runs have written."),
    "wire_ingest_failures_total": ("counter", "Failures that finished runs have written, by stage and reason."),
    "wire_ingest_nothing_new_total": ("counter", "Articles that the tables held already, by how that was known."),
    "wire_ingest_stage_seconds_total": ("counter", "Seconds of work of finished runs in each stage, over all workers."),
    "wire_ingest_last_run_seconds": ("gauge", "Seconds that the newest finished run took."),
    "wire_ingest_last_success_timestamp_seconds": ("gauge", "When the newest finished run ended, since 1970 UTC."),
    "wire_ingest_newest_feed_item_timestamp_seconds": (
        "gauge",
        "The newest publication that a feed has stated, since 1970 UTC.",
    ),
}
"""Name -> type and what it is, in the order of the file."""

_SAMPLE = re.compile(rf"((?:{'|'.join(_METRICS)})\{{[^\n]*\}}) ([^ ]+)")

Samples = Mapping[str, float]
"""Name and labels as the file spells them -> value."""


def read_metrics(path: str) -> Samples:
    """What a metrics file holds, nothing where there is none. Raises OSError, ValueError for another program's file."""
    try:
        with open_bytes(path) as source:
            lines = source.read().decode(errors="replace").split("\n")
    except FileNotFoundError:
        return {}
    found = {}
    for line in lines:
        sample = _SAMPLE.fullmatch(line)
        if sample:
            found[sample[1]] = float(sample[2])
        elif line and not line.startswith("#"):
            raise ValueError(f"it holds what is not wire-ingest's: {line[:60]}")
    return found


def write_metrics(path: str, samples: Samples) -> None:
    """Write a metrics file, whole or not at all. Raises OSError."""
    lines = []
    for metric, (kind, told) in _METRICS.items():
        held = [(sample, value) for sample, value in sorted(samples.items()) if sample.startswith(f"{metric}{{")]
        if held:
            lines += [f"# HELP {metric} {told}", f"# TYPE {metric} {kind}"]
            lines += [f"{sample} {value!r}" for sample, value in held]
    write_bytes(path, "".join(f"{line}\n" for line in lines).encode())


def add_run(before: Samples, output: str, accounts: Accounts | None, ended: datetime) -> Samples:
    """What there is to tell after one more run into an output. accounts: None for one that failed. ended: aware."""
    told: defaultdict[str, float] = defaultdict(float, before)

    def name(metric: str, **labels: str) -> str:
        spelt = ",".join(f'{label}="{_escape(value)}"' for label, value in {"output": output, **labels}.items())
        return f"wire_ingest_{metric}{{{spelt}}}"

    for outcome in ("done", "failed"):
        told[name("runs_total", outcome=outcome)] += outcome == ("done" if accounts else "failed")
    if accounts is None:
        return dict(told)
    told[name("requests_total")] += accounts.requests
    told[name("articles_total")] += accounts.rows["articles"]
    for (stage, reason), count in accounts.failed.items():
        told[name("failures_total", stage=stage, reason=reason)] += count
    for reason, count in accounts.nothing_new.items():
        told[name("nothing_new_total", reason=reason)] += count
    for stage, seconds in accounts.seconds.items():
        told[name("stage_seconds_total", stage=stage)] += seconds
    told[name("last_run_seconds")] = accounts.elapsed
    told[name("last_success_timestamp_seconds")] = ended.timestamp()
    if accounts.newest_item is not None:
        newest = name("newest_feed_item_timestamp_seconds")
        told[newest] = max(told[newest], accounts.newest_item.timestamp())
    return dict(told)


def _escape(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")
