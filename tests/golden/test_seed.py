"""The user's own example: scraped text between its boilerplate lines, and the figures that it holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.golden import Row, Tables, compare_casualties
from tests.support.sample_site import ROOT, read_tables, require_success, run_pipeline

SEED = ROOT / "samples" / "seed" / "000_0d3525310a95d173.txt"
TITLE = "Amnesty accuses Russian Federation of committing war crimes in Syria"
BOILERPLATE = ("To Top", "More in AmeriPublications", "Privacy Preference Center")
WORDS = [
    {
        "outcome": "killed", "text": "at least 32 people", "low": 32, "best": 32, "high": None, "qualifier": "at_least",
        "scope": "event", "is_main": True, "is_derived": False, "victims": "people", "first_day": None,
        "attributed_to": "opposition activists", "attribution_type": ["rebel", "monitor", "ngo", "unnamed"],
        "certainty": "reported", "place": "Idlib", "country": "SY",
    },
    {
        "outcome": "killed", "text": "My husband and three children", "low": 4, "best": 4, "high": 4,
        "qualifier": "exact", "scope": "other_event", "is_main": False, "is_derived": True,
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def seed_tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("seed")
    story = SEED.read_text(encoding="utf-8")
    clean = "\n\n".join(story_paragraphs())
    records = [
        {"id": "raw", "raw_text": story},
        {"id": "dated", "raw_text": story, "published_at": "2015-12-23T16:00:00Z"},
        {"id": "clean", "text": clean},
    ]
    documents = folder / "documents.jsonl"
    documents.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    done = run_pipeline(
        "--input", str(documents), "--input", str(SEED), "--output", str(folder / "tables"), "--run_id", "seed"
    )
    require_success(done)
    return read_tables(folder / "tables")


def story_paragraphs() -> list[str]:
    paragraphs = SEED.read_text(encoding="utf-8").split("\n\n")
    return [p.strip() for p in paragraphs if p.strip() not in (*BOILERPLATE, TITLE)]


def article_of(tables: Tables, source_id: str) -> Row:
    (article,) = [row for row in tables["articles"] if row["source_id"] == source_id]
    return article


def rows_of(tables: Tables, table: str, source_id: str) -> list[Row]:
    article_id = article_of(tables, source_id)["article_id"]
    return sorted((r for r in tables[table] if r["article_id"] == article_id), key=lambda r: r["start"])


def test_nothing_fails(seed_tables: Tables) -> None:
    assert seed_tables["failures"] == []


@pytest.mark.parametrize("source_id", ["raw", "dated"])
def test_raw_text_loses_its_boilerplate_and_keeps_its_story(seed_tables: Tables, source_id: str) -> None:
    article = article_of(seed_tables, source_id)
    assert article["title"] == TITLE
    assert article["text"].split("\n\n") == story_paragraphs()


def test_clean_text_is_kept_to_the_byte(seed_tables: Tables) -> None:
    assert article_of(seed_tables, "clean")["text"] == "\n\n".join(story_paragraphs())


@pytest.mark.parametrize("source_id", ["raw", "dated", "clean"])
def test_exactly_the_figures_of_the_story_are_counted(seed_tables: Tables, source_id: str) -> None:
    wanted = [dict(row) for row in WORDS]
    if source_id == "dated":
        # The Sunday before the day of publication, a Wednesday.
        wanted[0]["first_day"] = "2015-12-20"
    differences = compare_casualties(rows_of(seed_tables, "casualties", source_id), wanted)
    if differences:
        pytest.fail("\n".join(differences), pytrace=False)


@pytest.mark.parametrize("source_id", ["raw", "clean"])
def test_without_a_day_of_publication_no_day_is_invented(seed_tables: Tables, source_id: str) -> None:
    found = {row["text"]: row for row in rows_of(seed_tables, "dates", source_id)}
    for words in ("Sunday", "October 7"):
        (near,) = [row for text, row in found.items() if words in text]
        assert near["first_day"] is None, near
        assert near["last_day"] is None, near
        assert near["anchor"] is None, near
    assert article_of(seed_tables, source_id)["published_at"] is None
    assert article_of(seed_tables, source_id)["published_date"] == "unknown"


def test_with_a_day_of_publication_the_days_are_known(seed_tables: Tables) -> None:
    found = {row["text"]: row for row in rows_of(seed_tables, "dates", "dated")}
    values = {next(w for w in ("Sunday", "October 7") if w in text): row["value"]
              for text, row in found.items() if "Sunday" in text or "October 7" in text}  # fmt: skip
    assert values == {"Sunday": "2015-12-20", "October 7": "2015-10-07"}


def test_a_text_file_is_read_as_an_article(seed_tables: Tables) -> None:
    (article,) = [row for row in seed_tables["articles"] if row["source_id"] not in ("raw", "dated", "clean")]
    assert article["title"] == TITLE
    assert article["text"].split("\n\n") == story_paragraphs()


def test_the_seed_is_the_users_document_unchanged() -> None:
    lines = Path(SEED).read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[2], lines[-1]) == (BOILERPLATE[0], TITLE, BOILERPLATE[-1])
