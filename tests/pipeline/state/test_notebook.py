from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.state.memory import SightingMemory
from pipeline.state.notebook import SightingNotebook, commit_sightings, discard_sightings, write_sightings
from pipeline.state.sightings import bucket_of, find_memories
from schemas.sighting import Sighting

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://example.org/a?id=1"
DAY = "2026-02-28"


def sighting(revision: str, run_id: str, hours: int = 0, url: str = URL, etag: str | None = '"v1"') -> Sighting:
    return Sighting(url, "a" * 16, revision, run_id, NOON + timedelta(hours=hours), etag, None)


def remember(output: Path, *sightings: Sighting) -> None:
    run_id = sightings[0].run_id
    write_sightings(str(output), run_id, bucket_of(sightings[0].url), sightings)
    commit_sightings(str(output), run_id)


def recall(output: Path, run_id: str) -> SightingMemory:
    memory: SightingMemory = pickle.loads(pickle.dumps(SightingMemory(str(output), run_id)))  # noqa: S301 - our own, as Beam does
    memory.open()
    return memory


def test_a_later_run_recalls_what_an_earlier_one_saw(tmp_path: Path) -> None:
    remember(tmp_path, sighting("r1", "monday"))
    memory = recall(tmp_path, "tuesday")
    assert memory.recall(URL) == sighting("r1", "monday")
    assert memory.recall("https://example.org/b") is None
    assert memory.holder(URL, "a" * 16, "r1", DAY) is not None
    assert memory.holder(URL, "a" * 16, "r2", DAY) is None


def test_hosts_that_take_turns_are_read_once(tmp_path: Path) -> None:
    urls = [f"https://host{number}.example/a" for number in range(60)]
    assert len(set(map(bucket_of, urls))) > 20
    for bucket in set(map(bucket_of, urls)):
        ours = [sighting("r1", "monday", url=url) for url in urls if bucket_of(url) == bucket]
        write_sightings(str(tmp_path), "monday", bucket, ours)
    commit_sightings(str(tmp_path), "monday")
    memory = recall(tmp_path, "tuesday")
    known = [memory.recall(url) for url in urls]
    for path in (tmp_path / "_state").glob("*/*.gz"):
        path.unlink()
    assert [memory.recall(url) for url in urls] == known
    assert known[0] is not None


def test_what_was_seen_in_several_windows_of_a_run_is_kept(tmp_path: Path) -> None:
    bucket = bucket_of(URL)
    notebook = SightingNotebook(str(tmp_path), "stream")
    first, second = "stream-20260301T120500", "stream-20260301T130500"
    notebook.note(bucket, [sighting("r1", first)], "20260301T120500")
    notebook.note(bucket, [sighting("r2", second, 1)], "20260301T130500")
    write_sightings(str(tmp_path), "stream2", bucket, [sighting("r3", "stream2", 2)])
    commit_sightings(str(tmp_path), first)
    commit_sightings(str(tmp_path), second)
    memory = recall(tmp_path, "next")
    assert [memory.holder(URL, "a" * 16, revision, DAY) for revision in ("r1", "r2", "r3")] == [first, second, None]
    assert memory.recall(URL) == sighting("r2", second, 1)
    discard_sightings(str(tmp_path), "stream2")
    assert not find_memories(str(tmp_path), bucket, ".pending")


def test_an_empty_output_recalls_nothing(tmp_path: Path) -> None:
    assert recall(tmp_path / "nowhere", "monday").recall(URL) is None


def test_sightings_are_not_valid_before_the_tables_are(tmp_path: Path) -> None:
    write_sightings(str(tmp_path), "monday", bucket_of(URL), [sighting("r1", "monday")])
    assert recall(tmp_path, "tuesday").recall(URL) is None
    discard_sightings(str(tmp_path), "monday")
    commit_sightings(str(tmp_path), "monday")
    assert recall(tmp_path, "tuesday").recall(URL) is None


