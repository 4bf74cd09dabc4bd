"""WARC archives: each sound record that holds a page is a request; its body is read again where the page is wanted."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord

from pipeline.archives.warc import (
    ASKED,
    MALFORMED,
    OUTCOME,
    PASSED_OVER,
    is_complete,
    next_record,
    parse_facts,
    read_records,
)
from pipeline.storage import open_bytes
from schemas.dead_letter import Rejected
from schemas.request import Request, StoredBody

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_SCAN = 1 << 20
_ENOUGH = 512
"""Bytes of a gzip member that are sure to hold its first words."""
_MARK = re.compile(rb"\x1f\x8b\x08|WARC/1\.[0-9]\r?\n")


def read_index(path: str, received_at: datetime) -> Iterator[Request | Rejected]:
    """Give a request for each response or resource record of a .warc or .warc.gz that looks like an HTML page.

    path: anything that Beam's FileSystems opens. Records of other kinds, redirects and robots.txt are passed over in
    silence. A record that is broken is a Rejected("malformed_archive") that names its byte offset in the file; reading
    goes on at the next place that a record begins at. Raises OSError when the file cannot be opened.
    """
    with open_bytes(path, inflate=False) as source:
        start: int | None = 0
        while start is not None:
            source.seek(start)
            broken_at = None
            for answer in _read_run(source, path, received_at):
                if isinstance(answer, int):
                    broken_at = answer
                else:
                    yield answer
            start = None if broken_at is None else _find_record(source, broken_at + 1)


def _read_run(source: BinaryIO, path: str, received_at: datetime) -> Iterator[Request | Rejected | int]:
    """Read records until the end, or until one is broken: then tell why, and last the offset that it began at."""
    offset = source.tell()
    try:
        with read_records(source) as records:
            while (record := next_record(records)) is not None:
                offset = records.offset
                request = _request(record, path, offset, received_at)
                if not is_complete(record):
                    raise ValueError("the record is shorter than its Content-Length")
                length = records.get_record_length()
                if records.err_count:
                    raise ValueError("the record is not followed by another: its Content-Length is wrong")
                if request is not None:
                    yield request
                offset += max(length, 0)  # warcio counts backwards in a single-member gzip, and refuses it next
    except MALFORMED as error:
        reason = " ".join(str(error).split())[:200] or "the file ends inside a record"
        if "non-chunked gzip" in reason:
            reason = f"all records share one gzip member: split them with `warcio recompress {path} NEW.warc.gz`"
        yield Rejected("malformed_archive", f"{path}: record at byte {offset}: {reason}")
        yield offset


def _request(record: ArcWarcRecord, path: str, offset: int, received_at: datetime) -> Request | None:
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI")
    outcome = headers.get_header(OUTCOME)
    if not url or outcome in PASSED_OVER or not _holds_page(record, url, ours=outcome is not None):
        return None
    asked = parse_facts(headers.get_header(ASKED))
    return Request(
        url=asked.get("url", url),
        origin=f"{path}:{offset}",
        received_at=received_at,
        source_id=asked.get("source_id"),
        title=asked.get("title"),
        published_at=_parse_moment(asked.get("published_at")),
        stored=StoredBody(path, "warc", offset=offset),
        feed_url=asked.get("feed_url"),
    )


def _parse_moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _holds_page(record: ArcWarcRecord, url: str, *, ours: bool) -> bool:
    if record.rec_type == "resource":
        return url.startswith(("http:", "https:", "file:")) and _is_html(record.content_type)
    if record.rec_type != "response" or record.http_headers is None:
        return False
    if ours:
        return True
    status = record.http_headers.get_statuscode()
    if status.startswith("3") or urlsplit(url).path == "/robots.txt":
        return False
    return _is_html(record.http_headers.get_header("Content-Type"))


def _is_html(content_type: str | None) -> bool:
    """A response that does not say what it is may be a page; the replay looks into it."""
    return not content_type or content_type.partition(";")[0].strip().lower() in _HTML_TYPES


def _find_record(source: BinaryIO, start: int) -> int | None:
    """Find the next offset, from `start` on, at which a record begins, in a line or in a gzip member of its own."""
    source.seek(start)
    base, window = start, b""
    while chunk := source.read(_SCAN):
        window += chunk
        last = len(chunk) < _SCAN
        for match in _MARK.finditer(window):
            if match.start() > len(window) - _ENOUGH and not last:
                break
            if _begins_record(window, match.start()):
                return base + match.start()
        kept = min(len(window), _ENOUGH)
        base, window = base + len(window) - kept, window[len(window) - kept :]
    return None


def _begins_record(window: bytes, at: int) -> bool:
    if window.startswith(b"WARC/", at):
        return True
    try:
        return zlib.decompressobj(wbits=31).decompress(window[at : at + _ENOUGH], 5) == b"WARC/"
    except zlib.error:
        return False
