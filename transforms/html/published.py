"""When the article was published and last changed, as the page states it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from lxml import etree

from schemas.article import PublishedFrom
from transforms.html.head import Head
from transforms.html.headline_area import HeadlineArea
from transforms.html.json_ld import text_of
from transforms.html.local_clock import correct_offset, find_local_day, settle_by_change, settle_clock
from transforms.html.meta_names import read_meta_names
from transforms.html.timestamps import Stamp, find_day, read_stamp

_TIME_CLASS = re.compile(r"publish|posted|date|byline|entry|created|time|meta", re.IGNORECASE)
_UPDATED = re.compile(
    r"updat|modif|aktualis|actualiz|mis à jour|aggiorn|bijgewerkt|endret|oppdater|изменен|更新", re.IGNORECASE
)
_URL_DAY = re.compile(r"[/_-]((?:19[89]|20[0-4])\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.T-]|$|\D)")
_URL_DAY_LAST = re.compile(r"/(0?[1-9]|[12]\d|3[01])[/-](0?[1-9]|1[0-2])[/-]((?:19[89]|20[0-4])\d)(?=/|$)")
_URL_SERIAL = re.compile(r"/[A-Za-z]{0,4}(20[0-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4,12}(?=/|\.|$)")
_URL_DAY_WORD = re.compile(r"/((?:19[89]|20[0-4])\d)/([a-z]{3})/(\d{1,2})(?=/|$)")
_FIRST_DAY = datetime(1900, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SLACK = timedelta(days=1)
"""A clock a time zone ahead of ours, or a morning's paper stamped for the day."""

_DIGIT = re.compile(r"\d")
_MOST_CHARS = 60
_MOST_WORDS = 20
"""A longer block, or piece of one, is prose; the dates in it are those of events."""

_PART_OF_LINE = re.compile(r"[|•·\n]|(?=\b(?:UPDATED|Updated|LAST UPDATED)\b)")
"""What stands between two dates of one line."""


@dataclass(frozen=True, slots=True)
class Published:
    """Publication moment (UTC), where it was stated, its offset (minutes east of UTC), the day that it was on the
    publisher's clock, and the modification moment (UTC).
    """

    moment: datetime | None
    source: PublishedFrom | None
    offset: int | None
    day: date | None
    modified: datetime | None


def find_published(
    head: Head, root: etree._Element, url: str | None, around: HeadlineArea, latest: datetime
) -> Published:
    """The most trusted possible publication time: JSON-LD, meta tags, time elements, the address, visible text near
    the headline, then text at the story's edges, other time elements, the address's serial number.

    latest: aware UTC; a time later than that by more than a day is refused, as are 1 January 1970 (an empty field) and
    times before 1900. A date without a time of day takes the time of another source for the same day. A time in UTC
    or without an offset takes the offset that the page shows elsewhere for the same moment (see local_clock.py); where
    it only shows another day, the offset is not known.
    """
    near_times, far_times, shown_times = _list_times(root, {block.text for block in around.near})
    sources: tuple[tuple[PublishedFrom, Iterable[str]], ...] = (
        ("json-ld", _state_json_ld(head)),
        ("meta", _state_metas(head, read_meta_names("published"))),
        ("time", near_times),
        ("url", _state_url(url)),
        ("meta", _state_title(head)),
        ("text", _state_text(around)),
        ("time", far_times),
        ("url", _state_serial(url)),
    )
    chosen: Stamp | None = None
    source: PublishedFrom | None = None
    for name, statements in sources:
        if chosen is not None and (chosen.timed or statements is far_times):
            break
        for stated in statements:
            stamp = read_stamp(stated)
            if stamp is None or not _is_possible(stamp, latest):
                continue
            if chosen is None:
                chosen, source = stamp, name
                break
            if stamp.timed and _day_of(stamp) == _day_of(chosen):
                chosen = stamp
                break
    modified = _find_modified(head, latest)
    if chosen is None:
        return Published(None, None, None, None, modified.moment if modified else None)
    witnesses = list(_read_witnesses(head, [*near_times, *shown_times], around)) if chosen.timed else []
    chosen = correct_offset(chosen, witnesses)
    if chosen.timed and not chosen.offset:
        settled = settle_clock(chosen, witnesses)
        if settled is chosen and modified is not None:
            settled = settle_by_change(chosen, settle_clock(modified, witnesses))
        chosen = settled
    day = find_local_day(chosen, modified, _show_days(around, url))
    offset = chosen.offset if day == _day_of(chosen) else None
    at = modified.moment if modified is not None and modified.moment >= chosen.moment else None
    return Published(chosen.moment, source, offset, day, at)


def _day_of(stamp: Stamp) -> date:
    """The day on the clock of the statement."""
    return (stamp.moment + timedelta(minutes=stamp.offset or 0)).date()


