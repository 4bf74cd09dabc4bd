"""Every reader of what strangers write, as a function of one text; what it refuses it raises Rejected for."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache

from pipeline.assembly import open_references
from pipeline.fetchers.crawling.robots import parse_robots
from schemas.dead_letter import Rejected
from schemas.page import Page
from schemas.request import BodyKind, Request
from transforms.annotate import References, annotate
from transforms.feeds.reading import read_feed
from transforms.identity.canonical import canonical_url, host_of
from transforms.mentions.casualties.finding import find_casualties
from transforms.mentions.dates.finding import find_dates
from transforms.mentions.entities.finding import DEFAULT, find_entities
from transforms.mentions.places.resolving import resolve_places
from transforms.parse import parse_page

NOW = datetime(2025, 3, 9, 12, tzinfo=UTC)
ADDRESS = "https://quay.example/a"

Read = Callable[[str], object]


@cache
def _references() -> References:
    return open_references(DEFAULT)


def _read_body(kind: BodyKind) -> Read:
    def read(text: str) -> object:
        content_type = "text/html; charset=utf-8" if kind == "html" else None
        request = Request(ADDRESS, "fuzz", NOW)
        return parse_page(Page(request, ADDRESS, text.encode("utf-8", "replace"), kind, content_type, 200, NOW))

    return read


def _read_robots(text: str) -> object:
    return parse_robots(text.encode(), "wire-ingest").allows("/" + "a" * 2_000 + "b")


def _find_entities(text: str) -> object:
    found = _references()
    return find_entities([text], found.model, found.places)[0]


def _find_places(text: str) -> object:
    """Names and then their places: what has no name costs no look-up."""
    found = _references()
    (entities,) = find_entities([text], found.model, found.places)
    return resolve_places(text, entities, found.places, None, None)


def _read_whole(text: str) -> object:
    """From a scraped text to all that is found in it, as a run does it, and no further than a run reads it."""
    article = parse_page(Page(Request(ADDRESS, "fuzz", NOW), ADDRESS, text.encode("utf-8", "replace"), "raw_text"))
    return annotate([article], _references())


READERS: dict[str, Read] = {
    "html": _read_body("html"),
    "lines": _read_body("raw_text"),
    "text": _read_body("text"),
    "entities": _find_entities,
    "places": _find_places,
    "dates": lambda text: find_dates(text, date(2025, 3, 9), None),
    "casualties": lambda text: find_casualties(text, text[:200], date(2025, 3, 9), [], []),
    "whole": _read_whole,
    "feeds": lambda text: read_feed(text.encode(), "text/xml", ADDRESS),
    "robots": _read_robots,
    "canonical": canonical_url,
    "host": host_of,
}


def spend(read: Read, text: str) -> float:
    """CPU seconds that a reader needs for a text."""
    began = time.process_time()
    with suppress(Rejected):
        read(text)
    return time.process_time() - began
