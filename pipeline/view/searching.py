"""Search over texts, names and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.view.database import Row
from pipeline.view.snapshot import Snapshot

_MOST = 100
_LONGEST = 200


@dataclass(frozen=True)
class SearchResult:
    """Articles, newest first; `around` is the text near the words. is_cut: there are more. words: what was sought."""

    words: str
    rows: Sequence[Row]
    is_cut: bool


def search(snapshot: Snapshot, stated: str) -> SearchResult:
    """Articles that have all the words: each in title or text, or as a name or place. No words: the newest articles."""
    sought = " ".join(stated.split())[:_LONGEST]
    query, parameters = search_query(sought, _MOST + 1)
    rows = snapshot.database.fetch(query, parameters)
    return SearchResult(sought, rows[:_MOST], is_cut=len(rows) > _MOST)


def search_query(sought: str, most: int = 100_000) -> tuple[str, dict[str, Any]]:
    """The query of a search, also for CSV."""
    if not sought:
        query = "SELECT *, NULL AS around FROM newest ORDER BY published_at DESC NULLS LAST, article_id LIMIT $most"
        return query, {"most": most}
    return _QUERY, {"words": sought.lower().split(), "first": sought.lower().split()[0], "most": most}


# A name's fullest form may have a word that the text has not, and a place its name in English.
_QUERY = """
WITH named AS (
    SELECT article_id, revision, run_id, published_date,
        string_agg(DISTINCT lower(concat_ws(' ', name, place_name)), ' ') AS names
    FROM entities WHERE list_bool_or([contains(lower(concat_ws(' ', name, place_name)), word) FOR word IN $words])
    GROUP BY ALL
), texts AS (
    SELECT article_id, revision, run_id, published_date, text,
        lower(concat_ws(' ', a.title, a.text, names)) AS whole
    FROM articles AS a LEFT JOIN named USING (article_id, revision, run_id, published_date)
)
SELECT n.*, substring(t.text, greatest(1, strpos(lower(t.text), $first) - 120), 320) AS around
FROM newest AS n JOIN texts AS t USING (article_id, revision, run_id, published_date)
WHERE list_bool_and([contains(whole, word) FOR word IN $words])
ORDER BY n.published_at DESC NULLS LAST, n.article_id LIMIT $most"""
