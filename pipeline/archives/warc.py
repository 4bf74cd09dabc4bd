"""What the reader, the replayer and the writer of WARC archives agree on."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from pipeline.storage import TEMPORARY_PREFIX
from schemas.request import Request

ENDING = ".warc.gz"
"""Of the archives that we write."""

OUTCOME = "WireIngest-Outcome"
"""Extension field of a response record that we wrote: PAGE, ROBOTS, REDIRECT, RETRIED, or the reason of the failure
that it led to."""
PAGE, ROBOTS, REDIRECT, RETRIED = "page", "robots", "redirect", "retried"
PASSED_OVER = frozenset({ROBOTS, REDIRECT, RETRIED})
"""Outcomes that are steps on the way to an answer and none themselves."""

FAILURE = "WireIngest-Failure"
"""Extension field of a response record whose outcome is a failure: the rest of the failure's row."""

ASKED = "WireIngest-Asked"
"""Extension field of a response record that we wrote: the request it answers, so that a replay asks the same."""

logging.getLogger("warcio").setLevel(logging.ERROR)  # what it warns of is mended, or told in the failures table

MALFORMED = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, OSError, ValueError, zlib.error)
"""What warcio raises over bytes that are no archive."""


class Records(WARCIterator):
    """Records from the place a file stands at, read in silence: err_count says that something was wrong."""

    INC_RECORD = ""


@contextmanager
def read_records(source: BinaryIO) -> Iterator[Records]:
    """Iterate over the records that begin at the place the file stands at."""
    records = Records(source)
    try:
        yield records
    finally:
        records.close()


def next_record(records: Records) -> ArcWarcRecord | None:
    """Give the next record; None at the end. Raises MALFORMED."""
    try:
        return next(records, None)
    except (AttributeError, TypeError, IndexError) as error:  # how warcio fails over headers that are missing or odd
        raise ArchiveLoadFailed("the record's headers are missing or odd") from error


def is_complete(record: ArcWarcRecord) -> bool:
    """Read the rest of a record and say whether all the bytes that its Content-Length promises are there."""
    while record.raw_stream.read(65_536):
        pass
    return record.length is not None and getattr(record.raw_stream, "limit", 0) == 0


def open_name(name: str) -> str:
    """The name of an archive that is still being written."""
    return f"{TEMPORARY_PREFIX}{name}.open"


def describe_request(request: Request) -> str:
    """Give a request as the value of the field ASKED."""
    facts = {
        "url": request.url,
        "source_id": request.source_id,
        "title": request.title,
        "published_at": request.published_at.isoformat() if request.published_at else None,
        "feed_url": request.feed_url,
    }
    return json.dumps({name: value for name, value in facts.items() if value is not None})


def describe_failure(detail: str, url: str | None) -> str:
    """Give a failure as the value of the field FAILURE."""
    return json.dumps({"detail": detail, "url": url or ""})


def parse_facts(value: str | None) -> Mapping[str, str]:
    """Read the field ASKED or FAILURE; what is not ours is as good as absent."""
    try:
        facts: Any = json.loads(value or "{}")
    except ValueError:
        return {}
    if not isinstance(facts, dict):
        return {}
    return {name: text for name, text in facts.items() if isinstance(text, str)}
