"""The revisions of an article, and what changed from the one before."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from pipeline.view import words
from pipeline.view.articles import ArticleRows, read_text
from pipeline.view.markup import Child, Markup, element
from pipeline.view.snapshot import Snapshot

_MOST_WORDS = 6_000  # of a text that is compared; the time grows with the square
_AROUND = 12  # words kept beside a change


def revision_list(snapshot: Snapshot, rows: ArticleRows) -> list[Child]:
    """Every revision with a link, and what changed in the one that is shown from the one before it."""
    shown = next(i for i, row in enumerate(rows.revisions) if row["revision"] == rows.article["revision"])
    lines = []
    for i, row in enumerate(rows.revisions):
        when = row["fetched_at"] or row["modified_at"] or row["published_at"]
        said = [words.moment(when), " ", element("code", row["revision"])]
        link = (
            said if i == shown else element("a", said, href=f"/article/{row['article_id']}?revision={row['revision']}")
        )
        lines.append(element("li", link, " (shown)" if i == shown else None))
    body: list[Child] = [element("h2", "Revisions"), element("ol", lines, reversed=True)]
    if shown + 1 < len(rows.revisions):
        before = read_text(snapshot, rows.revisions[shown + 1])
        body += [element("h3", "What changed from the one before"), _show_change(_whole(before), _whole(rows.article))]
    return body


def _whole(row: dict[str, str | None]) -> str:
    return f"{row['title'] or ''}\n\n{row['text']}"


def _show_change(before: str, after: str) -> Markup:
    """The words that went and came, with a few around them."""
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    if max(len(old), len(new)) > _MOST_WORDS:
        return element("p", "The texts are too long to be compared word by word.", class_="empty")
    pieces: list[Child] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(_shorten(new[c:d]))
        else:
            pieces.append(element("del", "".join(old[a:b])) if b > a else None)
            pieces.append(element("ins", "".join(new[c:d])) if d > c else None)
    return element("p", pieces, class_="change", dir="auto")


def _shorten(same: list[str]) -> str:
    if len(same) <= 2 * _AROUND:
        return "".join(same)
    return f"{''.join(same[:_AROUND])} … {''.join(same[-_AROUND:])}"
