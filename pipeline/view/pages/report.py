"""The report: everything on one page, for a file that can be mailed. Its links lead to places within it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.view import words
from pipeline.view.articles import ArticleRows, read_newest
from pipeline.view.database import Row
from pipeline.view.events import read_events
from pipeline.view.markup import Child, Markup, element, join, raw
from pipeline.view.pages.article import credit_line, legend, marks_of, speaker_of
from pipeline.view.pages.event import event_section
from pipeline.view.pages.frame import document, table
from pipeline.view.pages.marks import mark_text
from pipeline.view.pages.overview import charts, story_list, summary
from pipeline.view.selection import Selection
from pipeline.view.snapshot import Snapshot
from pipeline.view.stories import list_stories, sum_up

_HEADING = 600  # characters of a section beside figures and text
_LINK = re.compile(r' href="/(?:(article|event)/([\w.:-]+))?[^"]*"')


@dataclass(frozen=True)
class ReportLimits:
    """What a report holds at most. characters: where texts would make it longer, later articles have sentences only."""

    stories: int = 5_000
    articles: int = 5_000
    characters: int = 18_000_000  # 20 MB are what mail takes


def report(snapshot: Snapshot, style: Markup, policy: str, limits: ReportLimits | None = None) -> Markup:
    """The document. style: its style sheet; policy: the security policy that lets this one in, and nothing else."""
    limits = limits or ReportLimits()
    selection = Selection()
    stories = list_stories(snapshot, selection, limits.stories)
    sums = sum_up(snapshot, selection)
    chosen = _articles_of(snapshot, stories)
    articles = read_newest(snapshot, chosen[: limits.articles])
    events = read_events(snapshot, [story["id"] for story in stories]) if snapshot.linked else []
    overall: list[Child] = [
        element("h1", f"Report of {snapshot.output.name}"),
        [element("p", note, class_="note") for note in _left_out(snapshot, sums, stories, chosen, len(articles))],
        summary(snapshot, sums),
        element("div", charts(snapshot, selection, sums), class_="charts") if stories else None,
        element("h2", "List"),
        story_list(snapshot, stories, selection) if stories else element("p", "There are no figures.", class_="empty"),
        [element("h2", "Events"), [event_section(rows) for rows in events]] if events else None,
    ]
    first = join(overall)
    told = [
        element("h2", "Articles"),
        element("p", legend(), class_="legend"),
        *_sections(articles, limits.characters - len(first)),
    ]
    inside = {f"event-{rows.event['event_id']}" for rows in events}
    inside |= {f"article-{rows.article['article_id']}" for rows in articles}
    head = [
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"Report of {snapshot.output.name}"),
        element("style", style),
    ]
    foot = element("footer", element("p", "Place names: GeoNames, CC BY 4.0. Map: Natural Earth. Made by wire-ingest."))
    return document(head, [element("main", _turn_inward(join([first, told]), inside)), foot])


def _articles_of(snapshot: Snapshot, stories: Sequence[Row]) -> list[str]:
    """The articles that tell the stories, those of the first stories first."""
    ids = [story["id"] for story in stories]
    if not snapshot.linked:
        return ids
    told = snapshot.database.fetch(
        "SELECT DISTINCT event_id, article_id FROM event_articles "
        "WHERE event_id IN (SELECT unnest($ids)) ORDER BY ALL", {"ids": ids},
    )  # fmt: skip
    places = {story: i for i, story in enumerate(ids)}
    return list(dict.fromkeys(row["article_id"] for row in sorted(told, key=lambda row: places[row["event_id"]])))


def _left_out(snapshot: Snapshot, sums: Row, stories: Sequence[Row], chosen: Sequence[str], told: int) -> Iterator[str]:
    if sums["stories"] > len(stories):
        kind = "events" if snapshot.linked else "articles with figures"
        yield f"The list has the newest {words.number(len(stories))} of {words.number(sums['stories'])} {kind}."
    if len(chosen) > told:
        yield f"Of {words.number(len(chosen))} articles, {words.number(told)} are told below."


def _sections(articles: Sequence[ArticleRows], room: int) -> Iterator[Markup]:
    """A section an article, with its text as long as there is room for texts, in characters."""
    sentences = [_figures(rows, sentences=True) if rows.figures else None for rows in articles]
    room -= sum(len(table or "") + _HEADING for table in sentences)
    for rows, long in zip(articles, sentences, strict=True):
        a = rows.article
        text = join(mark_text(a["text"], marks_of(rows, linked=False)))
        room -= len(text)
        told: Child = element("div", text, class_="text")
        figures = _figures(rows, sentences=False) if rows.figures else None
        if room < 0:
            told, figures = (
                element("p", "The text is left out: this file would be too long to mail.", class_="empty"),
                long,
            )
        yield element(
            "section",
            element("h3", element("bdi", a["title"] or "Untitled")),
            element("p", credit_line(a), class_="kicker"),
            figures,
            told,
            id=f"article-{a['article_id']}",
            class_="told",
        )


def _figures(rows: ArticleRows, *, sentences: bool) -> Markup:
    """A line a figure. sentences: with the words around it, where the text does not follow."""
    lines = [
        (
            f"{words.bounds(f['low'], f['best'], f['high'])} {f['outcome']}",
            "the article's own" if f["is_main"] else words.said(f["scope"]),
            element("bdi", speaker_of(f)),
            element("bdi", f["sentence"] if sentences else f["text"]),
        )
        for f in rows.figures
    ]
    return table(("Figure", "Count of", "Who says so", "Words"), lines, caption="Figures")


def _turn_inward(body: Markup, inside: set[str]) -> Markup:
    """Links to pages of a server become links within the page; those to what is not in it are none any more.

    Attributes are ours alone: in text a quotation mark is escaped, so that no text can look like one.
    """

    def turn(link: re.Match[str]) -> str:
        place = f"{link[1]}-{link[2]}"
        return f' href="#{place}"' if place in inside else ""

    return raw(_LINK.sub(turn, body))
