"""An output with everything in it that runs leave, of invented articles, and what it still says of one of them."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.archives.writing import WarcArchive
from pipeline.fetchers.answers.http_answer import Answer, HttpHead
from pipeline.intake import INTAKES, write_intake
from pipeline.lake.partitions import write_rows
from pipeline.lake.tidying import named_files, tidy
from pipeline.polling.schedule import FeedState
from pipeline.polling.stories import key_of_address
from pipeline.sinks.parquet import ParquetSink
from pipeline.state.exports import note_export
from pipeline.state.feed_store import FeedStore
from pipeline.state.notebook import SightingNotebook
from pipeline.state.page_store import PAGES, pour
from pipeline.state.restoring import note_buckets
from pipeline.state.restoring import read_all as read_sightings
from pipeline.state.sightings import find_memories
from pipeline.storage import delete_files
from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.feed_poll import FeedPoll
from schemas.link_tables import LINK_TABLES, event_article_row, event_row, family_row, toll_row
from schemas.links import Event, EventArticle, FamilyMember, TollReport
from schemas.mentions import Casualty, DateMention, Entity
from schemas.request import Request
from schemas.sighting import Sighting
from schemas.tables import (
    TABLES,
    Row,
    article_row,
    casualty_row,
    date_row,
    entity_row,
    failure_row,
    partition_of,
    poll_row,
)
from tests.support.stories import make_story
from transforms.accounts import Account
from transforms.identity.ids import article_id, revision

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
RUNS = 3
_ZSTD = b"\x28\xb5\x2f\xfd"

FEED = "https://feeds.torvay.com/all"


@dataclass(frozen=True)
class WholeOutput:
    """output, archive: folders. report: a file outside. articles: their numbers are in all that is said of them."""

    output: Path
    archive: Path
    report: Path
    articles: list[Article]


def token(number: int) -> str:
    """A word that stands in everything said of one article, and nowhere else."""
    return f"qx{number:03d}zv"


def person(number: int) -> tuple[str, str]:
    """A person whom one article names: first and last name."""
    return f"Odrun{token(number)}", f"Hale{token(number)}"


def site(number: int) -> str:
    """The site of an article; each has a few."""
    return f"site{number % 5}news.com"


def _make_article(number: int) -> Article:
    first, last = person(number)
    url = f"https://www.{site(number)}/{token(number)}.html" if number % 7 else None
    asked = f"https://short.example/{token(number)}" if number % 3 == 0 and url else url
    title = f"A ferry ran aground {token(number)}"
    text = f"{title}.\n\n{number} people were hurt, {first} {last} said. The sea was calm {token(number)}."
    at = NOON + timedelta(days=number % 4, minutes=number)
    return Article(
        article_id=article_id(url, token(number), text), revision=revision(title, text), source_id=token(number),
        url=url,
        canonical_url=url, site=site(number) if url else None, title=title, authors=(f"Ann {token(number)}", "Bo Ray"),
        agency=None, dateline=None, language="en", section=None, image_url=url and f"{url}.jpg", published_at=at,
        published_from="meta", published_offset=0, modified_at=None, text=text, fetched_at=at, status=200,
        received_at=at, anchor=at.date(), requested_url=asked, feed_url=FEED if number % 2 else None,
    )  # fmt: skip


def make_whole(folder: Path, seed: int, count: int = 16) -> WholeOutput:
    """Write everything that some runs leave; seed: of what is drawn."""
    chance = random.Random(seed)  # noqa: S311 - invented rows, no secrets
    articles = [_make_article(number) for number in range(count)]
    whole = WholeOutput(folder / "tables", folder / "warc", folder / "report.html", articles)
    for run in range(RUNS):
        mine = [number for number in range(count) if number % RUNS == run]
        again = chance.sample(range(count), 1)  # read once more, in another state
        _write_run(whole, f"run{run}", mine, again)
    if chance.random() < 0.7:
        manifests = [json.loads(path.read_text()) for path in (whole.output / "_runs").glob("*.json")]
        list(tidy(whole.output, named_files(manifests), NOON + timedelta(days=90)))
    _write_run(whole, "late", chance.sample(range(count), 3), [])
    _link(whole)
    _write_feeds(whole)
    _write_leavings(whole)
    whole.report.write_bytes(" ".join(article.text for article in articles).encode())
    note_export(whole.output, whole.report, whole.report.read_bytes())
    return whole


def _write_run(whole: WholeOutput, run_id: str, numbers: Iterable[int], again: Iterable[int]) -> None:
    told = [whole.articles[number] for number in numbers]
    told += [replace(whole.articles[number], revision=revision(run_id, "again")) for number in again]
    placed: dict[tuple[str, str], list[Row]] = {}
    for article in told:
        for table, row in _rows(article, run_id):
            placed.setdefault((table, partition_of(article)), []).append(row)
    day = NOON.date().isoformat()
    placed["failures", day] = [failure_row(letter, run_id) for article in told for letter in _letters(article)]
    placed["failures", day].append(failure_row(_letter("https://gone.example/x"), run_id))
    placed["feeds", day] = [poll_row(FeedPoll(FEED, NOON, 200, 9, 9), run_id)]
    placed["feeds", day].append(poll_row(FeedPoll(f"https://{site(1)}/rss", NOON, 200, 9, 9), run_id))
    sink = ParquetSink(str(whole.output), run_id)
    sink.prepare()
    written = [sink.write((table, when, 0), rows, "") for (table, when), rows in placed.items()]
    sink.report(Account(files=written), "")
    files = sink.finish()
    tables = {
        name: {"rows": 0, "files": [{"path": file.path, "rows": file.rows} for file in files if file.table == name]}
        for name in TABLES
    }
    _remember(whole, run_id, told)
    asked = [article.requested_url for article in told if article.requested_url]
    settings = {
        "inputs": [*asked, "in/*.jsonl"],
        "allow_host": [f"www.{site(1)}"],
        "archive": str(whole.archive),
        "output": str(whole.output),
    }
    sites = {str(article.site): {"articles": 1} for article in told}
    told_of = {"settings": settings, "sites": sites, "silent_sites": [site(1)], "failures": {}, "seconds": {}}
    sink.write_manifest({"run_id": run_id, "tables": tables, **told_of})


def _rows(article: Article, run_id: str) -> Iterator[tuple[str, Row]]:
    start = article.text.index("Odrun")
    name = article.text[start:].partition(" said")[0]
    yield "articles", article_row(article, run_id)
    yield "entities", entity_row(Entity(start, start + len(name), name, "PERSON", name), article, run_id)
    yield (
        "dates",
        date_row(DateMention(0, 1, article.text[-8:], "DATE", "2031", None, None, None, "day"), article, run_id),
    )
    yield "casualties", casualty_row(_figure(article), article, run_id)


def _figure(article: Article) -> Casualty:
    return Casualty(
        "f1", 0, 1, article.text[:1], article.text, "injured", 3, 3, 3, "exact", "event", is_main=True,
        is_derived=False, rule="test", confidence=0.9, attributed_to=article.text[-8:], first_day=article.anchor,
        last_day=article.anchor,
    )  # fmt: skip


def _letter(
    url: str | None, asked: str | None = None, source_id: str | None = None, detail: str = "no answer"
) -> DeadLetter:
    return DeadLetter(url, source_id, "fetch", "timed_out", detail, None, NOON, requested_url=asked or url)


def _letters(article: Article) -> Iterator[DeadLetter]:
    """Failures before the article could be had."""
    if article.url is None:
        yield _letter(None, source_id=article.source_id)
    else:
        yield _letter(f"{article.url}?utm_source=mail#x")
        yield _letter("https://other.example/", detail=f"it leads to {article.url}, and there to nothing")
        yield _letter("https://elsewhere.example/", article.requested_url)


def _remember(whole: WholeOutput, run_id: str, told: list[Article]) -> None:
    notebook = SightingNotebook(str(whole.output), run_id)
    noted: dict[str, list[Sighting]] = {}
    archive = WarcArchive(str(whole.archive), run_id)
    archive.open()
    for article in told:
        asked = article.requested_url
        if asked is None or article.url is None:
            continue
        seen = Sighting(asked, article.article_id, article.revision, run_id, NOON, f'"{article.source_id}"')
        noted.setdefault(notebook.bucket_of(asked), []).append(seen)
        request = Request(asked, "list", NOON, source_id=article.source_id, title=article.title)
        if asked != article.url:
            moved = HttpHead(301, (("Location", article.url),), "Moved")
            archive.keep(Answer(asked, moved, b"", NOON, request_head=b"GET / HTTP/1.1\r\n"), "redirect", request, None)
        page = gzip.compress(f"<html><h1>{article.title}</h1><p>{article.text.replace(' ', ' <b></b>')}".encode())
        head = HttpHead(200, (("Content-Type", "text/html"), ("Content-Encoding", "gzip")), "OK")
        archive.keep(Answer(article.url, head, page, NOON, request_head=b"GET / HTTP/1.1\r\n"), "page", request, None)
    robots = HttpHead(200, (("Content-Type", "text/plain"),), "OK")
    archive.keep(Answer("https://gone.example/robots.txt", robots, b"", NOON), "robots", None, None)
    archive.finish()
    for bucket, sightings in noted.items():
        notebook.note(bucket, sightings, "")
    notebook.finish()
    for bucket in list(noted)[::2]:  # as after some more runs
        paths = find_memories(str(whole.output), bucket)
        assert pour(whole.output / "_state" / PAGES, bucket, read_sightings(str(whole.output), bucket, paths))
        note_buckets(str(whole.output), [PAGES], run_id)
        delete_files(paths)


def _link(whole: WholeOutput) -> None:
    """Two articles an event, and one family each; what a linking would have found."""
    rows: dict[tuple[str, str], list[Row]] = {}
    for number in range(0, len(whole.articles) - 1, 2):
        pair = whole.articles[number : number + 2]
        event_id = f"e{number:03d}"
        best = pair[0]
        event = Event(
            event_id, 1, "live", None, date(2031, 5, 1), None, "day", None, "unknown", None, {}, 2, 2, 2, NOON, NOON,
            best.title, best.article_id, best.revision, "range", 0.9,
        )  # fmt: skip
        rows.setdefault(("events", "2031-05-01"), []).append(event_row(event))
        for article in pair:
            story = make_story(article.article_id, {"at": str(article.published_at), "revision": article.revision})
            day = partition_of(article)
            part = EventArticle(event_id, *story.key, 0.9, aside=False)
            rows.setdefault(("event_articles", day), []).append(event_article_row(part))
            member = FamilyMember(story, f"f{number}", "original", 1.0, 1.0, 0, 9)
            rows.setdefault(("families", day), []).append(family_row(member))
            told = TollReport(event_id, NOON, "injured", 3, 3, 3, *story.key, "f1", article.text[-8:], "official", 1)
            rows.setdefault(("event_tolls", "2031-05-01"), []).append(toll_row(told))
    ended = Event(
        "ended", 2, "withdrawn", None, date(2031, 5, 1), None, "day", None, "unknown", None, {}, 1, 1, 1, NOON, NOON,
        whole.articles[1].title, whole.articles[1].article_id, whole.articles[1].revision, "range", 0.9,
    )  # fmt: skip
    rows["events", "2031-05-01"].append(event_row(ended))
    sink = ParquetSink(str(whole.output), "link", LINK_TABLES)
    for (table, day), found in rows.items():
        sink.write((table, day, 0), found, "")


def _write_feeds(whole: WholeOutput) -> None:
    urls = [article.url for article in whole.articles if article.url]
    store = FeedStore(str(whole.output))
    states = [FeedState(FEED, polls=3, children=tuple((url, 1.0) for url in urls))]
    states += [FeedState(url, gone=True) for url in urls]  # pages that were handed in as if they were feeds
    lines: list[dict[str, object]] = [
        {"is": "poll", "polled_at": NOON.isoformat(), "state": state.as_plain(), "shown": []} for state in states
    ]
    for article in whole.articles:
        told = {"title": article.title, "seen_at": NOON.isoformat(), "html": f"<p>{article.text}"}
        name = {"url": article.url} if article.url else {"id": article.source_id}
        keys = [key_of_address(article.url)] if article.url else []
        lines.append({"is": "story", **name, **told, "keys": keys, "feed_url": FEED})
    store.settle(lines)
    store.close()
    write_intake(f"{whole.output}/{INTAKES}/abc/died.jsonl", lines)


def _write_leavings(whole: WholeOutput) -> None:
    """Files that killed writers left half done."""
    everything = " ".join(article.text for article in whole.articles).encode()
    (whole.output / "articles" / "published_date=2031-05-01" / ".dead.00000.parquet.12ab.tmp").write_bytes(everything)
    (whole.output / "_state" / "00").mkdir(exist_ok=True)
    (whole.output / "_state" / "00" / ".dead.jsonl.gz.12ab.tmp").write_bytes(everything)
    late = whole.output / "_state" / "late" / "dead" / "articles" / "published_date=2031-05-01"
    late.mkdir(parents=True)
    pq.write_table(pa.table({"text": [everything.decode()]}), late / "dead-20310501T000000.00000.p1.parquet")
    (whole.output / "_state" / "feeds.sqlite.damaged").write_bytes(everything)
    kept = whole.output / "_state" / "fetched" / "dead"
    kept.mkdir(parents=True)
    (kept / "dead-0123456789ab.warc.gz").write_bytes(gzip.compress(everything))
    (whole.archive / ".dead-0123456789ab.warc.gz.open").write_bytes(everything)


def read_all(output: Path) -> Counter[tuple[str, str, str]]:
    """All rows of the tables: table, partition, content."""
    found: Counter[tuple[str, str, str]] = Counter()
    for table in (*TABLES, *LINK_TABLES):
        for path in (output / table).rglob("*.parquet"):
            rows = pq.ParquetFile(path).read().to_pylist()
            found.update((table, path.parent.name, repr(row)) for row in rows)
    return found


def read_bytes(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All that the files of a folder hold, as it lies and unpacked in every way that may be meant: name, bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            yield str(path), raw
            if path.suffix == ".parquet":
                file = pq.ParquetFile(path)
                yield str(path), f"{file.metadata.to_dict()} {file.metadata.metadata}".encode()
                yield str(path), repr(file.read().to_pylist()).encode()
                yield from ((str(path), page) for page in _unpack_pages(raw))
            elif path.suffix == ".gz":
                for member in _unpack_members(raw):
                    yield str(path), member
                    yield from ((str(path), inner) for inner in _unpack_members(member))
            elif path.suffix == ".sqlite":
                with sqlite3.connect(path) as database:
                    yield str(path), "\n".join(database.iterdump()).encode()


def _unpack_pages(raw: bytes) -> Iterator[bytes]:
    """Whatever is packed with zstd in a file, pages of dictionaries too, which rows need not use."""
    for found in re.finditer(re.escape(_ZSTD), raw):
        try:
            with pa.CompressedInputStream(pa.BufferReader(raw[found.start() :]), "zstd") as stream:
                yield stream.read(1)
            with pa.CompressedInputStream(pa.BufferReader(raw[found.start() :]), "zstd") as stream:
                packed = io.BytesIO()
                while block := stream.read(256):
                    packed.write(block)
        except OSError:  # the frame ends, and what follows is no other
            pass
        yield packed.getvalue()


def _unpack_members(raw: bytes) -> Iterator[bytes]:
    for found in re.finditer(b"\x1f\x8b\x08", raw):
        try:
            yield zlib.decompressobj(wbits=31).decompress(raw[found.start() :])
        except zlib.error:
            continue


def find_left(folder: Path, words: Iterable[str]) -> set[tuple[str, str]]:
    """The words that files still hold: file, word."""
    wanted = list(words)
    return {(name, word) for name, content in read_bytes(folder) for word in wanted if word.encode() in content}


def is_as_written(path: Path, scratch: Path) -> bool:
    """Whether a file of a table is, to the byte, what is written of its rows alone: no dictionary, statistics or filter
    of others.
    """
    write_rows(pq.ParquetFile(path).read(), scratch)
    return scratch.read_bytes() == path.read_bytes()
