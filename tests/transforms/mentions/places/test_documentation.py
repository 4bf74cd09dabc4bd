"""The query of docs/places.md, run over tables as the sink lays them out."""

import re
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

PAGE = Path(__file__).parents[4] / "docs" / "places.md"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for day, articles in {
        "2026-03-01": [("a1", "Flood in Oro"), ("a2", "Vote in Oro")],
        "2026-02-28": [("a0", "Older")],
        "unknown": [("a9", "Undated")],
    }.items():
        rows: list[dict[str, str | None]] = [
            {"article_id": one, "revision": "r", "title": title} for one, title in articles
        ]
        places: list[dict[str, str | None]] = [
            {"article_id": one, "revision": "r", "country": "PG"} for one, _ in articles
        ]
        places += [{"article_id": articles[0][0], "revision": "r", "country": code} for code in ("AU", "PG", None)]
        for table, content in {"articles": rows, "entities": places}.items():
            folder = tmp_path / "output" / table / f"published_date={day}"
            folder.mkdir(parents=True)
            pq.write_table(pa.Table.from_pylist(content), folder / "part.parquet")
    return tmp_path


def test_the_query_lists_the_articles_of_the_last_day_by_country(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(output)
    (query,) = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    found = [(country, articles, sorted(titles)) for country, articles, titles in duckdb.sql(query).fetchall()]
    assert found == [("PG", 2, ["Flood in Oro", "Vote in Oro"]), ("AU", 1, ["Flood in Oro"])]
