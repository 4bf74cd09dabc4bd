"""Runs as ingest leaves them, written without fetching or reading: the tables of some articles, and the manifest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.sinks.parquet import ParquetSink
from schemas.article import Article
from schemas.mentions import Casualty, Entity, Place
from schemas.tables import article_row, casualty_row, entity_row, partition_of
from transforms.accounts import Account

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)


def make_article(name: str, text: str, *, day: int = 0, revision: str = "r1", site: str = "") -> Article:
    """An article published some days after NOON."""
    at = NOON + timedelta(days=day)
    return Article(
        article_id=name, revision=revision, source_id=name, url=None, canonical_url=None, site=site or f"{name}.test",
        title=text.partition(".")[0], authors=(), agency=None, dateline=None, language="en", section=None,
        image_url=None, published_at=at, published_from="input", published_offset=0, modified_at=None, text=text,
        fetched_at=at, status=200, received_at=at, anchor=at.date(),
    )  # fmt: skip


def killed(number: int, place: str, article: Article) -> list[Casualty]:
    """The main figure of an article, on its day."""
    day = article.anchor
    return [
        Casualty(
            "f1", 0, 1, article.text[:1], article.text, "killed", number, number, number, "exact", "event",
            is_main=True, is_derived=False, rule="test", confidence=0.9, cause="fire", first_day=day, last_day=day,
            place=Place(place, "XA", 10.0, 20.0),
        )
    ]  # fmt: skip


def write_run(output: Path, run_id: str, told: Iterable[tuple[Article, list[Casualty]]], *, whole: bool = True) -> None:
    """Write a run of these articles; every capitalised word is a person in it. whole: with its manifest."""
    sink = ParquetSink(str(output), run_id)
    sink.prepare()
    files = []
    by_day: dict[str, list[tuple[Article, list[Casualty]]]] = {}
    for article, figures in told:
        by_day.setdefault(partition_of(article), []).append((article, figures))
    for day, those in by_day.items():
        rows = {
            "articles": [article_row(article, run_id) for article, _ in those],
            "casualties": [casualty_row(figure, article, run_id) for article, found in those for figure in found],
            "entities": [entity_row(name, article, run_id) for article, _ in those for name in _persons(article.text)],
        }
        files += [sink.write((table, day, 0), found, "") for table, found in rows.items()]
    sink.report(Account(files=files), "")
    sink.finish()
    if whole:
        listed = [{"path": file.path, "rows": file.rows} for file in files if file.table == "articles"]
        sink.write_manifest({"run_id": run_id, "tables": {"articles": {"files": listed}}})


def _persons(text: str) -> list[Entity]:
    found, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        if "_" in word:  # written Odrun_Hale
            found.append(Entity(start, at, word, "PERSON", word.strip(".,").replace("_", " ")))
    return found
