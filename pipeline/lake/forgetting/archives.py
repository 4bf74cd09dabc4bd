"""Records taken out of the WARC files that runs have kept; what stays is copied as it lies, to the byte."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from warcio.recordloader import ArcWarcRecord

from pipeline.archives.warc import (
    ASKED,
    ENDING,
    FAILURE,
    MALFORMED,
    is_complete,
    next_record,
    open_name,
    parse_facts,
    read_records,
)
from pipeline.lake.changes import Change
from pipeline.lake.forgetting.asking import Forgotten
from pipeline.lease import running
from transforms.html.decode import decode

_FILES = f"*-{'[0-9a-f]' * 12}{ENDING}"
"""How runs name their archives."""

_TAG = re.compile(r"<[^>]*>")
_LARGEST = 2**25
"""Bytes of a page in which a name is looked for; by default none so large is fetched."""

_AT_ONCE = 2**20

_Part = tuple[int, int]
"""Of a file: the byte that it begins at, and the one after its last."""


def change_archives(output: Path, folders: Iterable[Path], target: Forgotten) -> Iterator[Change]:
    """The archives in some folders that hold something of the target, and what killed runs have left of theirs.

    Raises OSError, and ValueError for a damaged file, which is named.
    """
    active = tuple(f".{name}-" for name in running(output))
    for folder in folders:
        for path in sorted(folder.glob(open_name(_FILES))):
            if not path.name.startswith(active):
                yield Change("leavings", path, 1, None)
        for path in sorted(folder.glob(f"[!.]{_FILES}")):
            kept, gone, is_empty = _part(path, target)
            if gone:
                yield Change("archived", path, gone, None if is_empty else partial(_copy, path, kept))


def _part(path: Path, target: Forgotten) -> tuple[list[_Part], int, bool]:
    """The records that stay, how many go, and whether nothing stays but what the file says of itself."""
    kept = list[_Part]()
    forgotten = set[str]()
    is_empty = True
    try:
        with path.open("rb") as source, read_records(source) as records:
            record = next_record(records)
            while record is not None:
                offset = records.offset
                goes = _goes(record, target, forgotten)
                is_empty = is_empty and (goes or record.rec_type == "warcinfo")
                if not is_complete(record):
                    raise ValueError(f"the record at byte {offset} is torn")
                record = next_record(records)
                if not goes:
                    kept.append((offset, records.offset))
            if records.offset != path.stat().st_size:
                raise ValueError(f"what begins at byte {records.offset} is no record")
    except MALFORMED as why:
        raise ValueError(f"{path} cannot be read as an archive: {why}; mend or remove it, and ask again") from why
    return kept, len(forgotten), is_empty


def _goes(record: ArcWarcRecord, target: Forgotten, forgotten: set[str]) -> bool:
    """Whether a record goes: of a forgotten page, of the way there, or the request of such a one. Notes its id."""
    header = record.rec_headers.get_header
    goes = header("WARC-Concurrent-To") in forgotten or _is_forgotten(record, target)
    if goes:
        forgotten.add(header("WARC-Record-ID"))
    return goes


def _is_forgotten(record: ArcWarcRecord, target: Forgotten) -> bool:
    header = record.rec_headers.get_header
    asked, failure = parse_facts(header(ASKED)), parse_facts(header(FAILURE))
    addresses = [header("WARC-Forgotten-URI"), asked.get("url"), asked.get("feed_url"), failure.get("url")]
    if record.http_headers is not None:
        addresses.append(record.http_headers.get_header("Location"))
    if any(map(target.has_address, addresses)) or target.is_in(failure.get("detail")):
        return True
    if not target.names or record.rec_type != "response":
        return False
    return target.names_person(asked.get("title")) or target.names_person(_read_words(record))


def _read_words(record: ArcWarcRecord) -> str:
    """The words of a page as far as a name needs them; nothing of a body that is not what it says."""
    try:
        body = record.content_stream().read(_LARGEST)
    except MALFORMED:
        return ""
    kind = record.http_headers.get_header("Content-Type") if record.http_headers is not None else None
    return html.unescape(_TAG.sub(" ", decode(body, kind)))


def _copy(path: Path, parts: Iterable[_Part], copy: Path) -> None:
    with path.open("rb") as source, copy.open("wb") as sink:
        for begin, end in parts:
            source.seek(begin)
            left = end - begin
            while left and (block := source.read(min(left, _AT_ONCE))):
                sink.write(block)
                left -= len(block)
