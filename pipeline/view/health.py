"""Whether the night went well: failures, sites that stopped, feeds that fell silent, runs that did not finish."""

from __future__ import annotations

from pipeline.view.database import Row
from pipeline.view.runs import Runs
from pipeline.view.snapshot import Snapshot

_HOST = "regexp_extract(url, '^[a-z]+://(?:[^/@]*@)?([^/:?#]+)', 1)"


def newest_article(snapshot: Snapshot) -> Row | None:
    """The one published last."""
    rows = snapshot.database.fetch(
        "SELECT * FROM newest WHERE published_at IS NOT NULL ORDER BY published_at DESC LIMIT 1"
    )
    return rows[0] if rows else None


def unfinished_runs(snapshot: Snapshot, runs: Runs) -> list[str]:
    """Runs that wrote rows and no manifest: still going on, or dead. Linking writes none."""
    rows = snapshot.database.fetch("SELECT run_id FROM states UNION SELECT run_id FROM failures ORDER BY 1")
    return [row["run_id"] for row in rows if row["run_id"] not in runs.names]


def failures_by_reason(snapshot: Snapshot) -> list[Row]:
    """stage, reason, times, last, example; the commonest first."""
    return snapshot.database.fetch(
        "SELECT stage, reason, count(*) AS times, max(failed_at) AS last, arg_max(detail, failed_at) AS example "
        "FROM failures GROUP BY ALL ORDER BY times DESC, reason LIMIT 50"
    )


def failures_by_site(snapshot: Snapshot) -> list[Row]:
    """Site (a host), reason, times, last; the commonest first."""
    return snapshot.database.fetch(
        f"SELECT {_HOST} AS site, reason, count(*) AS times, max(failed_at) AS last FROM failures "  # noqa: S608 - ours
        "WHERE url IS NOT NULL GROUP BY ALL ORDER BY times DESC, site, reason LIMIT 50"
    )


def stopped_sites(snapshot: Snapshot) -> list[Row]:
    """Sites silent for longer than three days and than three times their longest pause.

    site, articles, last, silent (days). Seen from the newest article of all. A site with
    articles on fewer than four days has no habit to break.
    """
    return snapshot.database.fetch("""
        WITH days AS (
            SELECT site, published_at::DATE AS day, count(*) AS articles FROM newest
            WHERE site IS NOT NULL AND published_at IS NOT NULL GROUP BY ALL
        ), paused AS (
            SELECT *, day - lag(day) OVER (PARTITION BY site ORDER BY day) AS pause FROM days
        ), habits AS (
            SELECT site, sum(articles)::BIGINT AS articles, max(day) AS last, max(pause) AS longest, count(*) AS days
            FROM paused GROUP BY site
        )
        SELECT site, articles, last, (SELECT max(day) FROM days) - last AS silent FROM habits
        WHERE days >= 4 AND silent > greatest(3, 3 * longest) ORDER BY articles DESC, site LIMIT 50""")


def silent_feeds(snapshot: Snapshot) -> list[Row] | None:
    """Feeds whose last poll failed, that are silent for seven days or have gaps; None without polls."""
    if not snapshot.database.holds("feeds") or not snapshot.database.fetch("SELECT 1 FROM feeds LIMIT 1"):
        return None
    return snapshot.database.fetch("""
        WITH latest AS (
            SELECT feed_url, max(polled_at) AS polled_at, arg_max(status, polled_at) AS status,
                arg_max(coalesce(error, ''), polled_at) AS error, max(newest_item_at) AS newest, count_if(gap) AS gaps
            FROM feeds GROUP BY feed_url
        )
        SELECT * FROM latest
        WHERE error <> '' OR newest IS NULL OR newest < polled_at - INTERVAL 7 DAYS OR gaps > 0
        ORDER BY newest NULLS FIRST, feed_url LIMIT 100""")
