"""Pages in, articles out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

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


class ParseArticles(beam.PTransform):
    """PCollection[Page] -> articles, and dead letters on the output FAILED."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def expand(self, pages: beam.PCollection[Page]) -> beam.pvalue.DoOutputsTuple:
        """Apply parse_page."""
        return pages | beam.ParDo(Attempt("parse", parse_page, self._progress)).with_outputs(FAILED, main="articles")


def parse_page(page: Page) -> Article:
    """Read a page.

    Where page and input both state a title or a publication time, the page is believed. Raises Rejected.
    """
    request = page.request
    reading = _read(page)
    stated = _hint(request.published_at) if reading.published_at is None else None
    if stated is not None:
        moment, offset = stated
        reading = replace(reading, published_at=moment, published_offset=offset, published_from="input")
    title = reading.title or (storable(request.title) if request.title else None)
    dateline = find_dateline(reading.text)
    canonical = _canonical(reading.canonical_url, page.url)
    return Article(
        article_id=article_id(canonical, request.source_id, reading.text),
        revision=revision(title, reading.text),
        source_id=storable(request.source_id) if request.source_id else None,
        url=storable(page.url) if page.url else None,
        canonical_url=canonical,
        site=site_of(canonical or page.url or ""),
        title=title,
        authors=reading.authors,
        agency=find_agency(reading.text, ", ".join(reading.authors) or None),
        dateline=dateline.text if dateline else None,
        language=reading.language,
        section=reading.section,
        image_url=reading.image_url,
        published_at=reading.published_at,
        published_from=reading.published_from,
        published_offset=reading.published_offset,
        modified_at=reading.modified_at,
        text=reading.text,
        fetched_at=page.fetched_at,
        status=page.status,
        received_at=request.received_at,
        anchor=_anchor(reading, dateline),
        version=page.version,
    )


def _read(page: Page) -> PageReading:
    if page.kind == "raw_text":
        if page.body.startswith(b"%PDF") or b"\0" in page.body[:4096]:
            raise Rejected("not_an_article", "the file is binary, not text")
        return _bare(*read_lines(page.body.decode("utf-8-sig", "replace")))
    if page.kind == "text":
        text = page.body.decode("utf-8", "replace")
        if not text.strip():
            raise Rejected("no_text", "the text is empty")
        return _bare(None, text)
    latest = page.fetched_at or page.request.received_at
    reading = read_html(page.body, page.content_type, page.url, latest)
    return replace(
        reading,
        title=storable(reading.title) if reading.title else None,
        authors=tuple(storable(author) for author in reading.authors),
        text=storable(reading.text),
        section=storable(reading.section) if reading.section else None,
        image_url=storable(reading.image_url) if reading.image_url else None,
    )


def _bare(title: str | None, text: str) -> PageReading:
    return PageReading(
        title=title,
        authors=(),
        text=text,
        published_at=None,
        published_from=None,
        published_offset=None,
        published_day=None,
        modified_at=None,
        canonical_url=None,
        language=detect_language(text),
        section=None,
        image_url=None,
    )


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
