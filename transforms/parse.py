"""Pages in, articles out."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import apache_beam as beam

from schemas.article import Article
from schemas.dead_letter import Rejected
from schemas.page import Page
from schemas.storable import storable
from transforms.dead_letter import FAILED, Attempt
from transforms.html.reading import PageReading, read_html
from transforms.identity.canonical import canonical_url, site_of
from transforms.identity.ids import article_id, revision
from transforms.progress import Progress
from transforms.text.dateline import Dateline, dateline_day, find_agency, find_dateline
from transforms.text.language import detect_language
from transforms.text.raw_lines import read_lines

_STATED = {field.name for field in fields(PageReading)} & {field.name for field in fields(Article)}
"""What an article takes from its reading as it stands: the fields of one name."""


_UTF8_PAGE = "text/html; charset=utf-8"


class ParseArticles(beam.PTransform):
    """PCollection[Page] -> articles, and dead letters on the output FAILED."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def expand(self, pages: beam.PCollection[Page]) -> beam.pvalue.DoOutputsTuple:
        """Apply parse_page."""
        return pages | beam.ParDo(Attempt("parse", parse_page, self._progress)).with_outputs(FAILED, main="articles")


def parse_page(page: Page) -> Article:
    """Read a page; where it has no article, its words as the feed has them, if it has them.

    Where page and input both state a title or a publication time, the page is believed. Raises Rejected.
    """
    try:
        return _parse(page)
    except Rejected as why:
        if page.otherwise is None:
            raise
        words = replace(page, body=page.otherwise, content_type=_UTF8_PAGE, otherwise=None)
        try:
            return _parse(words)
        except Rejected:
            raise why from None


def _parse(page: Page) -> Article:
    request = page.request
    reading = _read(page)
    hint = _hint(request.published_at) if reading.published_at is None else None
    if hint is not None:
        moment, offset = hint
        reading = replace(
            reading,
            published_at=moment,
            published_offset=offset,
            published_from="feed" if request.feed_url else "input",
        )
    title = reading.title or (storable(request.title) if request.title else None)
    dateline = find_dateline(reading.text)
    canonical = _canonical(reading.canonical_url, page.url)
    reading = replace(reading, title=title, canonical_url=canonical)
    stated: dict[str, Any] = {name: getattr(reading, name) for name in _STATED}
    return Article(
        **stated,
        article_id=article_id(canonical, request.source_id, reading.text),
        revision=revision(title, reading.text),
        source_id=storable(request.source_id) if request.source_id else None,
        url=storable(page.url) if page.url else None,
        site=site_of(canonical or page.url or ""),
        agency=find_agency(reading.text, dateline, ", ".join(reading.authors) or None),
        dateline=dateline.text if dateline else None,
        fetched_at=page.fetched_at,
        status=page.status,
        received_at=request.received_at,
        anchor=_anchor(reading, dateline),
        version=page.version,
        requested_url=page.requested_url,
        feed_url=page.feed_url,
    )


def _read(page: Page) -> PageReading:
    if page.kind == "raw_text":
        if page.body.startswith(b"%PDF") or b"\0" in page.body[:4096]:
            raise Rejected("not_an_article", "the file is binary, not text")
        title, text = read_lines(page.body.decode("utf-8-sig", "replace"))
        return PageReading(title=title, text=text, language=detect_language(text))
    if page.kind == "text":
        text = page.body.decode("utf-8", "replace")
        if not text.strip():
            raise Rejected("no_text", "the text is empty")
        return PageReading(title=None, text=text, language=detect_language(text))
    latest = page.fetched_at or page.request.received_at
    return _storable(read_html(page.body, page.content_type, page.url, latest))


def _storable(reading: PageReading) -> PageReading:
    """A reading whose texts all have a UTF-8 form, but for the canonical address, which is judged as it was written."""
    read = {field.name: getattr(reading, field.name) for field in fields(reading) if field.name != "canonical_url"}
    texts: dict[str, Any] = {name: storable(value) for name, value in read.items() if isinstance(value, str)}
    return replace(reading, authors=tuple(map(storable, reading.authors)), **texts)


def _hint(stated: datetime | None) -> tuple[datetime, int | None] | None:
    """What the input states -> (UTC, minutes east as stated); without an offset it is taken for UTC."""
    if stated is None:
        return None
    offset = stated.utcoffset()
    if offset is None:
        return stated.replace(tzinfo=UTC), None
    return stated.astimezone(UTC), round(offset.total_seconds() / 60)


def _canonical(claimed: str | None, fetched: str | None) -> str | None:
    """The canonical URL: the page's own claim if it names a page of the same site, else the address that answered.

    A claim of another site, or of the front page, would let one page take another's place in the tables.
    """
    address = _canonical_or_none(fetched)
    claim = _canonical_or_none(claimed)
    if address is None or claim is None:
        return address or claim
    same_site = site_of(claim) == site_of(address)
    front_page = claim.split("://", 1)[-1].rstrip("/").count("/") == 0
    return claim if same_site and not front_page else address


def _canonical_or_none(url: str | None) -> str | None:
    if not url:
        return None
    try:
        return canonical_url(url)
    except Rejected:
        return None


def _anchor(reading: PageReading, dateline: Dateline | None) -> date | None:
    """The day that "today" means: publication day on the publisher's own clock, else the dateline's, else none."""
    if reading.published_at is None:
        return dateline_day(dateline, None) if dateline else None
    stated = reading.published_at + timedelta(minutes=reading.published_offset or 0)
    return reading.published_day or stated.date()
