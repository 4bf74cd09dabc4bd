"""The whole graph of linking on one screen. It takes parts, never options; running.py makes them."""

from __future__ import annotations

from dataclasses import dataclass

import apache_beam as beam

from schemas.links import TollRule
from schemas.story import StoryKey
from transforms.link import ComparePairs, DropStandingLines, GroupStories, TellGroups
from transforms.linking.telling import ToldEvent
from transforms.write import Sink, WriteRows


@dataclass(frozen=True)
class LinkParts:
    """What linking is made of.

    source: PBegin -> stories. told, events: what the linking before said. rule: how the best figure is chosen.
    sink: where rows go.
    """

    source: beam.PTransform
    told: tuple[tuple[StoryKey, str], ...]
    events: tuple[ToldEvent, ...]
    rule: TollRule
    sink: Sink


def build_links(root: beam.Pipeline, parts: LinkParts) -> beam.PCollection[str]:
    """Lay the graph: stories -> pairs -> groups -> rows of families, events and tolls -> tables."""
    stories = root | "ReadStories" >> parts.source
    stories = stories | "DropStandingLines" >> DropStandingLines()
    pairs = stories | "ComparePairs" >> ComparePairs()
    told = root | "Told" >> beam.Create(parts.told)
    events = root | "Events" >> beam.Create(parts.events)
    groups = (stories, pairs, told, events) | "GroupStories" >> GroupStories()
    rows = groups | "TellGroups" >> TellGroups(parts.rule)
    return rows | "WriteLinks" >> WriteRows(parts.sink)
