"""Hosts are asked one thing at a time, not too often, and left alone when they are in trouble or ask for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.fetchers.connections import dialing
from pipeline.fetchers.connections.resolver import Resolve, ask_system
from pipeline.fetchers.http import HttpFetcher
from pipeline.fetchers.settings import FetchSettings
from schemas.dead_letter import DeadLetter
from schemas.page import Page
from schemas.request import Request
from tests.support.hostile_answers import answer, busy, says
from tests.support.hostile_lines import then_silence
from tests.support.hostile_server import Behaviour, HostileServer, Script, Talk

NOW = datetime.now(UTC)


@contextmanager
def opened(resolve: Resolve = ask_system, **settings: Any) -> Iterator[HttpFetcher]:
    bounds = {"host_delay": 0.0, "deadline": 6.0, "backoff": 0.01, "allow_hosts": frozenset({"127.0.0.1"}), **settings}
    fetcher = HttpFetcher(FetchSettings(**bounds), resolve=resolve)
    fetcher.open()
    try:
        yield fetcher
    finally:
        fetcher.close()


def ask(fetcher: HttpFetcher, urls: list[str]) -> dict[str, Page | DeadLetter]:
    answers = list(fetcher.fetch([Request(url, "test", NOW, source_id=url) for url in urls]))
    return {(a.request.source_id if isinstance(a, Page) else a.source_id) or "": a for a in answers}


def reason(answer: Page | DeadLetter) -> str:
    return "page" if isinstance(answer, Page) else answer.reason


class Clock:
    """A script that notes when it is asked."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.times: list[float] = []

    async def __call__(self, talk: Talk) -> None:
        self.times.append(time.monotonic())
        await self.script(talk)

    @property
    def gaps(self) -> list[float]:
        return [after - before for before, after in zip(self.times, self.times[1:], strict=False)]


def paths(count: int) -> tuple[str, ...]:
    return tuple(f"/{number}" for number in range(count))


@pytest.mark.parametrize(
    ("robots", "host_delay", "cap", "pause"),
    [
        (b"", 0.2, 9.0, 0.2),
        (b"User-agent: *\nCrawl-delay: 0.3", 0.1, 9.0, 0.3),
        (b"User-agent: *\nCrawl-delay: 99", 0.1, 0.2, 0.2),
    ],
)
def test_a_host_is_given_its_pause(robots: bytes, host_delay: float, cap: float, pause: float) -> None:
    clock = Clock(says(answer()))
    host = Behaviour("host", "", "page", clock, paths=paths(4), robots=answer(robots, "200 OK", "text/plain"))
    with HostileServer([host], {}).running() as server, opened(host_delay=host_delay, crawl_delay_cap=cap) as fetcher:
        assert {reason(a) for a in ask(fetcher, server.urls(host)).values()} == {"page"}
    assert len(clock.times) == 4
    assert min(clock.gaps) >= pause - 0.02
    assert server.seen["host"].most == 1


def test_a_host_that_fails_five_times_in_a_row_is_left_alone() -> None:
    failing = Behaviour("failing", "", "", says(busy(status="500 Oops")), paths=paths(9))
    with HostileServer([failing], {}).running() as server, opened(tries=1) as fetcher:
        urls = server.urls(failing)
        reasons = [reason(a) for a in ask(fetcher, urls).values()]
        assert (reasons.count("http_error"), reasons.count("host_unavailable")) == (5, 4)
        assert len(server.seen["failing"].paths) == 6  # robots.txt and five pages
        again = ask(fetcher, urls[:1])  # the run goes on with another shard: it stays closed
        assert [reason(a) for a in again.values()] == ["host_unavailable"]
        assert len(server.seen["failing"].paths) == 6


def test_a_success_in_between_starts_the_count_anew() -> None:
    async def moody(talk: Talk) -> None:
        await talk.say(answer() if talk.path in {"/3", "/7"} else busy())

    host = Behaviour("moody", "", "", moody, paths=paths(12))
    with HostileServer([host], {}).running() as server, opened(tries=1) as fetcher:
        reasons = [reason(a) for a in ask(fetcher, server.urls(host)).values()]
    assert "host_unavailable" not in reasons
    assert reasons.count("page") == 2


def test_a_host_that_asks_for_an_hour_gets_it() -> None:
    host = Behaviour("busy", "", "", says(busy("Retry-After: 3600", status="429 Slow down")), paths=paths(3))
    with HostileServer([host], {}).running() as server, opened() as fetcher:
        reasons = sorted(reason(a) for a in ask(fetcher, server.urls(host)).values())
    assert reasons == ["host_unavailable", "host_unavailable", "http_error"]
    assert len(server.seen["busy"].paths) == 2


