"""How something is forgotten, step by step, so that a kill at any moment leaves what a second command finishes.

Tombstones first: no run that begins after them brings anything back. Runs that began before are waited for, and what
they wrote is looked at again. Then every file is changed, in one step each; then events are told anew of what is left.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from pipeline.lake.changes import Change, apply_change
from pipeline.lake.forgetting.archives import change_archives
from pipeline.lake.forgetting.asking import Asked, Forgotten
from pipeline.lake.forgetting.exports import change_exports
from pipeline.lake.forgetting.journal import (
    Journal,
    begin_journal,
    bury,
    close_journal,
    is_about,
    note_done,
    read_journal,
    receipt_of,
    write_journal,
)
from pipeline.lake.forgetting.links import find_touched, has_links
from pipeline.lake.forgetting.remembered import (
    change_feeds,
    change_intakes,
    change_manifests,
    change_pages,
    change_sightings,
    list_leavings,
)
from pipeline.lake.forgetting.survey import FoundArticle, find_target, list_articles
from pipeline.lake.forgetting.tables import change_tables
from pipeline.lake.partitions import drop_empty, list_partitions
from pipeline.lease import caring, claiming, running
from pipeline.sinks.staging import settle
from schemas.link_tables import LINK_TABLES, RUN
from schemas.tables import TABLES

_LOOK_EVERY = 0.2
"""Seconds between two looks whether a run has ended."""


@dataclass(frozen=True)
class Plan:
    """What would be forgotten. removed: rows and records, by table or kind of file."""

    articles: list[FoundArticle]
    removed: Mapping[str, int]


def plan(output: Path, asked: Asked, archives: Collection[Path]) -> Plan:
    """See what would be removed; nothing is changed. Raises OSError, and ValueError for files that cannot be read."""
    target = find_target(output, asked)
    removed = Counter[str]()
    tellers = find_touched(output, target).tellers
    tables = change_tables(output, [*TABLES.values(), *LINK_TABLES.values()], target, tellers)
    kept = chain(change_sightings(output, target), change_manifests(output, target), change_intakes(output, target))
    for change in chain(tables, kept, change_archives(output, archives, target), change_exports(output)):
        removed[change.what] += change.removed
    return Plan(list_articles(output, target), {what: count for what, count in removed.items() if count})


def forget(
    output: Path, asked: Asked, archives: Collection[Path], link: Callable[[Collection[str]], None],
    tell: Callable[[str], None],
) -> list[Path]:  # fmt: skip
    """Forget what is asked for, and first what killed commands have left undone; gives the receipts' paths.

    link: links days anew, as partitions name them. tell: is told what is waited for. Raises BlockingIOError while
    somebody else rewrites the tables, OSError, ValueError for files that cannot be read, and what link raises; asked
    again, it goes on.
    """
    receipts = list[Path]()
    while True:
        with caring(str(output), wait=bool(receipts)):
            journal = read_journal(output)
            if journal is None:
                journal = begin_journal(output, asked, tuple(map(str, archives)))
                write_journal(output, journal)
        _finish(output, journal, link, tell)
        receipts.append(receipt_of(output, journal))
        if is_about(journal, asked, output):
            return receipts


def _finish(
    output: Path, journal: Journal, link: Callable[[Collection[str]], None], tell: Callable[[str], None]
) -> None:
    """Do what a journal says, unless somebody else has done it meanwhile."""
    waited_for: Forgotten | None = None
    began_before = frozenset[str]()
    while journal.asked is not None:
        _await_ends(output, began_before, tell)
        with caring(str(output), wait=True):
            held = _read_own(output, journal)
            if held is None:
                return
            journal = held
            if journal.asked is None:
                break
            target = find_target(output, journal.asked) | (journal.target or Forgotten())
            if target == waited_for:
                journal = _purge(output, journal)
                break
            journal = replace(journal, target=target)
            write_journal(output, journal)
            bury(output, target)
            began_before = running(output) - {RUN}
        waited_for = target
    if journal.days:
        link(journal.days)
    with caring(str(output), wait=True):
        held = _read_own(output, journal)
        if held is not None:
            close_journal(output, held)


def _read_own(output: Path, journal: Journal) -> Journal | None:
    """A journal as it stands now; None when another command has finished it."""
    held = read_journal(output)
    return held if held is not None and held.begun == journal.begun else None


def _await_ends(output: Path, names: frozenset[str], tell: Callable[[str], None]) -> None:
    """Wait for runs, which may write what they read before there were tombstones."""
    if names and names & running(output):
        tell(f"waiting for the end of {', '.join(sorted(names))}")
    while names and names & running(output):
        time.sleep(_LOOK_EVERY)


def _purge(output: Path, journal: Journal) -> Journal:
    """Change every file; gives the journal without the target, which nobody needs any more."""
    target = journal.target or Forgotten()
    apply = partial(apply_change, output, note=partial(note_done, output))
    while _apply_all(apply, _changes_of_runs(output, target)):
        pass  # looked at again: a run that was just ending may have put files together meanwhile
    if has_links(output):
        journal = _purge_links(output, journal, apply)
    for partition in list_partitions(output, [*TABLES.values(), *LINK_TABLES.values()]):
        drop_empty(partition)
    archives = change_archives(output, map(Path, journal.archives), target)
    _apply_all(apply, chain(change_intakes(output, target), archives, change_exports(output), list_leavings(output)))
    change_pages(output, target)
    change_feeds(output, target)
    journal = replace(journal, asked=None, target=None)
    write_journal(output, journal)
    return journal


def _changes_of_runs(output: Path, target: Forgotten) -> Iterable[Change]:
    tables = change_tables(output, TABLES.values(), target, {})
    return chain(tables, change_sightings(output, target), change_manifests(output, target))


def _purge_links(output: Path, journal: Journal, apply: Callable[[Change], None]) -> Journal:
    """Take the target out of what links say, while nobody links: one who began before read articles that are gone."""
    target = journal.target or Forgotten()
    with claiming(str(output), RUN, wait=True):
        settle(str(output))
        touched = find_touched(output, target)
        journal = replace(journal, days=journal.days | touched.days)
        write_journal(output, journal)  # once the rows are gone nobody can tell the days
        _apply_all(apply, change_tables(output, LINK_TABLES.values(), target, touched.tellers))
    return journal


def _apply_all(apply: Callable[[Change], None], changes: Iterable[Change]) -> int:
    """Make changes; gives how many there were."""
    count = 0
    for change in changes:
        apply(change)
        count += 1
    return count
