"""The pages over a million casualty rows of three years, against plain queries of the same files in the same run."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.view.database import open_database
from pipeline.view.exporting import export
from pipeline.view.site import answer
from pipeline.view.snapshot import Snapshot, take_snapshot
from tests.support.invented import invent_tables
from tests.support.stopwatch import cpu_seconds

FIGURES = """
SELECT country, cause, outcome, count(*), sum(low), sum(high), min(first_day), max(last_day), avg(confidence),
    max(attribution_type), max(place), max(latitude), max(longitude), max(best),
    max(article_id), max(revision), max(run_id)
FROM casualties WHERE is_main GROUP BY ALL"""
ARTICLES = """
SELECT max(article_id), max(revision), max(run_id), max(title), max(site), max(agency), max(url), max(published_at),
    max(modified_at), max(fetched_at), sum(words) FROM articles"""


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("million")
    invent_tables(folder, articles=250_000, days=1096)
    return folder


def plain_queries(output: Path) -> None:
    connection = open_database(output, confined=True).connection
    for query in (FIGURES, ARTICLES):
        connection.sql(query).fetchall()


def look(snapshot: Snapshot, target: str) -> None:
    assert answer(snapshot, target).status == 200


@pytest.mark.slow
def test_the_first_page_costs_a_small_multiple_of_reading_its_columns(million: Path) -> None:
    take_snapshot(million)  # the files are in the machine's memory from here on
    reading = cpu_seconds(lambda: plain_queries(million))
    first = cpu_seconds(lambda: look(take_snapshot(million), "/"))
    print(f"first page: {first:.2f} s, {first / reading:.2f} times reading its columns ({reading:.2f} s)")  # noqa: T201
    assert first < 3 * reading


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    ["?country=KE", "?outcome=injured&toll=130&speaker=police", "?place=lima&confidence=80&sort=highest", "?page=900"],
)
def test_a_filter_costs_less_than_the_plain_query(query: str, million: Path, snapshot: Snapshot) -> None:
    look(snapshot, "/")
    plain = cpu_seconds(lambda: plain_queries(million))
    filtered = cpu_seconds(lambda: look(snapshot, f"/{query}"))
    print(f"{query}: {filtered:.2f} s, {filtered / plain:.2f} times plain queries ({plain:.2f} s)")  # noqa: T201
    assert filtered < 0.5 * plain


@pytest.mark.slow
def test_a_search_costs_a_small_multiple_of_reading_the_texts(million: Path, snapshot: Snapshot) -> None:
    texts = "SELECT count(*) FROM articles WHERE contains(lower(text), 'quetta')"
    plain = cpu_seconds(lambda: snapshot.database.fetch(texts))
    sought = cpu_seconds(lambda: look(snapshot, "/search?q=quetta+bomb"))
    print(f"search: {sought:.2f} s, {sought / plain:.2f} times reading the texts ({plain:.2f} s)")  # noqa: T201
    assert sought < 4 * plain


@pytest.fixture(scope="module")
def snapshot(million: Path) -> Snapshot:
    return take_snapshot(million)


@pytest.mark.slow
def test_five_thousand_articles_are_exported_in_a_file_that_mail_takes(tmp_path: Path) -> None:
    for name, articles in (("once", 1_250), ("four", 5_000)):
        invent_tables(tmp_path / name, articles=articles, days=100)
    size = 0

    def write(name: str) -> None:
        nonlocal size
        size = export(tmp_path / name, tmp_path / f"{name}.html")

    write("once")
    once, four = cpu_seconds(lambda: write("once")), cpu_seconds(lambda: write("four"))
    print(f"export of 5,000 articles: {four:.2f} s, {size / 1e6:.1f} MB; of 1,250: {once:.2f} s")  # noqa: T201
    assert size < 20_000_000
    assert four < 6 * once
