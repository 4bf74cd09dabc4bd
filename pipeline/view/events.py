"""One event: how its toll moved, who claims what, and the articles that tell it by families."""

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


def read_event(snapshot: Snapshot, event_id: str) -> EventRows | None:
    """An event, also one that was merged or withdrawn; None when there is none or none were linked."""
    if not snapshot.linked:
        return None
    fetch, wanted = snapshot.database.fetch, {"id": event_id}
    event = fetch("SELECT * FROM events WHERE event_id = $id ORDER BY version DESC, run_id DESC LIMIT 1", wanted)
    if not event:
        return None
    return EventRows(event[0], fetch(_TOLLS, wanted), fetch(_CLAIMS, wanted), fetch(_articles(snapshot), wanted))


_TOLLS = """
SELECT t.*, n.title, n.site FROM event_tolls AS t LEFT JOIN newest AS n USING (article_id)
WHERE event_id = $id
ORDER BY reported_at, t.article_id, figure_id"""

_CLAIMS = """
SELECT c.outcome, c.low, c.best, c.high, c.attributed_to, c.attribution_type, c.sentence, c.figure_id, c.article_id,
    n.site, n.title, n.published_at
FROM event_articles AS e JOIN newest AS n USING (article_id, revision)
JOIN casualties AS c USING (article_id, revision)
WHERE e.event_id = $id AND c.is_main AND c.run_id = n.run_id AND c.published_date = n.published_date
QUALIFY row_number() OVER (
    PARTITION BY c.outcome, c.attribution_type, lower(coalesce(c.attributed_to, n.site)) ORDER BY n.published_at DESC
) = 1
ORDER BY c.outcome, coalesce(c.best, c.low, c.high) DESC, n.published_at"""


def _articles(snapshot: Snapshot) -> str:
    """With their family where families were told; each article once."""
    family = ("NULL", "NULL", "")
    if snapshot.database.holds("families"):
        joined = "LEFT JOIN families AS f ON f.article_id = e.article_id AND f.revision = e.revision"
        family = ("f.family_id", "f.role", joined)
    return f"""
        SELECT DISTINCT ON (n.article_id) n.article_id, n.title, n.site, n.agency, n.published_at, e.confidence,
            {family[0]} AS family_id, {family[1]} AS role
        FROM event_articles AS e JOIN newest AS n USING (article_id) {family[2]}
        WHERE e.event_id = $id ORDER BY n.article_id"""  # noqa: S608 - names of ours
