"""One article: its rows, its revisions, and which one is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.view.database import Row
from pipeline.view.snapshot import Snapshot

_KEY = "article_id = $article_id AND revision = $revision AND run_id = $run_id AND published_date = $published_date"


@dataclass(frozen=True)
class ArticleRows:
    """The rows of one state of an article, and of all its states the days and revisions, the newest first."""

    article: Row
    figures: Sequence[Row]
    dates: Sequence[Row]
    names: Sequence[Row]
    revisions: Sequence[Row]


def read_article(snapshot: Snapshot, article_id: str, revision: str | None) -> ArticleRows | None:
    """The newest state of an article, or that of a revision; None when there is none."""
    shown = snapshot.database.fetch("SELECT * FROM newest WHERE article_id = $id", {"id": article_id})
    if not shown:
        return None
    revisions = _read_revisions(snapshot, article_id)
    key = next((row for row in revisions if row["revision"] == (revision or shown[0]["revision"])), None)
    if key is None:
        return None
    chosen = {name: key[name] for name in ("article_id", "revision", "run_id", "published_date")}
    rows = {
        table: snapshot.database.fetch(f"SELECT * FROM {table} WHERE {_KEY} ORDER BY {order}", chosen)  # noqa: S608 - ours
        for table, order in (
            ("articles", "1"),
            ("casualties", "start, figure_id"),
            ("dates", "start"),
            ("entities", "start"),
        )
    }
    return ArticleRows(rows["articles"][0], rows["casualties"], rows["dates"], rows["entities"], revisions)


def read_text(snapshot: Snapshot, key: Row) -> Row:
    """Title and text of one of an article's revisions."""
    wanted = {name: key[name] for name in ("article_id", "revision", "run_id", "published_date")}
    return snapshot.database.fetch(f"SELECT title, text FROM articles WHERE {_KEY}", wanted)[0]  # noqa: S608 - ours


def _read_revisions(snapshot: Snapshot, article_id: str) -> list[Row]:
    """Each once, by the latest run that wrote it."""
    query = """
        SELECT article_id, revision, run_id, published_date, fetched_at, modified_at, published_at
        FROM states WHERE article_id = $id
        QUALIFY row_number() OVER (PARTITION BY revision ORDER BY fetched_at DESC NULLS LAST, run_id DESC) = 1
        ORDER BY fetched_at DESC NULLS LAST, modified_at DESC NULLS LAST, run_id DESC"""
    return snapshot.database.fetch(query, {"id": article_id})
