"""A group of stories that hang together -> the rows of its families, events and tolls."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.link_tables import (
    EVENT_ARTICLES,
    EVENT_TOLLS,
    EVENTS,
    FAMILIES,
    day_of_event,
    day_of_story,
    event_article_row,
    event_row,
    family_row,
    toll_row,
)
from schemas.links import Event, EventArticle, TollRule
from schemas.story import StoryDigest, StoryKey
from schemas.tables import Row
from transforms.linking.clusters import cluster
from transforms.linking.components import Components
from transforms.linking.events import describe
from transforms.linking.families import originators, tell_family
from transforms.linking.features import day_of
from transforms.linking.identity import name_clusters
from transforms.linking.pairs import Pair
from transforms.linking.roundups import Placed
from transforms.linking.tolls import Voice, tell_history

_VERSION, _STATUS, _MERGED_INTO = (EVENTS.schema.get_field_index(name) for name in ("version", "status", "merged_into"))


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as the tables have it. row: its row, in the partition of that name."""

    event_id: str
    partition: str
    row: Row


@dataclass(frozen=True, slots=True)
class StoryGroup:
    """Stories that hang together, with what the tables said of them before.

    told: the event that each told when it was linked last. events: those events. settled: stories that stay with what
    they told, as linking was asked about others.
    """

    stories: Sequence[StoryDigest]
    pairs: Sequence[Pair]
    told: Mapping[StoryKey, str]
    events: Sequence[ToldEvent]
    settled: frozenset[StoryKey] = frozenset()


def tell_group(group: StoryGroup, rule: TollRule) -> Iterator[Placed]:
    """The rows of a group; the same for the same group in whatever order it comes."""
    stories = {story.key: story for story in sorted(group.stories, key=_time)}
    pairs = sorted(
        (p for p in group.pairs if p.first in stories and p.second in stories), key=lambda p: (p.first, p.second)
    )
    families = _families(stories.values(), pairs)
    for family in families:
        for member in tell_family(family):
            yield FAMILIES.name, day_of_story(member.story), family_row(member)
    clusters = [sorted((stories[key] for key in keys), key=_time) for keys in _cluster(stories, pairs, group)]
    naming = name_clusters([[story.key for story in told] for told in clusters], group.told)
    family_of = {story.key: number for number, family in enumerate(families) for story in family}
    before = {event.event_id: event for event in group.events}
    live: set[str] = set()
    for event_id, told in zip(naming.names, clusters, strict=True):
        voices = _voices(told, family_of, families)
        event = describe(event_id, voices, rule)
        if event is None:
            continue
        live.add(event_id)
        event = _follow(event, before.get(event_id))
        yield EVENTS.name, day_of_event(event), event_row(event)
        for story, confidence in zip(told, _memberships(told, pairs), strict=True):
            part = EventArticle(event_id, *story.key, confidence, aside=False)
            yield EVENT_ARTICLES.name, day_of_story(story), event_article_row(part)
        for report in tell_history(event_id, voices):
            yield EVENT_TOLLS.name, day_of_event(event), toll_row(report)
    for event_id in sorted(before.keys() - live):
        yield EVENTS.name, before[event_id].partition, _end(before[event_id].row, naming.merged.get(event_id), live)


def _families(stories: Iterable[StoryDigest], pairs: Iterable[Pair]) -> list[list[StoryDigest]]:
    """Stories that print one text, and the states of one article."""
    stories = list(stories)
    joined = Components((pair.first, pair.second) for pair in pairs if pair.same_text)
    states: dict[str, StoryKey] = {}
    for story in stories:
        joined.join(states.setdefault(story.article_id, story.key), story.key)
    by_key = {story.key: story for story in stories}
    return [[by_key[key] for key in keys] for keys in joined.group(by_key)]


def _cluster(stories: Mapping[StoryKey, StoryDigest], pairs: Sequence[Pair], group: StoryGroup) -> list[list[StoryKey]]:
    glued = [(pair.first, pair.second) for pair in pairs if pair.same_text]
    first: dict[object, StoryKey] = {}
    for key in stories:
        glued.append((first.setdefault(key[0], key), key))
        if key in group.settled and key in group.told:
            glued.append((first.setdefault((group.told[key],), key), key))
    return cluster({key: day_of(story) for key, story in stories.items()}, pairs, glued)


def _voices(
    told: Sequence[StoryDigest], family_of: Mapping[StoryKey, int], families: Sequence[Sequence[StoryDigest]]
) -> list[Voice]:
    ours: dict[int, list[StoryDigest]] = defaultdict(list)
    for story in told:
        ours[family_of[story.key]].append(story)
    return [Voice(tuple(those), frozenset(originators(families[number]))) for number, those in ours.items()]


def _memberships(told: Sequence[StoryDigest], pairs: Iterable[Pair]) -> list[float]:
    """How likely each story tells of the event: by its best pair with another of it; alone, it tells of itself."""
    keys = {story.key for story in told}
    best: dict[StoryKey, float] = {}
    for pair in pairs:
        if pair.first in keys and pair.second in keys:
            odds = math.inf if pair.same_text else pair.score
            for key in (pair.first, pair.second):
                best[key] = max(best.get(key, -math.inf), odds)
    if len(told) == 1:
        return [1.0]
    return [round(1 / (1 + math.exp(-best[story.key])), 3) if story.key in best else 0.5 for story in told]


def _follow(event: Event, before: ToldEvent | None) -> Event:
    """The event as a version of what the tables say: the same version while nothing has changed."""
    if before is None:
        return event
    same = replace(event, version=before.row[_VERSION])
    return same if event_row(same) == before.row else replace(event, version=before.row[_VERSION] + 1)


def _end(row: Row, merged_into: str | None, live: set[str]) -> Row:
    """The row of an event that no story tells any more: merged into another, or withdrawn."""
    into = merged_into if merged_into in live else None
    ended = list(row)
    ended[_STATUS], ended[_MERGED_INTO] = ("merged", into) if into else ("withdrawn", None)
    if row[_STATUS] != "live":  # it ended before; only a new end is a new version
        return row
    ended[_VERSION] += 1
    return tuple(ended)


def _time(story: StoryDigest) -> tuple[object, ...]:
    moment = story.reported_at.timestamp() if story.reported_at is not None else math.inf
    return moment, story.key
