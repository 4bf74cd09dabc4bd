"""Nothing is left of what was forgotten, and everything else is as it was, whoever reads, writes or dies meanwhile."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.lake.changes import hash_file
from pipeline.lake.forgetting.asking import Asked, read_asked
from pipeline.lake.forgetting.running import forget, plan
from pipeline.sinks.parquet import ParquetSink
from pipeline.state.forgotten import read_tombstones
from schemas.article import Article
from schemas.tables import ARTICLES, article_row, partition_of
from tests.support.whole_output import (
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