def test_robots_txt_is_asked_for_once_in_a_run() -> None:
    host = Behaviour("host", "", "page", says(answer()), paths=paths(2))
    with HostileServer([host], {}).running() as server, opened() as fetcher:
        for url in server.urls(host):
            ask(fetcher, [url])
    assert server.seen["host"].paths == ["/robots.txt", "/0", "/1"]


def test_hosts_that_hang_hold_nobody_else() -> None:
    hanging = [Behaviour(f"hangs-{n}", "", "", then_silence(), paths=paths(20)) for n in range(5)]
    good = [Behaviour(f"good-{n}", "", "page", says(answer()), paths=paths(20)) for n in range(20)]
    with HostileServer([*hanging, *good], {}).running() as server, opened(deadline=3.0, connections=32) as fetcher:
        by_turns = zip(*(server.urls(host) for host in [*hanging, *good]), strict=True)
        requests = [Request(url, "test", NOW) for turn in by_turns for url in turn]
        began = time.monotonic()
        order = [reason(a) for a in fetcher.fetch(requests)]
        seconds = time.monotonic() - began
    assert order.count("page") == 400
    assert set(order[:400]) == {"page"}, "a good host waited for a bad one"
    assert len(order) == 500
    assert seconds < 5 * 3.0, "the run lasts as long as the slow hosts' patience, not as their sum"


def test_pages_that_hang_behind_a_good_robots_txt_end_within_two_deadlines() -> None:
    host = Behaviour("hangs", "", "", then_silence(), paths=paths(20))
    with HostileServer([host], {}).running() as server, opened(deadline=3.0) as fetcher:
        began = time.monotonic()
        reasons = [reason(a) for a in ask(fetcher, server.urls(host)).values()]
        assert time.monotonic() - began < 6.0
    assert (reasons.count("timed_out"), reasons.count("host_unavailable")) == (5, 15)


def test_who_stops_listening_stops_the_fetching() -> None:
    hosts = [Behaviour(f"host-{n}", "", "", says(answer()) if n else then_silence(), paths=paths(50)) for n in range(4)]
    with HostileServer(hosts, {}).running() as server, opened(host_delay=0.05) as fetcher:
        requests = [Request(url, "test", NOW) for host in hosts for url in server.urls(host)]
        answers = fetcher.fetch(requests)
        assert isinstance(next(answers), Page)
        answers.close()  # type: ignore[attr-defined]  # a generator
        assert not [thread for thread in threading.enumerate() if thread.name.startswith("fetch ")]
        assert {reason(a) for a in ask(fetcher, server.urls(hosts[1])[:2]).values()} == {"page"}


def test_requests_are_taken_as_they_are_needed() -> None:
    host = Behaviour("host", "", "page", says(answer()))
    taken = 0

    def endless(url: str) -> Iterator[Request]:
        nonlocal taken
        while True:
            taken += 1
            yield Request(f"{url}?{taken}", "test", NOW)

    with HostileServer([host], {}).running() as server, opened(waiting=100) as fetcher:
        answers = fetcher.fetch(endless(server.urls(host)[0]))
        for _ in range(50):
            assert isinstance(next(answers), Page)
        assert taken <= 151
        answers.close()  # type: ignore[attr-defined]  # a generator


def test_bodies_that_nobody_reads_stop_the_fetching() -> None:
    hosts = [Behaviour(f"host-{n}", "", "", says(answer(b"<p>" + b"x" * 100_000)), paths=paths(20)) for n in range(5)]
    with HostileServer(hosts, {}).running() as server, opened(ready_bytes=500_000) as fetcher:
        answers = fetcher.fetch([Request(url, "test", NOW) for host in hosts for url in server.urls(host)])
        next(answers)
        time.sleep(1.0)  # what was not held back would have come by now: a hundred pages take a tenth of it
        pages = sum(path != "/robots.txt" for seen in server.seen.values() for path in seen.paths)
        assert pages <= 1 + 6 + 5
        assert sum(1 for _ in answers) == 99


def test_a_name_that_changes_its_address_is_judged_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    dialed: list[str] = []

    def rebind(name: str) -> list[str]:
        asked.append(name)
        return ["93.184.215.14"] if len(asked) % 2 else ["127.0.0.1"]

    def connect(address: str, *_: object) -> None:
        dialed.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(dialing, "connect", connect)
    with opened(resolve=rebind) as fetcher:
        [letter] = ask(fetcher, ["http://rebinding.example/"]).values()
    assert reason(letter) == "blocked_address"
    assert dialed == ["93.184.215.14"]
