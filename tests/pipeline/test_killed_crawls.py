"""A crawl that is killed and begun again asks for what it had not fetched, and writes what it would have written."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline.__main__ import main
from tests.support.forking import FORKING
from tests.support.story_site import StorySite, story_site

HOSTS = 4
PAUSE = 0.1
"""Seconds between two questions to a host, in a crawl that is killed; who says nothing has a second."""


@pytest.fixture
def sites() -> Iterator[list[StorySite]]:
    with ExitStack() as held:
        yield [held.enter_context(story_site()) for _ in range(HOSTS)]


def list_stories(sites: Sequence[StorySite], pages: int, folder: Path) -> Path:
    """A list of stories spread over the sites, with an address that fails and one that moves."""
    urls = [sites[number % HOSTS].put_story(f"/story/{number}", number % 50 + 1) for number in range(pages)]
    urls.append(sites[0].put("/gone", "no such story", status=404))
    urls.append(sites[1].put("/moved", "", status=301, Location="/story/1"))
    listed = folder / "urls.txt"
    listed.write_text("\n".join(urls))
    return listed


def crawl(arguments: Sequence[str]) -> None:
    os._exit(main(arguments))


def kill_after(arguments: Sequence[str], sites: Sequence[StorySite], answers: int) -> None:
    """Begin a crawl, and kill it with -9 a moment after the sites have been asked so many questions more."""
    asked = count_asked(sites)
    crawler = FORKING.Process(target=crawl, args=(arguments,), daemon=True)
    crawler.start()
    while count_asked(sites) < asked + answers:
        crawler.join(0.002)
        assert crawler.exitcode is None, "it came to its end before it was killed"
    crawler.join(random.uniform(0, PAUSE))  # noqa: S311 - a moment, which may be any between two questions
    os.kill(crawler.pid or 0, signal.SIGKILL)
    crawler.join()


def count_asked(sites: Sequence[StorySite]) -> int:
    return sum(site.asked.total() for site in sites)


def finish(arguments: Sequence[str]) -> None:
    crawler = FORKING.Process(target=crawl, args=(arguments,), daemon=True)
    crawler.start()
    crawler.join(900)
    assert crawler.exitcode == 0


def read_rows(output: Path) -> Counter[tuple[str, ...]]:
    """What names each row, and how many rows it names."""
    named = {"articles": ("requested_url", "url", "revision"), "failures": ("requested_url", "reason", "detail")}
    named |= {"casualties": ("article_id", "figure_id", "text")}
    rows: Counter[tuple[str, ...]] = Counter()
    for table, columns in named.items():
        found = ds.dataset(output / table, format="parquet").to_table(columns=list(columns)).to_pylist()
        rows.update(tuple(row.values()) for row in found)
    return rows


def count_again(site: StorySite) -> Counter[str]:
    """Paths that were asked for again, and how often, but for robots.txt. One story is asked for twice by right."""
    again = Counter({path: times - 1 for path, times in site.asked.items() if path != "/robots.txt"})
    again["/story/1"] -= again["/story/1"] > 0
    return +again


def find_under_way(site: StorySite) -> Counter[str]:
    """What the site was asked for last before each kill: each crawl begins with its robots.txt."""
    last = Counter(before for before, path in pairwise(site.log) if path == "/robots.txt")
    last["/moved"] += last["/story/1"]  # to which it leads: both are asked for again
    return last


def crawl_with_kills(sites: Sequence[StorySite], folder: Path, pages: int, kills: int) -> int:
    """Crawl once undisturbed and once with kills; the rows are the same. Gives how many pages were asked for twice.

    None was but what a kill found under way: an answer is kept before its host is asked for anything else.
    """
    listed = list_stories(sites, pages, folder)
    shared = ["--input", str(listed), "--run_id", "night", "--allow_host", "127.0.0.1"]
    finish([*shared, "--output", str(folder / "whole"), "--host_delay", "0.05"])
    for site in sites:
        site.asked.clear()
        site.log.clear()
    arguments = [*shared, "--output", str(folder / "out"), "--host_delay", str(PAUSE)]
    drawn = random.Random(23)  # noqa: S311 - the same crawls each time
    moments = sorted(drawn.sample(range(pages * 3 // 4), kills))  # a last quarter is left to fetch
    for before, moment in pairwise([0, *moments]):
        kill_after(arguments, sites, moment - before)
    finish(arguments)
    assert read_rows(folder / "out") == read_rows(folder / "whole")
    assert not list((folder / "out" / "_state" / "fetched").iterdir())
    assert all(count_again(site) <= find_under_way(site) for site in sites)
    return sum(count_again(site).total() for site in sites)


@pytest.mark.slow
def test_three_kills(sites: list[StorySite], tmp_path: Path) -> None:
    assert crawl_with_kills(sites, tmp_path, 120, 3) <= 3 * HOSTS


@pytest.mark.slow
def test_a_hundred_kills(sites: list[StorySite], tmp_path: Path) -> None:
    twice = crawl_with_kills(sites, tmp_path, 2_000, 100)
    assert twice <= 40  # 2 %: a page is under way for less than a tenth of the pause between two questions


@pytest.mark.slow
def test_an_archive_of_a_killed_crawl_is_whole(sites: list[StorySite], tmp_path: Path) -> None:
    listed = list_stories(sites, 60, tmp_path)
    archive = tmp_path / "archive"
    arguments = ["--input", str(listed), "--run_id", "night", "--host_delay", "0.1", "--allow_host", "127.0.0.1"]
    arguments += ["--archive", str(archive), "--output", str(tmp_path / "out")]
    kill_after(arguments, sites, 30)
    assert list(archive.glob(".*.open"))
    finish(arguments)
    assert sum(count_again(site).total() for site in sites) < 3
    assert not list(archive.glob(".*"))
    replayed = ["--input", str(archive / "*.warc.gz"), "--output", str(tmp_path / "replayed"), "--run_id", "night"]
    finish(replayed)
    assert read_rows(tmp_path / "replayed") == read_rows(tmp_path / "out")
    before = set(archive.glob("*.warc.gz"))
    finish(arguments)
    assert not before & set(archive.glob("*.warc.gz")), "a run that had finished begins anew"
