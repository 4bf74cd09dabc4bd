"""Every way of misbehaving that the server knows, met in one run, and what came of each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.fetchers.connections.resolver import ask_system
from pipeline.fetchers.http import HttpFetcher
from pipeline.fetchers.settings import FetchSettings
from schemas.dead_letter import REASONS, DeadLetter
from schemas.page import Page
from schemas.request import Request
from tests.support.certificates import make_contexts
from tests.support.hostile_answers import ANSWERS, LIMIT, STORY
from tests.support.hostile_lines import LINES
from tests.support.hostile_server import Behaviour, HostileServer, Seen

BEHAVIOURS = [*ANSWERS, *LINES]
DOCS = Path(__file__).parents[3] / "docs" / "fetching.md"
DEADLINE = 4.0


def resolve(name: str) -> list[str]:
    return ["127.0.0.1"] if name == "inside.example" else ask_system(name)


@dataclass
class Run:
    answers: dict[str, Page | DeadLetter]
    seen: dict[str, Seen]
    urls: dict[str, list[str]]
    seconds: float
    asked: int
    given: int


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    ca_file, contexts = make_contexts(tmp_path_factory.mktemp("certificates"))
    settings = FetchSettings(
        contact="desk@news.example",
        allow_hosts=frozenset({"127.0.0.1", "::1"}),
        host_delay=0.0,
        deadline=DEADLINE,
        max_body=LIMIT,
        backoff=0.05,
        ca_file=ca_file,
        connections=128,
    )
    now = datetime.now(UTC)
    with HostileServer(BEHAVIOURS, contexts).running() as server:
        urls = {behaviour.name: server.urls(behaviour) for behaviour in BEHAVIOURS}
        requests = [Request(url, name, now, source_id=url) for name, group in urls.items() for url in group]
        fetcher = HttpFetcher(settings, resolve=resolve)
        fetcher.open()
        began = time.monotonic()
        answers = list(fetcher.fetch(requests))
        seconds = time.monotonic() - began
        fetcher.close()
        by_url = {(a.request.source_id if isinstance(a, Page) else a.source_id) or "": a for a in answers}
        yield Run(by_url, server.seen, urls, seconds, len(requests), len(answers))


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.name)
def test_each_behaviour_ends_as_the_table_says(run: Run, behaviour: Behaviour) -> None:
    for url in run.urls[behaviour.name]:
        answer = run.answers[url]
        assert ("page" if isinstance(answer, Page) else answer.reason) == behaviour.expected, answer
        if behaviour.status is not None:
            assert answer.status == behaviour.status
    seen = run.seen[behaviour.name]
    assert seen.most <= 1
    if behaviour.asked is not None:
        assert sum(path != "/robots.txt" for path in seen.paths) == behaviour.asked


def test_every_request_is_answered_once(run: Run) -> None:
    assert run.given == run.asked == len(run.answers)


def test_pages_come_whole_and_decoded(run: Run) -> None:
    for name in (
        "plain",
        "coded-gzip",
        "coded-raw-deflate",
        "coded-br",
        "coded-zstd",
        "double-gzip",
        "chunked",
        "http10",
        "tls",
    ):
        page = run.answers[run.urls[name][0]]
        assert isinstance(page, Page)
        assert page.body == STORY, name


def test_failures_name_the_last_url_the_seconds_and_a_known_reason(run: Run) -> None:
    letters = [answer for answer in run.answers.values() if isinstance(answer, DeadLetter)]
    assert {letter.reason for letter in letters} <= REASONS
    assert all(letter.detail and letter.seconds is not None for letter in letters)
    assert all(letter.seconds is None or letter.seconds <= DEADLINE + 0.5 for letter in letters)
    blocked = run.answers[run.urls["to-loopback"][0]]
    assert isinstance(blocked, DeadLetter)
    assert blocked.url == "http://127.0.0.2/"


def test_robots_txt_is_asked_for_once_and_first(run: Run) -> None:
    for name in ("plain", "drops-keep-alive", "503-always"):
        assert run.seen[name].paths[0] == "/robots.txt"
        assert run.seen[name].paths.count("/robots.txt") == 1


def test_requests_say_who_asks(run: Run) -> None:
    head = run.seen["plain"].heads[1]
    assert "User-Agent: wire-ingest/" in head
    assert "(+desk@news.example)" in head
    assert "From: desk@news.example" in head


def test_the_docs_hold_a_row_for_each_behaviour() -> None:
    text = DOCS.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    for behaviour in BEHAVIOURS:
        assert any(behaviour.what in row and f"`{behaviour.expected}`" in row for row in rows), behaviour.name
    assert len(BEHAVIOURS) >= 40
