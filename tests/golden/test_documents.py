"""The sample documents: one record each of scraped text, a saved page and clean text."""

from __future__ import annotations

import pytest

from tests.support.golden import Tables, compare_article, compare_casualties, load_records
from tests.support.sample_site import ROOT, read_tables, require_success, run_pipeline

FERRY = "/2025/08/19/ferry-sinks-off-mindoro/"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    output = tmp_path_factory.mktemp("documents") / "tables"
    done = run_pipeline(
        "--input", str(ROOT / "samples" / "documents.jsonl"), "--output", str(output), "--run_id", "documents"
    )
    require_success(done)
    return read_tables(output)


def test_every_record_is_an_article(tables: Tables) -> None:
    assert tables["failures"] == []
    assert sorted(row["source_id"] for row in tables["articles"]) == ["sample-ferry", "sample-text", "seed-amnesty"]


def test_saved_page_gives_what_the_served_page_gives(tables: Tables) -> None:
    record = load_records()[FERRY]
    (article,) = [row for row in tables["articles"] if row["source_id"] == "sample-ferry"]
    of_delivery = ("final_path", "canonical_path", "site", "status")
    wanted = {name: value for name, value in record["article"].items() if name not in of_delivery}
    wanted |= {"url": f"https://rivermountcourier.example{FERRY}", "site": "rivermountcourier.example", "status": None}
    rows = [row for row in tables["casualties"] if row["article_id"] == article["article_id"]]
    differences = compare_article(article, wanted) + compare_casualties(
        sorted(rows, key=lambda row: row["start"]), record["casualties"]
    )
    if differences:
        pytest.fail("\n".join(differences), pytrace=False)


def test_clean_text_is_dated_by_its_record(tables: Tables) -> None:
    (article,) = [row for row in tables["articles"] if row["source_id"] == "sample-text"]
    assert article["published_from"] == "input"
    assert article["published_offset"] == 120
    (row,) = [row for row in tables["casualties"] if row["article_id"] == article["article_id"]]
    assert (row["outcome"], row["best"], row["is_main"], row["country"]) == ("injured", 2, True, "PL")
    assert str(row["first_day"]) == "2025-10-08"
