"""Outputs as many small runs leave them: invented failures and articles, a file a run, table and day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipeline.sinks.parquet import ParquetSink
from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.tables import Row, article_row, failure_row
from transforms.accounts import Account

FIRST_DAY = date(2025, 3, 1)


def day(number: int) -> str:
    return (FIRST_DAY + timedelta(days=number)).isoformat()


def article(number: int, words: str = "A ferry ran aground off the invented island of Torvay.") -> Article:
    moment = datetime(2025, 3, 1, 12, tzinfo=UTC) + timedelta(minutes=number)
    return Article(
        article_id=f"{number * 2654435761 % 2**64:016x}",
        revision=f"{number:016x}",
        source_id=str(number),
        url=f"https://news{number % 7}.example/stories/{number}",
        canonical_url=f"https://news{number % 7}.example/stories/{number}",
        site=f"news{number % 7}.example",
        title=f"Story {number}",
        authors=(),
        agency=None,
        dateline=None,
        language="en",
        section=None,
        image_url=None,
        published_at=moment,
        published_from="input",
        published_offset=None,
        modified_at=None,
        text=f"{words} Story {number}.",
        fetched_at=moment,
        status=200,
        received_at=moment,
        anchor=moment.date(),
    )


def write_run(output: Path, run_id: str, rows: Iterable[tuple[str, str, Row]]) -> None:
    """A finished run: rows as (table, day, row), its files and its manifest."""
    sink = ParquetSink(str(output), run_id)
    sink.prepare()
    files: dict[tuple[str, str], list[Row]] = {}
    for table, when, row in rows:
        files.setdefault((table, when), []).append(row)
    written = [sink.write((table, when, 0), rows, "") for (table, when), rows in files.items()]
    sink.report(Account(files=written), "")
    named = sink.finish()
    tables = {
        table: {"rows": 0, "files": [{"path": file.path, "rows": file.rows} for file in named if file.table == table]}
        for table in {file.table for file in named}
    }
    sink.write_manifest({"run_id": run_id, "tables": tables})


def failures(run_id: str, numbers: Iterable[int], when: str) -> Iterator[tuple[str, str, Row]]:
    moment = datetime.fromisoformat(f"{when}T06:00:00+00:00")
    for number in numbers:
        letter = DeadLetter(f"https://gone.example/{number}", None, "fetch", "timed_out", "no answer", None, moment)
        yield "failures", when, failure_row(letter, run_id)


def articles(run_id: str, numbers: Iterable[int], when: str) -> Iterator[tuple[str, str, Row]]:
    for number in numbers:
        yield "articles", when, article_row(article(number), run_id)
