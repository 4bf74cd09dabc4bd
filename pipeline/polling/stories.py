"""Which stories of a document are new: by address, without what tells how a reader came, and by the feed's own id."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from schemas.feed import FeedEntry
from transforms.identity.tombstones import spell_address

_ASK_AGAIN_AFTER = 3_600
"""Seconds after which a story is asked for again when its feed says that it has changed."""
_SHARED_TIME = 5
"""When so many stories all state one and the same time of change, it is the document's own."""


class NamedStory(NamedTuple):
    """A story of a document. keys: its names, 64-bit numbers. modified: seconds since 1970; 0 for unknown."""

    entry: FeedEntry
    keys: tuple[int, ...]
    modified: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a story. All in seconds since 1970, but shown: the last day a feed showed it, in days.

    seen: when it was first seen; asked: when it was last asked for; modified: the time of change that was stated then.
    """

    seen: int
    shown: int
    modified: int
    asked: int


class StoryMemory(Protocol):
    """What is remembered of stories."""

    def look_up(self, keys: Iterable[int]) -> Mapping[int, Known]:
        """Those of the keys that are known."""


class NoMemory:
    """A single run's: pages that an earlier one read are told by their own memory."""

    def look_up(self, keys: Iterable[int]) -> Mapping[int, Known]:  # noqa: ARG002 - a StoryMemory's
        """Nothing is known."""
        return {}


@dataclass(frozen=True, slots=True)
class Judged:
    """The stories of a document. new: never seen. again: seen, but changed since. known: nothing to do.

    postponed: of those known, how many have changed too soon after they were asked for.
    """

    new: tuple[NamedStory, ...]
    again: tuple[NamedStory, ...]
    known: tuple[NamedStory, ...]
    postponed: int = 0


class Sorter:
    """Tells new stories from known ones, over all documents of one intake."""

    def __init__(self, memory: StoryMemory) -> None:
        self._memory = memory
        self._taken: set[int] = set()

    def sort(self, url: str, now: datetime, entries: Iterable[FeedEntry]) -> Judged:
        """Judge the stories of a document at `url`; the new ones are known from now on."""
        stories = name_stories(url, entries)
        remembered = self._memory.look_up({key for story in stories for key in story.keys})
        new: list[NamedStory] = []
        again: list[NamedStory] = []
        known: list[NamedStory] = []
        postponed = 0
        for story in stories:
            held = next((remembered[key] for key in story.keys if key in remembered), None)
            if not self._taken.isdisjoint(story.keys):
                known.append(story)
            elif held is None:
                new.append(story)
                self._taken.update(story.keys)
            elif not 0 < held.modified < story.modified:
                known.append(story)
            elif now.timestamp() - held.asked < _ASK_AGAIN_AFTER:
                known.append(story)
                postponed += 1
            else:
                again.append(story)
                self._taken.update(story.keys)
        return Judged(tuple(new), tuple(again), tuple(known), postponed)


def name_stories(url: str, entries: Iterable[FeedEntry]) -> list[NamedStory]:
    """The stories of a document at `url` under their keys.

    An id that two entries share names neither. One that only says the address again is left out. So that a feed which
    gives every story one id loses none, an id counts together with the time of publication, else with the title.
    """
    entries = list(entries)
    guids = Counter(entry.guid for entry in entries)
    times = Counter(entry.modified_at for entry in entries if entry.modified_at)
    shared = {time for time, count in times.items() if count >= _SHARED_TIME and count == len(entries)}
    stories = []
    for entry in entries:
        names = [spell_address(entry.url)] if entry.url else []
        if entry.guid and guids[entry.guid] == 1 and entry.guid != entry.url:
            told = entry.published_at.isoformat() if entry.published_at else entry.title
            names.append(f"{url}\n{entry.guid}\n{told}")
        elif not names:
            names = [f"{url}\n{entry.title}\n{entry.published_at}"]
        modified = entry.modified_at if entry.modified_at not in shared else None
        stories.append(NamedStory(entry, tuple(map(_key, names)), seconds_of(modified)))
    return stories


def key_of_address(url: str) -> int:
    """The key of a story by its address."""
    return _key(spell_address(url))


def seconds_of(moment: datetime | None) -> int:
    """Seconds since 1970, UTC where no offset is stated; 0 for None."""
    if moment is None:
        return 0
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _key(name: str) -> int:
    """A signed 64-bit number. Among a hundred million stories two share one with a chance of one in three thousand."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)
