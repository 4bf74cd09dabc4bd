from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.state import notebook
from pipeline.state.memory import SightingMemory
from pipeline.state.notebook import commit_sightings, discard_sightings, write_sightings
from pipeline.state.page_store import PAGES, forget_pages, pour
from pipeline.state.restoring import restore_sightings
from pipeline.state.sightings import bucket_of, find_memories, read_sightings
from schemas.sighting import Sighting
from tests.support.forking import FORKING

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
QUAY, PIER = "https://quay.example/1", "https://quay.example/2"
BUCKET = bucket_of(QUAY)
TODAY = "9999-12-31"
"""A day that is not looked for in the tables."""


def page(url: str, run_id: str, at: datetime = NOON, revision: str = "r1") -> Sighting:
    return Sighting(url, f"article of {url}", revision, run_id, at, f'"{revision}"', None)


def commit(output: Path, run_id: str, *sightings: Sighting) -> None:
    write_sightings(str(output), run_id, BUCKET, sightings)
    commit_sightings(str(output), run_id)


def follow(output: Path, days: int, runs: int = 2) -> None:
    """Runs on each day after noon's; each sees a page of its own."""
    for number in range(runs * days):
        run_id = f"run-{number:04}"
        at = NOON + timedelta(days=(number + 1) / runs)
        commit(output, run_id, page(f"https://quay.example/of/{number}", run_id, at))


def remember(output: Path, run_id: str = "next") -> SightingMemory:
    memory = SightingMemory(str(output), run_id)
    memory.open()
    return memory


def is_held(memory: SightingMemory, url: str, revision: str = "r1") -> bool:
    return memory.holder(url, f"article of {url}", revision, TODAY) is not None


def count(output: Path, table: str) -> int:
    with closing(sqlite3.connect(output / "_state" / PAGES)) as database:
        (found,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own tables
    return int(found)


def test_what_older_files_say_is_known_from_the_database(tmp_path: Path) -> None:
    commit(tmp_path, "monday", page(QUAY, "monday"))
    follow(tmp_path, 12)
    assert len(find_memories(str(tmp_path), BUCKET)) <= 9
    assert count(tmp_path, "pages") > 10
    memory = remember(tmp_path)
    assert memory.recall(QUAY) == page(QUAY, "monday")
    assert memory.recall(PIER) is None
    assert [is_held(memory, QUAY, revision) for revision in ("r1", "r2")] == [True, False]


def test_a_page_is_forgotten_a_month_after_it_was_last_read(tmp_path: Path) -> None:
    commit(tmp_path, "monday", page(QUAY, "monday"), page(PIER, "monday"))
    follow(tmp_path, 25, runs=1)
    commit(tmp_path, "again", page(PIER, "monday", NOON + timedelta(days=25)))
    for number in range(20):
        run_id = f"tail-{number:02}"
        commit(tmp_path, run_id, page("https://quay.example/3", run_id, NOON + timedelta(days=26 + number)))
    memory = remember(tmp_path)
    assert memory.recall(QUAY) is None
    assert not is_held(memory, QUAY)
    assert memory.recall(PIER) is not None
    assert is_held(memory, PIER)


def test_the_database_stops_growing(tmp_path: Path) -> None:
    store = tmp_path / "_state" / PAGES
    store.parent.mkdir()
    sizes = []
    for day in range(120):
        at = NOON + timedelta(days=day)
        assert pour(store, BUCKET, [page(f"https://quay.example/{day}/{n}", f"run-{day}", at) for n in range(20)])
        sizes.append([count(tmp_path, table) for table in ("pages", "revisions", "runs")])
    assert sizes[-1] == sizes[45] == [31 * 20, 31 * 20, 31]


def test_where_there_can_be_no_database_files_are_made_one_without_what_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "store_of", lambda _: None)  # as of an output that is a URI
    follow(tmp_path, 50)
    paths = find_memories(str(tmp_path), BUCKET)
    seen = [seen.seen_at for path in paths for seen in read_sightings(path)]
    assert len(paths) <= 9
    assert 2 * 25 < len(seen) <= 2 * 30 + 18
    assert not (tmp_path / "_state" / PAGES).exists()


def test_the_rows_of_a_run_that_is_repeated_are_held_no_more(tmp_path: Path) -> None:
    commit(tmp_path, "monday", page(QUAY, "monday"))
    commit(tmp_path, "tuesday", page(PIER, "tuesday"))
    follow(tmp_path, 12)
    again = remember(tmp_path, "monday")
    assert (again.recall(QUAY), is_held(again, QUAY)) == (None, False)
    discard_sightings(str(tmp_path), "monday")
    memory = remember(tmp_path)
    assert (memory.recall(QUAY), is_held(memory, QUAY), is_held(memory, PIER)) == (None, False, True)


