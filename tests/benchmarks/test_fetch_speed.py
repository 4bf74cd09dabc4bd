"""The fetcher beside a plain loop of requests over 32 threads, on the same hosts in the same run."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context

import pytest
import requests

from pipeline.fetchers.http import HttpFetcher
from pipeline.fetchers.settings import FetchSettings
from schemas.page import Page
from schemas.request import Request
from tests.support.slow_site import PAGE, slow_hosts

HOSTS = 50
URLS = 2000
LATENCY = 0.05
NOW = datetime.now(UTC)


def fetch_plainly(urls: list[str]) -> tuple[int, float]:
    """Pages and CPU seconds of what one would write first: a pool of threads, each with its session."""
    sessions = threading.local()

    def get(url: str) -> int:
        if not hasattr(sessions, "own"):
            sessions.own = requests.Session()
        return len(sessions.own.get(url, timeout=10).content)

    began = time.process_time()
    with ThreadPoolExecutor(32) as pool:
        pages = sum(size == len(PAGE) for size in pool.map(get, urls))
    return pages, time.process_time() - began


def fetch(urls: list[str]) -> tuple[int, float]:
    """Pages and CPU seconds of the fetcher, with all its checks on, without a pause between requests."""
    fetcher = HttpFetcher(FetchSettings(allow_hosts=frozenset({"127.0.0.1"}), host_delay=0.0))
    fetcher.open()
    began = time.process_time()
    answers = fetcher.fetch([Request(url, "benchmark", NOW) for url in urls])
    pages = sum(isinstance(answer, Page) and len(answer.body) == len(PAGE) for answer in answers)
    spent = time.process_time() - began
    fetcher.close()
    return pages, spent


@pytest.mark.slow
def test_fetching_beats_a_plain_loop(capsys: pytest.CaptureFixture[str]) -> None:
    with slow_hosts(HOSTS, LATENCY) as origins:
        urls = [f"{origins[n % HOSTS]}/{n}" for n in range(URLS)]
        halves = [[url for n, url in enumerate(urls) if n % HOSTS % 2 == half] for half in (0, 1)]
        fetch(urls[:HOSTS])
        rounds = []
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
            list(workers.map(fetch, [urls[:HOSTS]] * 2))
            for _ in range(2):
                began = time.monotonic()
                plain = fetch_plainly(urls)
                between = time.monotonic()
                ours = fetch(urls)
                after = time.monotonic()
                both = list(workers.map(fetch, halves))
                rounds.append((between - began, after - between, time.monotonic() - after))
                assert plain[0] == ours[0] == sum(pages for pages, _ in both) == URLS
    slow, fast, double = (min(column) for column in zip(*rounds, strict=True))
    with capsys.disabled():
        print(  # noqa: T201 - a benchmark reports
            f"\nrequests, 32 threads: {URLS / slow:.0f} pages/s, {1000 * plain[1] / URLS:.2f} ms CPU a page"
            f"\none worker: {URLS / fast:.0f} pages/s ({slow / fast:.2f} times), "
            f"{1000 * ours[1] / URLS:.2f} ms CPU a page"
            f"\ntwo workers: {URLS / double:.0f} pages/s ({slow / double:.2f} times)"
        )
    assert slow / fast >= 1.2
