"""Which run's rows hold a revision of an article, looked up in the tables: for what was seen so long ago that it is
forgotten (page_store.py), and so only on days so long past.

An article lies in the partition of the day that it states, the same each time; one that is sorted (`wire-ingest tidy`)
costs its footer and a group of rows, milliseconds. A page that has changed its date since is not found.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.lease import adding
from pipeline.state.footers import find_statistics
from pipeline.state.page_store import KEPT
from pipeline.storage import find_files, join, open_bytes, split
from schemas.tables import ARTICLES

_LOG = logging.getLogger(__name__)

_SURE = KEPT / 2
"""What was written so lately is remembered, however long its run took."""
_MOMENT = re.compile(r"\d{8}T\d{6}")
_DAYS = 400
"""Whose files are known at a time."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of rows of a file, and the first and last article_id in it; None where the file does not say."""

    path: str
    number: int
    first: str | None
    last: str | None

    def may_hold(self, article_id: str) -> bool:
        return self.first is None or self.last is None or self.first <= article_id <= self.last


class HeldRows:
    """The articles of an output, as finished runs have written them. Used by one thread at a time."""

    def __init__(self, output: str) -> None:
        self._output = output
        self._groups: OrderedDict[str, list[_Group]] = OrderedDict()

    def clear(self) -> None:
        """Look anew which files there are."""
        self._groups.clear()

    def find_runs(self, day: str, article_id: str, revision: str, *, everywhere: bool) -> set[str]:
        """The finished runs that hold a revision on a day, ISO 8601 or "unknown", if that is long past.

        everywhere: on any day, as nothing is remembered. Raises OSError.
        """
        if not everywhere and _limit().date().isoformat() <= day < "A":
            return set()
        with adding(self._output):  # no folder changes places meanwhile
            try:
                runs = self._look(day, article_id, revision, everywhere=everywhere)
            except FileNotFoundError:  # a day was folded since
                self.clear()
                runs = self._look(day, article_id, revision, everywhere=everywhere)
        return {run for run in runs if _has_finished(self._output, run)}

    def _look(self, day: str, article_id: str, revision: str, *, everywhere: bool) -> set[str]:
        if day not in self._groups:
            self._groups[day] = self._list_groups(day, everywhere=everywhere)
            if len(self._groups) > _DAYS:
                self._groups.popitem(last=False)
        runs: set[str] = set()
        for group in self._groups[day]:
            if group.may_hold(article_id):
                runs |= _read(group, article_id, revision)
        return runs

    def _list_groups(self, day: str, *, everywhere: bool) -> list[_Group]:
        groups = []
        folder = join(self._output, ARTICLES.name, f"{ARTICLES.partition_key}={day}")
        for path in find_files(folder, "*.parquet"):
            if everywhere or not _is_young(split(path)[1]):
                groups += _read_groups(path)
        return groups


def _has_finished(output: str, run_id: str) -> bool:
    """Whether a run has finished: what others left is swept one day."""
    return bool(find_files(join(output, "_runs"), f"{run_id}.json"))


def _limit() -> datetime:
    return datetime.now(UTC) - _SURE


def _is_young(name: str) -> bool:
    """Whether a file is of a run, or a window, whose name says that it was lately."""
    moments = _MOMENT.findall(name)
    return bool(moments) and max(moments) > _limit().strftime("%Y%m%dT%H%M%S")


def _read_groups(path: str) -> list[_Group]:
    try:
        with open_bytes(path) as source:
            told = pq.read_metadata(source)
    except pa.ArrowInvalid as why:
        _LOG.warning("%s is damaged, and what it holds not known: %s", path, why)
        return []
    groups = []
    for number in range(told.num_row_groups):
        statistics = find_statistics(told.row_group(number), "article_id")
        first, last = (statistics.min, statistics.max) if statistics and statistics.has_min_max else (None, None)
        groups.append(_Group(path, number, first, last))
    return groups


def _read(group: _Group, article_id: str, revision: str) -> set[str]:
    with open_bytes(group.path) as source:
        columns = ["article_id", "revision", "run_id"]
        rows = pq.ParquetFile(source).read_row_group(group.number, columns=columns)
    is_it = pc.and_(pc.equal(rows["article_id"], article_id), pc.equal(rows["revision"], revision))
    return set(rows["run_id"].filter(is_it).to_pylist())
