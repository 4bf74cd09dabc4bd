"""The names of events, which last: linking again with more articles gives what it gave before the same names."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.story import StoryKey


@dataclass(frozen=True, slots=True)
class Naming:
    """names: the event_id of each cluster, in their order. merged: of events told before whose articles now tell
    another, that other.
    """

    names: tuple[str, ...]
    merged: Mapping[str, str]


def name_clusters(clusters: Sequence[Sequence[StoryKey]], told: Mapping[StoryKey, str]) -> Naming:
    """Give each cluster the name of the event that most of its articles told before, or a new one.

    clusters: their articles, the earliest first. told: the event that an article told when it was linked last. An event
    whose articles fall apart keeps its name for the most of them.
    """
    votes = [Counter(told[key] for key in keys if key in told) for keys in clusters]
    claims = sorted(
        ((-count, event_id, place) for place, counts in enumerate(votes) for event_id, count in counts.items())
    )
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, event_id, place in claims:
        if place not in names and event_id not in taken:
            names[place] = event_id
            taken.add(event_id)
    used = taken | set(told.values())
    for place, keys in enumerate(clusters):
        if place not in names:
            names[place] = _new_name(keys, used)
            used.add(names[place])
    merged: dict[str, str] = {}
    for event_id in sorted({event_id for counts in votes for event_id in counts} - taken):
        place = min(range(len(votes)), key=lambda at: (-votes[at][event_id], at))
        merged[event_id] = names[place]
    return Naming(tuple(names[place] for place in range(len(clusters))), merged)


def _new_name(keys: Sequence[StoryKey], used: set[str]) -> str:
    """From the first article that founds no other event; all but one may have gone over from one."""
    for article_id, _ in keys:
        name = hashlib.sha256(f"event {article_id}".encode()).hexdigest()[:16]
        if name not in used:
            return name
    count = 0
    while (name := hashlib.sha256(f"event {keys[0][0]} {count}".encode()).hexdigest()[:16]) in used:
        count += 1
    return name
