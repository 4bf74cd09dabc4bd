"""What folding days buys a reader: bytes and query time, against the same rows in one sorted file a day."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.lake.outputs import read_manifests
from pipeline.lake.tidying import named_files, tidy
from tests.support.lake import articles, day, write_run
from tests.support.stopwatch import cpu_seconds

RUNS, DAYS, ARTICLES = 40, 5, 10
"""Of a run and day: 200 files of 2,000 articles in all."""


def query(pattern: str, condition: str) -> float:
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    asked = f"SELECT count(*), max(title) FROM read_parquet('{pattern}') WHERE {condition}"  # noqa: S608 - our own
    return cpu_seconds(lambda: connection.execute(asked).fetchall(), runs=7)


@pytest.mark.slow
def test_folded_days_are_as_small_and_quick_as_one_sorted_file(tmp_path: Path) -> None:
    output, ideal = tmp_path / "tables", tmp_path / "ideal"
    for run in range(RUNS):
        first = run * DAYS * ARTICLES
        parts = [
            articles(f"r{run}", range(first + number * ARTICLES, first + (number + 1) * ARTICLES), day(number))
            for number in range(DAYS)
        ]
        write_run(output, f"r{run}", chain.from_iterable(parts))
    pattern = f"{output}/articles/*/*.parquet"
    by_article = f"article_id = '{77 * 2654435761 % 2**64:016x}'"
    by_day = "published_at >= '2025-03-02' AND published_at < '2025-03-03'"
    before = {condition: query(pattern, condition) for condition in (by_article, by_day)}
    for _ in tidy(output, named_files(read_manifests(output)), datetime(2025, 6, 1, tzinfo=UTC)):
        pass
    for folder in (output / "articles").glob("published_date=2*"):
        rows = pa.concat_tables(pq.ParquetFile(path).read() for path in folder.glob("*.parquet"))
        (ideal / folder.name).mkdir(parents=True)
        pq.write_table(rows.sort_by("article_id"), ideal / folder.name / "all.parquet", compression="zstd")
    sizes = [sum(path.stat().st_size for path in place.rglob("*.parquet")) for place in (output / "articles", ideal)]
    assert sizes[0] <= 1.2 * sizes[1] + 20_000  # the file that keeps the columns of "unknown", and filters
    for condition, long in before.items():
        folded, best = query(pattern, condition), query(f"{ideal}/*/*.parquet", condition)
        assert folded <= 2 * best
        assert folded < long
