"""Documents files: JSONL, one record a line, with `id`, `url`, `title`, `published_at` and one body.

The body is `html`, `html_file` (a path, relative to the JSONL; .gz too), `raw_text` (scraped: boilerplate lines are
stripped) or `text` (clean already: kept to the byte).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from apache_beam.metrics import Metrics

from pipeline.formats import is_utf16
from pipeline.records import Record, parse_record, read_line
from pipeline.storage import is_remote, join, open_bytes, split
from schemas.dead_letter import Rejected
from schemas.request import Request, StoredBody

_UNREAD_DATES = Metrics.counter("source", "unread_dates")


def read_documents(path: str, received_at: datetime) -> Iterator[Request | Rejected]:
    """Requests of a documents file, in its order; for a line that is none, why, with the line's number.

    Blank lines are passed over. A date that cannot be read costs the date, not the article, and is counted.
    Raises OSError or EOFError where the file cannot be read (on).
    """
    with open_bytes(path) as lines:
        offset = number = 0
        while True:
            number += 1
            try:
                line = read_line(lines)
                if not line:
                    return
                if number == 1 and is_utf16(line):
                    raise OSError("it is UTF-16: store it as UTF-8")
                if line.strip():
                    record = parse_record(line)
                    if record.unread_date is not None:
                        _UNREAD_DATES.inc()
                    yield _request(record, path, number, offset, received_at)
            except Rejected as why:
                yield Rejected(why.reason, f"{path}:{number}: {why.detail}")
            offset = lines.tell()


def _request(record: Record, path: str, number: int, offset: int, received_at: datetime) -> Request:
    if record.body == "html_file":
        folder = split(path)[0]
        name = record.content
        stored = StoredBody(
            name if is_remote(name) or name.startswith("/") else join(folder, name), "html", within=folder
        )
    else:
        stored = StoredBody(path, record.body, record.body, offset)  # type: ignore[arg-type]  # narrowed by BODIES
    return Request(
        url=record.url,
        origin=f"{path}:{number}",
        received_at=received_at,
        source_id=record.id,
        title=record.title,
        published_at=record.published_at,
        stored=stored,
    )