def _show_days(around: HeadlineArea, url: str | None) -> Iterator[date]:
    """The day that the line below the headline shows, then that in the address."""
    for statement in (*islice(_state_text(around), 1), *_state_url(url)):
        stamp = read_stamp(statement)
        if stamp is not None:
            yield _day_of(stamp)


def _read_witnesses(head: Head, times: list[str], around: HeadlineArea) -> Iterator[Stamp]:
    """Every other statement of a time: in meta tags, time elements, visible lines near the headline."""
    stated = [*_state_metas(head, read_meta_names("published")), *times]
    for block in around.near:
        if block.words <= _MOST_WORDS:
            stated.extend(_PART_OF_LINE.split(block.text))
    for statement in stated:
        stamp = read_stamp(statement) if len(statement) >= len("1.1.24 1:00") else None
        if stamp is not None and stamp.timed:
            yield stamp


def _is_possible(stamp: Stamp, latest: datetime) -> bool:
    """Whether something can have been published then."""
    return _FIRST_DAY <= stamp.moment <= latest + _SLACK and stamp.moment.date() != _EPOCH.date()


def _state_json_ld(head: Head) -> Iterator[str]:
    """What the article's JSON-LD says of its publication, then what any other object says."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        stated = text_of(head.article.get(key))
        if stated:
            yield stated


def _state_metas(head: Head, names: Iterable[str]) -> Iterator[str]:
    """The contents of these meta tags, in the order of the names."""
    for name in names:
        yield from head.metas.get(name, ())


def _list_times(root: etree._Element, near: set[str]) -> tuple[list[str], list[str], list[str]]:
    """Datetimes of time elements: those marked as publication or standing near the headline, and those elsewhere;
    then what the first kind show beside their datetime.

    near: texts of the blocks near the headline. Times marked or worded as an update are left out.
    """
    marked: list[str] = []
    close: list[str] = []
    far: list[str] = []
    shown: list[str] = []
    for element in root.iter("time", "span", "abbr", "p", "div", "relative-time"):
        is_time = element.tag in ("time", "relative-time")
        explicit = element.get("itemprop") in ("datePublished", "dateCreated") or element.get("pubdate") is not None
        if not explicit and not (is_time and element.attrib):
            continue
        # lxml's types also speak of the bytes that Python 2 got.
        attributes: dict[str, str] = dict(element.items())  # type: ignore[arg-type]
        text = " ".join("".join(map(str, element.itertext())).split())
        stated = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or text
        if explicit:
            marked.append(stated)
        elif attributes.get("itemprop") != "dateModified" and not _UPDATED.search(attributes.get("class", "") + text):
            beside = bool(text) and any(text in block for block in near)
            (close if beside else far).append(stated)
            if beside and stated is not text:
                shown.append(text)
    return marked + close, far, shown


def _state_url(url: str | None) -> Iterator[str]:
    """The day in the path of the address."""
    if not url:
        return
    path = url.split("?")[0]
    found = _URL_DAY.search(path)
    if found:
        yield f"{found[1]}-{found[2]}-{found[3]}"
    found = _URL_DAY_WORD.search(path)
    if found:
        yield f"{found[3]} {found[2]} {found[1]}"
    found = _URL_DAY_LAST.search(path)
    if found:
        yield f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"


def _state_serial(url: str | None) -> Iterator[str]:
    """The day that the serial number of an article begins with, as agencies and Asian papers number theirs."""
    found = _URL_SERIAL.search((url or "").split("?")[0])
    if found:
        yield f"{found[1]}-{found[2]}-{found[3]}"


def _state_title(head: Head) -> Iterator[str]:
    """The date that ends the page's title, after a bar."""
    for title in (*head.metas.get("og:title", ()), head.title or ""):
        last = title.rsplit("|", 1)
        if len(last) > 1 and find_day(last[1]):
            yield last[1]


def _state_text(around: HeadlineArea) -> Iterator[str]:
    """Short texts that hold a date: after the headline, before it, at the story's edges; in each those that speak of
    an update last. What stands before a headline may be the day of the visit.
    """
    after, before, edges = (
        [block.text for block in blocks if block.words <= _MOST_WORDS]
        for blocks in (around.after, around.before, around.edges)
    )
    pieces = [piece for piece in around.pieces if len(piece) <= _MOST_CHARS]
    for texts in (after + pieces, before, edges):
        updated: list[str] = []
        for text in texts:
            if _DIGIT.search(text) and find_day(text):
                if _UPDATED.search(text):
                    updated.append(text)
                else:
                    yield text
        yield from updated


def _find_modified(head: Head, latest: datetime) -> Stamp | None:
    """The latest change that JSON-LD, else the meta tags, state."""
    stated = text_of(head.article.get("dateModified"))
    for statement in ([stated] if stated else []) + list(_state_metas(head, read_meta_names("modified"))):
        stamp = read_stamp(statement)
        if stamp is not None and _is_possible(stamp, latest):
            return stamp
    return None
