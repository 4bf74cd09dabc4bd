"""The command line: Beam's options and ours, parsed once into frozen Settings."""

from __future__ import annotations

import argparse
import difflib
import hashlib
import os
import re
import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apache_beam.options.pipeline_options import (
    DirectOptions,
    FlinkRunnerOptions,
    PipelineOptions,
    WorkerOptions,
)

from pipeline.formats import FOLLOWED, is_address
from pipeline.runners import check_runner, is_local, runner_options
from pipeline.storage import absolute, is_file, is_remote
from pipeline.streaming.options import with_stream_options
from pipeline.topics import is_topic, parse_topic
from pipeline.usage import UsageError, VerbParser, add_options
from schemas.link_tables import RUN

_REMOTE_SHARDS = 16
"""Groups that hosts are divided into when the runner does not say how many workers there will be."""

_MOST_WORKERS = 4
"""Processes, of 300 MB each, where nobody says how many."""

_RUN_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
_AGO = re.compile(r"(\d{1,4})([dh])")
_WINDOW = re.compile(r"(\d{1,4})([smh])")
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_LONGEST_WINDOW = 86_400


@dataclass(frozen=True)
class Settings:
    """What a run is asked to do; see the options of the same names. local: on this machine, by the direct runner.

    stream: seconds of a window. since: ISO 8601 with an offset.
    """

    inputs: tuple[str, ...]
    output: str
    input_format: str
    run_id: str
    watch: float | None
    stream: int | None
    max_failure_rate: float | None
    log_format: str
    shards: int
    ner_model: str | None
    html_root: tuple[str, ...]
    allow_host: tuple[str, ...]
    contact: str | None
    host_delay: float
    deadline: float
    max_body: int
    archive: str | None
    use_proxies: bool
    link: bool
    local: bool
    fetch_shards: int
    since: str | None
    min_poll: float
    max_poll: float
    kafka_config: str | None
    metrics_file: str | None
    lineage_file: str | None


class WireOptions(PipelineOptions):
    """Our options, in Beam's way of declaring them."""

    @classmethod
    def _add_argparse_args(cls, parser: argparse.ArgumentParser) -> None:
        add_options(parser)


def parse_options(argv: Sequence[str]) -> tuple[Settings, PipelineOptions]:
    """Read a command line. Raises UsageError."""
    _refuse_unknown(argv)
    options = PipelineOptions(list(argv))
    ours = options.view_as(WireOptions)
    check_runner(options)
    local = is_local(options)
    if ours.stream is not None and not local:
        options = PipelineOptions(with_stream_options(argv))
    stream = _read_window(ours.stream) if ours.stream is not None else None
    # Workers elsewhere, even on this machine, do not run in the folder that a relative path is meant from; and who
    # watches compares the paths of one look with those of the last, and of runs begun in another folder.
    place = absolute if not local or ours.watch is not None else _as_given
    if ours.watch is not None and ours.run_id is not None:
        raise UsageError(
            "--run_id names one run, and --watch makes one after another, which name themselves: leave one out"
        )
    settings = Settings(
        inputs=tuple(place(pattern) for pattern in ours.input or ()),
        output=place(ours.output or ""),
        input_format=ours.input_format,
        run_id=ours.run_id if ours.run_id is not None else (_name_stream(ours.input) if stream else new_run_id()),
        watch=ours.watch,
        stream=stream,
        max_failure_rate=ours.max_failure_rate,
        log_format=ours.log_format,
        shards=ours.shards,
        ner_model=ours.ner_model,
        html_root=tuple(place(folder) for folder in ours.html_root),
        allow_host=tuple(ours.allow_host),
        contact=ours.contact,
        host_delay=ours.host_delay,
        deadline=ours.deadline,
        max_body=ours.max_body,
        archive=absolute(ours.archive) if ours.archive else None,
        use_proxies=ours.use_proxies,
        link=ours.link,
        local=local,
        fetch_shards=_workers(options, local=local),
        since=_read_since(ours.since).isoformat() if ours.since else None,
        min_poll=ours.min_poll,
        max_poll=ours.max_poll,
        kafka_config=place(ours.kafka_config) if ours.kafka_config else None,
        metrics_file=ours.metrics_file,
        lineage_file=ours.lineage_file,
    )
    _check(settings)
    if stream is not None and options.view_as(FlinkRunnerOptions).flink_master.startswith("["):
        raise UsageError("--stream needs --flink_master HOST:PORT as well: the cluster is asked how the job is")
    return settings, options


