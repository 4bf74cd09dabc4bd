"""Public suites: what feedparser's tests expect of links, titles, ids and dates; every file of all suites is read."""

from __future__ import annotations

import ast
import html
import re
import tarfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import ada_url
import pytest

from schemas.dead_letter import Rejected
from schemas.feed import Feed, FeedEntry
from tests.support.suites import SUITES, needs_suites
from transforms.feeds.moments import parse_moment
from transforms.feeds.reading import read_feed

_SERVER = "http://127.0.0.1:8097/"
_ASKED = re.compile(r"(?:not bozo and )?(feed|entries\[(\d+)\])(?:\['(\w+)'\]|\.(\w+)) == ")
_OF_FEEDS = {"title", "link"}
_OF_ENTRIES = _OF_FEEDS | {"id", "guid", "published", "updated", "published_parsed", "updated_parsed", "created_parsed"}
_SECONDS = 2.0  # CPU seconds for the slowest file; the largest have a few hundred kB


def files(suite: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(SUITES / "feeds" / f"{suite}.tar.gz") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                yield member.name, content.read()


def read(name: str, body: bytes) -> Feed | None:
    """A file with the address that the suite's own server gives it; None when it says that it is no feed."""
    base = _SERVER + name.partition("/tests/")[2]
    header = re.search(rb"Content-Location:\s*(\S+)", body)
    url = ada_url.join_url(base, header[1].decode()) if header else base
    began = time.process_time()
    try:
        return read_feed(body, None, url if url.startswith("http") else base)
    except Rejected:
        return None
    finally:
        assert time.process_time() - began < _SECONDS, name


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[a-zA-Z/!][^<>]*>", "", markup)).split())


def is_right(record: Feed | FeedEntry, key: str, wanted: object) -> bool:
    if key == "title":
        return (record.title or "") in {" ".join(str(wanted).split()), plain(str(wanted))}
    if key == "link":
        return record.url == wanted
    assert isinstance(record, FeedEntry)
    if key in {"id", "guid"}:
        return record.guid == wanted
    moment = (record.modified_at if key.startswith("updated") else None) or record.published_at
    if isinstance(wanted, tuple):
        return moment is not None and moment.astimezone(UTC) == datetime(*wanted[:6]).replace(tzinfo=UTC)  # noqa: DTZ001
    return moment == parse_moment(str(wanted))


def expectations(body: bytes) -> Iterator[tuple[int | None, str, object]]:
    """(number of the entry, None for the feed; key; value) of the Expect line, as far as it asks for what we read."""
    line = re.search(rb"Expect:\s*(.*)", body)
    for part in line[1].decode("utf-8", "replace").strip().split(" and ") if line else ():
        asked = _ASKED.match(part)
        key = (asked[3] or asked[4]) if asked else ""
        if asked and key in (_OF_FEEDS if asked[1] == "feed" else _OF_ENTRIES):
            try:
                wanted = ast.literal_eval(part[asked.end() :].split(" == ")[-1])
            except (ValueError, SyntaxError):
                continue
            yield (int(asked[2]) if asked[2] else None), key, wanted


@needs_suites
def test_what_feedparser_expects() -> None:
    asked = 0
    wrong: list[str] = []
    for name, body in files("feedparser"):
        feed = read(name, body)
        for number, key, wanted in expectations(body):
            asked += 1
            record = feed if number is None or feed is None else feed.entries[number]
            if record is None or not is_right(record, key, wanted):
                wrong.append(f"{name}: {key} is not {wanted!r}")
    assert asked > 450
    assert len(wrong) <= 0.01 * asked, wrong


@needs_suites
@pytest.mark.parametrize("suite", ["feedvalidator", "crawler-commons"])
def test_every_file_is_read(suite: str) -> None:
    feeds = [read(name, body) for name, body in files(suite)]
    found = sum(bool(feed and (feed.entries or feed.children)) for feed in feeds)
    assert found >= {"feedvalidator": 1_300, "crawler-commons": 17}[suite]


@needs_suites
def test_sitemap_addresses_and_times() -> None:
    read_files = {name.rpartition("/")[2]: read(name, body) for name, body in files("crawler-commons")}
    assert [entry.url for entry in read_files["sitemap.txt"].entries] == [
        "http://www.domain.com/page1.html",
        "http://www.domain.com/page2.html",
    ]
    times = [entry.modified_at for entry in read_files["hebdenbridgetimes-articles-sitemap.xml"].entries]
    assert len(times) == 74
    assert all(times)
    assert len(read_files["sitemap.index.xml"].children) > 10
