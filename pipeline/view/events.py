"""Events: how the toll of each moved, who claims what, and the articles that tell it by families."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.view.database import Row
from pipeline.view.snapshot import Snapshot


@dataclass(frozen=True)
class EventRows:
    """An event's newest version, its tolls as they were reported, the last claim of each speaker, its articles."""

    event: Row
    tolls: Sequence[Row]
    claims: Sequence[Row]
    articles: Sequence[Row]


def read_events(snapshot: Snapshot, event_ids: Sequence[str]) -> list[EventRows]:
    """Those of these ids, in this order, merged and withdrawn ones too; none where nothing is linked."""
    if not snapshot.linked:
        return []
    wanted = {"ids": list(event_ids)}
    events = {row["event_id"]: row for row in snapshot.database.fetch(_EVENTS, wanted)}
    articles = snapshot.database.fetch(_articles(snapshot), wanted)
    days = sorted({row["published_date"] for row in articles})  # of their files alone the claims are read
    claims = snapshot.database.fetch(_CLAIMS, {**wanted, "days": days})
    parts = [_by_event(rows) for rows in (snapshot.database.fetch(_TOLLS, wanted), claims, articles)]
    return [
        EventRows(events[event_id], *(part.get(event_id, []) for part in parts))
        for event_id in event_ids
        if event_id in events
    ]


def _by_event(rows: Sequence[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["event_id"], []).append(row)
    return grouped


_WANTED = "event_id IN (SELECT unnest($ids))"

_EVENTS = f"""
SELECT * FROM events WHERE {_WANTED}
QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY version DESC, run_id DESC) = 1"""  # noqa: S608 - ours

_TOLLS = f"""
SELECT t.*, n.title, n.site FROM event_tolls AS t LEFT JOIN newest AS n USING (article_id)
WHERE {_WANTED} ORDER BY reported_at, t.article_id, figure_id"""  # noqa: S608 - ours

_CLAIMS = f"""
SELECT e.event_id, c.outcome, c.low, c.best, c.high, c.attributed_to, c.attribution_type, c.sentence, c.figure_id,
    c.article_id, n.site, n.title, n.published_at
FROM event_articles AS e JOIN newest AS n USING (article_id, revision)
JOIN casualties AS c USING (article_id, revision)
WHERE {_WANTED} AND NOT coalesce(e.aside, false) AND c.is_main
    AND c.run_id = n.run_id AND c.published_date = n.published_date
    AND list_contains($days::VARCHAR[], c.published_date)
QUALIFY row_number() OVER (
    PARTITION BY e.event_id, c.outcome, c.attribution_type, lower(coalesce(c.attributed_to, n.site))
    ORDER BY n.published_at DESC
) = 1
ORDER BY c.outcome, coalesce(c.best, c.low, c.high) DESC, n.published_at"""  # noqa: S608 - ours


def _articles(snapshot: Snapshot) -> str:
    """With their family where families were told; each article once."""
    family = ("NULL", "NULL", "")
    if snapshot.database.holds("families"):
        joined = "LEFT JOIN families AS f ON f.article_id = e.article_id AND f.revision = e.revision"
        family = ("f.family_id", "f.role", joined)
    return f"""
        SELECT DISTINCT ON (e.event_id, n.article_id) e.event_id, n.article_id, n.title, n.site, n.agency,
            n.published_at, n.published_date, e.confidence, coalesce(e.aside, false) AS aside,
            {family[0]} AS family_id, {family[1]} AS role
        FROM event_articles AS e JOIN newest AS n USING (article_id) {family[2]}
        WHERE {_WANTED} ORDER BY e.event_id, n.article_id"""  # noqa: S608 - names of ours
