"""WARC 1.1 files of what was fetched: every answer as it came, with its request, for a later run without a network."""

from __future__ import annotations

import fcntl
import os
import time
import uuid
import zlib
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from threading import Lock
from typing import IO, Any

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.archives.index import IndexFile
from pipeline.archives.warc import ASKED, ENDING, FAILURE, OUTCOME, PASSED_OVER, describe_request, open_name
from pipeline.fetchers.answers.http_answer import Answer
from pipeline.storage import create, delete_files, find_files, is_remote, join, make_folder, rename
from schemas.request import Request

_LARGEST = 1_000_000_000
"""Bytes after which a new file is begun: what archives at large hold to."""
_SMALLEST, _QUICKEST = 9, 1  # levels of zlib
_STALE = 7 * 86_400


def remove_archive(folder: str, run_id: str, read: Collection[str] = ()) -> None:
    """Delete what an earlier run of the same id wrote to the folder, but for files that this run is to read.

    Raises OSError.
    """
    patterns = (f"{run_id}-*{ENDING}", open_name(f"{run_id}-*{ENDING}"))
    delete_files(path for pattern in patterns for path in find_files(folder, pattern) if path not in read)


def sweep_archive(folder: str) -> None:
    """Delete the files that killed runs were writing to a local folder: nobody holds them, for a week."""
    if is_remote(folder):
        return
    for path in find_files(folder, open_name(f"*{ENDING}")):
        with suppress(OSError), open(path, "rb") as left:  # noqa: PTH123 - as everywhere in this file
            fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(left.fileno()).st_mtime < time.time() - _STALE:
                delete_files([path])


class WarcArchive:
    """Writes answers to FOLDER/RUN_ID-xxxxxxxx.warc.gz; a file has another name until it is whole.

    folder: any path or URI that Beam's FileSystems writes to. Made anew in each worker; safe to use from many threads.
    index: a local folder, for a local archive: what is kept is noted there at once, for an attempt after this one.
    lasting: it outlives its run: written small, with each step on the way. Without it, written quickly.
    """

    def __init__(self, folder: str, run_id: str, index: str | None = None, *, lasting: bool = True) -> None:
        self.lasting = lasting
        self._folder = folder
        self._run_id = run_id
        self._index = index
        self._file: _OpenFile | None = None
        self._lock: Lock | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_file": None, "_lock": None}

    def open(self) -> None:
        """Get ready, in the worker. Nothing is written before the first answer."""
        self._lock = Lock()

    def keep(self, answer: Answer, outcome: str, request: Request | None, failure: str | None) -> None:
        """Write a response record and its request record. Raises OSError."""
        if self._lock is None:
            raise RuntimeError("the archive is not open")
        is_step = outcome in PASSED_OVER
        if is_step and not self.lasting:
            return
        level = _SMALLEST if self.lasting else _QUICKEST
        response, asked = (_pack(record, level) for record in _records(answer, outcome, request, failure))
        with self._lock:
            if self._file is None:
                self._file = _OpenFile(self._folder, f"{self._run_id}-{uuid.uuid4().hex[:12]}{ENDING}", self._index)
            self._file.write(response + asked, None if is_step else request)
            if self._file.size > _LARGEST:
                self._close_file()

    def finish(self) -> None:
        """Give the file that is being written its name. Raises OSError."""
        if self._lock is not None:
            with self._lock:
                self._close_file()

    def _close_file(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()


class _OpenFile:
    def __init__(self, folder: str, name: str, index: str | None) -> None:
        make_folder(folder)
        self._temporary = join(folder, open_name(name))
        self._path = join(folder, name)
        self._sink: IO[bytes] = create(self._temporary)
        if not is_remote(folder):
            fcntl.flock(self._sink, fcntl.LOCK_EX | fcntl.LOCK_NB)  # ends with the process: see sweep_archive
        self._index = IndexFile(index, name) if index else None
        self.size = 0
        about = {"software": f"wire-ingest/{_read_version()}", "format": "WARC File Format 1.1"}
        self.write(_pack(_WRITER.create_warcinfo_record(name, about), _SMALLEST), None)

    def write(self, packed: bytes, request: Request | None) -> None:
        """request: what is answered by this."""
        start = self.size
        self._sink.write(packed)
        self.size += len(packed)
        if self._index is not None:
            self._sink.flush()
            self._index.note(start, self.size, request)

    def close(self) -> None:
        self._sink.close()
        rename(self._temporary, self._path)
        if self._index is not None:
            self._index.close()


_WRITER = WARCWriter(None, gzip=False, warc_version="1.1")
"""Makes records; each is packed by itself, so that threads need not wait for one another."""


def _records(
    answer: Answer, outcome: str, request: Request | None, failure: str | None
) -> tuple[ArcWarcRecord, ArcWarcRecord]:
    date = answer.sent_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    about = {"WARC-Date": date, OUTCOME: outcome}
    if answer.ip:
        about["WARC-IP-Address"] = answer.ip
    if request is not None:
        about[ASKED] = describe_request(request)
    if failure is not None:
        about[FAILURE] = failure
    if answer.cut:
        about["WARC-Truncated"] = "length"
    response = _WRITER.create_warc_record(
        answer.url,
        "response",
        payload=BytesIO(answer.body),
        length=len(answer.body),
        warc_headers_dict=about,
        http_headers=_response_head(answer),
    )
    sent = {"WARC-Date": date, "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")}
    asked = _WRITER.create_warc_record(
        answer.url, "request", warc_headers_dict=sent, http_headers=_request_head(answer)
    )
    return response, asked


def _pack(record: ArcWarcRecord, level: int) -> bytes:
    """A record as a gzip member of its own."""
    plain = BytesIO()
    WARCWriter(plain, gzip=False, warc_version="1.1").write_record(record)
    packer = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return packer.compress(plain.getvalue()) + packer.flush()


def _response_head(answer: Answer) -> StatusAndHeaders:
    """The chunks are put together before the body is written down, so the header must not promise any."""
    fields = [
        (f"X-Archive-Orig-{name}" if name.lower() == "transfer-encoding" else name, " ".join(value.split()))
        for name, value in answer.head.fields
    ]
    return StatusAndHeaders(f"{answer.head.status} {answer.head.reason}".strip(), fields, protocol="HTTP/1.1")


def _request_head(answer: Answer) -> StatusAndHeaders:
    first, *lines = answer.request_head.decode("latin-1").split("\r\n")
    fields = [(name, value) for name, mark, value in (line.partition(": ") for line in lines) if mark]
    verb, _, rest = first.partition(" ")
    return StatusAndHeaders(rest, [field for field in fields if field[0] != "Proxy-Authorization"], protocol=verb)


def _read_version() -> str:
    try:
        return version("wire-ingest")
    except PackageNotFoundError:
        return "0"
