"""The one door to files: local ones by the operating system, URIs through Beam's FileSystems, so any it knows will do.

A path is a name and never a pattern, but where `list_files` says so.
"""

from __future__ import annotations

import fnmatch
import glob
import gzip
import io
import os
import re
import stat
import uuid
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from apache_beam.io.filesystem import BeamIOError, CompressionTypes
from apache_beam.io.filesystems import FileSystems

from pipeline.output_folder import look_into

TEMPORARY_PREFIX = "."
"""Of a file that is not complete yet; readers' globs and dataset scans pass over it, and its name has no .parquet."""

_HALF_WRITTEN = (".part", ".partial", ".filepart", ".crdownload", ".tmp", ".swp", "~")
"""How copying programs, browsers and editors end the name of a file until it is whole; rsync begins it with a dot."""

_NOT_UNPACKED = (".bz2", ".lz4", ".xz", ".zip", ".zst")


def is_remote(path: str) -> bool:
    """Whether a path is a URI, for Beam's FileSystems."""
    return "://" in path


def absolute(path: str) -> str:
    """A path or URI -> the same place, named so that another working folder does not change it."""
    return os.path.abspath(path) if path and not is_remote(path) else path  # noqa: PTH100 - Path spoils a URI's slashes


@dataclass(frozen=True)
class StoredFile:
    """A file and its state: size in bytes, modified in seconds since 1970 UTC (0 where a file system does not say)."""

    path: str
    size: int
    modified: float


def list_files(pattern: str) -> list[StoredFile]:
    """The files that a path, glob or URI names, by path; none is an empty list. Raises OSError.

    A path that exists is that file, whatever characters it has. In a glob, * and ? stand for characters of a name,
    [ab] for one of them, ** for any folders; names with a dot before them and half-written files (_HALF_WRITTEN) are
    passed over. What is no file to read, such as a pipe or a link to nothing, is given: reading it says so. A folder
    that is there and cannot be looked into is an OSError where the pattern names it, and empty where a star does.
    """
    if is_remote(pattern):
        with _plain_errors(pattern):
            matched = FileSystems.match([pattern])[0].metadata_list
        states = [
            StoredFile(entry.path, entry.size_in_bytes, float(entry.last_updated_in_seconds or 0))
            for entry in matched
            if not entry.path.endswith("/")
        ]
    else:
        there = [pattern] if os.path.lexists(pattern) else _match(pattern)
        states = [_state(path) for path in there if not is_folder(path)]
    return sorted(states, key=lambda state: state.path)


def _match(pattern: str) -> Iterator[str]:
    look_into(re.split(r"[*?[]", pattern, maxsplit=1)[0].rpartition("/")[0])  # of "/*" this looks here: no harm
    deep = re.sub(r"\*\*(?=[^/])", "**/*", pattern)  # to Beam ** stands for any characters; to glob for whole folders
    found = glob.iglob(deep, recursive=True)  # noqa: PTH207 - Path spoils "./"
    return (path for path in found if not path.endswith(_HALF_WRITTEN))


def _state(path: str) -> StoredFile:
    try:
        found = os.stat(path)  # noqa: PTH116 - a path here may be a URI
    except OSError:
        return StoredFile(path, 0, 0.0)
    return StoredFile(path, found.st_size, found.st_mtime)


def modified_at(path: str) -> float:
    """When a file was last changed, seconds since 1970; 0 for one that is gone, or where a file system does not say."""
    try:
        return FileSystems.last_updated(path) if is_remote(path) else _state(path).modified
    except (BeamIOError, OSError, NotImplementedError):
        return 0.0


def find_files(folder: str, pattern: str = "*") -> list[str]:
    """The paths below a folder that a pattern of ours fits, such as "*/run.*.json", or none. Raises OSError."""
    if is_remote(folder):
        return [state.path for state in list_files(join(folder, pattern))]
    start = join(folder, "x")[:-1]
    if "/" not in pattern and glob.has_magic(pattern) and is_folder(start or "."):  # no look at each of a million files
        with os.scandir(start or ".") as entries:
            names = fnmatch.filter((entry.name for entry in entries if not entry.is_dir()), pattern)
            return sorted(start + name for name in names if name[0] != "." or pattern[0] == ".")
    look_into(folder)
    for end in re.finditer("/", pattern):
        for between in glob.iglob(pattern[: end.start()], root_dir=folder or None):  # noqa: PTH207 - as above
            look_into(start + between)
    found = glob.iglob(pattern, root_dir=folder or None)  # noqa: PTH207 - as above
    return sorted(path for path in map(start.__add__, found) if not is_folder(path))


def is_folder(path: str) -> bool:
    """Whether a local path is a folder."""
    return not is_remote(path) and os.path.isdir(path)  # noqa: PTH112 - a path here may be a URI


def is_file(path: str) -> bool:
    """Whether a local path is a file."""
    return not is_remote(path) and os.path.isfile(path)  # noqa: PTH113 - a path here may be a URI


@contextmanager
def open_bytes(path: str, offset: int = 0, *, inflate: bool = True) -> Iterator[BinaryIO]:
    """Open for reading at a byte offset; .gz is inflated on the way, and the offset is of the inflated bytes.

    Raises OSError for what is missing, unreadable or no file at all (a folder, a pipe, a device), and for one packed in
    another way, whose bytes would be taken for text; reading a damaged .gz raises OSError or EOFError.
    """
    if path.lower().endswith(_NOT_UNPACKED):
        raise OSError("only .gz is unpacked on the way; unpack it first")
    raw = _open_remote(path) if is_remote(path) else _open_local(path)
    with raw, io.BufferedReader(_Inflated(raw)) if inflate and path.endswith(".gz") else raw as source:
        if offset:
            source.seek(offset)
        yield source


