"""Feeds as a stream: asked whenever it is their time, what is new in them taken in."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Protocol

from pipeline.intake import Line
from pipeline.polling.answers import Answered, Root
from pipeline.polling.asking import Ask
from pipeline.polling.following import MAX_DEPTH, is_recent
from pipeline.polling.local import named_addresses, read_local
from pipeline.polling.rhythm import Pace
from pipeline.polling.schedule import FeedState, moment_of, read_state
from pipeline.polling.sites import visit
from pipeline.polling.stories import Sorter, StoryMemory
from pipeline.polling.taking import take_in
from pipeline.storage import StoredFile

_ROUND, _OF_A_HOST = 500, 20
"""Feeds that are asked before what they brought is read; of one host."""
_ENOUGH = 2_000
"""Stories with which a run begins, and the other feeds wait for their turn."""
_DAY = 86_400.0


class FeedMemory(StoryMemory, Protocol):
    """What remembers feeds and stories between two processes."""

    def read_states(self) -> dict[str, FeedState]:
        """Every feed that was ever asked, by address."""

    def settle(self, lines: Iterable[Line]) -> None:
        """Learn what an intake holds; twice is as once."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is followed, and how fast. since: aware; what states an older time is passed over. root: what an address may
    be; a page is then a story, once.
    """

    pace: Pace
    since: datetime | None = None
    root: Root = "any"


class RememberingAsk(Ask, Protocol):
    """A way to documents that is told which versions of them are known."""

    def learn(self, known: Mapping[str, tuple[str | None, str | None]]) -> None:
        """From now on ask for these, address -> (ETag, Last-Modified), on condition that they have changed."""

    def close(self) -> None:
        """Hang up."""


class FeedStream:
    """The feeds that some addresses and local lists lead to. now: the clock, in seconds since 1970."""

    def __init__(
        self,
        addresses: Iterable[str],
        asker: RememberingAsk,
        keeper: FeedMemory,
        scope: Scope,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._listed: dict[str, Sequence[str]] = {"": list(addresses)}
        self._asker = asker
        self._keeper = keeper
        self._scope = scope
        self._now = now
        self._states = keeper.read_states()
        self._files: dict[str, Answered] = {}

    def add_file(self, file: StoredFile) -> None:
        """Follow what a local file lists from now on, in place of what it listed before; a feed's stories are taken in,
        once for each state of the file.
        """
        document = replace(read_local(file.path), version=f"{file.size} {file.modified}")
        self._listed[document.url] = named_addresses(document, self._scope.since)
        known = self._states.get(document.url)
        if not self._listed[document.url] and (known is None or known.etag != document.version):
            self._files[document.url] = document

    def take(self) -> list[Line]:
        """Ask what is due, and give what came of it; nothing is remembered before it is settled."""
        sorter = Sorter(self._keeper)
        lines: list[Line] = []
        stories = 0
        with closing(self._answers()) as answers:
            for answered in answers:
                state = self._states.get(answered.url) or FeedState(answered.url)
                taken = list(take_in(answered, sorter, self._scope.since, state, self._scope.pace))
                lines += taken
                stories += sum(line["is"] == "story" for line in taken)
                if stories >= _ENOUGH:
                    break
        return lines

    def settle(self, lines: Iterable[Line]) -> None:
        """Remember what an intake holds."""
        lines = list(lines)
        self._keeper.settle(lines)
        for line in lines:
            if "state" in line:
                state = read_state(line["state"])
                self._states[state.url] = state

    def finished(self, lines: Iterable[Line]) -> None:
        """The run of an intake has finished; nobody else has to know."""

    def close(self) -> None:
        """Hang up."""
        self._asker.close()

    def _answers(self) -> Generator[Answered]:
        while self._files:
            yield self._files.popitem()[1]
        now = self._now()
        due = sorted((state for state in self._followed() if _is_due(state, now)), key=partial(_lateness, now=now))
        asked = list(_choose_round(reversed(due)))
        self._asker.learn({state.url: (state.etag, state.last_modified) for state in asked if state.polls})
        roots = {url for url in chain.from_iterable(self._listed.values()) if self._may_be_page(url)}
        yield from visit([state.url for state in asked if state.url in roots], self._asker, self._scope.root)
        yield from visit([state.url for state in asked if state.url not in roots], self._asker, "feeds")

    def _may_be_page(self, url: str) -> bool:
        """A site, or an address that has not been a feed."""
        return self._scope.root == "sites" or (self._scope.root == "any" and url not in self._states)

    def _followed(self) -> Iterator[FeedState]:
        """What there is to be asked: what was named, and what that leads to."""
        seen: set[str] = set()
        wanted: Mapping[str, float] = dict.fromkeys(chain.from_iterable(self._listed.values()), 0.0)
        for _ in range(MAX_DEPTH + 1):
            found: dict[str, float] = {}
            for url, modified in wanted.items():
                if url in seen:
                    continue
                seen.add(url)
                state = self._states.get(url) or FeedState(url)
                found |= {child: stated for child, stated in state.children if self._is_recent(stated)}
                is_old = modified and state.polled_at and modified + _DAY < state.polled_at
                if not is_old:  # its index says that nothing new is there
                    yield state
            wanted = found

    def _is_recent(self, stated: float) -> bool:
        return is_recent(moment_of(stated), self._scope.since)


def _choose_round(due: Iterable[FeedState]) -> Iterator[FeedState]:
    """Those that are asked now: a host is asked one thing at a time, and the others must not wait for it too long."""
    of_host: Counter[str] = Counter()
    chosen = 0
    for state in due:
        host = state.url.split("/", 3)[2]
        if chosen < _ROUND and of_host[host] < _OF_A_HOST:
            of_host[host] += 1
            chosen += 1
            yield state


def _lateness(state: FeedState, now: float) -> float:
    """How long a feed has waited, in times of its pause: where there are more than can be asked, a minute means nothing
    to one that is asked every hour, and its stories to one that is asked every minute.
    """
    return (now - state.polled_at) / max(state.next_poll_at - state.polled_at, 1.0)


def _is_due(state: FeedState, now: float) -> bool:
    return not state.gone and state.next_poll_at <= now
