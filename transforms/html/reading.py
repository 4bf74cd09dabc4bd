"""Bytes of a page to what an article needs: title, authors, main text and metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from schemas.article import PublishedFrom
from schemas.dead_letter import Rejected
from transforms.html.authors import find_authors
from transforms.html.blocks import Block, Node, split_blocks
from transforms.html.container import find_container, weigh_prose
from transforms.html.decode import decode
from transforms.html.head import Head, read_head
from transforms.html.json_ld import text_of
from transforms.html.published import NEAR_BLOCKS, find_published
from transforms.html.rules import judge_blocks
from transforms.html.titles import find_title, words_of
from transforms.html.tree import parse_document
from transforms.text.language import detect_language
from transforms.text.normalise import normalise

LANGUAGE = re.compile(r"[a-z]{2}(?=$|[-_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says.

    text: paragraphs separated by a blank line, normalised. published_at, modified_at: aware, UTC. published_offset: minutes
    east of UTC as stated, None when not stated. canonical_url: absolute, as the page states it. language: ISO 639-1.
    """

    title: str | None
    authors: tuple[str, ...]
    text: str
    published_at: datetime | None
    published_from: PublishedFrom | None
    published_offset: int | None
    modified_at: datetime | None
    canonical_url: str | None
    language: str | None
    section: str | None
    image_url: str | None


def read_html(body: bytes, content_type: str | None, url: str | None, latest: datetime) -> Reading:
    """Read a page. Raises Rejected with the reason when there is no article in it.

    body: undecoded, Content-Encoding removed. content_type: HTTP header. url: where the page was served, makes addresses
    absolute. latest: aware UTC; a stated publication time more than a day later is impossible.
    """
    document = parse_document(decode(body, content_type))
    head = read_head(document, url)
    nodes, blocks = split_blocks(document.root)
    title = find_title(head, document.root)
    text = find_text(nodes, blocks, title)
    if not text:
        raise Rejected("no_text", "no block of the page reads like prose")
    published = find_published(head, document.root, url, find_near(nodes, blocks, title), latest)
    return Reading(
        title=title,
        authors=find_authors(head, document.root),
        text=text,
        published_at=published.moment,
        published_from=published.source,
        published_offset=published.offset,
        modified_at=published.modified,
        canonical_url=head.absolute((head.links.get("canonical") or [None])[0] or head.first("og:url")),
        language=find_language(head, text),
        section=head.first("article:section", "section", "parsely-section")
        or text_of(head.article.get("articleSection")),
        image_url=head.absolute(head.first("og:image:secure_url", "og:image", "twitter:image", "twitter:image:src")),
    )


def find_text(nodes: list[Node], blocks: list[Block], title: str | None) -> str:
    """The story: its blocks, separated by a blank line."""
    if not blocks:
        return ""
    prose = [weigh_prose(block) for block in blocks]
    container = find_container(nodes, blocks, prose)
    verdicts = judge_blocks(nodes, blocks, prose, container)
    headline = words_of(title or "")
    kept = [block.text for block, kept in zip(blocks, verdicts, strict=True) if kept]
    if kept and headline and words_of(kept[0]) == headline:
        kept = kept[1:]
    return normalise("\n\n".join(kept))


def find_near(nodes: list[Node], blocks: list[Block], title: str | None) -> list[Block]:
    """The blocks around the headline, where a byline stands; the page's first when it has none."""
    headline = words_of(title or "")
    place = next(
        (
            place
            for place, block in enumerate(blocks)
            if nodes[block.node].tag == "h1" or words_of(block.text) == headline
        ),
        0,
    )
    return blocks[place : place + NEAR_BLOCKS] + blocks[max(0, place - NEAR_BLOCKS // 2) : place]


def find_language(head: Head, text: str) -> str | None:
    """The language of the text; the page's own statement where the text leaves doubt."""
    detected = detect_language(text)
    if detected:
        return detected
    stated = head.language or head.first("og:locale", "content-language", "language", "dc.language") or ""
    found = LANGUAGE.match(stated.strip())
    return found[0].lower() if found else None
