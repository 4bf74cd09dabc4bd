"""When the article was published and last changed, as the page states it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from itertools import chain, islice

from schemas.article import PublishedFrom
from transforms.html.address_days import state_address, state_serial
from transforms.html.days import find_day
from transforms.html.head import Head
from transforms.html.headline_area import HeadlineArea
from transforms.html.json_ld import text_of, types_of
from transforms.html.local_clock import correct_offset, find_local_day, settle_by_change, settle_clock
from transforms.html.meta_names import read_meta_names
from transforms.html.page_survey import Survey
from transforms.html.timestamps import Stamp, read_stamp
from transforms.html.visible_times import list_clocks, list_element_times, state_text

_PAGE_TYPES = frozenset(("WebPage", "ItemPage"))
_FIRST_DAY = datetime(1900, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SLACK = timedelta(days=1)
"""A clock a time zone ahead of ours, or a morning's paper stamped for the day."""


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


def find_published(head: Head, survey: Survey, url: str | None, around: HeadlineArea, latest: datetime) -> Published:
    """The most trusted possible publication time: JSON-LD, meta tags, time elements, the address, visible text around
    the headline and the story, other time elements, the address's serial number.

    latest: aware UTC; a time later than that by more than a day is refused, as are 1 January 1970 (an empty field) and
    times before 1900. A date without a time of day takes the time of another source for the same day. A time in UTC
    or without an offset takes the offset that the page shows elsewhere for the same moment (see local_clock.py); where
    it only shows another day, the offset is not known.
    """
    times = list_element_times(survey, head.items, around)
    shown = cache(partial(state_text, around))
    sources: tuple[tuple[PublishedFrom, Iterable[str]], ...] = (
        ("json-ld", _state_json_ld(head)),
        ("meta", _state_metas(head, read_meta_names("published"))),
        ("time", times.near),
        ("url", state_address(url)),
        ("meta", _state_title(head)),
        ("text", _read_when_asked(lambda: shown()[0])),
        ("time", times.updated),
        ("text", _read_when_asked(lambda: shown()[1])),
        ("time", times.far),
        ("url", state_serial(url)),
    )
    chosen, source = _choose(sources, times.far, latest)
    modified = _find_modified(head, latest)
    if chosen is None:
        return Published(None, None, None, None, modified.moment if modified else None)
    witnesses = list(_read_witnesses(head, [*times.near, *times.shown], around)) if chosen.timed else []
    chosen = correct_offset(chosen, witnesses)
    if chosen.timed and not chosen.offset:
        settled = settle_clock(chosen, witnesses)
        if settled is chosen and modified is not None:
            settled = settle_by_change(chosen, settle_clock(modified, witnesses))
        chosen = settled
    day = find_local_day(chosen, modified, _show_days(_read_when_asked(lambda: chain(*shown())), url))
    offset = chosen.offset if day == _day_of(chosen) else None
    at = modified.moment if modified is not None and modified.moment >= chosen.moment else None
    return Published(chosen.moment, source, offset, day, at)


def _choose(
    sources: Iterable[tuple[PublishedFrom, Iterable[str]]], far: list[str], latest: datetime
) -> tuple[Stamp | None, PublishedFrom | None]:
    """The first possible statement, and its source; where it has no time of day, with that of a later statement for the
    same day. far: the statements that may not add a time of day.
    """
    chosen: Stamp | None = None
    source: PublishedFrom | None = None
    for name, statements in sources:
        if chosen is not None and (chosen.timed or statements is far):
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
    return chosen, source


def _day_of(stamp: Stamp) -> date:
    """The day on the clock of the statement."""
    return (stamp.moment + timedelta(minutes=stamp.offset or 0)).date()


def _read_when_asked(read: Callable[[], Iterable[str]]) -> Iterator[str]:
    """What `read` gives, which is asked only for the first of it: most pages state the time before they show it."""
    yield from read()


def _show_days(texts: Iterable[str], url: str | None) -> Iterator[date]:
    """The day that the first of the texts shows, then that in the address."""
    for statement in chain(islice(texts, 1), state_address(url)):
        stamp = read_stamp(statement)
        if stamp is not None:
            yield _day_of(stamp)


def _read_witnesses(head: Head, times: list[str], around: HeadlineArea) -> Iterator[Stamp]:
    """Every other statement of a time: in meta tags, time elements, visible lines near the headline."""
    for statement in (*_state_metas(head, read_meta_names("published")), *times, *list_clocks(around)):
        stamp = read_stamp(statement) if len(statement) >= len("1.1.24 1:00") else None
        if stamp is not None and stamp.timed:
            yield stamp


def _is_possible(stamp: Stamp, latest: datetime) -> bool:
    """Whether something can have been published then."""
    return _FIRST_DAY <= stamp.moment <= latest + _SLACK and stamp.moment.date() != _EPOCH.date()


def _state_json_ld(head: Head) -> Iterator[str]:
    """What the JSON-LD of the article says of its publication, then that of the page it is on."""
    pages = [found for found in head.objects if not _PAGE_TYPES.isdisjoint(types_of(found))]
    for described in (head.article, *pages[:1]):
        for key in ("datePublished", "dateCreated", "uploadDate"):
            stated = text_of(described.get(key))
            if stated:
                yield stated


def _state_metas(head: Head, names: Iterable[str]) -> Iterator[str]:
    """The contents of these meta tags, in the order of the names."""
    for name in names:
        yield from head.metas.get(name, ())


def _state_title(head: Head) -> Iterator[str]:
    """The date that ends the page's title, after a bar."""
    for title in (*head.metas.get("og:title", ()), head.title or ""):
        last = title.rsplit("|", 1)
        if len(last) > 1 and find_day(last[1]):
            yield last[1]


def _find_modified(head: Head, latest: datetime) -> Stamp | None:
    """The latest change that JSON-LD, else the meta tags, state."""
    stated = text_of(head.article.get("dateModified"))
    for statement in ([stated] if stated else []) + list(_state_metas(head, read_meta_names("modified"))):
        stamp = read_stamp(statement)
        if stamp is not None and _is_possible(stamp, latest):
            return stamp
    return None
