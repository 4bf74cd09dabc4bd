"""Archived responses, served as if they had just been fetched."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import BinaryIO

from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.recordloader import ArcWarcRecord

from pipeline.archives.warc import FAILURE, MALFORMED, OUTCOME, next_record, parse_facts, read_records
from pipeline.fetchers.answers.acceptance import check_body, check_head
from pipeline.fetchers.answers.decoding import decode_body
from pipeline.fetchers.answers.http_answer import HttpHead
from pipeline.fetchers.errors import TooLarge
from pipeline.fetchers.settings import FetchSettings
from pipeline.storage import open_bytes
from schemas.dead_letter import REASONS, Rejected
from schemas.page import Page
from schemas.request import Request, StoredBody

_LIMIT = FetchSettings().max_body
_NEVER = datetime.min.replace(tzinfo=UTC)
"""For a record without a date: no unavailable_after has passed then."""


def read_stored_response(request: Request, max_body: int = _LIMIT) -> Page:
    """Give the page that a WARC record holds, judged by the rules that a fetched one is judged by.

    request.stored: path of the archive and offset of the record in it. url is the record's WARC-Target-URI, fetched_at
    its WARC-Date. Transfer and content codings are removed, at most `max_body` bytes.
    Raises Rejected: what a fetch would raise for this answer, malformed_archive, unreadable_input.
    """
    if not isinstance(request.stored, StoredBody):
        raise TypeError("a request without a stored body came to the replay of archives")
    place = f"{request.stored.path}: record at byte {request.stored.offset}"
    try:
        with open_bytes(request.stored.path, request.stored.offset, inflate=False) as source:
            return _read_page(source, request, place, max_body)
    except MALFORMED as error:
        reason = "unreadable_input" if isinstance(error, OSError) else "malformed_archive"
        raise Rejected(reason, f"{place}: {error}", url=request.url) from error  # type: ignore[arg-type]


def _read_page(source: BinaryIO, request: Request, place: str, max_body: int) -> Page:
    with read_records(source) as records:
        record = next_record(records)
        if record is None:
            raise ValueError("no record begins there")
        outcome = record.rec_headers.get_header(OUTCOME)
        url = record.rec_headers.get_header("WARC-Target-URI")
        fetched_at = _parse_date(record.rec_headers.get_header("WARC-Date"))
        head = _read_head(record)
        try:
            if outcome in REASONS:
                told = parse_facts(record.rec_headers.get_header(FAILURE))
                detail = told.get("detail") or f"{place}: refused when it was fetched"
                raise Rejected(outcome, detail, head.status, told.get("url"))
            check_head(head, fetched_at or _NEVER, max_body)
            raw = _read_payload(record, max_body)
            body = decode_body(raw, head.get("Content-Encoding"), max_body)
            check_body(head, body, fetched_at or _NEVER)
        except Rejected as refusal:
            raise Rejected(
                refusal.reason, refusal.detail, refusal.status or head.status, refusal.url or url
            ) from refusal
    status = head.status if record.rec_type == "response" else None
    return Page(
        request=request,
        url=url,
        body=body,
        kind="html",
        content_type=head.get("Content-Type"),
        status=status,
        fetched_at=fetched_at,
        etag=head.get("ETag"),
        last_modified=head.get("Last-Modified"),
    )


def _read_head(record: ArcWarcRecord) -> HttpHead:
    """A resource record has no HTTP head: its own Content-Type stands in."""
    http = record.http_headers
    if http is None:
        return HttpHead(200, (("Content-Type", record.content_type or ""),))
    status = http.get_statuscode()
    if not status.isdigit():
        raise ValueError(f"{http.statusline[:80]!r} is no HTTP status line")
    return HttpHead(int(status), tuple(http.headers), http.statusline.partition(" ")[2])


def _read_payload(record: ArcWarcRecord, max_body: int) -> bytes:
    stream = record.raw_stream
    coding = (record.http_headers and record.http_headers.get_header("Transfer-Encoding")) or ""
    if record.length is not None and record.length > 4 * max_body:  # a chunk is read whole, whatever its size
        raise TooLarge(f"the archived answer is {record.length} bytes long")
    if "chunked" in coding.lower():
        stream = ChunkedDataReader(stream)
    body = bytearray()
    try:
        while chunk := stream.read(65_536):
            body += chunk
            if len(body) > max_body:
                raise TooLarge(f"the archived body is longer than {max_body} bytes")
    except ChunkedDataException as error:
        raise ValueError(f"chunks are broken: {error}") from error
    return bytes(body)


def _parse_date(text: str | None) -> datetime | None:
    """WARC 1.1 allows a year or a month alone; that is no moment."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
