"""What an attempt that died had fetched: found again, mended where it was torn, and not kept for ever."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from pipeline.archives.warc import PAGE
from pipeline.archives.writing import sweep_archive
from pipeline.fetchers.answers.http_answer import Answer, HttpHead
from pipeline.fetchers.resuming import ResumingFetcher
from pipeline.fetchers.warc_replay import read_stored_response
from pipeline.lease import claiming
from pipeline.state.fetched import FetchedAnswers
from schemas.dead_letter import DeadLetter
from schemas.page import Page
from schemas.request import Request
from tests.support.asked import AskedFetcher
from tests.support.forking import FORKING

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
WEEK = 7 * 86_400 + 60


def make(output: Path, run_id: str = "night", archive: Path | None = None) -> FetchedAnswers:
    return FetchedAnswers(str(output), run_id, str(archive) if archive else None, partial(read_stored_response))


def ask(name: str) -> Request:
    return Request(f"https://quay.example/{name}", "urls.txt:1", NOW, source_id=f"id of {name}\ud800")


def answer(name: str, status: int = 200) -> Answer:
    head = HttpHead(status, (("Content-Type", "text/html"), ("X-Robots-Tag", "noarchive")))
    return Answer(f"https://quay.example/{name}", head, f"<p>{name}</p>".encode(), NOW, request_head=b"GET / HTTP/1.1")


def die_after(fetched: FetchedAnswers, *names: str) -> None:
    """An attempt that keeps these answers and comes to no end."""
    attempt = FORKING.Process(target=_attempt, args=(fetched, *names))
    attempt.start()
    attempt.join()
    assert attempt.exitcode == -signal.SIGKILL


def _attempt(fetched: FetchedAnswers, *names: str) -> None:
    fetched.prepare()
    kept = fetched.make_archive()
    assert kept
    kept.open()
    for name in names:
        kept.keep(answer(name), PAGE, ask(name), None)
    kept.keep(answer("none", 404), "http_error", ask("none"), '{"detail": "status 404"}')
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("where", ["", "archive"])
def test_what_was_kept_is_not_asked_for(tmp_path: Path, where: str) -> None:
    archive = tmp_path / where if where else None
    die_after(make(tmp_path / "out", archive=archive), "a", "b")
    again = make(tmp_path / "out", archive=archive)
    again.prepare()
    live = AskedFetcher()
    fetcher = ResumingFetcher(live, again)
    fetcher.open()
    pages = list(fetcher.fetch([ask(name) for name in ("a", "new", "b", "none")]))
    assert live.asked == ["https://quay.example/new"]
    found = {page.requested_url: page for page in pages}
    assert len(found) == len(pages) == 4
    kept = found["https://quay.example/a"]
    assert isinstance(kept, Page)
    assert (kept.body, kept.status, kept.fetched_at, kept.request) == (b"<p>a</p>", 200, NOW, ask("a"))
    assert kept.version is not None
    failed = found["https://quay.example/none"]
    assert isinstance(failed, DeadLetter)
    assert (failed.reason, failed.detail, failed.status) == ("http_error", "status 404", 404)
    again.finish()
    assert not list((tmp_path / "out" / "_state" / "fetched").iterdir())


def test_a_torn_end_is_cut_off_and_damage_is_asked_for_again(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    die_after(make(tmp_path / "out", archive=archive), "a", "b")
    [half] = archive.glob(".*.open")
    whole = half.read_bytes()
    half.write_bytes(whole + whole[:57])
    [index] = (tmp_path / "out/_state/fetched/night").iterdir()
    index.write_bytes(index.read_bytes() + b"[99")
    again = make(tmp_path / "out", archive=archive)
    again.prepare()
    [mended] = archive.iterdir()
    assert (mended.suffixes, mended.read_bytes()) == ([".warc", ".gz"], whole)
    mended.write_bytes(whole.replace(whole[400:500], bytes(100)))
    live = AskedFetcher()
    fetcher = ResumingFetcher(live, again)
    fetcher.open()
    assert len(list(fetcher.fetch([ask("a"), ask("b")]))) == 2
    assert 1 <= len(live.asked) <= 2


def test_an_archive_elsewhere_is_begun_anew(tmp_path: Path) -> None:
    die_after(make(tmp_path / "out"), "a")
    again = make(tmp_path / "out", archive=tmp_path / "archive")
    again.prepare()
    again.open()
    assert ask("a") not in again


def test_what_nobody_came_back_for_is_swept(tmp_path: Path) -> None:
    out, archive = tmp_path / "out", tmp_path / "archive"
    for run_id in ("old", "going-on", "yesterday"):
        die_after(make(out, run_id, archive), "a")
    kept = out / "_state" / "fetched"
    for path in (*kept.glob("old*/*"), *kept.glob("old"), *kept.glob("going-on*/*"), *archive.glob(".old-*")):
        os.utime(path, (time.time() - WEEK, time.time() - WEEK))
    with claiming(str(out), "going-on"):
        make(out, "night", archive).prepare()
    assert {folder.name for folder in kept.iterdir()} == {"going-on", "yesterday", "night"}
    assert len(list(archive.glob(".*.open"))) == 2


def test_a_file_that_is_being_written_is_not_swept(tmp_path: Path) -> None:
    fetched = make(tmp_path / "out", archive=tmp_path)
    fetched.prepare()
    archive = fetched.make_archive()
    assert archive
    archive.open()
    archive.keep(answer("a"), PAGE, ask("a"), None)
    [half] = tmp_path.glob(".*.open")
    os.utime(half, (0, 0))
    sweep_archive(str(tmp_path))
    assert half.exists()
    archive.finish()
    assert not half.exists()


def test_a_disk_that_cannot_be_written_ends_no_run(tmp_path: Path) -> None:
    fetched = make(tmp_path / "out")
    fetched.prepare()
    kept = fetched.make_archive()
    assert kept
    kept.open()
    fetched.finish()
    (tmp_path / "out" / "_state" / "fetched" / "night").write_text("no folder")
    kept.keep(answer("a"), PAGE, ask("a"), None)
    kept.finish()


def test_nothing_is_kept_for_a_uri() -> None:
    fetched = FetchedAnswers("gs://bucket/out", "night", None, partial(read_stored_response))
    fetched.prepare()
    fetched.open()
    assert fetched.make_archive() is None
    assert not fetched
    fetched.finish()
