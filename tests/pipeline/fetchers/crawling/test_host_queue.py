"""Threads that wait for hosts: each host is taken once, in time, and nobody is forgotten."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from pipeline.fetchers.crawling.host_queue import Host, HostQueue
from pipeline.fetchers.http import HttpFetcher
from pipeline.fetchers.settings import FetchSettings
from schemas.request import Request
from tests.support.slow_site import slow_hosts

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def request(url: str) -> Request:
    return Request(url, "here", NOW)


def test_every_host_is_taken_by_one_thread_and_not_before_its_time() -> None:
    hosts = {f"h{n}": Host(f"h{n}") for n in range(60)}
    queue = HostQueue(hosts)
    began = time.monotonic()
    for n, host in enumerate(hosts.values()):
        host.ready_at = began + (n * 7 % 60) / 100  # later ones are often due earlier
    taken: list[tuple[str, float]] = []

    def work() -> None:
        while (host := queue.take()) is not None:
            taken.append((host.authority, time.monotonic() - host.ready_at))
            host.requests.clear()
            queue.give_back(host)
            if len(taken) == len(hosts):
                queue.stop()

    with ThreadPoolExecutor(16) as threads:
        working = [threads.submit(work) for _ in range(16)]
        for name in hosts:
            queue.add_request(name, request(f"https://{name}/"))
        for thread in working:
            thread.result(timeout=60)
    assert sorted(name for name, _ in taken) == sorted(hosts)
    assert all(late >= 0 for _, late in taken)


def test_reading_begins_before_everything_is_queued() -> None:
    asked = 0

    def urls(origins: list[str]) -> Iterator[Request]:
        nonlocal asked
        for number in range(20_000):
            if number % 256 == 0:
                time.sleep(0.2)  # as reading long lists takes; 16 seconds in all
            asked += 1
            yield request(f"{origins[0]}/{number}")

    fetcher = HttpFetcher(FetchSettings(allow_hosts=frozenset({"127.0.0.1"}), host_delay=0.0))
    fetcher.open()
    with slow_hosts(1, 0.0) as origins:
        answers = fetcher.fetch(urls(origins))
        next(answers)
        assert asked < 20_000
        answers.close()  # type: ignore[attr-defined]  # a generator, though it says Iterator
    fetcher.close()
