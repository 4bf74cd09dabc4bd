"""A day of feeds over real sockets: a watcher that is killed with -9 again and again reads each story once.

The day is made shorter, and with it --min_poll, --max_poll and --deadline. The whole of it, 2,000 feeds of 200 hosts
with thirty kills, takes an hour of a quiet machine:

    python -m tests.pipeline.polling.test_loopback_day OUTPUT
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from tests.support.feed_day import LEAST, MOST, STAY, Plan, has_page, make_day, oracle_polls, story_path
from tests.support.feed_hosts import FeedHosts, serving

ROOT = Path(__file__).parents[3]
WHOLE = Plan(feeds=2_000, hosts=200, seconds=2_400, kills=30)
SMALL = Plan(feeds=100, hosts=10, seconds=40, kills=3, rate=100, starts=43_200, length=5_400)
PATIENCE = 3_600.0
MOST_POLLS = 1.5
"""Times those of an oracle that asks when something new is there, and a feed no more often than --min_poll."""
MOST_MISSED = 0.01
"""Share of what is due: a busy machine takes long between two polls while the day's clock stands still, from which a
watcher learns that less comes than does. That nothing is missed is for the simulated day to say, which has one clock.
"""


@dataclass
class Found:
    """lost: stories of answers that were taken in, without a row. missed: those shown long enough that no such answer
    had. rows: of each story. wrong: of a kind that is not theirs. polls: of the feeds that work; broken: of the others.
    prompt, lazy: of an oracle that lets a story wait for LEAST seconds of the day, for STAY.
    """

    due: int
    rows: Counter[str]
    lost: list[str]
    missed: list[str]
    twice: list[str]
    wrong: list[str]
    polls: int
    unchanged: int
    new: int
    broken: int
    prompt: int
    lazy: int


def command(plan: Plan, hosts: FeedHosts, listed: Path, output: Path) -> list[str]:
    names = sorted({hosts.host(number) for number in range(plan.hosts)})
    words = ["--input", str(listed), "--output", str(output), "--watch", "0.5", "--host_delay", "0"]
    words += ["--min_poll", f"{LEAST / plan.haste:.3f}", "--max_poll", f"{MOST / plan.haste:.3f}", "--deadline", "5"]
    return [sys.executable, "-m", "pipeline", *words, *(word for name in names for word in ("--allow_host", name))]


def live_through(plan: Plan, folder: Path, drawn: random.Random) -> Found:
    """A day. It begins when all that stood in the feeds has been asked for; after it the feeds stand still, and each is
    asked once more before the watcher stops, as what is shown then is not lost.
    """
    feeds = make_day(plan, drawn)
    working = {feed.number for feed in feeds if feed.fault is None}
    before = sum(len(feed.shown(0.0)) for feed in feeds if feed.fault is None)
    hosts = FeedHosts(plan, feeds)
    with serving(hosts):
        listed = folder / "feeds.opml"
        outlines = "".join(f'<outline xmlUrl="{hosts.url(feed.number)}"/>' for feed in feeds)
        listed.write_text(f"<opml><body>{outlines}</body></opml>")
        words = command(plan, hosts, listed, folder / "out")
        watcher = _Watcher(words, folder / "log")
        watcher.wait_until(lambda: len(hosts.asked) == before)
        hosts.begin()
        for moment in sorted(drawn.uniform(0, 0.98) * plan.seconds for _ in range(plan.kills)):
            watcher.wait_until(partial(hosts.has_come, moment))
            watcher.kill()
            watcher = _Watcher(words, folder / "log")
        watcher.wait_until(partial(hosts.has_come, plan.seconds))
        asked = Counter(hosts.polls)
        watcher.wait_until(lambda: all(hosts.polls[number] > asked[number] for number in working))
        runs = len(list((folder / "out/_runs").glob("*.json")))
        watcher.wait_until(lambda: len(list((folder / "out/_runs").glob("*.json"))) > runs + 1)
        watcher.kill()
    return _look_at(plan, hosts, asked, folder / "out")


class _Watcher:
    """The command, in a process of its own."""

    def __init__(self, words: Sequence[str], log: Path) -> None:
        self._log = log
        with log.open("ab") as told:
            self._process = subprocess.Popen(words, cwd=ROOT, stdout=told, stderr=told)  # noqa: S603

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        try:
            while not is_so():
                assert self._process.poll() is None, self._log.read_text()[-3_000:]
                assert time.monotonic() < end, "the watcher did not get there"
                time.sleep(0.02)
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()


def _look_at(plan: Plan, hosts: FeedHosts, asked: Counter[int], output: Path) -> Found:
    feeds = hosts.feeds
    rows: Counter[str] = Counter()
    wrong = []
    for table, columns in (("articles", ["requested_url"]), ("failures", ["requested_url", "reason"])):
        for row in ds.dataset(output / table, format="parquet").to_table(columns=columns).to_pylist():
            path = "/" + (row["requested_url"] or "").split("/", 3)[-1].partition("?")[0]
            if path.startswith("/s/"):
                rows[path] += 1
                is_late = row.get("reason") == "timed_out"  # of a machine that does much else
                if not is_late and has_page(plan, int(path.rpartition("/")[2])) != (table == "articles"):
                    wrong.append(f"{path} in {table}")
    working = [feed for feed in feeds if feed.fault is None]
    due = [story_path(feed.number, number) for feed in working for number in feed.due(plan)]
    return Found(
        due=len(due),
        rows=rows,
        lost=sorted(path for path in hosts.taken if not rows[path]),
        missed=[path for path in due if not rows[path] and path not in hosts.taken],
        twice=[path for path, times in rows.items() if times > 1],
        wrong=wrong,
        polls=sum(asked[feed.number] for feed in working),
        unchanged=hosts.unchanged.total(),
        new=sum(len(feed.moments) - feed.first_new() for feed in working),
        broken=sum(asked[feed.number] for feed in feeds if feed.fault is not None),
        prompt=sum(oracle_polls(feed, plan, LEAST) for feed in feeds),
        lazy=sum(oracle_polls(feed, plan, STAY) for feed in feeds),
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="127.0.1.1 and the like are addresses of this machine on Linux")
def test_each_story_has_one_row(tmp_path: Path) -> None:
    found = live_through(SMALL, tmp_path, random.Random(5))  # noqa: S311 - the same day each time
    assert found.due > 1_000
    assert (found.lost, found.twice, found.wrong) == ([], [], [])
    assert len(found.missed) <= MOST_MISSED * found.due, found.missed
    assert found.polls <= MOST_POLLS * found.prompt, found


if __name__ == "__main__":
    began = time.monotonic()
    told = live_through(WHOLE, Path(sys.argv[1]), random.Random(5))  # noqa: S311
    rows = told.rows.total()
    sys.stdout.write(json.dumps({**vars(told), "rows": rows, "seconds": time.monotonic() - began}, indent=1) + "\n")
