"""Health: what an operator needs to see that the night went well."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.view import words
from pipeline.view.charts.bars import draw_bars
from pipeline.view.health import (
    failures_by_reason,
    failures_by_site,
    newest_article,
    silent_feeds,
    stopped_sites,
    unfinished_runs,
)
from pipeline.view.markup import Child, Markup, element, outside
from pipeline.view.pages.frame import Sheet, figure, table
from pipeline.view.runs import FinishedRun, Runs, read_runs
from pipeline.view.snapshot import Snapshot

_SHOWN = 15  # runs


def health_page(snapshot: Snapshot) -> Sheet:
    """The page."""
    runs = read_runs(snapshot.output)
    last = runs.newest[0] if runs.newest else None
    body: list[Child] = [
        element("h1", "Health"),
        element("ul", _signs(snapshot, runs, last), class_="signs"),
        element("ul", _stats(snapshot, runs, last), class_="stats"),
        element("h2", "Runs ", element("a", "CSV", href="/runs.csv", class_="csv") if runs.newest else None),
        _runs(runs) if runs.newest else element("p", "No run has finished here.", class_="empty"),
        _stages(last) if last and any(last.seconds.values()) else None,
        _failures(snapshot),
        _feeds(snapshot),
    ]
    return Sheet("Health", "/health", body)


def _signs(snapshot: Snapshot, runs: Runs, last: FinishedRun | None) -> list[Markup]:
    """Good and bad signs, one a line, in words and not by colour alone."""
    unfinished, stopped, feeds = unfinished_runs(snapshot, runs), stopped_sites(snapshot), silent_feeds(snapshot)
    ended = f"The last run, {last.run_id}, ended {words.moment(last.ended)}." if last else "No run has finished."
    dead = f"Without a manifest, so still going on or dead: {_some(unfinished)} Run it again under its name."
    still = (f"{site['site']} ({words.count(site['silent'], 'day')} after its last)" for site in stopped)
    signs = [
        _sign(last is not None, ended),
        _sign(not unfinished, dead if unfinished else "Every run has finished."),
        _sign(not stopped, f"Stopped giving articles: {_some(still)}" if stopped else "No site has stopped."),
    ]
    if runs.unreadable:
        signs.append(_sign(good=False, said=f"Manifests that cannot be read: {_some(runs.unreadable)}"))
    if last is not None:
        failed, articles = sum(last.failures.values()), last.rows.get("articles", 0)
        rate = failed / max(1, failed + articles)
        signs.insert(
            1,
            _sign(
                rate <= 0.5, f"It read {words.count(articles, 'article')}; {words.number(failed)} failed ({rate:.0%})."
            ),
        )
        if last.silent_sites:
            gave = "Gave articles to the runs before the last, and none to it:"
            signs.append(_sign(good=False, said=f"{gave} {_some(last.silent_sites)}"))
    if feeds is not None:
        signs.append(
            _sign(
                not feeds,
                f"{words.count(len(feeds), 'feed')} failing, silent or with gaps, listed below."
                if feeds
                else "Every feed speaks.",
            )
        )
    return signs


def _some(names: Iterable[str]) -> str:
    """The first ten of them, as a sentence's end."""
    first = list(names)
    return ", ".join(first[:10]) + (f" and {len(first) - 10} more." if len(first) > 10 else ".")


def _sign(good: bool, said: str) -> Markup:  # noqa: FBT001 - what the sign is
    return element("li", element("b", "Good" if good else "Look"), " ", said, class_="good" if good else "bad")


def _stats(snapshot: Snapshot, runs: Runs, last: FinishedRun | None) -> list[Markup]:
    newest = newest_article(snapshot)
    cells: list[tuple[Child, Child]] = [(words.count(runs.total, "run"), "finished")]
    if last:
        rate = last.rows.get("articles", 0) / last.elapsed if last.elapsed else 0
        cells.append((words.duration(last.elapsed), f"the last one took; {rate:.1f} articles a second"))
    if newest:
        link = element("a", element("bdi", newest["title"] or "Untitled"), href=f"/article/{newest['article_id']}")
        cells.append((words.moment(newest["published_at"]), ["newest article: ", link]))
    return [element("li", element("strong", value), element("span", detail)) for value, detail in cells]


def _runs(runs: Runs) -> Markup:
    lines = [
        (
            element("code", run.run_id),
            words.moment(run.ended),
            words.number(run.requests),
            words.number(run.rows.get("articles", 0)),
            words.number(run.rows.get("casualties", 0)),
            words.number(sum(run.failures.values())),
            words.duration(run.elapsed),
        )
        for run in runs.newest[:_SHOWN]
    ]
    heads = ("Run", "Ended", "Asked for", "Articles", "Figures", "Failures", "Took")
    caption = (
        f"The newest {_SHOWN} of {words.count(runs.total, 'run')}" if runs.total > _SHOWN else "Runs, newest first"
    )
    return table(heads, lines, (2, 3, 4, 5, 6), caption)


def _stages(run: FinishedRun) -> Markup:
    rows = [(stage, seconds, words.duration(seconds)) for stage, seconds in run.seconds.items()]
    shown = table(
        ("Stage", "Seconds"), [(stage, f"{seconds:.1f}") for stage, seconds, _ in rows], (1,), "Seconds by stage"
    )
    return figure(
        element("strong", "Where the last run spent its time, summed over workers"),
        draw_bars(rows, "Seconds by stage"),
        shown,
    )


def _failures(snapshot: Snapshot) -> list[Child]:
    reasons = failures_by_reason(snapshot)
    if not reasons:
        return [element("h2", "Failures"), element("p", "None.", class_="empty")]
    bars = [(words.said(r["reason"]), float(r["times"]), words.number(r["times"])) for r in reasons[:12]]
    lines = [
        (
            words.said(r["reason"]),
            r["stage"],
            words.number(r["times"]),
            words.moment(r["last"]),
            element("bdi", r["example"]),
        )
        for r in reasons
    ]
    shown = table(("Reason", "Stage", "Times", "Last", "For example"), lines, (2,), "Failures by reason")
    sites = [
        (
            outside(f"https://{r['site']}/", r["site"] or "no address"),
            words.said(r["reason"]),
            words.number(r["times"]),
            words.moment(r["last"]),
        )
        for r in failures_by_site(snapshot)
    ]
    return [
        element("h2", "Failures"),
        figure(element("strong", "By reason"), draw_bars(bars, "Failures by reason"), shown, "/failures.csv"),
        table(("Site", "Reason", "Times", "Last"), sites, (2,), "Failures by site"),
    ]


def _feeds(snapshot: Snapshot) -> list[Child] | None:
    feeds = silent_feeds(snapshot)
    if not feeds:
        return None
    lines = [
        (
            outside(f["feed_url"], f["feed_url"]),
            words.moment(f["polled_at"]),
            f["status"],
            words.moment(f["newest"]),
            words.number(f["gaps"]),
            f["error"],
        )
        for f in feeds
    ]
    return [
        element("h2", "Feeds to look after ", element("a", "CSV", href="/feeds.csv", class_="csv")),
        table(
            ("Feed", "Asked", "Status", "Newest item", "Gaps", "Error"),
            lines,
            (4,),
            "Feeds failing, silent or with gaps",
        ),
    ]
