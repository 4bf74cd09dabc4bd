from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.state.held_rows import HeldRows

OLD = "20250301T120000Z-quay"


def put_rows(output: Path, day: str, name: str, runs: dict[str, str], *, finished: bool = True) -> Path:
    """runs: by article_id. Two rows a group, as articles by the thousand have."""
    columns = {
        "article_id": sorted(runs),
        "revision": ["r1"] * len(runs),
        "run_id": [runs[one] for one in sorted(runs)],
    }
    path = output / "articles" / f"published_date={day}" / f"{name}.00000.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path, row_group_size=2)
    (output / "_runs").mkdir(exist_ok=True)
    for run_id in set(runs.values()) if finished else ():
        (output / "_runs" / f"{run_id}.json").write_text("{}")
    return path


def find(output: Path, day: str, article_id: str, revision: str = "r1", *, everywhere: bool = False) -> set[str]:
    return HeldRows(str(output)).find_runs(day, article_id, revision, everywhere=everywhere)


def test_rows_of_days_long_past_are_found(tmp_path: Path) -> None:
    put_rows(tmp_path, "2025-03-01", "folded-1", {"a": OLD, "b": "other", "c": OLD, "d": OLD, "e": "other"})
    put_rows(tmp_path, "unknown", OLD, {"a": OLD})
    assert find(tmp_path, "2025-03-01", "b") == {"other"}
    assert find(tmp_path, "2025-03-01", "e") == {"other"}
    assert find(tmp_path, "unknown", "a") == {OLD}
    for day, article_id, revision in (("2025-03-01", "b", "r2"), ("2025-03-02", "b", "r1"), ("unknown", "b", "r1")):
        assert find(tmp_path, day, article_id, revision) == set()


def test_what_is_young_is_looked_at_only_where_nothing_is_remembered(tmp_path: Path) -> None:
    put_rows(tmp_path, "9999-12-31", "run", {"a": "run"})
    put_rows(tmp_path, "unknown", "99991231T000000Z-run", {"a": "run"})
    for day in ("9999-12-31", "unknown"):
        assert find(tmp_path, day, "a") == set()
        assert find(tmp_path, day, "a", everywhere=True) == {"run"}


def test_rows_of_a_run_that_has_not_finished_are_not_counted(tmp_path: Path) -> None:
    put_rows(tmp_path, "2025-03-01", OLD, {"a": OLD}, finished=False)
    assert find(tmp_path, "2025-03-01", "a") == set()


def test_a_day_that_is_folded_meanwhile_is_looked_at_anew(tmp_path: Path) -> None:
    path = put_rows(tmp_path, "2025-03-01", OLD, {"a": OLD})
    held = HeldRows(str(tmp_path))
    assert held.find_runs("2025-03-01", "a", "r1", everywhere=False) == {OLD}
    path.rename(path.with_name("folded-1.parquet"))
    assert held.find_runs("2025-03-01", "a", "r1", everywhere=False) == {OLD}


def test_a_damaged_file_is_named_and_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    put_rows(tmp_path, "2025-03-01", OLD, {"a": OLD})
    damaged = put_rows(tmp_path, "2025-03-01", "torn", {"b": "torn"})
    damaged.write_bytes(damaged.read_bytes()[:-9])
    assert find(tmp_path, "2025-03-01", "a") == {OLD}
    assert find(tmp_path, "2025-03-01", "b") == set()
    assert str(damaged) in caplog.text