def read_beam_options(words: Sequence[str]) -> tuple[PipelineOptions, bool]:
    """Beam's own options, of a verb that has taken its words, and whether the run is local. Raises UsageError."""
    _refuse_unknown(words)
    parser = VerbParser("wire-ingest", add_help=False)
    add_options(parser)
    others = parser.parse_known_args(list(words))[1]
    if len(others) != len(words):
        name = next(word for word in words if word not in others)
        raise UsageError(f"{name} is an option of ingest")
    options = PipelineOptions(list(words))
    check_runner(options)
    return options, is_local(options)


def choose_workers(words: Sequence[str]) -> int:
    """Processes of this machine that a verb may share its work among; one where its words settle that themselves."""
    settled = any(word.startswith("--direct_") for word in words)
    return 1 if settled else min(os.cpu_count() or 1, _MOST_WORKERS)


def _refuse_unknown(argv: Sequence[str]) -> None:
    """Beam passes over what it does not know; a misspelt option must not be passed over."""
    parser = VerbParser("wire-ingest", add_help=False)
    declared = {cls.__name__: cls for cls in PipelineOptions.__subclasses__()}
    for cls in declared.values():
        cls._add_argparse_args(parser)
    _, unknown = parser.parse_known_args(list(argv))
    passed_on = frozenset[str]() if is_local(PipelineOptions(list(argv))) else runner_options()
    unknown = list(_without(passed_on, unknown))
    if not unknown:
        return
    name = unknown[0].split("=", 1)[0]
    if not name.startswith("-"):
        raise UsageError(f"{name!r} stands alone; inputs are given as --input {name}")
    close = difflib.get_close_matches(name, {*parser._option_string_actions, *passed_on}, 1)
    raise UsageError(f"unknown option {name}" + (f"; did you mean {close[0]}?" if close else "; see --help"))


def _without(options: Collection[str], words: Sequence[str]) -> Iterator[str]:
    """Words that are none of these options, nor the value of one."""
    before = ""
    for word in words:
        is_value = before in options and not word.startswith("--")
        if not is_value and word.split("=", 1)[0] not in options:
            yield word
        before = word


def _check_places(settings: Settings) -> None:
    if is_file(settings.output):
        raise UsageError(f"--output {settings.output} is a file: name a folder")
    for name in ("output", "archive"):
        place = getattr(settings, name)
        if place and is_remote(place) and set(place) & set("*?["):  # to Beam it is a pattern
            raise UsageError(f"--{name} {place}: a URI must hold no *, ? or [")


def _check_told(settings: Settings) -> None:
    """Files that tell of runs are of this machine: one is read again, the other grows."""
    for name in ("metrics_file", "lineage_file"):
        path = getattr(settings, name)
        if path and is_remote(path):
            raise UsageError(f"--{name} {path}: name a file of this machine")
    if settings.metrics_file and not settings.metrics_file.endswith(".prom"):
        raise UsageError(f"--metrics_file {settings.metrics_file}: end it in .prom, or no collector reads it")


