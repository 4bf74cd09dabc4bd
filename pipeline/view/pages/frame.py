"""What every page has: head, navigation, notes; and the parts that several have, a figure with its table among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.view import words
from pipeline.view.markup import Child, Markup, element, join, raw
from pipeline.view.snapshot import Snapshot

_PLACES = (("Events", "/"), ("Articles", "/search"), ("Health", "/health"))


@dataclass(frozen=True)
class Sheet:
    """A page. path: its place in the navigation. body: what stands in <main>. notes: what to know before reading it."""

    title: str
    path: str
    body: Child
    notes: Sequence[Child] = ()


def lay_out(page: Sheet, snapshot: Snapshot) -> Markup:
    """The whole document, as the server sends it."""
    head = [
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{page.title} · {snapshot.output.name}"),
        element("link", rel="stylesheet", href="/static/style.css"),
        element("link", rel="icon", href="/static/icon.svg"),
        element("script", src="/static/keys.js", defer=True),
    ]
    links = [element("a", name, href=at, aria_current="page" if at == page.path else None) for name, at in _PLACES]
    seek = element(
        "form",
        element("input", type="search", name="q", aria_label="Search texts, names and places", placeholder="Search"),
        action="/search",
        role="search",
    )
    header = element(
        "header",
        element("a", "Skip to the content", class_="skip", href="#main"),
        element("a", snapshot.output.name, class_="home", href="/", title=str(snapshot.output)),
        element("nav", links, aria_label="Pages"),
        seek,
    )
    notes = [element("p", note, class_="note", role="note") for note in [*page.notes, *_older(snapshot, page)]]
    main = element("main", notes, page.body, id="main", tabindex="-1")
    return document(head, [header, main, _footer(snapshot)])


def document(head: Child, body: Child) -> Markup:
    """A document in English."""
    return join([raw("<!doctype html>\n"), element("html", element("head", head), element("body", body), lang="en")])


def _footer(snapshot: Snapshot) -> Markup:
    return element(
        "footer",
        element("p", f"Tables in {snapshot.output}. Place names: GeoNames, CC BY 4.0. Map: Natural Earth."),
        element(
            "p", "Keys: / to search, j and k for the next line and the one before, Enter to open it.", class_="keys"
        ),
    )


def _older(snapshot: Snapshot, page: Sheet) -> list[str]:
    """What the files of an earlier version lack, said where a reader comes in."""
    lacking = [
        f"{name} has no {', '.join(view.lacking)}" for name, view in snapshot.database.views.items() if view.lacking
    ]
    if not lacking or page.path not in {"/", "/health"}:
        return []
    return [f"Tables of an earlier version are shown with what they have: {'; '.join(lacking)}."]


def table(
    headings: Iterable[Child], rows: Iterable[Sequence[Child]], numbers: Iterable[int] = (), caption: str = ""
) -> Markup:
    """A table; numbers: the columns, from 0, that are aligned to the right. Where too wide it scrolls."""
    right = frozenset(numbers)

    def cells(name: str, row: Iterable[Child], **attributes: str) -> list[Markup]:
        return [element(name, cell, class_="n" if i in right else None, **attributes) for i, cell in enumerate(row)]

    head = element("thead", element("tr", cells("th", headings, scope="col")))
    body = element("tbody", [element("tr", cells("td", row)) for row in rows])
    named = element("caption", caption) if caption else None
    return element(
        "div",
        element("table", named, head, body),
        class_="scroll",
        tabindex="0",
        role="group",
        aria_label=caption or "Table",
    )


def figure(
    caption: Child, drawing: Child, shown_as: Markup | None, csv: str | None = None, class_: str | None = None
) -> Markup:
    """A chart with its caption, its numbers as a table on demand, and where they are as CSV."""
    more = element("details", element("summary", "As a table"), shown_as) if shown_as else None
    link = element("a", "CSV", href=csv, class_="csv") if csv else None
    return element("figure", element("figcaption", caption, " ", link), drawing, more, class_=class_)


def csv_links(here: str, tables: Iterable[str]) -> Markup:
    """Where the rows of a page are as CSV. here: the page's path."""
    links = [[element("a", name, href=f"{here}/{name}.csv", class_="csv"), " "] for name in tables]
    return element("p", "As CSV: ", links)


def facts(pairs: Iterable[tuple[Child, Child]]) -> Markup:
    """A list of names and values; a value of None is left out."""
    return element("dl", [join([element("dt", n), element("dd", v)]) for n, v in pairs if v is not None and v != ""])


def story_word(snapshot: Snapshot, amount: int) -> str:
    """As in "3 events", "1 article with figures"."""
    return words.count(amount, "event") if snapshot.linked else words.count(amount, "article", "articles")
