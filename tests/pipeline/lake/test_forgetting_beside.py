"""Forgetting while runs go on, watchers watch, readers read, another asks, or it is killed."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections.abc import Collection
from pathlib import Path

import duckdb
import pytest

from pipeline.__main__ import main
from pipeline.lake.forgetting.asking import Asked
from pipeline.lake.forgetting.running import forget
from pipeline.lease import caring, claiming
from pipeline.polling.schedule import FeedState
from pipeline.polling.stories import key_of_address
from pipeline.sinks.parquet import ParquetSink
from pipeline.sinks.staging import stage_of
from pipeline.state.feed_store import FeedStore
from pipeline.streaming.feed_log import FeedLog
from pipeline.streaming.feed_memory import HeldFeeds
from schemas.link_tables import EVENT_ARTICLES, LINK_TABLES, RUN, event_article_row
from schemas.links import EventArticle
from schemas.tables import ARTICLES, article_row, partition_of
from tests.support.forking import FORKING
from tests.support.whole_output import NOON, WholeOutput, find_left, make_whole, read_all, token


def nothing(*_: object) -> None:
    """In place of linking, and of what a person is told."""


def _forget_and_say(whole: WholeOutput, asked: Asked, linked: Path) -> None:
    def link(days: Collection[str]) -> None:
        linked.write_text(json.dumps(sorted(days)))

    forget(whole.output, asked, [whole.archive], link, nothing)


def forget_with_kills(whole: WholeOutput, asked: Asked, lives: Collection[float], linked: Path) -> None:
    """Forget in a process that is killed with -9 after each of so many seconds, and at last is let."""
    for seconds in lives:
        process = FORKING.Process(target=_forget_and_say, args=(whole, asked, linked))
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        assert process.exitcode in {0, -signal.SIGKILL}
    process = FORKING.Process(target=_forget_and_say, args=(whole, asked, linked))
    process.start()
    process.join()
    assert process.exitcode == 0


def names(whole: WholeOutput, number: int) -> set[str]:
    return {token(number), whole.articles[number].article_id}


def _kill(folder: Path, rounds: int) -> None:
    chance = random.Random(11)  # noqa: S311 - moments, not secrets
    whole = make_whole(folder, 1)
    for number in range(rounds):
        gone = names(whole, number)
        before = read_all(whole.output)
        lives = [chance.random() * 0.5 for _ in range(6)]
        linked = folder / "linked.json"
        linked.unlink(missing_ok=True)
        forget_with_kills(whole, Asked("article", whole.articles[number].article_id), lives, linked)
        assert find_left(folder, gone) == set()
        kept = {row: n for row, n in before.items() if row[0] != "events" and not any(word in row[2] for word in gone)}
        after = {row: n for row, n in read_all(whole.output).items() if row[0] != "events"}
        assert after == kept
        if linked.exists():  # else the killed one had come to its end
            assert json.loads(linked.read_text())
    receipts = [json.loads(path.read_text()) for path in (whole.output / "_forgotten").glob("2*.json")]
    assert not list((whole.output / "_forgotten").glob("*going_on*"))
    assert sum("articles" in receipt["removed"] for receipt in receipts) == rounds


@pytest.mark.slow
def test_killed_at_any_moment_another_finishes_it(tmp_path: Path) -> None:
    _kill(tmp_path, 3)


@pytest.mark.slow
def test_killed_many_times(tmp_path: Path) -> None:
    _kill(tmp_path, 15)


def test_what_a_run_that_began_before_writes_goes_too(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 2)
    told: list[str] = []
    waiting = threading.Event()

    def tell(words: str) -> None:
        told.append(words)
        waiting.set()

    article = whole.articles[4]
    forgetting = threading.Thread(
        target=forget, args=(whole.output, Asked("article", article.article_id), [whole.archive], nothing, tell)
    )
    with claiming(str(whole.output), "slow"):
        forgetting.start()
        assert waiting.wait(60)
        sink = ParquetSink(str(whole.output), "slow")
        sink.write((ARTICLES.name, partition_of(article), 0), [article_row(article, "slow")], "")
        assert find_left(whole.output, names(whole, 4))
    forgetting.join(60)
    assert told == ["waiting for the end of slow"]
    assert find_left(tmp_path, names(whole, 4)) == set()


def test_what_a_killed_linking_has_left_goes_too(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 2)
    article = whole.articles[4]
    told = EventArticle("e", article.article_id, article.revision, 0.5, aside=False)
    sink = ParquetSink(stage_of(str(whole.output)), RUN, LINK_TABLES)
    left = sink.write((EVENT_ARTICLES.name, partition_of(article), 0), [event_article_row(told)], "")
    forget(whole.output, Asked("article", article.article_id), [whole.archive], nothing, nothing)
    assert find_left(tmp_path, names(whole, 4)) == set()
    assert not (Path(stage_of(str(whole.output))) / left.path).exists()


def test_two_at_once_both_come_to_their_end(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 3)
    linked = tmp_path / "linked.json"
    both = [
        FORKING.Process(target=_forget_and_say, args=(whole, Asked("article", whole.articles[n].article_id), linked))
        for n in (5, 6)
    ]
    for process in both:
        process.start()
    for process in both:
        process.join()
    for number, process in zip((5, 6), both, strict=True):
        if process.exitcode == 0:  # else the other was at work when it looked, and it said so
            assert find_left(tmp_path, names(whole, number)) == set()
    assert 0 in {process.exitcode for process in both}


def test_while_another_rewrites_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = make_whole(tmp_path, 3)
    with caring(str(whole.output), wait=False):
        assert main(["forget", str(whole.output), "--article", whole.articles[0].article_id, "--yes"]) == 1
    assert "another tidy, forget or publish is at work" in capsys.readouterr().err
    assert find_left(whole.output, names(whole, 0))


def test_a_watcher_may_have_its_feeds_open(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 4)
    store = FeedStore(str(whole.output))
    store.read_states()
    forget(whole.output, Asked("article", whole.articles[1].article_id), [], nothing, nothing)
    states = store.read_states()
    assert whole.articles[1].url not in states
    store.settle(
        [
            {
                "is": "poll",
                "polled_at": NOON.isoformat(),
                "state": FeedState("https://new.example/").as_plain(),
                "shown": [],
            }
        ]
    )
    assert store.read_states().keys() - states.keys() == {"https://new.example/"}
    store.close()
    assert find_left(whole.output, names(whole, 1)) == set()


def test_what_a_stream_remembers_of_its_feeds_goes_with_it(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 4)
    gone, stays = (key_of_address(whole.articles[number].url or "") for number in (1, 2))
    log, held = FeedLog(str(whole.output), "quay"), HeldFeeds()
    held.settle([{"is": "story", "keys": [gone, stays], "seen_at": NOON.isoformat()}])
    log.write(0, 0, [{"is": "story", "url": whole.articles[1].url, "keys": [gone], "seen_at": "x"}], held)
    forget(whole.output, Asked("article", whole.articles[1].article_id), [], nothing, nothing)
    assert log.recall(1).look_up([gone, stays]).keys() == {stays}


def count_kept(output: Path, gone: str) -> tuple[int, int] | None:
    """Rows of articles that stay, distinct and in all; None when a file was gone when it came to be read."""
    try:
        found = duckdb.connect().execute(
            "SELECT count(DISTINCT (article_id, revision, run_id)), count(*) FROM read_parquet(?)"
            " WHERE article_id <> ?",
            [f"{output}/articles/*/*.parquet", gone],
        )
        return found.fetchone()
    except duckdb.IOException:
        return None


def test_a_reader_never_misses_or_doubles_what_stays(tmp_path: Path) -> None:
    whole = make_whole(tmp_path, 5)
    gone = whole.articles[2].article_id
    expected = count_kept(whole.output, gone)
    assert expected is not None
    assert expected[0] == expected[1]
    linked = tmp_path / "linked.json"
    asked = Asked("article", gone)
    process = FORKING.Process(target=_forget_and_say, args=(whole, asked, linked))
    process.start()
    answers = []
    while process.is_alive():
        answers.append(count_kept(whole.output, gone))
        time.sleep(0.001)
    process.join()
    assert set(answers) <= {expected, None}
    assert count_kept(whole.output, gone) == expected
