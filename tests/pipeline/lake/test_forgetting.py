"""Nothing is left of what was forgotten, and everything else is as it was, whoever reads, writes or dies meanwhile."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.__main__ import main
from pipeline.archives.writing import WarcArchive
from pipeline.fetchers.answers.http_answer import Answer, HttpHead
from pipeline.lake.changes import hash_file
from pipeline.lake.forgetting.asking import Asked, read_asked
from pipeline.lake.forgetting.running import forget, plan
from pipeline.sinks.parquet import ParquetSink
from pipeline.state.forgotten import read_tombstones
from pipeline.state.memory import SightingMemory
from schemas.article import Article
from schemas.request import Request
from schemas.tables import ARTICLES, article_row, partition_of
from tests.support.whole_output import (
    NOON,
    WholeOutput,
    find_left,
    is_as_written,
    make_whole,
    person,
    read_all,
    site,
)

RETOLD = ("events",)
"""Rows that stay and change: an event is shown by another article."""


def nothing(*_: object) -> None:
    """In place of linking, and of what a person is told."""


def ask(whole: WholeOutput, asked: Asked) -> list[Path]:
    return forget(whole.output, asked, [whole.archive], nothing, nothing)


def others(rows: Counter[tuple[str, str, str]], gone: Collection[Article]) -> Counter[tuple[str, str, str]]:
    kept = {row: count for row, count in rows.items() if row[0] not in RETOLD}
    return Counter({row: count for row, count in kept.items() if not any(word in row[2] for word in names_of(gone))})


def names_of(articles: Collection[Article]) -> set[str]:
    return {word for article in articles for word in (article.article_id, str(article.source_id))}


def write_more(whole: WholeOutput, run_id: str, articles: Collection[Article]) -> None:
    """Files of a run that has ended, without its manifest."""
    sink = ParquetSink(str(whole.output), run_id)
    sink.prepare()
    for number, article in enumerate(articles):
        sink.write((ARTICLES.name, partition_of(article), number), [article_row(article, run_id)], "")


def check_forgotten(whole: WholeOutput, before: Counter[tuple[str, str, str]], gone: Collection[Article]) -> None:
    """Nothing is left of these articles, and everything else is as it was."""
    folder = whole.output.parent
    assert find_left(folder, names_of(gone)) == set()
    assert others(read_all(whole.output), []) == others(before, gone)
    kept = [article for article in whole.articles if article not in gone]
    still = {str(article.source_id) for article in kept}
    assert {word for _, word in find_left(whole.output, still)} == still
    fetched = {str(article.source_id) for article in kept if article.url}
    assert {word for _, word in find_left(whole.archive, still)} == fetched


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_left_of_any_article_and_everything_else_is_equal(tmp_path: Path, seed: int) -> None:
    whole = make_whole(tmp_path, seed)
    gone = random.Random(seed).choice(whole.articles)  # noqa: S311 - which article, no secret
    assert find_left(tmp_path, names_of([gone]))
    files = {path: path.read_bytes() for path in whole.output.glob("*/*/*.parquet")}
    before = read_all(whole.output)
    ask(whole, Asked("article", gone.article_id))
    check_forgotten(whole, before, [gone])
    changed = [path for path in whole.output.glob("*/*/*.parquet") if files[path] != path.read_bytes()]
    assert changed
    for path in changed:
        assert is_as_written(path, tmp_path / "scratch"), f"{path} holds more than its rows"


def test_an_address_is_asked_for_in_any_spelling_and_by_where_it_led_from(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 3)
    before = read_all(whole.output)
    gone = whole.articles[3]
    assert gone.requested_url != gone.url
    ask(whole, read_asked("url", f"{gone.requested_url}?utm_campaign=spring#top".replace("https://s", "HTTPS://S")))
    check_forgotten(whole, before, [gone])


def test_a_site_goes_with_all_its_hosts_feeds_and_pictures(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 4)
    gone = [article for article in whole.articles if article.site == site(1)]
    assert len(gone) > 1
    ask(whole, Asked("site", site(1)))
    assert find_left(tmp_path, {site(1), *names_of(gone)}) == set()
    others_left = {article.article_id for article in whole.articles if article not in gone}
    assert {word for _, word in find_left(whole.output, others_left)} == others_left


def test_whatever_names_a_person_goes_whole(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 5)
    before = read_all(whole.output)
    first, last = person(7)
    ask(whole, read_asked("person", f" {first.upper()}   {last}\u0301 "))
    check_forgotten(whole, before, [whole.articles[7]])


def test_of_a_name_all_words_are_wanted_in_their_order(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 5)
    first, last = person(7)
    for name in (f"{last} {first}", f"{first} {person(8)[1]}", f"{first[:-1]} {last}"):
        assert plan(whole.output, read_asked("person", name), [whole.archive]).articles == []


def test_what_others_have_too_stays(tmp_path: Path) -> None:
    """An address that shows the newest story leads to many."""
    whole = make_whole(tmp_path, 6)
    newest = "https://newest.example/"
    one, other = (replace(article, requested_url=newest) for article in (whole.articles[1], whole.articles[2]))
    write_more(whole, "newest", [one, other])
    ask(whole, Asked("article", one.article_id))
    assert find_left(tmp_path, names_of([one])) == set()
    assert not read_tombstones(str(whole.output)).covers_address(newest)
    left = [row for row in read_all(whole.output) if newest in row[2]]
    assert len(left) == 1
    ask(whole, read_asked("url", newest))
    assert find_left(whole.output, [newest, *names_of([other])]) == set()


def test_only_looking_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = make_whole(tmp_path, 7)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    gone = whole.articles[8]
    assert main(["forget", str(whole.output), "--article", gone.article_id]) == 0
    said = capsys.readouterr().out.splitlines()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    states = sum(
        count for row, count in read_all(whole.output).items() if row[0] == "articles" and gone.article_id in row[2]
    )
    assert ["articles", str(states)] in [line.split() for line in said]
    assert any(gone.article_id in line and str(gone.title) in line for line in said)
    assert said[-1] == "nothing was changed; --yes does it"


def test_titles_do_not_act_on_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = make_whole(tmp_path, 7)
    article = replace(whole.articles[0], article_id="0" * 16, title="up\x1b[2Jand\naway\u202e")
    write_more(whole, "strange", [article])
    assert main(["forget", str(whole.output), "--article", article.article_id]) == 0
    assert "up\ufffd[2Jand away\ufffd\n" in capsys.readouterr().out


def test_the_receipt_says_who_when_and_what_files_were_and_names_nothing(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 8)
    gone = whole.articles[9]
    hashes = {path.relative_to(whole.output).as_posix(): hash_file(path) for path in whole.output.rglob("*.parquet")}
    (path,) = ask(whole, Asked("article", gone.article_id))
    receipt = json.loads(path.read_text())
    assert receipt["asked_by"]
    assert receipt["asked_for"] == "article"
    assert receipt["begun_at"] < receipt["finished_at"]
    assert receipt["removed"]["archived"] >= 2
    for file in receipt["files"]:
        there = whole.output / file["file"]
        assert file["before"] == hashes.get(file["file"], file["before"])
        if file["file"].endswith(".parquet") and not file["file"].startswith(("events", "famil", "event_")):
            assert file["after"] == (hash_file(there) if there.exists() else None)
    assert {file.name for file in path.parent.iterdir()} == {path.name, "tombstones.json"}


def test_an_archived_page_that_became_no_article_goes_when_it_names_the_person(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 9)
    archive = WarcArchive(str(whole.archive), "more")
    archive.open()
    for name, words in (("first", "Zofia &Oacute;rlewska was there"), ("second", "Nobody was there")):
        page = gzip.compress(f"<p>{words.replace(' ', '</p> <p>', 1)}, {name}zq".encode())
        head = HttpHead(200, (("Content-Type", "text/html"), ("Content-Encoding", "gzip")), "OK")
        answer = Answer(f"https://{name}.example/", head, page, NOON, request_head=b"GET / HTTP/1.1\r\n")
        archive.keep(answer, "not_an_article", Request(answer.url, "list", NOON), None)
    archive.finish()
    ask(whole, read_asked("person", "Zofia Orlewska"))
    assert {word for _, word in find_left(whole.archive, ["firstzq", "first.example", "secondzq"])} == {"secondzq"}
    check_forgotten(whole, read_all(whole.output), [])


def test_files_of_older_schemas_keep_theirs(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 10)
    aged = [path for name in ("articles", "failures") for path in (whole.output / name).rglob("*.parquet")]
    for path in aged:
        pq.write_table(pq.ParquetFile(path).read().drop_columns(["requested_url", "feed_url"]), path)
    gone = whole.articles[2]
    ask(whole, Asked("article", gone.article_id))
    assert find_left(whole.output, names_of([gone])) == set()
    assert not (whole.output / "_state" / "fetched" / "dead").exists()
    assert all("feed_url" not in pq.read_schema(path).names for path in aged if path.exists())


def test_a_damaged_file_of_what_was_seen_is_told_from_the_tables(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 11)
    gone = whole.articles[3]
    for path in (whole.output / "_state").glob("[0-9a-f][0-9a-f]/*.jsonl.gz"):
        path.write_bytes(path.read_bytes()[:-9])
    ask(whole, Asked("article", gone.article_id))
    assert find_left(tmp_path, names_of([gone])) == set()
    memory = SightingMemory(str(whole.output), "next")
    memory.open()
    for article in whole.articles:
        if article.requested_url:
            names = (article.article_id, article.revision, partition_of(article))
            held = memory.holder(article.requested_url, *names) is not None
            assert held == (article is not gone)


@pytest.mark.parametrize("torn", [20, 300])
def test_what_stands_in_the_way_is_named_and_the_next_attempt_finishes_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], torn: int
) -> None:
    whole = make_whole(tmp_path, 12)
    damaged = sorted(whole.archive.glob("[!.]*.warc.gz"))[0]
    content = damaged.read_bytes()
    damaged.write_bytes(content[:-torn])
    one, other = whole.articles[4], whole.articles[5]
    with pytest.raises(ValueError, match=damaged.name):
        ask(whole, Asked("article", one.article_id))
    assert main(["forget", str(whole.output), "--article", one.article_id, "--yes"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"{damaged} cannot be read as an archive" in line
    damaged.write_bytes(content)
    assert len(ask(whole, Asked("article", other.article_id))) == 2
    assert find_left(tmp_path, names_of([one, other])) == set()


def test_no_run_goes_on_as_if_nothing_had_been_forgotten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = make_whole(tmp_path, 12, count=4)
    ask(whole, Asked("article", whole.articles[1].article_id))
    (whole.output / "_forgotten" / "tombstones.json").write_text("{")
    (tmp_path / "story.txt").write_text("A ferry ran aground.")
    assert main(["--input", str(tmp_path / "story.txt"), "--output", str(whole.output)]) == 2
    assert "tombstones.json is damaged" in capsys.readouterr().err
