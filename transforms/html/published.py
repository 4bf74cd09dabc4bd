"""When the article was published and last changed, as the page states it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lxml import etree

from schemas.article import PublishedFrom
from transforms.html.blocks import Block
from transforms.html.head import Head
from transforms.html.json_ld import text_of
from transforms.html.timestamps import Stamp, find_day, read_stamp

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article:published",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "publicationdate", "publication-date", "published-date", "date_published", "originalpublicationdate",
    "published_at",
    "article.published", "article_date_original", "cxenseparse:recs:publishtime", "rbpubdate", "ptime", "published",
    "dc.date.issued", "dc.date.created", "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date", "date",
    "og:pubdate",
    "bt:pubdate", "datecreated", "weibo:article:create_at", "citation_publication_date", "displaydate", "article-date",
    "article:post_date", "content_date", "iso-8601-publish-date", "vf:published_time", "last-modified-original",
    "dateissued",
    "news_publish_date", "timestamp", "creation_date", "release_date", "time",
)  # fmt: skip
MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "last-modified", "lastmod",
    "revised",
    "dcterms.modified", "dc.date.modified", "article:modified", "parsely-update-date", "updated_time", "modified",
)  # fmt: skip
TIME_CLASS = re.compile(r"publish|posted|date|byline|entry|created|time|meta", re.IGNORECASE)
UPDATED = re.compile(
    r"updat|modif|aktualis|actualiz|mis à jour|aggiorn|bijgewerkt|endret|oppdater|изменен|更新", re.IGNORECASE
)
URL_DAY = re.compile(r"[/_-]((?:19[89]|20[0-4])\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.T-]|$|\D)")
URL_DAY_LAST = re.compile(r"/(0?[1-9]|[12]\d|3[01])[/-](0?[1-9]|1[0-2])[/-]((?:19[89]|20[0-4])\d)(?=/|$)")
URL_DAY_WORD = re.compile(r"/((?:19[89]|20[0-4])\d)/([a-z]{3})/(\d{1,2})(?=/|$)")
FIRST_DAY = datetime(1900, 1, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SLACK = timedelta(days=1)
"""A clock a time zone ahead of ours, or a morning's paper stamped for the day."""

NEAR_BLOCKS = 12
"""Blocks before and after the headline that a byline's date may stand in."""


@dataclass(frozen=True, slots=True)
class Published:
    """Publication moment (UTC), where it was stated, its offset (minutes east of UTC) and the modification moment
    (UTC).
    """

    moment: datetime | None
    source: PublishedFrom | None
    offset: int | None
    modified: datetime | None


def find_published(head: Head, root: etree._Element, url: str | None, near: list[Block], latest: datetime) -> Published:
    """The most trusted possible publication time: JSON-LD, meta tags, time elements, the address, visible text near
    the headline.

    latest: aware UTC; a time later than that by more than a day is refused, as are 1 January 1970 (an empty field) and
    times before 1900. A date without a time of day takes the time of another source for the same day.
    """
    near_times, far_times = list_times(root, {block.text for block in near})
    sources: tuple[tuple[PublishedFrom, Iterable[str]], ...] = (
        ("json-ld", state_json_ld(head)),
        ("meta", state_metas(head, PUBLISHED_METAS)),
        ("time", near_times),
        ("url", state_url(url)),
        ("text", state_text(near)),
        ("time", far_times),
    )
    chosen: Stamp | None = None
    source: PublishedFrom | None = None
    for name, statements in sources:
        if chosen is not None and (chosen.timed or name not in ("json-ld", "meta")):
            break
        for stated in statements:
            stamp = read_stamp(stated)
            if stamp is None or not is_possible(stamp, latest):
                continue
            if chosen is None:
                chosen, source = stamp, name
                break
            if stamp.timed and stamp.moment.date() == chosen.moment.date():
                chosen = stamp
                break
    modified = find_modified(head, latest)
    if chosen is None:
        return Published(None, None, None, modified)
    if modified is not None and modified < chosen.moment:
        modified = None
    return Published(chosen.moment, source, chosen.offset, modified)


def is_possible(stamp: Stamp, latest: datetime) -> bool:
    """Whether something can have been published then."""
    return FIRST_DAY <= stamp.moment <= latest + SLACK and stamp.moment.date() != EPOCH.date()


def state_json_ld(head: Head) -> Iterator[str]:
    """What the article's JSON-LD says of its publication, then what any other object says."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        stated = text_of(head.article.get(key))
        if stated:
            yield stated


def state_metas(head: Head, names: Iterable[str]) -> Iterator[str]:
    """The contents of these meta tags, in the order of the names."""
    for name in names:
        yield from head.metas.get(name, ())


def list_times(root: etree._Element, near: set[str]) -> tuple[list[str], list[str]]:
    """Datetimes of time elements: those marked as publication or standing near the headline, and those elsewhere.

    near: texts of the blocks near the headline. Times marked or worded as an update are left out.
    """
    marked: list[str] = []
    close: list[str] = []
    far: list[str] = []
    for element in root.iter("time", "span", "abbr", "p", "div", "relative-time"):
        # lxml's types also speak of the bytes that Python 2 got.
        attributes: dict[str, str] = dict(element.items())  # type: ignore[arg-type]
        if not attributes:
            continue
        explicit = "pubdate" in attributes or attributes.get("itemprop") in ("datePublished", "dateCreated")
        if not explicit and element.tag not in ("time", "relative-time"):
            continue
        text = " ".join("".join(map(str, element.itertext())).split())
        stated = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or text
        if explicit:
            marked.append(stated)
        elif attributes.get("itemprop") != "dateModified" and not UPDATED.search(attributes.get("class", "") + text):
            beside = bool(text) and any(text in block for block in near)
            (close if beside else far).append(stated)
    return marked + close, far


def state_url(url: str | None) -> Iterator[str]:
    """The day in the path of the address."""
    if not url:
        return
    path = url.split("?")[0]
    found = URL_DAY.search(path)
    if found:
        yield f"{found[1]}-{found[2]}-{found[3]}"
    found = URL_DAY_WORD.search(path)
    if found:
        yield f"{found[3]} {found[2]} {found[1]}"
    found = URL_DAY_LAST.search(path)
    if found:
        yield f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"


def state_text(near: list[Block]) -> Iterator[str]:
    """Short blocks near the headline that hold a date, those that speak of an update last."""
    updated: list[str] = []
    for block in near:
        if block.words <= 25 and find_day(block.text):
            if UPDATED.search(block.text):
                updated.append(block.text)
            else:
                yield block.text
    yield from updated


def find_modified(head: Head, latest: datetime) -> datetime | None:
    """The latest change that JSON-LD, else the meta tags, state."""
    stated = text_of(head.article.get("dateModified"))
    for statement in ([stated] if stated else []) + list(state_metas(head, MODIFIED_METAS)):
        stamp = read_stamp(statement)
        if stamp is not None and is_possible(stamp, latest):
            return stamp.moment
    return None
