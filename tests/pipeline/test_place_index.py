import multiprocessing
import os
import sqlite3
import tempfile
from pathlib import Path

import pytest

from pipeline import place_index
from transforms.mentions.places.index import SCHEMA


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """One place instead of a quarter of a million: what is tested here is the file, not what it holds."""

    def gather(connection: sqlite3.Connection) -> None:
        connection.executescript(SCHEMA)
        connection.execute("INSERT INTO place VALUES (7, 'Oro', 'city', 'PG', 'PG.06', NULL, -8.9, 148.4, 100)")
        connection.execute("INSERT INTO name VALUES ('oro', 7, 1)")

    monkeypatch.setattr(place_index, "gather_places", gather)


@pytest.mark.usefixtures("small")
def test_builds_once_in_the_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert place_index.open_place_index().find("Oro")[0].place_id == 7
    (built,) = (tmp_path / "wire-ingest").glob("places-*")
    before = built.stat().st_mtime_ns
    assert place_index.open_place_index().find("Oro")[0].place_id == 7
    assert built.stat().st_mtime_ns == before


@pytest.mark.usefixtures("small")
def test_falls_back_to_the_temporary_folder_where_home_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert place_index.open_place_index().find("Oro")
    assert list(tmp_path.glob("wire-ingest-*/places-*.sqlite"))


@pytest.mark.usefixtures("small")
def test_says_so_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr(tempfile, "tempdir", str(blocked))
    with pytest.raises(OSError, match="the place index cannot be written"):
        place_index.open_place_index()


def test_a_build_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.executescript(SCHEMA)
        raise MemoryError

    monkeypatch.setattr(place_index, "gather_places", fail)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(MemoryError):
        place_index.open_place_index()
    assert list((tmp_path / "wire-ingest").glob("places-*")) == []


def open_and_count(folder: str) -> int:
    os.environ["XDG_CACHE_HOME"] = folder
    return len(place_index.open_place_index().find("Tripoli"))


@pytest.mark.slow
def test_workers_that_start_at_once_all_get_a_whole_index(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        counts = pool.map(open_and_count, [str(tmp_path)] * 3)
    assert len(set(counts)) == 1
    assert counts[0] > 3
    assert len(list((tmp_path / "wire-ingest").glob("places-*"))) == 1