def _check(settings: Settings) -> None:
    if not settings.inputs:
        raise UsageError("--input is missing: name a file or glob to read")
    if not settings.output:
        raise UsageError("--output is missing: name a folder for the tables")
    _check_places(settings)
    if not _RUN_ID.fullmatch(settings.run_id):
        raise UsageError(f"--run_id {settings.run_id!r}: use 1 to 80 letters, digits, - and _")
    if settings.run_id == RUN:
        raise UsageError(f"--run_id {RUN} is the name of what linking writes: take another")
    if settings.max_failure_rate is not None and not 0 <= settings.max_failure_rate <= 1:
        raise UsageError("--max_failure_rate is a share from 0 to 1")
    _check_inputs(settings)
    _check_told(settings)
    if settings.min_poll > settings.max_poll:
        raise UsageError("--min_poll must not be above --max_poll")
    for name in ("shards", "deadline", "max_body", "watch", "min_poll", "max_poll"):
        if getattr(settings, name) is not None and not getattr(settings, name) > 0:
            raise UsageError(f"--{name} must be above 0")
    if not settings.host_delay >= 0:
        raise UsageError("--host_delay must not be below 0")


def _check_inputs(settings: Settings) -> None:
    """What is fetched or consumed goes with some options only."""
    addresses = [pattern for pattern in settings.inputs if is_address(pattern)]
    if addresses and settings.input_format not in {"auto", *FOLLOWED}:
        kind = settings.input_format
        raise UsageError(f"--input {addresses[0]} is fetched; --input_format {kind} is of files: leave it out")
    topics = [pattern for pattern in settings.inputs if is_topic(pattern)]
    if topics and settings.watch is None and settings.stream is None:
        raise UsageError(f"--input {topics[0]} never ends: add --watch SECONDS, or on Flink --stream WINDOW")
    if settings.stream is not None:
        _check_stream(settings)


def _check_stream(settings: Settings) -> None:
    """What a stream cannot do is said."""
    if settings.local:
        raise UsageError("--stream needs Flink (docs/runners.md); on one machine --watch SECONDS reads what arrives")
    if settings.watch is not None:
        raise UsageError("--stream and --watch are two ways of going on: leave one out")
    try:
        for url in filter(is_topic, settings.inputs):
            parse_topic(url)
    except ValueError as why:
        raise UsageError(str(why)) from None
    if settings.archive:
        raise UsageError("--archive goes with runs that end; leave it out")
    if settings.link:
        raise UsageError("--link goes with runs that end: run `wire-ingest link OUTPUT --new` beside the stream")


def _name_stream(inputs: Sequence[str] | None) -> str:
    """The name of a stream that was given none: the same each time that the same inputs are streamed."""
    return f"stream-{hashlib.sha256(' '.join(sorted(inputs or ())).encode()).hexdigest()[:8]}"


def _read_window(stated: str) -> int:
    """So many seconds, minutes or hours ("30s", "5m", "1h"), in seconds."""
    found = _WINDOW.fullmatch(stated)
    seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
    if not 0 < seconds <= _LONGEST_WINDOW:
        raise UsageError(f"--stream {stated}: write so many seconds, minutes or hours, up to a day (30s, 5m, 1h)")
    return seconds


def _read_since(stated: str) -> datetime:
    """A day or moment, UTC where it states no offset, or so many days or hours before now ("7d", "12h")."""
    ago = _AGO.fullmatch(stated)
    if ago:
        return datetime.now(UTC) - timedelta(**{"days" if ago[2] == "d" else "hours": int(ago[1])})
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        raise UsageError(f"--since {stated}: write a day (2025-03-09), or so many days or hours (7d, 12h)") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _as_given(path: str) -> str:
    return path


def new_run_id() -> str:
    """A name for a run: the time, and four random letters, as two runs may begin in the same second."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def _workers(options: PipelineOptions, *, local: bool) -> int:
    if local:
        asked = options.view_as(DirectOptions).direct_num_workers
        return (asked if asked > 0 else os.cpu_count()) or 1
    asked = options.view_as(WorkerOptions).num_workers or options.view_as(FlinkRunnerOptions).parallelism or 0
    return asked if asked > 0 else _REMOTE_SHARDS