def _open_remote(path: str) -> BinaryIO:
    with _plain_errors(path):
        return cast("BinaryIO", FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED))


def _open_local(path: str) -> BinaryIO:
    """Nothing is waited for: a pipe without a writer would hang, and a device might answer for ever."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except ValueError as why:  # a name with a null character
        raise OSError(str(why)) from why
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("it is no file: a folder, a pipe or a device")
    return open(descriptor, "rb")  # noqa: PTH123 - a descriptor; closed by open_bytes


class _Inflated(io.RawIOBase):
    """The bytes of a gzip stream; what zlib says of a damaged one is an OSError."""

    def __init__(self, packed: BinaryIO) -> None:
        self._source = gzip.GzipFile(fileobj=packed)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer that BufferedReader makes
        try:
            return self._source.readinto(buffer)
        except zlib.error as why:
            raise OSError(f"damaged gzip: {why}") from None

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        try:
            return self._source.seek(offset, whence)
        except zlib.error as why:
            raise OSError(f"damaged gzip: {why}") from None

    def close(self) -> None:
        self._source.close()
        super().close()


def create(path: str) -> IO[bytes]:
    """Open a new file for writing; its folder must be there. Raises OSError."""
    if is_remote(path):
        with _plain_errors(path):
            return cast("IO[bytes]", FileSystems.create(path, compression_type=CompressionTypes.UNCOMPRESSED))
    return open(path, "wb")  # noqa: PTH123 - a path here may be a URI; the caller closes it


def rename(path: str, other: str) -> None:
    """Give a file another name, in place of a file that has it. Raises OSError."""
    if is_remote(path):
        with _plain_errors(path):
            FileSystems.rename([path], [other])
    else:
        os.replace(path, other)  # noqa: PTH105 - a path here may be a URI


def write_whole(path: str, write: Callable[[IO[bytes]], object], *, lasting: bool = True, writer: str = "") -> None:
    """Write a file so that nobody ever sees half of it: temporary name in the same folder, fsync, rename.

    A file of that name is replaced. When writing fails the temporary file is removed and the error goes on.
    lasting: without it there is no fsync, and a power cut may lose or empty the file. writer: the run that writes a
    file that is not its own; what it leaves half done when it is killed bears its name, and goes when it is done again.
    """
    folder, name = split(path)
    make_folder(folder)
    owned = f"{writer}.{name}" if writer else name
    temporary = join(folder, f"{TEMPORARY_PREFIX}{owned}.{uuid.uuid4().hex}.tmp")
    try:
        with create(temporary) as sink:
            write(sink)
            sink.flush()
            if lasting:
                with suppress(AttributeError, OSError, ValueError):  # only a local file has a descriptor
                    os.fsync(sink.fileno())
        rename(temporary, path)
    except BaseException:
        with suppress(OSError):
            delete_files([temporary])
        raise
    if lasting and not is_remote(folder):  # a remote store does so by itself
        sync(folder or ".")


def write_bytes(path: str, content: bytes, *, lasting: bool = True, writer: str = "") -> None:
    """Write a file of this content, whole or not at all. lasting, writer: as in write_whole."""
    write_whole(path, lambda sink: sink.write(content), lasting=lasting, writer=writer)


def append_bytes(path: str, content: bytes) -> None:
    """Add to a local file, made where there is none, in one write: several processes may add. Raises OSError."""
    make_folder(split(path)[0])
    with open(path, "ab", buffering=0) as file:  # noqa: PTH123 - as above
        file.write(content)


def sync(path: str | Path) -> None:
    """Make a local file, or the names in a folder, last through a power cut. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: str) -> None:
    """Make a folder and those above it; that it is there already is no error. Raises OSError."""
    if not is_remote(folder):
        os.makedirs(folder or ".", exist_ok=True)  # noqa: PTH103 - a path here may be a URI
    elif not FileSystems.exists(folder):
        with _plain_errors(folder):
            try:
                FileSystems.mkdirs(folder)
            except (BeamIOError, OSError):
                if not FileSystems.exists(folder):  # another worker may have made it meanwhile
                    raise


def delete_files(paths: Iterable[str]) -> None:
    """Delete files; one that is gone already is no error."""
    for path in paths:
        if is_remote(path):
            with suppress(BeamIOError):
                FileSystems.delete([path])
        else:
            with suppress(FileNotFoundError):
                os.unlink(path)  # noqa: PTH108 - a path here may be a URI


def join(folder: str, *parts: str) -> str:
    """Path below a folder, local or URI."""
    return cast("str", FileSystems.join(folder, *parts)) if is_remote(folder) else os.path.join(folder, *parts)  # noqa: PTH118


def split(path: str) -> tuple[str, str]:
    """The folder of a file, "" for the present one, and its name."""
    return cast("tuple[str, str]", FileSystems.split(path) if is_remote(path) else os.path.split(path))


@contextmanager
def _plain_errors(path: str) -> Iterator[None]:
    """What a store's client raises (no access, no such scheme, no package of it), as the OSError that it amounts to."""
    try:
        yield
    except OSError:
        raise
    except Exception as why:
        raise OSError(f"{path}: {why}") from why
