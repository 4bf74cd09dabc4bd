"""Hosts and what is wanted of each: one at a time, in turn, never before its time."""

from __future__ import annotations

import heapq
import time
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from threading import Condition

from pipeline.fetchers.answers.http_answer import Answer
from pipeline.fetchers.connections.host_connection import HostConnection
from pipeline.fetchers.connections.targets import Target
from pipeline.fetchers.connections.time_budget import TimeBudget
from pipeline.fetchers.crawling.robots import Robots
from pipeline.fetchers.errors import FetchRejected
from schemas.request import Request

_MAX_IDLE = 256
"""Connections kept open to hosts that wait for their turn; a process may often have no more than 1,024 files open."""


@dataclass(slots=True, eq=False)
class PendingFetch:
    """A URL on its way: what is left of its deadline (seconds), and what happened so far.

    request: whose page it is; None for a robots.txt. robots_of: the origin whose robots.txt it is, and its host.
    spent: seconds. answer: the last one, whole or as far as it was read. budget: of the exchange under way.
    asked: whether this visit has sent anything.
    cookies: host -> name -> "name=value", set on this way and forgotten after it.
    """

    request: Request | None
    target: Target
    left: float
    robots_of: tuple[str, Host] | None = None
    hops: int = 0
    tries: int = 0
    spent: float = 0.0
    answer: Answer | None = None
    budget: TimeBudget | None = None
    asked: bool = False
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class RobotsVerdict:
    """What the robots.txt of an origin came to: rules, or why everything is forbidden. until: monotonic seconds."""

    rules: Robots | FetchRejected
    until: float


@dataclass(slots=True, eq=False)
class Host:
    """What is known of a host in this run. Used by the one thread that has taken it.

    ready_at: monotonic seconds before which nothing is asked. misses: requests in a row that got no answer.
    failures: URLs in a row that failed by the host's fault. closed: why it is left alone for the run.
    waiting: its turn waits for a robots.txt that another host is asked for.
    """

    authority: str
    requests: deque[Request] = field(default_factory=deque)
    fetches: deque[PendingFetch] = field(default_factory=deque)
    ready_at: float = 0.0
    misses: int = 0
    failures: int = 0
    closed: str | None = None
    waiting: bool = False
    taken: bool = False
    listed: bool = False
    verdicts: dict[str, RobotsVerdict] = field(default_factory=dict)
    connection: HostConnection | None = None

    def start_anew(self) -> Host:
        """Give what the next call of fetch needs to know; nothing of it is shared with a thread that is still here."""
        return Host(
            self.authority,
            ready_at=self.ready_at,
            misses=self.misses,
            failures=self.failures,
            closed=self.closed,
            verdicts=dict(self.verdicts),
        )


class HostQueue:
    """Which host is next. Thread-safe.

    hosts: what earlier calls learned, kept by the owner.
    """

    def __init__(self, hosts: dict[str, Host]) -> None:
        self._hosts = hosts
        self._heap: list[tuple[float, int, Host]] = []
        self._order = count()
        self._changed = Condition()
        self._stopped = False
        self._idle: dict[Host, None] = {}
        self._leader: object | None = None

    def add_request(self, authority: str, request: Request) -> None:
        """Append a request to its host's queue."""
        with self._changed:
            host = self._find(authority)
            host.requests.append(request)
            self._list(host)

    def add_fetch(self, fetch: PendingFetch, authority: str) -> None:
        """Put a fetch that is on its way before everything else that its host is asked for.

        A fetch for a robots.txt goes through even while the host waits for its own.
        """
        with self._changed:
            host = self._find(authority)
            host.fetches.appendleft(fetch)
            self._list(host)

    def take(self) -> Host | None:
        """Wait for a host whose time has come, and take it until it is given back; None when all is over.

        Of the threads that wait one, the leader, looks at the clock, and the others sleep until they are called: else
        all would wake at each host's time, and all but one for nothing.
        """
        with self._changed:
            while not self._stopped:
                now = time.monotonic()
                if self._heap and self._heap[0][0] <= now:
                    host = heapq.heappop(self._heap)[2]
                    host.listed = False
                    host.taken = True
                    self._idle.pop(host, None)
                    if self._heap and self._leader is None:
                        self._changed.notify()
                    return host
                self._wait(self._heap[0][0] - now if self._heap else None)
            return None

    def _wait(self, seconds: float | None) -> None:
        if seconds is None or self._leader is not None:
            self._changed.wait()
            return
        self._leader = me = object()
        self._changed.wait(seconds)
        if self._leader is me:
            self._leader = None

    def give_back(self, host: Host) -> None:
        """Let others take a host again, from its ready_at on. Connections that nobody needs soon are closed."""
        with self._changed:
            host.taken = False
            self._list(host)
            if host.connection is not None and not host.listed:
                host.connection.close()
            elif host.connection is not None:
                self._idle[host] = None
                if len(self._idle) > _MAX_IDLE:
                    oldest = next(iter(self._idle))
                    del self._idle[oldest]
                    if oldest.connection is not None:
                        oldest.connection.close()

    def wake(self, host: Host) -> None:
        """The robots.txt that a host waited for is there."""
        with self._changed:
            host.waiting = False
            self._list(host)

    def stop(self) -> None:
        """Send everybody home."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _find(self, authority: str) -> Host:
        host = self._hosts.get(authority)
        if host is None:
            host = self._hosts[authority] = Host(authority)
        return host

    def _list(self, host: Host) -> None:
        if host.listed or host.taken or not _is_wanted(host):
            return
        host.listed = True
        heapq.heappush(self._heap, (host.ready_at, next(self._order), host))
        if self._heap[0][2] is host:  # earlier than what the leader waits for: who wakes leads, or takes it
            self._leader = None
            self._changed.notify()


def _is_wanted(host: Host) -> bool:
    """Say whether there is something to ask a host for now."""
    if host.waiting:
        return any(fetch.robots_of for fetch in host.fetches)
    return bool(host.fetches or host.requests)
