"""Thirty kills: of a watcher of feeds, of a watcher of a topic, and of the broker that it reads from."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.support.cheap_runs import read_rows, watch_with_kills
from tests.support.kafka_broker import needs_broker, running_broker
from tests.support.story_site import StorySite, item, rss, story_site

KILLS = 30
FEEDS, ITEMS = 20, 600
MESSAGES = 20_000


def draw_lives(shortest: float, longest: float) -> list[float]:
    drawn = random.Random(17)  # noqa: S311 - the same lives each time
    return [drawn.uniform(shortest, longest) for _ in range(KILLS)]


def publish_stories(site: StorySite, stop: threading.Event) -> None:
    """A story every few milliseconds, in one feed or in two; each feed shows all of its own."""
    drawn = random.Random(4)  # noqa: S311
    shown: dict[int, list[int]] = {feed: [] for feed in range(FEEDS)}
    for number in range(ITEMS):
        for feed in {number % FEEDS, drawn.randrange(FEEDS)}:
            shown[feed].append(number)
            stories = (item(f"ORIGIN/story/{story}?utm_source=feed{feed}", str(story)) for story in shown[feed])
            site.put(f"/feed/{feed}", rss(*stories))
        if stop.wait(0.015):
            return


@pytest.mark.slow
def test_a_watcher_of_feeds(tmp_path: Path) -> None:
    with story_site() as site:
        feeds = [site.put(f"/feed/{feed}", rss()) for feed in range(FEEDS)]
        listed = tmp_path / "feeds.opml"
        listed.write_text("<opml><body>" + "".join(f'<outline xmlUrl="{url}"/>' for url in feeds) + "</body></opml>")
        arguments = ["--input", str(listed), "--output", str(tmp_path / "out"), "--watch", "0.01", "--host_delay", "0"]
        arguments += ["--allow_host", "127.0.0.1", "--min_poll", "0.05", "--max_poll", "0.1"]
        stop = threading.Event()
        publisher = threading.Thread(target=publish_stories, args=(site, stop))
        publisher.start()
        try:
            watch_with_kills(
                arguments,
                draw_lives(0.3, 2.0),
                lambda: not publisher.is_alive() and len(read_rows(tmp_path / "out")) >= ITEMS,
            )
        finally:
            stop.set()
            publisher.join()
    found = Counter(url.rpartition("/")[2].partition("?")[0] for url in read_rows(tmp_path / "out").elements())
    assert found == Counter(map(str, range(ITEMS)))


@needs_broker
def test_a_watcher_of_a_topic_and_its_broker(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "broker").mkdir()
    with running_broker(tmp_path / "broker") as broker:
        broker.make_topic("news", 3)
        topic = f"kafka://{broker.servers}/news"
        published = threading.Event()

        def publish_and_kill() -> None:
            for part in range(4):
                numbers = range(part * MESSAGES // 4, (part + 1) * MESSAGES // 4)
                broker.publish("news", *(json.dumps({"id": str(number), "text": "Two words."}) for number in numbers))
                if part < 3:
                    time.sleep(2)
                    broker.kill()
                    time.sleep(1)
                    broker.start()
            published.set()

        publisher = threading.Thread(target=publish_and_kill)
        publisher.start()
        try:
            arguments = ["--input", topic, "--output", str(out), "--watch", "0.1"]
            watch_with_kills(
                arguments, draw_lives(0.4, 1.6), lambda: published.is_set() and len(read_rows(out)) >= MESSAGES
            )
        finally:
            publisher.join()
    assert read_rows(out) == Counter(map(str, range(MESSAGES)))
