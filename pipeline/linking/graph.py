"""The whole graph of linking on one screen. It takes parts, never options; running.py makes them."""

from __future__ import annotations

from dataclasses import dataclass

import apache_beam as beam

from schemas.links import TollRule
from schemas.tables import Rows
from transforms.link import ComparePairs, DropStandingLines, GroupStories, Settled, TellGroups, TellRoundUps
from transforms.linking.scope import LinkChoice
from transforms.linking.telling import ToldEvent
from transforms.write import CloseRun, Key, Sink, WriteRows


@dataclass(frozen=True)
class LinkParts:
    """What linking is made of.

    source: PBegin -> stories. told: what stories told at the linking before: key, event, and whether it stays with that
    event. events: those events. kept: rows that stay as they are. rule: how the best figure is chosen. choice: which
    rows are wanted. sink: where they go.
    """

    source: beam.PTransform
    told: tuple[Settled, ...]
    events: tuple[ToldEvent, ...]
    kept: tuple[tuple[Key, Rows], ...]
    choice: LinkChoice
    rule: TollRule
    sink: Sink


def build_links(root: beam.Pipeline, parts: LinkParts) -> beam.PCollection[str]:
    """Lay the graph: stories -> pairs -> groups -> rows of families, events and tolls -> tables."""
    stories = root | "ReadStories" >> parts.source
    stories = stories | "DropStandingLines" >> DropStandingLines()
    pairs = stories | "ComparePairs" >> ComparePairs()
    told = root | "Told" >> beam.Create(parts.told, reshuffle=False)
    events = root | "Events" >> beam.Create(parts.events, reshuffle=False)
    groups = (stories, pairs, told, events) | "GroupStories" >> GroupStories()
    told_now = groups | "TellGroups" >> TellGroups(parts.rule, parts.choice)
    asides = (stories, told_now.spots) | "TellRoundUps" >> TellRoundUps()
    kept = root | "Kept" >> beam.Create(parts.kept, reshuffle=False)
    rows = (told_now.rows, asides, kept) | "AllRows" >> beam.Flatten()
    return rows | "WriteLinks" >> WriteRows(parts.sink) | CloseRun(parts.sink)
