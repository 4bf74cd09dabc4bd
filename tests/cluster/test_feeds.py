"""Feeds as a stream on a real Flink: stories appear, a worker is killed, the stream stopped and gone on with."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from tests.support.flink_cluster import Cluster, needs_cluster, running_cluster
from tests.support.running_stream import Stream, children, newest_task_manager, read_rows, windows
from tests.support.story_site import StorySite, item, rss, story_site

OURS = ("--allow_host", "127.0.0.1", "--host_delay", "0", "--min_poll", "1", "--max_poll", "5")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


class Newsroom:
    """Two stories a second, each in two feeds; every tenth has no page of its own, and its words in one of them."""

    def __init__(self, site: StorySite) -> None:
        self.pages: list[str] = []
        self.words: list[str] = []
        self._site = site
        self._items: list[str] = []
        self._stop = threading.Event()
        self.feeds = [site.put("/one", rss(), "application/rss+xml"), site.put("/other", rss(), "application/rss+xml")]
        self._thread = threading.Thread(target=self._publish)
        self._thread.start()

    def _publish(self) -> None:
        number = 0
        while not self._stop.wait(0.5):
            number += 1
            if number % 10:
                url = self._site.put_story(f"/story/{number}")
                self.pages.append(url)
                self._items.append(item(url, f"Footbridge {number}", f"<guid>{url}</guid>"))
            else:
                self.words.append(f"note-{number}")
                told = f"<p>At least {number} people were killed on Sunday when a quay gave way, the port said.</p>" * 4
                self._items.append(
                    f"<item><title>Quay {number}</title><guid isPermaLink='false'>note-{number}</guid>"
                    f"<content:encoded><![CDATA[{told}]]></content:encoded></item>"
                )
            self._site.put("/one", rss(*self._items), "application/rss+xml")
            with_pages = (entry for entry in self._items if "<link>" in entry)
            self._site.put("/other", rss(*with_pages), "application/rss+xml")

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="finds workers by /proc")
@needs_cluster
def test_each_story_is_a_row_once_whoever_dies(cluster: Cluster, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with story_site() as site:
        newsroom = Newsroom(site)
        listed = tmp_path / "feeds.opml"
        listed.write_text(f'<opml version="2.0"><body><outline type="rss" xmlUrl="{newsroom.feeds[1]}"/></body></opml>')
        inputs = ["--input", newsroom.feeds[0], "--input", str(listed)]
        stream = Stream(cluster, inputs, output, *OURS)
        try:
            stream.await_more(10)
            os.kill(children(newest_task_manager(cluster))[0], signal.SIGKILL)
            stream.await_restarts(1)
            stream.await_more(20)
            savepoint = stream.stop()
            third = site.put("/third", rss(item(site.put_story("/extra"))), "application/rss+xml")
            inputs += ["--input", third]
            stream = Stream(cluster, inputs, output, savepoint, *OURS)
            stream.await_more(20)
            stream.stop()
            stream = Stream(cluster, inputs, output, *OURS)  # without the savepoint: as the manifests say
            stream.await_more(20)
            newsroom.stop()
            stream.await_rows(lambda found: found.total() > len(newsroom.pages) + len(newsroom.words))
            stream.stop()
        finally:
            newsroom.stop()
            stream.kill()
    pages = [*newsroom.pages, site.origin + "/extra"]
    assert read_rows(output, "requested_url") == Counter(pages) + Counter({None: len(newsroom.words)})
    assert read_rows(output) == Counter(newsroom.words) + Counter({None: len(pages)})
    assert list(output.rglob("*.tmp")) == []
    told = windows(output)
    assert [window["run_id"] for window in told if window["missing"]] == []
    assert sum(window["requests"] for window in told) == len(pages) + len(newsroom.words)
    polls = ds.dataset(output / "feeds").to_table().to_pylist()
    assert {poll["feed_url"] for poll in polls} == {*newsroom.feeds, third}
    assert sum(poll["new"] for poll in polls) == len(pages) + len(newsroom.words)
    assert any(poll["status"] == 304 for poll in polls if poll["feed_url"] == third)