def test_a_run_that_is_repeated_forgets_its_own_rows(tmp_path: Path) -> None:
    remember(tmp_path, sighting("r1", "monday"))
    remember(tmp_path, sighting("r2", "tuesday", 24))
    again = recall(tmp_path, "tuesday")
    assert again.recall(URL) == sighting("r1", "monday")
    assert again.holder(URL, "a" * 16, "r2", DAY) is None
    remember(tmp_path, sighting("r3", "tuesday", 25))
    later = recall(tmp_path, "wednesday")
    assert later.holder(URL, "a" * 16, "r3", DAY) is not None
    assert later.holder(URL, "a" * 16, "r2", DAY) is None


def test_the_latest_sighting_counts_and_every_revision_is_held(tmp_path: Path) -> None:
    remember(tmp_path, sighting("r2", "tuesday", 24, etag='"v2"'))
    remember(tmp_path, sighting("r1", "monday"))
    memory = recall(tmp_path, "wednesday")
    latest = memory.recall(URL)
    assert latest is not None
    assert latest.etag == '"v2"'
    assert memory.holder(URL, "a" * 16, "r1", DAY) is not None
    assert memory.holder(URL, "a" * 16, "r2", DAY) is not None


def test_many_runs_leave_few_files_and_lose_nothing(tmp_path: Path) -> None:
    for number in range(40):
        remember(tmp_path, sighting(f"r{number}", f"run-{number:02}", number))
    assert len(find_memories(str(tmp_path), bucket_of(URL))) <= 9
    memory = recall(tmp_path, "next")
    assert all(memory.holder(URL, "a" * 16, f"r{number}", DAY) for number in range(40))


@pytest.mark.parametrize("damage", [b"", b"not gzip", b"\x1f\x8b\x08\x00cut"])
def test_a_damaged_file_takes_no_other_with_it(tmp_path: Path, damage: bytes) -> None:
    remember(tmp_path, sighting("r1", "monday"))
    remember(tmp_path, sighting("r2", "tuesday", 24))
    path = next(path for path in find_memories(str(tmp_path), bucket_of(URL)) if "tuesday" in path)
    Path(path).write_bytes(damage)
    memory = recall(tmp_path, "wednesday")
    assert memory.holder(URL, "a" * 16, "r1", DAY) is not None
    assert memory.holder(URL, "a" * 16, "r2", DAY) is None


def test_a_repeated_run_that_no_longer_sees_a_page_does_not_claim_it(tmp_path: Path) -> None:
    other = "https://other.example/b"
    assert bucket_of(other) != bucket_of(URL)
    write_sightings(str(tmp_path), "monday", bucket_of(URL), [sighting("r1", "monday")])
    write_sightings(str(tmp_path), "monday", bucket_of(other), [sighting("r1", "monday", url=other)])
    commit_sightings(str(tmp_path), "monday")
    for number in range(12):  # enough runs for monday's file to be merged into another's
        remember(tmp_path, sighting(f"r{number + 2}", f"run-{number}", number + 1))
    discard_sightings(str(tmp_path), "monday")
    remember(tmp_path, sighting("r1", "monday", 50, url=other))  # the host of URL could not be reached this time
    memory = recall(tmp_path, "next")
    assert memory.holder(other, "a" * 16, "r1", DAY) is not None
    assert memory.holder(URL, "a" * 16, "r1", DAY) is None
    assert memory.holder(URL, "a" * 16, "r5", DAY) is not None


def test_who_wrote_the_rows_stays_known_when_a_later_run_sees_them_again(tmp_path: Path) -> None:
    remember(tmp_path, sighting("r1", "monday"))
    for number in range(12):
        remember(tmp_path, sighting("r1", f"run-{number}", number + 1))
    memory = recall(tmp_path, "run-11")  # repeated: its own sightings are forgotten, monday's rows are not
    assert memory.holder(URL, "a" * 16, "r1", DAY) is not None
