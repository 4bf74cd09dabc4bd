"""The hosts of a day of feeds: addresses 127.0.x.y of one port, served by one thread."""

from __future__ import annotations

import asyncio
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread

from tests.support.feed_day import STATUS, WORDS, DayFeed, Plan, has_page, story_page, story_path

AWAKE = 180.0
"""Seconds of the day that its clock goes on after a question."""


class FeedHosts:
    """polls: how often each feed was asked for, by its number. asked: how often each story was. taken: the stories of
    the answers that somebody said to have taken in, by asking with their version whether there is anything newer.

    now: seconds of a clock that goes from `begin` on. It stands still when no feed has been asked for a while: what a
    program takes to begin, and to read a run, is not made shorter with the day.
    """

    def __init__(self, plan: Plan, feeds: Sequence[DayFeed]) -> None:
        self.plan = plan
        self.feeds = feeds
        self.polls: Counter[int] = Counter()
        self.unchanged: Counter[int] = Counter()
        self.asked: Counter[str] = Counter()
        self.taken: set[str] = set()
        self.began = time.time()
        self.port = 0
        self._went = 0.0
        self._heard: float | None = None

    def begin(self) -> None:
        self.began, self._heard = time.time(), time.monotonic()

    @property
    def now(self) -> float:
        if self._heard is None:
            return 0.0
        return self._went + min(time.monotonic() - self._heard, AWAKE / self.plan.haste)

    def has_come(self, moment: float) -> bool:
        return self.now >= moment

    def hear(self) -> None:
        """A feed was asked for."""
        if self._heard is not None:
            self._went, self._heard = self.now, time.monotonic()

    def host(self, number: int) -> str:
        return f"127.0.{1 + number % self.plan.hosts // 200}.{1 + number % self.plan.hosts % 200}"

    def origin(self, feed: int) -> str:
        return f"http://{self.host(feed)}:{self.port}"

    def url(self, feed: int) -> str:
        return f"{self.origin(feed)}/f/{feed}"

    def answer(self, path: str, known: str | None) -> tuple[int, bytes, str] | None:
        """Status, body and further headers; None for a question that is not answered."""
        kind, _, rest = path.partition("?")[0].lstrip("/").partition("/")
        if kind == "f":
            return self._answer_feed(self.feeds[int(rest)], known)
        if kind == "s":
            self.asked[path.partition("?")[0]] += 1
            feed, _, number = rest.partition("/")
            if has_page(self.plan, int(number)):
                return 200, story_page(int(feed), int(number)), "Content-Type: text/html\r\n"
        return 404, b"none", ""

    def _answer_feed(self, feed: DayFeed, known: str | None) -> tuple[int, bytes, str] | None:
        self.hear()
        self.polls[feed.number] += 1
        if feed.fault in {"silent", "hangs_up"}:
            return None
        if feed.fault is not None:
            retry = "Retry-After: 30\r\n" if feed.fault == "busy" else ""
            return STATUS.get(feed.fault, 200), WORDS.get(feed.fault, "").encode(), retry
        if known is not None:
            said = feed.range_to(int(known.strip('"')))
            self.taken.update(story_path(feed.number, number) for number in said)
        shown = feed.shown(self.now)
        tag = f'"{shown.stop}"'
        if known == tag:
            self.unchanged[feed.number] += 1
            return 304, b"", f"ETag: {tag}\r\n"
        body = feed.write(self.origin(feed.number), self.began, shown)
        return 200, body, f"ETag: {tag}\r\nContent-Type: application/rss+xml\r\n"

    def is_silent(self, path: str) -> bool:
        return path.startswith("/f/") and self.feeds[int(path[3:])].fault == "silent"


class _Talk(asyncio.Protocol):
    """One connection. A silent feed keeps it open and says nothing."""

    def __init__(self, hosts: FeedHosts) -> None:
        self._hosts = hosts
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._line = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while (end := self._heard.find(b"\r\n\r\n")) >= 0:
            head, self._heard = self._heard[:end].decode("latin-1"), self._heard[end + 4 :]
            self._reply(head.split("\r\n"))

    def _reply(self, head: Sequence[str]) -> None:
        path = head[0].split(" ")[1]
        known = next((line[15:].strip() for line in head if line.lower().startswith("if-none-match:")), None)
        answer = self._hosts.answer(path, known)
        if answer is not None:
            status, body, more = answer
            self._line.write(f"HTTP/1.1 {status} X\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        elif not self._hosts.is_silent(path):
            self._line.abort()


def _listen(hosts: FeedHosts) -> list[socket.socket]:
    """One socket a host; the first finds a port that is free, most likely, at the others too."""
    listening = []
    for number in range(hosts.plan.hosts):
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((hosts.host(number), hosts.port))
        hosts.port = made.getsockname()[1]
        listening.append(made)
    return listening


@contextmanager
def serving(hosts: FeedHosts) -> Iterator[None]:
    """Serve as long as the block runs. Needs a system where all of 127.0.0.0/8 is this machine: Linux."""
    loop = asyncio.new_event_loop()
    servers = [
        loop.run_until_complete(loop.create_server(lambda: _Talk(hosts), sock=listening, backlog=200))
        for listening in _listen(hosts)
    ]
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for server in servers:
            server.close()
        loop.close()
