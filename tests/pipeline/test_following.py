"""Feeds under --watch: what appears is read once, through restarts and kills, in every feed that names it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest

from pipeline.manifest import Accounts
from pipeline.options import parse_options
from pipeline.running import run
from pipeline.state.feed_store import FeedStore
from tests.support.story_site import StorySite, item, rss, story_site

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds; only a watcher that never gets there takes so long


@pytest.fixture
def site() -> Iterator[StorySite]:
    with story_site() as served:
        yield served


def arguments(output: Path, *inputs: str) -> list[str]:
    named = [word for name in inputs for word in ("--input", name)]
    polite = ["--host_delay", "0", "--allow_host", "127.0.0.1", "--min_poll", "0.2", "--max_poll", "0.4"]
    return [*named, "--output", str(output), "--watch", "0.1", *polite]


def watch(output: Path, *inputs: str) -> Iterator[Accounts]:
    return run(*parse_options(arguments(output, *inputs)))


def requested(output: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for table in ("articles", "failures"):
        if any((output / table).glob("*/*.parquet")):
            rows = ds.dataset(output / table, partitioning="hive").to_table(["requested_url"])
            found.update(url.rpartition("/")[2] for url in rows["requested_url"].to_pylist() if url)
    return found


def polls(output: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ds.dataset(output / "feeds", partitioning="hive").to_table().to_pylist()
    return sorted(rows, key=lambda row: row["polled_at"])


def until_articles(runs: Iterator[Accounts], count: int) -> None:
    found = 0
    while found < count:
        found += next(runs).rows["articles"]


def test_what_appears_in_feeds_is_read_once(tmp_path: Path, site: StorySite) -> None:
    for name in "abcd":
        site.put_story(f"/{name}")
    one = site.put("/one", rss(item("ORIGIN/a"), item("ORIGIN/b")))
    two = site.put("/two", rss(item("ORIGIN/b?utm_source=two"), item("ORIGIN/nothing")))
    out = tmp_path / "out"
    runs = watch(out, one, two)
    until_articles(runs, 2)
    site.put("/one", rss(item("ORIGIN/c"), item("ORIGIN/a")))
    until_articles(runs, 1)
    del runs
    site.put("/two", rss(item("ORIGIN/d"), item("ORIGIN/b")), Link='<https://hub.example/>; rel="hub"')
    until_articles(watch(out, one, two), 1)  # as after a restart
    found = requested(out)
    assert Counter({name.partition("?")[0]: count for name, count in found.items()}) == Counter("abcd") + Counter(
        ["nothing"]
    )
    assert site.asked["/a"] == site.asked["/c"] == site.asked["/nothing"] == 1
    said = polls(out)
    assert {row["feed_url"] for row in said} == {one, two}
    assert all(row["next_poll_at"] > row["polled_at"] for row in said)
    assert any(row["status"] == 304 and row["items"] == 0 for row in said)
    assert FeedStore(str(out)).read_states()[two].hubs == ("https://hub.example/",)
    assert not list((out / "_state" / "intake").glob("*/*"))


def test_a_story_without_address_and_words_is_a_failure_once(tmp_path: Path, site: StorySite) -> None:
    site.put_story("/a")
    feed = site.put("/rss", rss("<item><title>No words</title></item>", item("ORIGIN/a")))
    runs = watch(tmp_path, feed)
    first = next(runs)
    assert (first.rows["articles"], first.failures) == (1, {"malformed_record": 1})
    site.put_story("/b")
    site.put("/rss", rss("<item><title>No words</title></item>", item("ORIGIN/a"), item("ORIGIN/b")))
    until_articles(runs, 1)
    assert sum(row["new"] for row in polls(tmp_path)) == 3


def test_a_list_of_feeds_in_a_file_may_grow(tmp_path: Path, site: StorySite) -> None:
    for name in "ab":
        site.put_story(f"/{name}")
        site.put(f"/feed-{name}", rss(item(f"ORIGIN/{name}")))
    listed = tmp_path / "ours.opml"
    listed.write_text(f'<opml><body><outline xmlUrl="{site.origin}/feed-a"/></body></opml>')
    runs = watch(tmp_path / "out", str(listed))
    until_articles(runs, 1)
    outlines = "".join(f'<outline xmlUrl="{site.origin}/feed-{name}"/>' for name in "ab")
    listed.write_text(f"<opml><body>{outlines}</body></opml>")
    until_articles(runs, 1)
    assert requested(tmp_path / "out") == {"a": 1, "b": 1}


def test_a_feed_that_comes_to_nothing_is_told_and_left_in_peace(tmp_path: Path, site: StorySite) -> None:
    gone = site.put("/gone", "", status=410)
    busy = site.put("/busy", "", status=503, Retry_After="86400")
    parked = site.put("/feed", rss())
    site.put_story("/a")
    good = site.put("/good", rss(item("ORIGIN/a")))
    runs = watch(tmp_path, gone, busy, parked, good)
    until_articles(runs, 1)
    site.put("/feed", "<html><body>This domain is for sale</body></html>")
    while not any("parked domain" in (row["error"] or "") for row in polls(tmp_path)):
        next(runs)
    assert site.asked["/gone"] == site.asked["/busy"] == 1
    last = {row["feed_url"]: row for row in polls(tmp_path)}
    assert last[gone]["next_poll_at"] is None
    assert (last[busy]["next_poll_at"] - last[busy]["polled_at"]).total_seconds() > 70_000


def test_what_rolled_off_meanwhile_is_reported(tmp_path: Path, site: StorySite) -> None:
    for name in "ab":
        site.put_story(f"/{name}")
    feed = site.put("/feed", rss(item("ORIGIN/a")))
    runs = watch(tmp_path, feed)
    until_articles(runs, 1)
    site.put("/feed", rss(item("ORIGIN/b")))
    until_articles(runs, 1)
    assert [row["gap"] for row in polls(tmp_path) if row["new"]] == [False, True]


@contextmanager
def following(output: Path, *inputs: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "pipeline", *arguments(output, *inputs)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as watcher:  # noqa: S603
        try:
            yield watcher
        finally:
            watcher.kill()


def wait_for(watcher: subprocess.Popen[str], output: Path, runs: int) -> None:
    end = time.monotonic() + PATIENCE
    while len(list((output / "_runs").glob("*.json"))) < runs:
        assert watcher.poll() is None
        assert time.monotonic() < end, "the watcher did not get there"
        time.sleep(0.02)


@pytest.mark.slow
def test_a_kill_in_the_middle_of_a_run_loses_and_doubles_nothing(tmp_path: Path, site: StorySite) -> None:
    names = [f"s{number}" for number in range(12)]
    for name in names:
        site.put_story(f"/{name}")
    feed = site.put("/feed", rss(*(item(f"ORIGIN/{name}") for name in names[:8])))
    with following(tmp_path, feed) as watcher:
        end = time.monotonic() + PATIENCE
        while not site.asked["/s3"]:
            assert time.monotonic() < end
            time.sleep(0.01)
        os.kill(watcher.pid, signal.SIGKILL)
    assert not list((tmp_path / "_runs").glob("*.json"))
    (intake,) = (tmp_path / "_state" / "intake").glob("*/*.jsonl")
    site.put("/feed", rss(*(item(f"ORIGIN/{name}") for name in names[8:])))  # what was taken in has rolled off
    with following(tmp_path, feed) as watcher:
        wait_for(watcher, tmp_path, 2)
        watcher.terminate()
        assert "Traceback" not in watcher.communicate(timeout=PATIENCE)[1]
    assert requested(tmp_path) == Counter(names)
    first = json.loads((tmp_path / "_runs" / f"{intake.stem}.json").read_text())
    assert first["tables"]["articles"]["rows"] == 8
