"""One linking, from an output folder to its tables: find, build, run, finish, account."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from pipeline.lease import claiming
from pipeline.linking.graph import LinkParts, build_links
from pipeline.linking.keeping import add_kept, find_kept
from pipeline.runners import explained
from pipeline.sinks.parquet import ParquetSink
from pipeline.sinks.staging import put_in_place, read_account, settle, stage_of
from pipeline.sources.links import count_live_events, read_links
from pipeline.sources.stories import Day, TablesError, find_days, read_stories, weigh_day
from pipeline.workers.local import own_workers, share_among
from schemas.groups import SCHEMA_VERSION
from schemas.link_tables import EVENTS, LINK_TABLES, RUN
from schemas.links import TollRule
from schemas.story import StoryDigest
from schemas.tables import ARTICLES, UNKNOWN
from transforms.accounts import WrittenFile
from transforms.linking.scope import LinkChoice, LinkScope, choose

_SAID = r"^.*TablesError: (.*?)(?: \[while running .*)?$"
"""What a worker says of the tables, without the step of the graph that Beam adds."""

WORTH_A_PROCESS = 4_000_000
"""Bytes of articles, as files have them, that are worth a process of their own, which takes seconds to come up."""

_LATE = 60.0
"""Seconds that the clock of a store may be behind ours."""


@dataclass(frozen=True)
class Linking:
    """What linking is asked to do.

    output: folder of the tables. local: on this machine, by the direct runner. catches_up: the scope has all days that
    runs have written articles of since the linking before. workers: processes of this machine that may share the work,
    where there is enough of it.
    """

    output: str
    rule: TollRule
    scope: LinkScope
    local: bool
    catches_up: bool = False
    workers: int = 1


@dataclass(frozen=True)
class Outcome:
    """What linking did: rows of each table, and how many events of them are live; runs whose files were left out, as
    they did not finish; seconds.
    """

    rows: dict[str, int]
    live_events: int
    unfinished: Sequence[str]
    elapsed: float


class _ReadDays(beam.PTransform):
    """PBegin -> PCollection[StoryDigest]: those of some days."""

    def __init__(self, days: Sequence[Day], choice: LinkChoice) -> None:
        super().__init__()
        self._days = days
        self._choice = choice

    def expand(self, root: beam.pvalue.PBegin) -> beam.PCollection[StoryDigest]:
        """Days apart, which Create shuffles so that workers share them; then read each."""
        choice = self._choice
        days = root | beam.Create(self._days)
        return days | beam.FlatMap(lambda day: _read_day(day, choice)).with_output_types(StoryDigest)


def _read_day(day: Day, choice: LinkChoice) -> list[StoryDigest]:
    wanted = None if choice.reads(day.day) else choice.far[day.day]
    return [story for story in read_stories(day) if wanted is None or story.key in wanted]


def link(linking: Linking, options: PipelineOptions, *, wait: bool = False) -> Outcome:
    """Link the tables of an output folder. wait: for the end of another linking of them that is going on.

    Raises TablesError or ValueError for tables that cannot be linked, BlockingIOError for another linking that it does
    not wait for, OSError, and what Beam raises.
    """
    find_days(linking.output)  # nothing is made in a folder that was mistyped
    with claiming(linking.output, RUN, wait=wait):
        try:
            return _link_alone(linking, options)
        except (TablesError, RuntimeError) as why:  # Beam wraps what a worker raises in its traceback
            said = re.search(_SAID, f"{type(why).__name__}: {why}", re.MULTILINE)
            if said is None:
                raise
            raise TablesError(said[1]) from why


def _link_alone(linking: Linking, options: PipelineOptions) -> Outcome:
    began = time.monotonic()
    settle(linking.output)
    reached = _reach(linking)
    days, unfinished = find_days(linking.output)
    before = read_links(linking.output)
    choice = choose(linking.scope, before.told)
    read = [day for day in days if choice.reads(day.day) or day.day in choice.far]
    kept = find_kept(linking.output, choice, before)
    sink = ParquetSink(stage_of(linking.output), RUN, LINK_TABLES, lasting=False, standing=linking.output)
    sink.prepare()
    parts = LinkParts(
        source=_ReadDays(read, choice),
        told=tuple(
            (key, event_id, not linking.scope.holds(day))
            for key, event_id, day in before.told
            if event_id in choice.touched
        ),
        events=tuple(event for event in before.events if choice.tells(event.event_id)),
        kept=kept.rows,
        rule=linking.rule,
        choice=choice,
        sink=sink,
    )
    if linking.workers > 1 and (shares := sum(map(weigh_day, read)) // WORTH_A_PROCESS) > 1:
        share_among(min(linking.workers, shares), options)
    pipeline = beam.Pipeline(runner=FnApiRunner() if linking.local else None, options=options)
    build_links(pipeline, parts)
    with own_workers(), explained(local=linking.local):
        result = pipeline.run()
        result.wait_until_finish()
    written = add_kept(linking.output, kept, sink, sink.finish())
    put_in_place(linking.output, [file.path for file in written], _account(linking, written, reached))
    rows = {name: sum(file.rows for file in written if file.table == name) for name in LINK_TABLES}
    live = count_live_events(linking.output) if before.events else rows[EVENTS.name]  # none ends that was not there
    return Outcome(rows, live, unfinished, time.monotonic() - began)


def _reach(linking: Linking) -> float | None:
    """Until when the runs that have ended will be linked; None when nobody knows of any."""
    if linking.catches_up or linking.scope.is_everything:
        return time.time() - _LATE
    before = read_account(linking.output)
    return None if before is None else before.get("reached")


def link_days(
    output: str, days: Collection[str], options: PipelineOptions, *, local: bool, workers: int = 1
) -> Outcome:
    """Link some days (ISO 8601 or "unknown") and those that runs have written articles of since the linking before, by
    the rule of that.

    Everything, when there was none. Waits for another linking, and raises what link raises.
    """
    with claiming(output, RUN, wait=True):
        settle(output)
    before = read_account(output)
    rule: TollRule = "range" if before is None else before["toll_rule"]
    if before is None or "reached" not in before:
        return link(Linking(output, rule, LinkScope(), local, workers=workers), options, wait=True)
    wanted = {*days, *_days_since(output, before["reached"])}
    if not wanted:
        return Outcome(before["rows"], count_live_events(output), (), 0.0)
    scope = LinkScope()
    if UNKNOWN not in wanted:
        scope = LinkScope(days=frozenset(date.fromisoformat(day).toordinal() for day in wanted))
    return link(Linking(output, rule, scope, local, catches_up=True, workers=workers), options, wait=True)


def _days_since(output: str, moment: float) -> Iterator[str]:
    """The days that runs have written articles of which ended since then, seconds since 1970."""
    for told in ParquetSink(output, RUN).read_manifests(since=moment):
        for file in told.get("tables", {}).get(ARTICLES.name, {}).get("files", ()):
            if file["rows"]:
                yield file["path"].split("/")[1].partition("=")[2]


def _account(linking: Linking, written: Sequence[WrittenFile], reached: float | None) -> dict[str, object]:
    """That the tables of links are whole, how many rows they have, by which rule, and what they know of.

    reached: runs that ended before then, seconds since 1970, are linked.
    """
    rows = {name: sum(file.rows for file in written if file.table == name) for name in LINK_TABLES}
    known = {} if reached is None else {"reached": reached}
    return {"toll_rule": linking.rule, "schema_version": SCHEMA_VERSION, "rows": rows, **known}
