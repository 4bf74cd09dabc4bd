"""The sink: deterministic names, one attempt's files and no other's, and word of what was written."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.sinks.parquet import ParquetSink
from pipeline.storage import StoredFile
from pipeline.watching import read_ledger
from schemas.dead_letter import DeadLetter
from schemas.tables import FAILURES, TABLES, Row, article_row, failure_row
from tests.support.written_runs import make_article
from transforms.accounts import Account

DAY = "2025-03-09"
MOMENT = datetime(2025, 3, 9, tzinfo=UTC)


def failure(url: str, reason: str = "timed_out") -> Row:
    return failure_row(DeadLetter(url, None, "fetch", reason, "d", None, MOMENT), "run")  # type: ignore[arg-type]


def files(output: Path) -> set[str]:
    """What is below the output but for the lease of those who add files."""
    return {
        path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file() and path.suffix != ".lock"
    }


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "tables"


def test_a_file_is_named_by_run_window_and_shard(output: Path) -> None:
    sink = ParquetSink(str(output), "run")
    written = sink.write(("failures", DAY, 3), [failure("a")], "")
    assert written.path == f"failures/failed_date={DAY}/run.00003.parquet"
    assert written.rows == 1
    assert written.failures == (("fetch", "timed_out", 1),)
    windowed = sink.write(("failures", DAY, 3), [failure("a")], "20250309T120000")
    assert windowed.path == f"failures/failed_date={DAY}/run-20250309T120000.00003.parquet"


def test_the_same_rows_give_the_same_bytes(output: Path) -> None:
    sink = ParquetSink(str(output), "run")
    path = output / sink.write(("failures", DAY, 0), [failure("a"), failure("b")], "").path
    before = path.read_bytes()
    sink.write(("failures", DAY, 0), [failure("b"), failure("a")], "")
    assert path.read_bytes() == before


def test_what_stands_already_is_not_written_and_what_an_attempt_had_else_is_gone(output: Path) -> None:
    article = article_row(make_article("a", "One."), "run")
    other = article_row(make_article("b", "Two."), "run")
    key = ("articles", "2031-05-01", 0)
    written = ParquetSink(str(output), "run").write(key, [article], "")
    again = ParquetSink(str(output / "stage"), "run", lasting=False, standing=str(output))
    staged = output / "stage" / written.path
    assert again.write(key, [other], "").rows == 1
    assert pq.read_table(staged, partitioning=None)["article_id"].to_pylist() == ["b"]
    assert again.write(key, [article], "") == written
    assert not staged.exists()


def test_a_file_carries_the_declared_schema_and_what_is_long_is_compressed(output: Path) -> None:
    rows = [failure("a" * 1000)]
    path = output / ParquetSink(str(output), "run").write(("failures", DAY, 0), rows, "").path
    held = pq.ParquetFile(path)
    assert held.schema_arrow == FAILURES.schema
    group = held.metadata.row_group(0)
    packed = {group.column(place).path_in_schema: group.column(place).compression for place in range(group.num_columns)}
    assert (packed["url"], packed["reason"]) == ("ZSTD", "UNCOMPRESSED")


def test_lists_are_compressed_by_the_name_that_the_format_gives_them(output: Path) -> None:
    article = replace(make_article("a", "x" * 1000), authors=("y" * 1000,))
    sink = ParquetSink(str(output), "run")
    path = output / sink.write(("articles", DAY, 0), [article_row(article, "run")], "").path
    group = pq.ParquetFile(path).metadata.row_group(0)
    packed = {group.column(place).path_in_schema: group.column(place).compression for place in range(group.num_columns)}
    assert {name for name, kind in packed.items() if kind == "ZSTD"} == {"title", "text", "authors.list.element"}


def test_finish_removes_what_this_attempt_did_not_write_and_leaves_other_runs_alone(output: Path) -> None:
    other = ParquetSink(str(output), "run-2")
    kept = {other.write(("failures", DAY, 0), [failure("x")], "").path}
    sink = ParquetSink(str(output), "run")
    stale = sink.write(("failures", "2025-03-08", 0), [failure("a")], "").path
    half = output / "failures" / f"failed_date={DAY}" / ".run.00000.parquet.deadbeef.tmp"
    sink.report(Account(files=[sink.write(("failures", DAY, 0), [failure("a")], "")]), "")
    half.write_bytes(b"PAR1")
    finished = {file.path for file in sink.finish()}
    manifest = sink.write_manifest({"run_id": "run"})
    assert stale not in files(output)
    assert not half.exists()
    assert f"failures/failed_date={DAY}/run.00000.parquet" in finished
    assert files(output) == finished | kept | {"_runs/run.json"}
    assert json.loads(Path(manifest).read_text()) == {"run_id": "run"}


def test_every_table_has_a_file_with_its_columns_though_nothing_was_written(output: Path) -> None:
    sink = ParquetSink(str(output), "run")
    assert {file.table for file in sink.finish()} == set(TABLES)
    for table in TABLES.values():
        (path,) = (output / table.name).rglob("*.parquet")
        assert path.parent.name == f"{table.partition_key}=unknown"
        assert pq.read_schema(path) == table.schema
        assert pq.read_metadata(path).num_rows == 0


def test_the_reports_of_an_attempt_that_died_are_forgotten(output: Path) -> None:
    sink = ParquetSink(str(output), "run")
    sink.report(Account(files=[sink.write(("failures", DAY, 0), [failure("a")], "")]), "")
    sink.prepare()
    assert f"failures/failed_date={DAY}/run.00000.parquet" not in {file.path for file in sink.finish()}


def test_a_damaged_or_foreign_manifest_is_named_and_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sink = ParquetSink(str(tmp_path), "r")
    sink.write_manifest({"run_id": "r", "inputs": [{"path": "a", "size": 1, "modified": 2.0}]})
    wrong = {"cut": '{"run_id": ', "list": "[]", "other": '{"name": "x"}', "odd": '{"run_id": "o", "inputs": [7]}'}
    for name, content in wrong.items():
        (tmp_path / "_runs" / f"{name}.json").write_text(content)
    assert read_ledger(sink.read_manifests()) == {StoredFile("a", 1, 2.0)}
    said = [record.getMessage() for record in caplog.records]
    for name in ("cut.json", "list.json", "other.json", "run o"):
        assert any(name in one for one in said), name
