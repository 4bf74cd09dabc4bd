"""Days are folded without a row lost or doubled, whoever reads, writes or dies meanwhile."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.__main__ import main
from pipeline.lake.outputs import read_manifests
from pipeline.lake.tidying import Folded, named_files, tidy
from pipeline.lease import caring, claiming
from pipeline.sinks.parquet import ParquetSink
from schemas.link_tables import LINK_TABLES
from schemas.tables import ARTICLES, FAILURES, TABLES
from tests.support.lake import articles, day, failures, write_run
from tests.support.whole_output import make_whole

NOW = datetime(2025, 6, 1, tzinfo=UTC)
OLD = 48 * 3600


def fold(output: Path) -> list[Folded]:
    return list(tidy(output, named_files(read_manifests(output)), NOW))


def stories(output: Path, when: str) -> Path:
    return output / "articles" / f"published_date={when}"


def read(path: Path) -> list[dict[str, object]]:
    return [row for file in sorted(path.rglob("*.parquet")) for row in pq.ParquetFile(file).read().to_pylist()]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    for run in range(5):
        write_run(folder, f"run{run}", [*articles(f"run{run}", range(run * 10, run * 10 + 10), day(0))])
    return folder


def test_a_day_becomes_one_sorted_file_with_the_same_rows(output: Path) -> None:
    before = read(stories(output, day(0)))
    assert Folded in {type(done) for done in fold(output)}
    (file,) = stories(output, day(0)).iterdir()
    after = read(stories(output, day(0)))
    assert sorted(map(repr, after)) == sorted(map(repr, before))
    assert [row["article_id"] for row in after] == sorted(str(row["article_id"]) for row in before)
    assert pq.ParquetFile(file).schema_arrow == ARTICLES.schema
    assert pq.ParquetFile(file).metadata.row_group(0).column(0).is_stats_set


def test_a_second_time_there_is_nothing_to_do(output: Path) -> None:
    fold(output)
    there = {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")}
    assert fold(output) == []
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")} == there


def test_later_runs_are_folded_in(output: Path) -> None:
    fold(output)
    write_run(output, "late", articles("late", [77], day(0)))
    fold(output)
    assert len(list(stories(output, day(0)).iterdir())) == 1
    assert len(read(stories(output, day(0)))) == 51


def test_a_day_that_is_not_over_stays(output: Path) -> None:
    for run in "ab":
        write_run(output, run, articles(run, [ord(run)], NOW.date().isoformat()))
    fold(output)
    assert len(list(stories(output, NOW.date().isoformat()).iterdir())) == 2


def test_a_rerun_replaces_its_rows_in_a_folded_day(output: Path) -> None:
    fold(output)
    write_run(output, "run2", articles("run2", [25, 26], day(0)))
    rows = read(stories(output, day(0)))
    assert sorted(str(row["source_id"]) for row in rows if row["run_id"] == "run2") == ["25", "26"]
    assert len(rows) == 42


def test_files_of_a_run_that_goes_on_stay_and_those_of_a_dead_run_go(output: Path) -> None:
    for run in ("alive", "dead"):
        rows = [row for _, _, row in articles(run, [90], day(0))]
        path = output / ParquetSink(str(output), run).write(("articles", day(0), 0), rows, "").path
        half = path.parent / f".{run}.00001.parquet.0.tmp"
        half.touch()
        for file in (path, half):
            os.utime(file, (NOW.timestamp() - OLD, NOW.timestamp() - OLD))
    with claiming(str(output), "alive"):
        fold(output)
    names = {path.name for path in stories(output, day(0)).iterdir()}
    assert "alive.00000.parquet" in names
    assert "dead.00000.parquet" not in names
    assert ".dead.00001.parquet.0.tmp" not in names


def test_what_killed_writers_left_half_done_goes_after_a_day(output: Path) -> None:
    old, new = (
        [output / folder / f".{age}.0a.tmp" for folder in ("_runs", "_state/runs", "_state/2c")]
        for age in ("old", "new")
    )
    for path in (*old, *new):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        age = OLD if path in old else 0
        os.utime(path, (NOW.timestamp() - age, NOW.timestamp() - age))
    fold(output)
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in new)


LAST_COME = {
    "articles": "section", "entities": "place_name", "dates": "place", "casualties": "cause", "failures": "feed_url",
    "feeds": "error", "families": "agency", "events": "title", "event_articles": None, "event_tolls": "attributed_to",
}  # fmt: skip
"""Of each table a column that an older schema did not have; all that may be null are as good."""


@pytest.mark.parametrize("name", LAST_COME)
def test_rows_of_an_older_schema_get_the_columns_of_today(tmp_path: Path, name: str) -> None:
    output = make_whole(tmp_path, 1).output
    column = LAST_COME[name]

    def tell() -> list[str]:
        return sorted(repr({**row, column or "": None, "schema_version": None}) for row in read(output / name))

    before = tell()
    aged = [path for path in (output / name).rglob("*.parquet") if path.name.startswith(("late", "link"))]
    assert aged
    for path in aged:
        held = pq.ParquetFile(path).read()
        place = held.schema.get_field_index("schema_version")
        old = held.set_column(place, held.schema.field(place), pa.array([1] * held.num_rows, pa.int16()))
        pq.write_table(old.drop_columns([column] if column else []), path)
    list(tidy(output, named_files(read_manifests(output)), datetime(2031, 9, 1, tzinfo=UTC)))
    assert tell() == before
    for path in (output / name).rglob("*.parquet"):
        assert pq.ParquetFile(path).schema_arrow == {**TABLES, **LINK_TABLES}[name].schema
    assert column is None or all(
        row[column] is None for row in read(output / name) if row["run_id"] in {"late", "link"}
    )


def test_a_file_of_another_kind_is_named_and_nothing_is_lost(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = sorted(stories(output, day(0)).iterdir())[0]
    pq.write_table(pa.table({"x": [1]}), foreign)
    assert main(["tidy", str(output)]) == 1
    assert f"{foreign} has no column article_id" in capsys.readouterr().err
    assert len(list(stories(output, day(0)).iterdir())) == 5


def test_a_table_keeps_a_file_though_it_has_no_rows(output: Path) -> None:
    fold(output)
    for folder in (output / "casualties").iterdir():
        assert [pq.ParquetFile(file).metadata.num_rows for file in folder.iterdir()] == [0]


def test_only_one_at_a_time(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with caring(str(output), wait=False):
        assert main(["tidy", str(output)]) == 1
    assert "another tidy, forget or publish is at work" in capsys.readouterr().err


def test_what_it_did_is_told(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tidy", str(output)]) == 0
    assert "5 -> 1" in capsys.readouterr().out
    assert main(["tidy", str(output)]) == 0
    assert capsys.readouterr().out == "nothing to fold\n"


def test_an_output_elsewhere_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tidy", "s3://bucket/tables"]) == 2
    assert main(["tidy", str(tmp_path / "absent")]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "not of this machine" in said[0]


_TIDY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline.lake.tidying import tidy
from pipeline.lease import caring
output, *named = sys.argv[1:]
print("begins", flush=True)
with caring(output, wait=True):
    for _ in tidy(Path(output), frozenset(named), datetime(2025, 6, 1, tzinfo=UTC)):
        pass
"""


