"""The accounts of a run: what Beam counted and what the sink wrote, as a manifest and as a closing table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from apache_beam.runners.runner import PipelineResult

from pipeline.silent_sites import take_sites
from schemas.groups import SCHEMA_VERSION
from schemas.showing import mask_secrets
from schemas.tables import ARTICLES, FAILURES, TABLES
from transforms.accounts import Account, WrittenFile

_STAGES = ("fetch", "parse", "annotate", "write")
"""Whose seconds are told."""
_MOST_NAMED = 10


@dataclass(frozen=True)
class Accounts:
    """What a run did.

    requests: what the inputs asked for; repeated: those among them that an earlier one had asked for already.
    doubles: articles and failures that were another's once more, in the same words: one row stands for all.
    cut_short: articles so long that only their beginning was annotated.
    unread_dates: records whose `published_at` could not be read; their articles have no such date.
    forgotten: requests, articles and failures that were dropped, as somebody asked that they be forgotten.
    nothing_new: articles that the tables held already, by how that was known (not_modified, unchanged).
    offsets: how far topics have been read: topic -> partition -> the offset that comes next.
    remarks: lines for people, on where the requests came from.
    sites: what each gave, see pipeline.silent_sites; silent_sites: those that gave articles to the last runs alone.
    newest_item: the newest publication that a feed asked by this run states, aware; None where none does.
    rows, files: of each table. failures: by reason; failed: by stage and reason. seconds: spent in each stage, summed
    over the workers.
    """

    requests: int
    repeated: int
    doubles: int
    unread_dates: int
    cut_short: int
    forgotten: int
    nothing_new: Mapping[str, int]
    rows: Mapping[str, int]
    files: Mapping[str, int]
    failures: Mapping[str, int]
    failed: Mapping[tuple[str, str], int]
    seconds: Mapping[str, float]
    elapsed: float
    written: Sequence[WrittenFile] = field(repr=False)
    remarks: tuple[str, ...] = ()
    sites: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    silent_sites: Sequence[str] = ()
    newest_item: datetime | None = None
    offsets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def take_accounts(counters: Mapping[tuple[str, str], int], written: Sequence[WrittenFile], elapsed: float) -> Accounts:
    """counters: (stage, name) -> value; elapsed: seconds of the whole run."""
    failed = _sum_failures(written)
    return Accounts(
        requests=counters.get(("source", "done"), 0),
        repeated=counters.get(("nothing_new", "repeated"), 0),
        doubles=_count_doubles(written),
        unread_dates=counters.get(("source", "unread_dates"), 0),
        cut_short=counters.get(("annotate", "cut_short"), 0),
        forgotten=counters.get(("forgotten", "dropped"), 0),
        nothing_new={
            name: count
            for (namespace, name), count in sorted(counters.items())
            if namespace == "nothing_new" and name != "repeated"
        },
        rows={name: sum(file.rows for file in written if file.table == name) for name in TABLES},
        files={name: sum(file.table == name for file in written) for name in TABLES},
        failures=_by_reason(failed),
        failed=dict(failed),
        seconds={stage: round(counters.get((stage, "microseconds"), 0) / 1e6, 3) for stage in _STAGES},
        elapsed=round(elapsed, 3),
        written=written,
        sites=take_sites(counters),
    )


def _count_doubles(written: Sequence[WrittenFile]) -> int:
    return sum(file.doubles for file in written if file.table in {ARTICLES.name, FAILURES.name})


def _sum_failures(written: Sequence[WrittenFile]) -> Counter[tuple[str, str]]:
    failed: Counter[tuple[str, str]] = Counter()
    for file in written:
        failed.update({(stage, reason): count for stage, reason, count in file.failures})
    return failed


def _by_reason(failed: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """Stage and reason -> count, by reason alone, the commonest first."""
    reasons: Counter[str] = Counter()
    for (_, reason), count in failed.items():
        reasons[reason] += count
    return dict(reasons.most_common())


def read_counters(result: PipelineResult) -> dict[tuple[str, str], int]:
    """The counters of a finished run, summed over steps: (namespace, name) -> value."""
    total: Counter[tuple[str, str]] = Counter()
    for entry in result.metrics().query()["counters"]:
        metric = entry.key.metric
        total[metric.namespace, metric.name] += entry.result or 0
    return dict(total)


def manifest(
    accounts: Accounts,
    settings: Mapping[str, Any],
    inputs: Sequence[Mapping[str, Any]],
    versions: Mapping[str, str],
    finished: datetime,
) -> dict[str, object]:
    """The run's manifest, as OUTPUT/_runs/<run_id>.json holds it.

    inputs: the files read, with their state. settings and versions: what made the rows. finished: aware UTC.
    """
    return {
        "run_id": settings["run_id"],
        "finished_at": finished.isoformat(timespec="seconds"),
        "schema_version": SCHEMA_VERSION,
        "inputs": list(inputs),
        "offsets": {topic: dict(reached) for topic, reached in accounts.offsets.items()},
        "requests": accounts.requests,
        "repeated_requests": accounts.repeated,
        "doubles": accounts.doubles,
        "unread_dates": accounts.unread_dates,
        "cut_short": accounts.cut_short,
        "forgotten": accounts.forgotten,
        "nothing_new": dict(accounts.nothing_new),
        "tables": _tables(accounts.written),
        "failures": dict(accounts.failures),
        "sites": {site: dict(gave) for site, gave in accounts.sites.items()},
        "silent_sites": list(accounts.silent_sites),
        "seconds": {**accounts.seconds, "elapsed": accounts.elapsed},
        "versions": dict(versions),
        "settings": {name: _mask(value) for name, value in settings.items()},
    }


def window_manifest(
    account: Account, run_id: str, settings: Mapping[str, Any], versions: Mapping[str, str], finished: datetime
) -> dict[str, object]:
    """The manifest of a window of a stream, or of the stream itself: what can be said of it in a worker.

    run_id: the window's. missing: what came in and of which nothing tells. failed: failures by stage and reason.
    begun, offsets: the first offsets read, and those that come next.
    """
    failed = _sum_failures(account.files)
    known = {reason: count for reason, count in sorted(account.nothing_new.items()) if reason != "repeated"}
    return {
        "run_id": run_id,
        "stream": settings["run_id"],
        "finished_at": finished.isoformat(timespec="seconds"),
        "schema_version": SCHEMA_VERSION,
        "inputs": [],
        "begun": {topic: {str(p): begin for p, (begin, _) in read.items()} for topic, read in account.offsets.items()},
        "offsets": {topic: {str(p): end for p, (_, end) in read.items()} for topic, read in account.offsets.items()},
        "requests": account.entered,
        "missing": account.missing,
        "repeated_requests": account.nothing_new["repeated"],
        "doubles": _count_doubles(account.files),
        "nothing_new": known,
        "forgotten": account.dropped,
        "tables": _tables(account.files),
        "failures": _by_reason(failed),
        "failed": [[stage, reason, count] for (stage, reason), count in sorted(failed.items())],
        "seconds": {},
        "versions": dict(versions),
        "settings": {name: _mask(value) for name, value in settings.items()},
    }


def window_accounts(told: Mapping[str, Any]) -> Accounts:
    """The accounts of a window, as its manifest has them."""
    tables = told["tables"]
    return Accounts(
        requests=told["requests"],
        repeated=told["repeated_requests"],
        doubles=told.get("doubles", 0),
        unread_dates=0,
        cut_short=0,
        forgotten=told["forgotten"],
        nothing_new=told["nothing_new"],
        rows={name: table["rows"] for name, table in tables.items()},
        files={name: len(table["files"]) for name, table in tables.items()},
        failures=told["failures"],
        failed={(stage, reason): count for stage, reason, count in told["failed"]},
        seconds={},
        elapsed=0.0,
        written=[],
        offsets=told["offsets"],
    )


def _tables(written: Sequence[WrittenFile]) -> dict[str, object]:
    files = {name: sorted((f.path, f.rows) for f in written if f.table == name) for name in TABLES}
    return {
        name: {"rows": sum(rows for _, rows in held), "files": [{"path": path, "rows": rows} for path, rows in held]}
        for name, held in files.items()
    }


def _mask(setting: Any) -> Any:
    if isinstance(setting, str):
        return mask_secrets(setting)
    return [_mask(part) for part in setting] if isinstance(setting, tuple) else setting


def closing_table(accounts: Accounts, output: str, run_id: str) -> str:
    """What a person is told at the end of a run."""
    articles = accounts.rows["articles"]
    rate = articles / accounts.elapsed if accounts.elapsed else 0.0
    lines = [
        f"run {run_id}: {articles} of {accounts.requests} articles in {accounts.elapsed:.1f} s ({rate:.1f} a second)"
    ]
    lines += _columns(
        [("table", "rows", "files"), *((name, str(accounts.rows[name]), str(accounts.files[name])) for name in TABLES)]
    )
    lines += accounts.remarks
    if accounts.repeated:
        lines.append(f"repeated addresses, fetched once: {accounts.repeated}")
    if accounts.doubles:
        lines.append(f"the same once more, one row for all: {accounts.doubles}")
    if accounts.cut_short:
        lines.append(f"articles of which only the beginning was annotated, for their length: {accounts.cut_short}")
    if accounts.unread_dates:
        lines.append(f"records whose published_at could not be read, kept without it: {accounts.unread_dates}")
    if accounts.forgotten:
        lines.append(f"forgotten before, and dropped: {accounts.forgotten}")
    if accounts.nothing_new:
        known = ", ".join(f"{reason} {count}" for reason, count in accounts.nothing_new.items())
        lines.append(f"nothing new: {known} (the tables hold them already)")
    if accounts.failures:
        reasons = ", ".join(f"{reason} {count}" for reason, count in accounts.failures.items())
        lines.append(f"failures by reason: {reasons} (see the table {FAILURES.name})")
    if accounts.silent_sites:
        named = ", ".join(accounts.silent_sites[:_MOST_NAMED])
        more = len(accounts.silent_sites) - _MOST_NAMED
        lines.append(f"no article now, some in the last runs: {named}" + (f" and {more} more" if more > 0 else ""))
    lines.append("seconds of work: " + ", ".join(f"{stage} {spent:.1f}" for stage, spent in accounts.seconds.items()))
    lines.append(f"output: {output}")
    return "\n".join(lines)


def _columns(rows: Iterable[tuple[str, str, str]]) -> list[str]:
    return [f"  {name:<12}{count:>10}{files:>8}" for name, count, files in rows]
