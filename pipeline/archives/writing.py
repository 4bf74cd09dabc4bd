"""WARC 1.1 files of what was fetched: every answer as it came, with its request, for a later run without a network."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from threading import Lock
from typing import IO, Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.archives.warc import ASKED, FAILURE, OUTCOME, describe_request
from pipeline.fetchers.answers.http_answer import Answer
from pipeline.storage import TEMPORARY_PREFIX, create, delete_files, find_files, join, make_folder, rename
from schemas.request import Request

_ENDING = ".warc.gz"
_LARGEST = 1_000_000_000
"""Bytes after which a new file is begun: what archives at large hold to."""


def remove_archive(folder: str, run_id: str, read: Collection[str] = ()) -> None:
    """Delete what an earlier run of the same id wrote to the folder, but for files that this run is to read.

    Raises OSError.
    """
    delete_files(path for path in find_files(folder, f"{run_id}-*{_ENDING}") if path not in read)


class WarcArchive:
    """Writes answers to FOLDER/RUN_ID-xxxxxxxx.warc.gz; a file has another name until it is whole.

    folder: any path or URI that Beam's FileSystems writes to. Made anew in each worker; safe to use from many threads.
    """

    def __init__(self, folder: str, run_id: str) -> None:
        self._folder = folder
        self._run_id = run_id
        self._file: _OpenFile | None = None
        self._lock: Lock | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"_folder": self._folder, "_run_id": self._run_id, "_file": None, "_lock": None}

    def open(self) -> None:
        """Get ready, in the worker. Nothing is written before the first answer."""
        self._lock = Lock()

    def keep(self, answer: Answer, outcome: str, request: Request | None, failure: str | None) -> None:
        """Write a response record and its request record. Raises OSError."""
        if self._lock is None:
            raise RuntimeError("the archive is not open")
        with self._lock:
            if self._file is None:
                self._file = _OpenFile(self._folder, f"{self._run_id}-{uuid.uuid4().hex[:12]}{_ENDING}")
            self._file.write(answer, outcome, request, failure)
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
    def __init__(self, folder: str, name: str) -> None:
        make_folder(folder)
        self._temporary = join(folder, f"{TEMPORARY_PREFIX}{name}.open")
        self._path = join(folder, name)
        self._sink: IO[bytes] = create(self._temporary)
        self._counted = _Counted(self._sink)
        self._writer = WARCWriter(self._counted, gzip=True, warc_version="1.1")
        about = {"software": f"wire-ingest/{_read_version()}", "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record(name, about))

    @property
    def size(self) -> int:
        return self._counted.size

    def write(self, answer: Answer, outcome: str, request: Request | None, failure: str | None) -> None:
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
        response = self._writer.create_warc_record(
            answer.url,
            "response",
            payload=BytesIO(answer.body),
            length=len(answer.body),
            warc_headers_dict=about,
            http_headers=_response_head(answer),
        )
        sent = {"WARC-Date": date, "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")}
        asked = self._writer.create_warc_record(
            answer.url, "request", warc_headers_dict=sent, http_headers=_request_head(answer)
        )
        self._writer.write_record(response)
        self._writer.write_record(asked)

    def close(self) -> None:
        self._sink.close()
        rename(self._temporary, self._path)


class _Counted:
    """Counts what goes through; warcio asks for no more than write and flush."""

    def __init__(self, sink: IO[bytes]) -> None:
        self._sink = sink
        self.size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return self._sink.write(data)

    def flush(self) -> None:
        with suppress(AttributeError):
            self._sink.flush()


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
