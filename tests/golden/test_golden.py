"""Every page of the sample site becomes what its golden record says."""

from __future__ import annotations

from collections import Counter

import pytest

from samples.serve import SITE, read_paths, read_routes
from tests.support.golden import SampleRun, compare, load_records

RECORDS = load_records()


@pytest.mark.parametrize("path", sorted(RECORDS))
def test_page_is_as_its_golden_record(path: str, sample_run: SampleRun) -> None:
    differences = compare(sample_run, RECORDS[path])
    gaps = RECORDS[path].get("gaps", [])
    new = [line for line in differences if line not in gaps]
    mended = [f"mended, take it out of the gaps: {line}" for line in gaps if line not in differences]
    if new or mended:
        pytest.fail("\n".join([path, *new, *mended]), pytrace=False)


def test_every_page_asked_for_has_a_golden_record_and_every_record_a_page() -> None:
    assert sorted(RECORDS) == sorted(read_paths())


def test_every_file_of_the_site_is_served_to_the_run_or_to_the_server_itself() -> None:
    routes = read_routes()
    finals = {record.get("article", {}).get("final_path", path) for path, record in RECORDS.items()}
    asked = {routes[path].body for path in finals if path in routes}
    unasked = {path.relative_to(SITE).as_posix() for path in SITE.rglob("*.*") if path.read_bytes() not in asked}
    assert unasked == {"404.html", "robots.txt"}


def test_every_page_is_one_article_or_one_failure(sample_run: SampleRun) -> None:
    articles = [row["url"] for row in sample_run.tables["articles"]]
    failures = [row["url"] for row in sample_run.tables["failures"]]
    assert max(Counter(articles + failures).values()) == 1
    assert len(articles) + len(failures) == len(RECORDS)


def test_disallowed_page_is_never_fetched(sample_run: SampleRun) -> None:
    assert [line for line in sample_run.requested if "/embargoed/" in line] == []
    assert "GET /robots.txt 200" in sample_run.requested


def test_robots_file_is_asked_for_once_and_first(sample_run: SampleRun) -> None:
    assert sample_run.requested.index("GET /robots.txt 200") == 0
    assert sum("/robots.txt" in line for line in sample_run.requested) == 1


def test_no_article_has_two_main_figures_of_one_outcome(sample_run: SampleRun) -> None:
    mains = Counter(
        (row["article_id"], row["revision"], row["outcome"])
        for row in sample_run.tables["casualties"]
        if row["is_main"]
    )
    assert max(mains.values()) == 1