def test_a_reader_who_had_opened_the_day_still_lists_its_files(output: Path) -> None:
    opened = os.open(stories(output, day(0)), os.O_RDONLY)
    try:
        next(tidy(output, named_files(read_manifests(output)), NOW))
        assert len(os.listdir(opened)) == 5  # noqa: PTH208 - an open folder, which has no path any more
        assert len(list(stories(output, day(0)).iterdir())) == 1
    finally:
        os.close(opened)


def test_nothing_that_was_replaced_stays(output: Path) -> None:
    fold(output)
    assert not list((output / "_state" / "lake").iterdir())


def count(output: Path) -> int | None:
    """Rows that a reader finds; None when a file that it had listed was gone when it came to read it."""
    try:
        connection = duckdb.connect()
        pattern = f"{output}/failures/*/*.parquet"
        query = "SELECT count(DISTINCT url), count(*) FROM read_parquet(?)"
        found = connection.execute(query, [pattern]).fetchone()
    except duckdb.IOException:
        return None
    assert found is not None
    assert found[0] == found[1]
    return int(found[1])


def _kill_tidies(output: Path, kills: int) -> None:
    """Runs go on writing, tidies are killed, a reader counts all the while."""
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    expected = answered = 0
    for attempt in range(kills):
        for run in range(4):
            name = f"r{attempt}x{run}"
            numbers = range(expected, expected + 3)
            write_run(output, name, failures(name, numbers, day(attempt % 5)))
            expected += 3
        named = named_files(read_manifests(output))
        command = [sys.executable, "-c", _TIDY, str(output), *sorted(named)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - our own words
        assert process.stdout is not None
        with process.stdout as said:
            said.readline()
        until = time.monotonic() + chance.random() * 0.3
        while time.monotonic() < until and process.poll() is None:
            found = count(output)
            assert found in {None, expected}
            answered += found is not None
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert count(output) == expected
    assert answered
    left = output / "_state" / "lake" / "casualties.published_date=unknown"  # of one killed after its last exchange
    left.mkdir(parents=True, exist_ok=True)
    (left / "old.parquet").write_bytes(b"")
    assert subprocess.run(command, check=False).returncode == 0  # noqa: S603 - our own words
    assert count(output) == expected
    assert len(list((output / "failures").rglob("*.parquet"))) <= 6
    assert not list((output / "_state" / "lake").glob("*"))
    assert FAILURES.schema == pq.ParquetFile(next((output / "failures").rglob("*.parquet"))).schema_arrow


@pytest.mark.slow
def test_killed_at_any_moment_no_row_is_lost_or_doubled(tmp_path: Path) -> None:
    _kill_tidies(tmp_path / "tables", 8)


@pytest.mark.slow
def test_killed_a_hundred_times(tmp_path: Path) -> None:
    _kill_tidies(tmp_path / "tables", 100)
