"""Pages that hold no article: walls in its place, index pages, shells that only a script fills."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import get_args
from urllib.parse import urlsplit

from schemas.dead_letter import Reason, Rejected
from transforms.html.blocks import count_words
from transforms.html.head import Head
from transforms.html.json_ld import types_of
from transforms.html.survey import Survey
from transforms.html.tree import Document

WALL_WORDS = 250
"""A longer text is an article even if it speaks of cookies or subscriptions."""

STUB_WORDS = 60
"""A paywall that shows more than this shows the beginning of the article; that is kept."""

WALL_HITS = {"consent_wall": 3, "paywalled": 1, "needs_javascript": 1}
"""Different phrases that a text must hold before it is taken for such a page."""

WALL_SHARE = 0.03
"""... and their number for each word of the text."""

FRONT_PATH = re.compile(r"^/?(?:index\.\w+|home|[a-z]{2}(?:[-_][a-z]{2})?)?/?$", re.IGNORECASE)
INDEX_TYPES = frozenset(("CollectionPage", "SearchResultsPage"))
LINKED_BLOCKS = 0.4
STORY_SHARE = 0.1
"""An index page: more than this share of its blocks are links, fewer than that one are prose of one element."""


@cache
def load_walls() -> tuple[tuple[Reason, re.Pattern[str]], ...]:
    """Reasons and the phrases that speak for them."""
    lines = files("transforms.html").joinpath("wall_phrases.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t", 1) for line in lines if line and not line.startswith("#")]
    return tuple(
        (reason, re.compile(pattern)) for name, pattern in rows for reason in get_args(Reason) if reason == name
    )


def refuse_other_kinds(document: Document, head: Head, survey: Survey, text: str, url: str | None) -> None:
    """Raise Rejected when what was read is no article; do nothing when there is doubt: an article lost costs more
    than junk.

    text: the story that was found, "" for none. url: where the page was served.
    """
    words = count_words(text) if text else 0
    shown = text or "\n".join(block.text for block in survey.blocks)[:20_000]
    if 0 < words < STUB_WORDS and is_paid(head) and asks_for_money(survey):
        raise Rejected("paywalled", f"{words} words of story, then a request to subscribe")
    if words <= WALL_WORDS:
        reason = name_wall(shown, paid=is_paid(head), words=words)
        if reason:
            raise Rejected(reason, f"{words} words of story, the rest reads like a wall")
    if not words:
        if document.scripts and sum(block.words for block in survey.blocks) < STUB_WORDS:
            raise Rejected("needs_javascript", "the page shows no text of its own, but carries scripts")
        raise Rejected("no_text", "no block of the page reads like prose")
    if is_index(head, survey, url):
        raise Rejected("not_an_article", "a front or index page: links to articles, none of its own")


def name_wall(shown: str, *, paid: bool, words: int) -> Reason | None:
    """The wall that a short text reads like, None when it reads like none."""
    folded = shown.lower()
    size = count_words(shown)
    for reason, pattern in load_walls():
        hits = pattern.findall(folded)
        if len(set(hits)) < WALL_HITS[reason] or len(hits) < WALL_SHARE * size:
            continue
        if reason == "paywalled" and words > STUB_WORDS // (1 if paid else 2):
            continue
        if reason == "needs_javascript" and words > STUB_WORDS:
            continue
        return reason
    return "paywalled" if paid and 0 < words < STUB_WORDS // 4 else None


def asks_for_money(survey: Survey) -> bool:
    """Whether a block of the page asks to subscribe."""
    pattern = next(pattern for reason, pattern in load_walls() if reason == "paywalled")
    return any(block.words <= WALL_WORDS and pattern.search(block.text.lower()) for block in survey.blocks)


def is_paid(head: Head) -> bool:
    """Whether JSON-LD says that the article is not free to read."""
    return str(head.article.get("isAccessibleForFree")).lower() == "false"


def is_index(head: Head, survey: Survey, url: str | None) -> bool:
    """Whether the page lists articles and states none of its own."""
    if head.article or (head.first("og:type") or "").lower() in ("article", "news.article", "news"):
        return False
    if head.first("article:published_time", "article:author", "parsely-pub-date", "pubdate"):
        return False
    front = bool(url) and FRONT_PATH.match(urlsplit(url or "").path) and not urlsplit(url or "").query
    listed = any(INDEX_TYPES.intersection(types_of(found)) for found in head.objects)
    if listed and (head.first("og:type") or "website").lower() == "website":
        return True
    if not front:
        return False
    linked = sum(block.links > 0.5 * len(block.text) for block in survey.blocks)
    few = sum(survey.verdicts) < STORY_SHARE * len(survey.blocks)
    return few and linked > LINKED_BLOCKS * len(survey.blocks)
