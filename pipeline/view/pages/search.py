"""Search: articles whose title or text has the words, or that name what is named so; without words, the newest."""

from __future__ import annotations

import re
from typing import Any

from pipeline.view import words
from pipeline.view.markup import Child, element
from pipeline.view.pages.frame import Sheet
from pipeline.view.searching import SearchResult


def search_page(found: SearchResult) -> Sheet:
    """The page of what was found."""
    field = element(
        "input",
        type="search",
        name="q",
        value=found.words or None,
        id="q",
        aria_label="Words",
        autofocus=not found.words,
    )
    form = element(
        "form",
        field,
        element("button", "Search", type="submit"),
        action="/search",
        class_="seek",
        role="search",
        aria_label="Search articles",
    )
    heading = f"Articles with “{found.words}”" if found.words else "Articles"
    how = (
        f"{words.count(len(found.rows), 'article')}, newest first"
        + (". More fit: add a word." if found.is_cut else ".")
        if found.rows
        else "Nothing was found."
    )
    items = [element("li", _hit(row, found.words), class_="hit") for row in found.rows]
    csv = element("a", "CSV", href=f"/search.csv?{words.query(q=found.words)}", class_="csv") if found.rows else None
    return Sheet(
        heading,
        "/search",
        [
            element("h1", heading),
            form,
            element("p", how, " ", csv),
            element("ol", items, class_="hits") if items else None,
        ],
    )


def _hit(row: dict[str, Any], sought: str) -> list[Child]:
    said = " · ".join(filter(None, (row["site"], words.moment(row["published_at"]) if row["published_at"] else "")))
    around = element("p", _emphasise(f"… {row['around']} …", sought), dir="auto") if row["around"] else None
    link = element("a", element("bdi", row["title"] or "Untitled"), href=f"/article/{row['article_id']}")
    return [link, element("small", element("bdi", said)), around]


def _emphasise(text: str, sought: str) -> list[Child]:
    """The text with the words that were sought marked."""
    pattern = "|".join(re.escape(word) for word in sorted(sought.split(), key=len, reverse=True))
    pieces: list[Child] = []
    for i, piece in enumerate(re.split(f"({pattern})", text, flags=re.IGNORECASE)):
        pieces.append(element("mark", piece) if i % 2 else piece)
    return pieces
