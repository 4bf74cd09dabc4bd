"""The one door to files, local or remote: everything goes through Beam's FileSystems, so any URI it knows will do."""

from __future__ import annotations

import gzip
import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from apache_beam.io.filesystem import BeamIOError, CompressionTypes
from apache_beam.io.filesystems import FileSystems

TEMPORARY_PREFIX = "."
"""Of a file that is not complete yet; readers' globs and dataset scans pass over it, and its name has no .parquet."""


def absolute(path: str) -> str:
    """A path or URI -> the same place, named so that another working folder does not change it."""
    return os.path.abspath(path) if path and "://" not in path else path  # noqa: PTH100 - Path spoils a URI's slashes


_NOT_UNPACKED = (".bz2", ".lz4", ".xz", ".zip", ".zst")


@dataclass(frozen=True)
class StoredFile:
    """A file and its state: size in bytes, modified in seconds since 1970 UTC (0 where a file system does not say)."""

    path: str
    size: int
    modified: float


def list_files(pattern: str) -> list[StoredFile]:
    """The files that a path, glob or URI names, by path; none is an empty list. Raises OSError."""
    with _plain_errors(pattern):
        matched = FileSystems.match([pattern])[0].metadata_list
    states = {
        entry.path: StoredFile(entry.path, entry.size_in_bytes, float(entry.last_updated_in_seconds or 0))
        for entry in matched
        if not entry.path.endswith("/")
    }
    return [states[path] for path in sorted(states)]


def find_files(pattern: str) -> list[str]:
    """The paths of list_files."""
    return [state.path for state in list_files(pattern)]


def is_folder(path: str) -> bool:
    """Whether a local path is a folder."""
    return "://" not in path and os.path.isdir(path)  # noqa: PTH112 - a path here may be a URI


def is_file(path: str) -> bool:
    """Whether a local path is a file."""
    return "://" not in path and os.path.isfile(path)  # noqa: PTH113 - a path here may be a URI


@contextmanager
def open_bytes(path: str, offset: int = 0, *, inflate: bool = True) -> Iterator[BinaryIO]:
    """Open for reading at a byte offset; .gz is inflated on the way, and the offset is of the inflated bytes.

    Raises OSError for a missing or unreadable file and for one packed in another way, whose bytes would be taken for
    text; reading a damaged .gz raises OSError or EOFError.
    """
    if path.lower().endswith(_NOT_UNPACKED):
        raise OSError("only .gz is unpacked on the way; unpack it first")
    with _plain_errors(path):
        raw = FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED)
    inflated = gzip.GzipFile(fileobj=raw) if inflate and path.endswith(".gz") else None
    try:
        source = cast("BinaryIO", inflated or raw)
        if offset:
            source.seek(offset)
        yield source
    finally:
        if inflated is not None:
            inflated.close()
        raw.close()


def write_whole(path: str, write: Callable[[IO[bytes]], None]) -> None:
    """Write a file so that nobody ever sees half of it: temporary name in the same folder, fsync, rename.

    A file of that name is replaced. When writing fails the temporary file is removed and the error goes on.
    """
    folder, name = FileSystems.split(path)
    make_folder(folder)
    temporary = FileSystems.join(folder, f"{TEMPORARY_PREFIX}{name}.{uuid.uuid4().hex}.tmp")
    try:
        with FileSystems.create(temporary, compression_type=CompressionTypes.UNCOMPRESSED) as sink:
            write(sink)
            sink.flush()
            with suppress(AttributeError, OSError, ValueError):  # only a local file has a descriptor
                os.fsync(sink.fileno())
        FileSystems.rename([temporary], [path])
    except BaseException:
        with suppress(BeamIOError, OSError):
            FileSystems.delete([temporary])
        raise
    _sync_folder(folder)


def write_bytes(path: str, content: bytes) -> None:
    """Write a file of this content, whole or not at all."""

    def write(sink: IO[bytes]) -> None:
        sink.write(content)

    write_whole(path, write)


def _sync_folder(folder: str) -> None:
    """Make a rename last through a power cut; a remote store does so by itself."""
    if "://" in folder:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: str) -> None:
    """Make a folder and those above it; that it is there already is no error."""
    if not FileSystems.exists(folder):
        try:
            FileSystems.mkdirs(folder)
        except (BeamIOError, OSError) as why:
            if not FileSystems.exists(folder):  # another worker may have made it meanwhile
                raise OSError(f"{folder}: {why}") from why


def delete_files(paths: Iterable[str]) -> None:
    """Delete files; one that is gone already is no error."""
    for path in paths:
        with suppress(BeamIOError, FileNotFoundError):
            FileSystems.delete([path])


def join(folder: str, *parts: str) -> str:
    """Path below a folder, local or URI."""
    return cast("str", FileSystems.join(folder, *parts))


@contextmanager
def _plain_errors(path: str) -> Iterator[None]:
    """Beam wraps what a file system says; give it back as the OSError that it was."""
    try:
        yield
    except BeamIOError as why:
        raise OSError(f"{path}: {why}") from why
    except ValueError as why:  # a scheme that no installed file system knows
        raise OSError(f"{path}: {why}") from why
