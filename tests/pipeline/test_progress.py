"""The counts of every worker are seen while it works."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline.progress import FileProgress, read_progress


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
