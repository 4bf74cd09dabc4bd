"""The copies hold what the tables hold: once, whatever dies, is done again, is folded or taken away meanwhile."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable
from pyiceberg.catalog import load_catalog

from pipeline.__main__ import main
from pipeline.lake.outputs import read_manifests
from pipeline.lake.publishing.copying import publish
from pipeline.lake.publishing.iceberg import local_catalog
from pipeline.lake.purging import drop_run
from pipeline.lake.tidying import named_files, tidy
from pipeline.lease import caring, claiming
from pipeline.usage import UsageError
from schemas.link_tables import RUN
from tests.support.lake import day
from tests.support.publishing import (
    ALL_TABLES,
    KINDS,
    Kind,
    assert_mirrors,
    canonical,
    commits,
    copied,
    fill,
    fill_links,
    open_warehouse,
    publish_and_die,
    truth,
)
from tests.support.whole_output import make_whole, site

NOW = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    fill(folder, "first", range(5))
    fill(folder, "second", range(3, 9))
    fill_links(folder, range(3))
    return folder


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    chosen: Kind = request.param
    return chosen


def again(kind: Kind, output: Path, target: Path) -> dict[str, dict[str, int]]:
    return {run.run_id: dict(run.rows) for run in publish(output, open_warehouse(kind, target))}


def test_every_table_is_copied_and_then_nothing_is_new(kind: Kind, output: Path, tmp_path: Path) -> None:
    target = tmp_path / "a lake"
    assert list(again(kind, output, target)) == ["first", "second", RUN]
    assert_mirrors(kind, target, output)
    assert again(kind, output, target) == {}
    for name in ALL_TABLES:
        named = Counter(commits(kind, target, name))
        assert named == ({RUN: named[RUN]} if name.startswith(("event", "families")) else {"first": 1, "second": 1})


def test_only_what_is_new_is_read(kind: Kind, output: Path, tmp_path: Path) -> None:
    again(kind, output, tmp_path / "lake")
    fill(output, "third", [50])
    assert again(kind, output, tmp_path / "lake") == {"third": dict.fromkeys(list(ALL_TABLES)[:6], 1)}
    assert_mirrors(kind, tmp_path / "lake", output)


def test_the_ledger_lists_each_run_with_its_rows(kind: Kind, output: Path, tmp_path: Path) -> None:
    again(kind, output, tmp_path / "lake")
    fill(output, "second", range(2))
    again(kind, output, tmp_path / "lake")
    told = {row["run_id"]: row for row in copied(kind, tmp_path / "lake", "runs").to_pylist()}
    assert set(told) == {"first", "second", RUN}
    assert (told["first"]["articles"], told["second"]["articles"], told[RUN]["articles"]) == (5, 2, None)
    assert (told[RUN]["events"], told["first"]["events"]) == (3, None)


def test_folding_changes_nothing_in_the_copy(kind: Kind, output: Path, tmp_path: Path) -> None:
    again(kind, output, tmp_path / "lake")
    list(tidy(output, named_files(read_manifests(output)), NOW))
    assert again(kind, output, tmp_path / "lake") == {}
    again(kind, output, tmp_path / "other")  # and what is folded is found, run by run
    assert_mirrors(kind, tmp_path / "other", output)
    assert Counter(commits(kind, tmp_path / "other", "articles")) == {"first": 1, "second": 1}


def test_a_run_that_is_done_again_is_replaced(kind: Kind, output: Path, tmp_path: Path) -> None:
    again(kind, output, tmp_path / "lake")
    fill(output, "first", [100, 101])
    assert list(again(kind, output, tmp_path / "lake")) == ["first"]
    assert_mirrors(kind, tmp_path / "lake", output)


def test_rows_that_are_taken_away_go_from_the_copy(kind: Kind, output: Path, tmp_path: Path) -> None:
    again(kind, output, tmp_path / "lake")
    path = next((output / "articles" / f"published_date={day(0)}").glob("first.*.parquet"))
    pq.write_table(pq.ParquetFile(path).read().slice(1), path)
    assert list(again(kind, output, tmp_path / "lake")) == ["first"]
    assert_mirrors(kind, tmp_path / "lake", output)


@pytest.mark.parametrize("forgotten", [site(3), "torvay.com"])
def test_what_is_forgotten_goes_from_the_copy(kind: Kind, forgotten: str, tmp_path: Path) -> None:
    """Rows of a site, and the address of a feed in the rows of others."""
    whole = make_whole(tmp_path / "whole", 12)
    again(kind, whole.output, tmp_path / "lake")
    assert forgotten in repr(copied(kind, tmp_path / "lake", "articles").to_pylist())
    assert main(["forget", str(whole.output), "--site", forgotten, "--yes", "--archive", str(whole.archive)]) == 0
    again(kind, whole.output, tmp_path / "lake")
    assert copied(kind, tmp_path / "lake", "articles").num_rows
    for name, table in list(ALL_TABLES.items())[:6]:
        rows = copied(kind, tmp_path / "lake", name).to_pylist()
        assert forgotten not in repr(rows)
        assert Counter(map(canonical, rows)) == truth(whole.output, table), name


def test_a_run_that_is_gone_goes_from_the_copy(kind: Kind, output: Path, tmp_path: Path) -> None:
    again(kind, output, tmp_path / "lake")
    list(tidy(output, named_files(read_manifests(output)), NOW))
    drop_run(output, "second")
    (output / "_runs" / "second.json").unlink()
    again(kind, output, tmp_path / "lake")
    assert_mirrors(kind, tmp_path / "lake", output)
    assert set(copied(kind, tmp_path / "lake", "runs")["run_id"].to_pylist()) == {"first", RUN}


def test_rows_without_a_manifest_stay(kind: Kind, output: Path, tmp_path: Path) -> None:
    again(kind, output, tmp_path / "lake")
    (output / "_runs" / "second.json").unlink()
    assert again(kind, output, tmp_path / "lake") == {}
    assert_mirrors(kind, tmp_path / "lake", output)


def test_linking_again_replaces_its_tables_and_half_a_linking_leaves_them(
    kind: Kind, output: Path, tmp_path: Path
) -> None:
    again(kind, output, tmp_path / "lake")
    fill_links(output, range(2, 6))
    assert list(again(kind, output, tmp_path / "lake")) == [RUN]
    assert_mirrors(kind, tmp_path / "lake", output)
    (output / "_state" / "links.json").unlink()
    assert again(kind, output, tmp_path / "lake") == {}
    assert_mirrors(kind, tmp_path / "lake", output)


def test_a_run_that_goes_on_is_left_for_the_next_time(kind: Kind, output: Path, tmp_path: Path) -> None:
    with claiming(str(output), "first"):
        assert list(again(kind, output, tmp_path / "lake")) == ["second", RUN]
    assert list(again(kind, output, tmp_path / "lake")) == ["first"]
    assert_mirrors(kind, tmp_path / "lake", output)


def test_columns_are_added_to_tables_of_an_older_version(kind: Kind, output: Path, tmp_path: Path) -> None:
    """What an older version published lacks two columns; its files too."""
    old = open_warehouse(kind, tmp_path / "lake")
    lacking = {"requested_url", "feed_url"}
    columns = [f.with_nullable(nullable=True) for f in ALL_TABLES["articles"].schema if f.name not in lacking]
    old.open({"articles": pa.schema([*columns, pa.field("published_date", pa.string())])})
    for path in (output / "articles").glob("*/first.*.parquet"):
        pq.write_table(pq.ParquetFile(path).read().drop_columns(sorted(lacking)), path)
    again(kind, output, tmp_path / "lake")
    read = copied(kind, tmp_path / "lake", "articles").to_pylist()
    assert len(read) == 11
    assert all(row["feed_url"] is None for row in read if row["run_id"] == "first")
    assert any(row["feed_url"] for row in read if row["run_id"] == "second")


def test_another_output_is_refused(kind: Kind, output: Path, tmp_path: Path) -> None:
    again(kind, output, tmp_path / "lake")
    fill(tmp_path / "others", "first", range(2))
    with pytest.raises(UsageError, match="another output"):
        again(kind, tmp_path / "others", tmp_path / "lake")
    assert_mirrors(kind, tmp_path / "lake", output)


def test_killed_between_files_and_commit_it_goes_on(kind: Kind, output: Path, tmp_path: Path) -> None:
    """The first run is there whole, the second in one table of six."""
    assert publish_and_die(kind, output, tmp_path / "lake", "before", 7)
    again(kind, output, tmp_path / "lake")
    assert_mirrors(kind, tmp_path / "lake", output)
    for name in list(ALL_TABLES)[:6]:
        assert Counter(commits(kind, tmp_path / "lake", name)) == {"first": 1, "second": 1}


def test_killed_before_the_ledger_and_done_again_in_another_state(kind: Kind, output: Path, tmp_path: Path) -> None:
    commits_of_tables = 6 + 6 + 4
    assert publish_and_die(kind, output, tmp_path / "lake", "before", commits_of_tables)
    fill(output, "first", [7, 8])
    again(kind, output, tmp_path / "lake")
    assert_mirrors(kind, tmp_path / "lake", output)


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_every_third_commit(kind: Kind, moment: str, output: Path, tmp_path: Path) -> None:
    """Each life does three commits, and the last what is left."""
    lives = 0
    while publish_and_die(kind, output, tmp_path / "lake", moment, 3 if moment == "before" else 2):
        lives += 1
        assert lives < 40
    assert lives >= 5
    assert_mirrors(kind, tmp_path / "lake", output)
    for name in list(ALL_TABLES)[:6]:
        assert Counter(commits(kind, tmp_path / "lake", name)) == {"first": 1, "second": 1}


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on(kind: Kind, output: Path, tmp_path: Path) -> None:
    for run in range(10):
        fill(output, f"run{run}", range(run, run + 3))
    command = [sys.executable, "-m", "pipeline", "publish", str(output), "--to", kind, str(tmp_path / "lake")]
    chance = random.Random(20310501)  # noqa: S311
    for _ in range(8):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as publisher:  # noqa: S603
            time.sleep(chance.uniform(1.0, 4.0))
            publisher.kill()
    again(kind, output, tmp_path / "lake")
    assert_mirrors(kind, tmp_path / "lake", output)
    for name in list(ALL_TABLES)[:6]:
        assert set(Counter(commits(kind, tmp_path / "lake", name)).values()) == {1}


def test_delta_is_read_by_others(output: Path, tmp_path: Path) -> None:
    again("delta", output, tmp_path / "lake")
    place = str(tmp_path / "lake" / "casualties")
    assert pl.read_delta(place).height == 11
    dataset = DeltaTable(place).to_pyarrow_dataset()  # found by DuckDB under the name of the variable
    assert duckdb.sql("SELECT count(*), count(DISTINCT published_date) FROM dataset").fetchall() == [(11, 2)]
    assert dataset.schema.names == [*ALL_TABLES["casualties"].schema.names, "published_date"]


def test_iceberg_is_read_by_others(output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLARS_ICEBERG_PLANNER", "pyiceberg")  # it has a faster one, as a package of its own
    again("iceberg", output, tmp_path / "lake")
    table = load_catalog("default", **local_catalog(tmp_path / "lake")).load_table("wire_ingest.casualties")
    assert pl.scan_iceberg(table).collect().height == 11
    connection = table.scan(row_filter="run_id = 'first'").to_duckdb("told")
    assert connection.sql("SELECT count(*), max(published_date) FROM told").fetchall() == [(5, day(1))]
    assert commits("iceberg", tmp_path / "lake", "casualties") == ["first", "second"]
    assert table.scan(snapshot_id=table.metadata.snapshots[0].snapshot_id).to_arrow().num_rows == 5


def test_old_versions_can_be_dropped_and_files_folded(kind: Kind, output: Path, tmp_path: Path) -> None:
    """What the engines of a warehouse do to its tables; then a run is done again, and one is new."""
    again(kind, output, tmp_path / "lake")
    for name in ALL_TABLES:
        if kind == "delta":
            held = DeltaTable(str(tmp_path / "lake" / name))
            held.optimize.compact()
            held.vacuum(0, dry_run=False, enforce_retention_duration=False)
        else:
            table = load_catalog("default", **local_catalog(tmp_path / "lake")).load_table(("wire_ingest", name))
            whole = table.scan().to_arrow()
            table.overwrite(whole)
            table.maintenance.expire_snapshots().by_ids([s.snapshot_id for s in table.snapshots()[:-1]]).commit()
    assert again(kind, output, tmp_path / "lake") == {}
    fill(output, "first", [70])
    fill(output, "third", [80])
    assert list(again(kind, output, tmp_path / "lake")) == ["first", "third"]
    assert_mirrors(kind, tmp_path / "lake", output)


def test_the_verb_says_what_it_did(
    kind: Kind, output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["publish", str(output), "--to", kind, str(tmp_path / "lake")]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert f"3 runs copied to {tmp_path}/lake" in said
    assert ["articles", "11", "rows", "2", "commits"] in [line.split() for line in said.splitlines()]
    assert main(command) == 0
    assert capsys.readouterr().out == f"nothing is new in {tmp_path}/lake\n"
    with caring(str(output), wait=False):
        assert main(command) == 1
    assert "at work" in capsys.readouterr().err


def test_another_catalogue_is_opened_by_its_properties(output: Path, tmp_path: Path) -> None:
    config = tmp_path / "catalog.properties"
    config.write_text(
        f"# elsewhere\ntype = sql\nuri = sqlite:///{tmp_path}/else.db\nwarehouse = file://{tmp_path}/wh\n"
    )
    command = ["publish", str(output), "--to", "iceberg", "prod", "--catalog_config", str(config)]
    assert main([*command, "--namespace", "news.wire"]) == 0
    catalog = load_catalog(
        "default", type="sql", uri=f"sqlite:///{tmp_path}/else.db", warehouse=f"file://{tmp_path}/wh"
    )
    assert catalog.load_table("news.wire.articles").scan().to_arrow().num_rows == 11
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catalog.properties", "else.db", "tables", "wh"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("{out} --to paper {lake}", 2, "invalid choice"),
        ("{out} {lake}", 2, "--to"),
        ("{out} --to delta", 2, "TARGET"),
        ("{out} --to delta {out}/lake", 2, "one in the other"),
        ("{out} --to iceberg {out}/..", 2, "one in the other"),
        ("{out} --to delta {lake} --namespace x", 2, "of Iceberg"),
        ("{out} --to iceberg s3://bucket/lake", 2, "--catalog_config"),
        ("{out} --to iceberg prod --catalog_config {lake}", 2, "No such file"),
        ("{lake} --to delta {lake}", 2, "there is no folder"),
        ("s3://bucket/tables --to delta {lake}", 2, "not of this machine"),
        ("{empty} --to delta {lake}", 2, "nothing to publish"),
        ("{out} --to delta {file}", 2, "is a file"),
        ("{out} --to delta nowhere://bucket/lake", 1, "Delta: "),
        ("{out} --to iceberg prod --catalog_config {file}", 1, "Iceberg: "),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    words: str, status: int, said: str, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = output.parent
    (beside / "empty").mkdir()
    (beside / "file").write_text("type = rest\nuri = http://127.0.0.1:9\n")
    places = {"out": output, "lake": beside / "lake", "empty": beside / "empty", "file": beside / "file"}
    assert main(["publish", *words.format(**places).split()]) == status
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_a_manifest_of_another_program_is_passed_over(kind: Kind, output: Path, tmp_path: Path) -> None:
    (output / "_runs" / "strange.json").write_text(json.dumps({"name": "no run"}))
    again(kind, output, tmp_path / "lake")
    assert_mirrors(kind, tmp_path / "lake", output)
