"""The counts of every worker are seen while it works."""

from __future__ import annotations

import os
import pickle
import tempfile
from pathlib import Path

import pytest

from pipeline.progress import FileProgress, make_progress_folder, read_progress


def test_counts_of_several_workers_add_up(tmp_path: Path) -> None:
    launcher = FileProgress(str(tmp_path))
    launcher.count("requested", 3)
    worker = pickle.loads(pickle.dumps(launcher))  # noqa: S301 - our own bytes
    worker.count("fetched")
    worker.count("fetched")
    assert {name: n for name, n in read_progress(str(tmp_path)).items() if n} == {"requested": 3, "fetched": 2}


def test_a_file_that_is_being_made_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "1-x").write_bytes(b"\0\0")
    assert read_progress(str(tmp_path)).total() == 0


def test_a_count_that_nobody_would_be_shown_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="fetchde"):
        FileProgress(str(tmp_path)).count("fetchde")  # type: ignore[arg-type]


def test_only_what_runs_left_behind_long_ago_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, fresh, other = (tmp_path / name for name in ("wire-ingest-progress-a", "wire-ingest-progress-b", "another"))
    for folder in (left, fresh, other):
        folder.mkdir()
        (folder / "1-x").write_bytes(b"")
    with make_progress_folder() as held:
        for path in (left, other, Path(held)):
            for part in (*path.iterdir(), path):
                os.utime(part, (0, 0))
        os.utime(fresh, (0, 0))  # a worker counted a moment ago
        with make_progress_folder() as mine:
            assert {path.name for path in tmp_path.iterdir()} == {
                fresh.name, other.name, Path(held).name, Path(mine).name,
            }  # fmt: skip
    assert {path.name for path in tmp_path.iterdir()} == {fresh.name, other.name}
