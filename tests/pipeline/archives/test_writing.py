"""What is fetched with an archive can be read again without a network, to the byte."""

from __future__ import annotations

import gzip
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from pipeline.archives.warc import OUTCOME
from pipeline.archives.writing import WarcArchive, remove_archive
from pipeline.fetchers.http import HttpFetcher
from pipeline.fetchers.settings import FetchSettings
from pipeline.fetchers.warc_replay import read_stored_response
from pipeline.sources.warc import read_index
from schemas.dead_letter import DeadLetter, Rejected
from schemas.page import Page
from schemas.request import Request
from tests.support.hostile_answers import ANSWERS, LIMIT
from tests.support.hostile_lines import LINES
from tests.support.hostile_server import HostileServer

NOW = datetime.now(UTC)
NAMES = {
    "plain", "coded-gzip", "coded-br", "coded-zstd", "double-gzip",
    "gzip-that-is-not", "bomb-gzip", "large-length", "empty",
    "404", "410",
    "503-twice", "503-always", "moved-301", "moved-utf8", "cookie-wall", "meta-refresh", "untyped-html",
    "to-loopback",
    "loop",
    "pdf-as-html", "pdf", "tag-noindex", "meta-noindex", "chunked", "http10", "short-length", "endless-body",
}  # fmt: skip
BEHAVIOURS = [behaviour for behaviour in [*ANSWERS, *LINES] if behaviour.name in NAMES]


class Checked:
    """The arguments of `warcio check`."""

    verbose = False

    def __init__(self, path: Path) -> None:
        self.inputs = [str(path)]


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Page | DeadLetter], Path]:
    folder = tmp_path_factory.mktemp("archive")
    settings = FetchSettings(
        allow_hosts=frozenset({"127.0.0.1"}), host_delay=0.0, deadline=6.0, max_body=LIMIT, backoff=0.05
    )
    with HostileServer(BEHAVIOURS, {}).running() as server:
        requests = [
            Request(url, name, NOW, source_id=f"id-{name}", title="Überschrift", published_at=NOW)
            for behaviour in BEHAVIOURS
            for name, url in [(behaviour.name, server.urls(behaviour)[0])]
        ]
        archive = pickle.loads(pickle.dumps(WarcArchive(str(folder), "run-1")))  # noqa: S301 - our own, as Beam does
        fetcher = HttpFetcher(settings, archive=archive)
        fetcher.open()
        answers = list(fetcher.fetch(requests))
        fetcher.close()
    return answers, folder


def replay(path: Path) -> list[tuple[str | None, Page | Rejected]]:
    answers: list[tuple[str | None, Page | Rejected]] = []
    for request in read_index(str(path), NOW):
        assert isinstance(request, Request), request
        try:
            answers.append((request.source_id, read_stored_response(request, LIMIT)))
        except Rejected as why:
            answers.append((request.source_id, why))
    return answers


def test_a_replay_gives_the_same_pages_and_the_same_failures(fetched: tuple[list[Page | DeadLetter], Path]) -> None:
    answers, folder = fetched
    [path] = folder.glob("*.warc.gz")
    replayed = replay(path)
    pages = {page.request.source_id: page for page in answers if isinstance(page, Page)}
    again = {name: page for name, page in replayed if isinstance(page, Page)}
    assert len(pages) >= 14
    assert set(pages) == set(again)
    for name, page in pages.items():
        twin = again[name]
        assert (twin.url, twin.body, twin.kind, twin.content_type, twin.status, twin.fetched_at) == (
            page.url, page.body, page.kind, page.content_type, page.status, page.fetched_at,
        )  # fmt: skip
        assert (twin.request.url, twin.request.title, twin.request.published_at) == (
            page.request.url, page.request.title, page.request.published_at,
        )  # fmt: skip
    failures = {(a.source_id, a.reason, a.detail, a.status, a.url) for a in answers if isinstance(a, DeadLetter)}
    assert failures == {
        (name, why.reason, why.detail, why.status, why.url) for name, why in replayed if isinstance(why, Rejected)
    }


def test_the_archive_is_sound_warc_1_1_with_requests_robots_and_digests(
    fetched: tuple[list[Page | DeadLetter], Path],
) -> None:
    [path] = fetched[1].glob("*.warc.gz")
    checker = Checker(Checked(path))
    checker.process_all()
    assert checker.exit_value == 0
    kinds: dict[str, int] = {}
    outcomes: set[str] = set()
    with path.open("rb") as source:
        for record in ArchiveIterator(source):
            kinds[record.rec_type] = kinds.get(record.rec_type, 0) + 1
            assert record.rec_headers.protocol == "WARC/1.1"
            if record.rec_type == "response":
                assert record.rec_headers.get_header("WARC-Payload-Digest")
                outcomes.add(record.rec_headers.get_header(OUTCOME))
            if record.rec_type == "request":
                assert record.http_headers.get_header("User-Agent").startswith("wire-ingest/")
    assert kinds["response"] == kinds["request"]
    assert kinds["warcinfo"] == 1
    assert {"page", "robots", "redirect", "retried", "http_error"} <= outcomes


def test_nothing_is_left_half_written(fetched: tuple[list[Page | DeadLetter], Path]) -> None:
    assert [path.suffixes for path in fetched[1].iterdir()] == [[".warc", ".gz"]]


def test_a_repeated_run_replaces_its_archive(tmp_path: Path) -> None:
    for name in ("run-1-aa.warc.gz", "run-1-bb.warc.gz", "run-10-aa.warc.gz"):
        (tmp_path / name).write_bytes(gzip.compress(b""))
    remove_archive(str(tmp_path), "run-1", {str(tmp_path / "run-1-bb.warc.gz")})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run-1-bb.warc.gz", "run-10-aa.warc.gz"]
    remove_archive(str(tmp_path), "run-1")
    assert [path.name for path in tmp_path.iterdir()] == ["run-10-aa.warc.gz"]