def test_who_wrote_the_rows_stays_known(tmp_path: Path) -> None:
    commit(tmp_path, "monday", page(QUAY, "monday"))
    for number in range(30):
        run_id = f"run-{number:02}"
        commit(tmp_path, run_id, page(QUAY, run_id, NOON + timedelta(hours=number)))
    assert remember(tmp_path).holder(QUAY, f"article of {QUAY}", "r1", TODAY) == "monday"


def test_one_page_is_found_without_reading_the_others(tmp_path: Path) -> None:
    follow(tmp_path, 12)
    with closing(sqlite3.connect(tmp_path / "_state" / PAGES)) as database:
        for query in (
            "SELECT url FROM pages WHERE key = 1 AND url = ''",
            "SELECT run_id FROM revisions JOIN runs ON id = run WHERE article = 1 AND revision = 1",
            "DELETE FROM pages WHERE key BETWEEN 1 AND 2 AND seen < 3",
            "DELETE FROM revisions WHERE article BETWEEN 1 AND 2 AND seen < 3",
        ):
            steps = [step for *_, step in database.execute(f"EXPLAIN QUERY PLAN {query}")]
            assert all(step.startswith("SEARCH") for step in steps), steps


def tear(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))


LOSSES: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "no database": lambda path: path.write_bytes(b"no database at all" * 500),
    "torn pages": tear,
}


def test_nothing_is_left_in_the_file_of_what_is_taken_out_or_was_forgotten_before(tmp_path: Path) -> None:
    store = tmp_path / "_state" / PAGES
    store.parent.mkdir()
    for day in (0, 40):
        at = NOON + timedelta(days=day)
        assert pour(store, BUCKET, [page(f"https://quay.example/harbour-{day}-{n}-", "run", at) for n in range(300)])
    gone = "https://quay.example/harbour-40-7-"
    assert forget_pages(store, [f"article of {gone}"], lambda seen: seen.url == gone) == 1
    content = store.read_bytes()
    assert [name in content for name in (b"harbour-40-8-", b"harbour-40-7-", b"harbour-0-")] == [True, False, False]
    assert count(tmp_path, "revisions") == 299


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_a_database_that_is_lost_stops_no_run_and_is_told_anew(tmp_path: Path, lose: Callable[[Path], object]) -> None:
    follow(tmp_path, 12)
    lose(tmp_path / "_state" / PAGES)
    memory = remember(tmp_path)
    assert not is_held(memory, "https://quay.example/of/0")  # nor do tables hold it, here
    assert is_held(memory, "https://quay.example/of/23")
    commit(tmp_path, "after", page(QUAY, "after"))
    restore_sightings(str(tmp_path))
    for number in range(20):
        commit(tmp_path, f"run-{number:04}b", page(PIER, f"run-{number:04}b", NOON + timedelta(hours=number)))
    memory = remember(tmp_path)
    assert is_held(memory, QUAY)
    assert is_held(memory, PIER)
    assert count(tmp_path, "pages") > 0


def live(output: Path, first: int, told: Path) -> None:
    """Commit runs until somebody ends it; the number of each that is done is told."""
    for number in range(first, 10_000):
        run_id = f"run-{number:05}"
        commit(output, run_id, *(page(f"https://quay.example/{number}/{part}", run_id) for part in range(3)))
        with told.open("a") as file:
            file.write(f"{number}\n")


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_files_are_poured_nothing_is_lost(tmp_path: Path, seed: int) -> None:
    drawn = random.Random(seed)  # noqa: S311 - the same kills each time
    told, first = tmp_path / "told", 0
    told.touch()
    for _ in range(8):
        process = FORKING.Process(target=live, args=(tmp_path / "out", first, told))
        process.start()
        while len(told.read_text().split()) < first + 4:
            assert process.is_alive()
            time.sleep(0.005)
        time.sleep(drawn.uniform(0, 0.1))
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        done = list(map(int, told.read_text().split()))
        memory = remember(tmp_path / "out")
        lost = [n for n in done for part in range(3) if not is_held(memory, f"https://quay.example/{n}/{part}")]
        assert not lost
        first = len(done)
        memory.close()
    shutil.rmtree(tmp_path / "out" / "_state" / BUCKET)
    memory = remember(tmp_path / "out")
    assert is_held(memory, "https://quay.example/0/0"), "nothing was poured"
