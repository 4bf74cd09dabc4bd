"""One article: its rows, its revisions, and which one is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.view.database import Row
from pipeline.view.snapshot import Snapshot

_ORDERS = {"articles": "source_id", "casualties": "start, figure_id", "dates": "start", "entities": "start"}
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
        for table, order in _ORDERS.items()
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


def read_newest(snapshot: Snapshot, article_ids: Sequence[str]) -> list[ArticleRows]:
    """The newest state of each of these articles, in this order; without its other revisions."""
    wanted = {"ids": list(article_ids)}
    grouped: dict[str, dict[str, list[Row]]] = {table: {} for table in _ORDERS}
    for table, order in _ORDERS.items():
        query = (
            f"SELECT t.* FROM {table} AS t SEMI JOIN (SELECT * FROM newest WHERE article_id IN (SELECT unnest($ids))) "  # noqa: S608 - ours
            f"USING (article_id, revision, run_id, published_date) ORDER BY {order}"
        )
        for row in snapshot.database.fetch(query, wanted):
            grouped[table].setdefault(row["article_id"], []).append(row)
    articles, figures, dates, names = (grouped[table] for table in _ORDERS)
    return [
        ArticleRows(articles[i][0], figures.get(i, []), dates.get(i, []), names.get(i, []), ())
        for i in article_ids
        if i in articles
    ]
