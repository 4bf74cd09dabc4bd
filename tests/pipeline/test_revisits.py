"""Fetched once over HTTP, then again, then replayed from the archive: what the tables hold each time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline.__main__ import main
from pipeline.state.page_store import PAGES, pour
from pipeline.state.restoring import note_buckets
from pipeline.state.sightings import format_sightings, read_sightings
from schemas.sighting import Sighting
from tests.support.hostile_answers import answer
from tests.support.hostile_server import Behaviour, HostileServer, Talk
from tests.support.story_site import story_site

NOW = datetime.now(UTC)
TABLES = ("articles", "entities", "dates", "casualties")
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="2026-03-02T10:00:00Z"></head><body><article><h1>{title}</h1>
<p>At least {count} people were killed on Sunday when a footbridge gave way in the town of Homs, police said.</p>
<p>Crews searched the river for a second day, and a spokeswoman said that the water was too high for divers.</p>
<p>The road along the bank stays closed for a month while engineers look at the pillars that are still standing.</p>
</article></body></html>"""


class Site:
    """Serves stories with an ETag each; edition 2 of /b.html has another count, /c.html tells no version."""

    def __init__(self) -> None:
        self.edition = 1

    async def __call__(self, talk: Talk) -> None:
        counts = {"/a.html": 3, "/b.html": 4 + self.edition, "/c.html": 9}
        count = counts.get(talk.path)
        tag = f'"{talk.path[1]}{count}"'
        if count is None:
            await talk.say(answer(b"no such page", "404 Not Found"))
        elif talk.path != "/c.html" and f"If-None-Match: {tag}" in talk.head:
            await talk.say(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        else:
            body = PAGE.format(title=f"Footbridge gives way in Homs, story {talk.path[1]}", count=count).encode()
            more = () if talk.path == "/c.html" else (f"ETag: {tag}",)
            await talk.say(answer(body, "200 OK", "text/html; charset=utf-8", *more))


def ingest(source: str, output: Path, run_id: str, *more: str) -> None:
    arguments = ["--input", source, "--output", str(output), "--run_id", run_id, "--host_delay", "0", *more]
    assert main([*arguments, "--allow_host", "127.0.0.1"]) == 0


def revisions(output: Path, run_id: str) -> set[tuple[str, str]]:
    table = ds.dataset(output / "articles", format="parquet", partitioning="hive").to_table().to_pylist()
    return {(row["url"].rsplit("/", 1)[1], row["revision"]) for row in table if row["run_id"] == run_id}


def files(output: Path) -> dict[str, bytes]:
    paths = (path for table in TABLES for path in output.glob(f"{table}/*/*.parquet"))
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.slow
def test_pages_are_fetched_once_and_replay_to_the_byte(tmp_path: Path) -> None:
    site = Site()
    host = Behaviour("site", "", "", site, paths=("/a.html", "/b.html", "/c.html", "/none.html"))
    with HostileServer([host], {}).running() as server:
        urls = tmp_path / "urls.txt"
        urls.write_text("".join(f"{url}\n" for url in server.urls(host)))
        live, replayed = tmp_path / "live", tmp_path / "replayed"
        ingest(str(urls), live, "first", "--archive", str(tmp_path / "archive"))
        first = revisions(live, "first")
        assert {name for name, _ in first} == {"a.html", "b.html", "c.html"}

        ingest(str(tmp_path / "archive" / "*.warc.gz"), replayed, "first")
        assert files(replayed) == files(live)
        for output in (live, replayed):
            rows = ds.dataset(output / "failures", format="parquet").to_table().to_pylist()
            assert [(row["reason"], row["detail"], row["status"]) for row in rows] == [
                ("http_error", "status 404 Not Found", 404)
            ]

        site.edition = 2
        ingest(str(urls), live, "second")
        second = revisions(live, "second")
        assert {name for name, _ in second} == {"b.html"}
        assert not first & second
        assert revisions(live, "first") == first
        manifest = json.loads((live / "_runs" / "second.json").read_text())
        assert manifest["nothing_new"] == {"not_modified": 1, "unchanged": 1}

        ingest(str(urls), live, "second")
        assert revisions(live, "second") == second, "a repeated run gives the same rows"


def forget_what_was_seen(output: Path) -> None:
    """As forty days later, after many other runs."""
    state = output / "_state"
    for path in state.glob("??/*.jsonl.gz"):
        seen = list(read_sightings(str(path)))
        far = Sighting("https://elsewhere.example/", "0" * 16, "0" * 16, "other", NOW + timedelta(days=40))
        bucket = path.parent.name
        assert pour(state / PAGES, bucket, seen)
        assert pour(state / PAGES, bucket, [far])
        note_buckets(str(output), [PAGES], "other")
        path.write_bytes(format_sightings([far]))


def test_a_forgotten_page_that_comes_again_gives_no_second_row(tmp_path: Path) -> None:
    output = tmp_path / "out"
    with story_site() as site:
        page = PAGE.replace("2026-03-02", "2025-03-02")
        old = site.put("/old", page.format(title="Ferry runs aground off the quay at Ayn", count=5))
        urls = tmp_path / "urls.txt"
        urls.write_text(f"{old}\n{site.put_story('/undated')}\n")
        ingest(str(urls), output, "first")
        held = revisions(output, "first")
        assert len(held) == 2
        forget_what_was_seen(output)
        ingest(str(urls), output, "second")
        assert not revisions(output, "second")
        assert site.unchanged.total() == 0, "asked with a condition: it was not forgotten"
        assert json.loads((output / "_runs" / "second.json").read_text())["nothing_new"] == {"unchanged": 2}
        ingest(str(urls), output, "third")
        assert json.loads((output / "_runs" / "third.json").read_text())["nothing_new"] == {"not_modified": 2}
        forget_what_was_seen(output)
        site.put_story("/undated", 8)
        ingest(str(urls), output, "fourth")
        assert {url for url, _ in revisions(output, "fourth")} == {"undated"}
        assert revisions(output, "first") == held


LOSSES: dict[str, Callable[[Path], object]] = {
    "all of it": shutil.rmtree,
    "marks of runs": lambda state: shutil.rmtree(state / "runs"),
    "a bucket": lambda state: shutil.rmtree(next(state.glob("??"))),
    "a damaged file": lambda state: next(state.glob("??/*.gz")).write_bytes(b"\x1f\x8b\x08\x00cut"),
    "a file of no bytes": lambda state: next(state.glob("??/*.gz")).write_bytes(b""),
}


def test_losing_the_state_doubles_no_rows(tmp_path: Path) -> None:
    with story_site() as site:
        urls = tmp_path / "urls.txt"
        moved = site.put("/moved", "", status=301, Location="/b")
        urls.write_text(f"{site.put_story('/a')}\n{moved}\n{site.put_story('/c', 4)}\n")
        site.put_story("/b", 5)
        ingest(str(urls), tmp_path / "out", "first")
        held = revisions(tmp_path / "out", "first")
        assert len(held) == 3
        for number, lose in enumerate(LOSSES.values()):
            lose(tmp_path / "out" / "_state")
            ingest(str(urls), tmp_path / "out", f"night-{number}")
            assert not revisions(tmp_path / "out", f"night-{number}")
        assert revisions(tmp_path / "out", "first") == held
        site.put_story("/c", 7)
        ingest(str(urls), tmp_path / "out", "last")
        assert {url for url, _ in revisions(tmp_path / "out", "last")} == {"c"}


def test_a_rerun_remembers_what_it_wrote_and_no_more(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with story_site() as site:
        urls = tmp_path / "urls.txt"
        stories = [site.put_story("/a"), site.put_story("/b", 5)]
        urls.write_text("\n".join(stories))
        ingest(str(urls), tmp_path / "out", "first")
        urls.write_text(stories[0])
        ingest(str(urls), tmp_path / "out", "first")
        assert {url for url, _ in revisions(tmp_path / "out", "first")} == {"a"}
        urls.write_text(stories[1])
        ingest(str(urls), tmp_path / "out", "next")
        assert {url for url, _ in revisions(tmp_path / "out", "next")} == {"b"}
    assert "lost" not in caplog.text
