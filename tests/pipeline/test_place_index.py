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
    (built,) = (tmp_path / "wire-ingest").glob("places-*.sqlite")
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


@pytest.mark.usefixtures("small")
def test_a_damaged_or_foreign_index_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    place_index.open_place_index()
    folder = tmp_path / "wire-ingest"
    (built,) = folder.glob("places-*.sqlite")
    treasure = tmp_path / "treasure.sqlite"
    with sqlite3.connect(treasure) as connection:
        connection.executescript(SCHEMA)
        connection.execute("INSERT INTO place VALUES (1, 'Oro', 'city', 'KR', 'KR.01', NULL, 37.5, 127.0, 9000000)")
        connection.execute("INSERT INTO name VALUES ('oro', 1, 1)")
    connection.close()
    before = treasure.read_bytes()

    def plant_other() -> None:
        built.write_bytes(before)

    def plant_link() -> None:
        built.unlink()
        built.symlink_to(treasure)

    def cut() -> None:
        built.write_bytes(built.read_bytes()[:5000])

    for harm in (plant_other, plant_link, cut, built.unlink):
        harm()
        assert place_index.open_place_index().find("Oro")[0].place_id == 7
    assert treasure.read_bytes() == before


@pytest.mark.usefixtures("small")
def test_nobody_else_may_write_where_the_index_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    folder = tmp_path / "cache" / "wire-ingest"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    (tmp_path / "precious").write_text("kept")
    (folder / "places.lock").symlink_to(tmp_path / "precious")
    assert place_index.open_place_index().find("Oro")  # in the other folder
    assert (tmp_path / "precious").read_text() == "kept"
    (folder / "places.lock").unlink()
    assert place_index.open_place_index().find("Oro")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(list(folder.glob("*.sqlite"))) == 1
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)  # as if another user had been here before
    with pytest.raises(OSError, match="no folder of this user"):
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
    assert len(list((tmp_path / "wire-ingest").glob("places-*.sqlite"))) == 1
