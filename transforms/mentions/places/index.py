"""Looking up a name in the place index."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Literal, cast

from transforms.mentions.places.keys import make_key, make_sound_key

Kind = Literal["country", "region", "admin1", "admin2", "city"]

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT,
                    admin2 TEXT, latitude REAL NOT NULL, longitude REAL NOT NULL, population INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL, PRIMARY KEY (key, place))
    WITHOUT ROWID;
CREATE TABLE sound (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE INDEX division ON place (admin1) WHERE kind = 'admin1';
"""
"""`own` is 1 where the key is the place's own name, 0 where it is an alternate one."""

_FIND = """
SELECT place.id, place.name, kind, country, admin1, admin2, latitude, longitude, population, own
FROM name JOIN place ON place.id = name.place WHERE key = ?
ORDER BY kind IN ('country', 'region') DESC, own DESC, population DESC, place.id LIMIT 60
"""
_FIND_ALIKE = """
SELECT place.id, place.name, kind, country, admin1, admin2, latitude, longitude, population, 0
FROM sound JOIN place ON place.id = sound.place WHERE key = ? ORDER BY population DESC, place.id LIMIT 20
"""
_FIND_DIVISION = """
SELECT id, name, kind, country, admin1, admin2, latitude, longitude, population, 1
FROM place WHERE kind = 'admin1' AND admin1 = ?
"""


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place that a name may mean.

    country: ISO 3166 alpha-2, None for one that belongs to several. admin1: GeoNames code of the first-level
    division that it lies in ("US.LA"), or is. admin2: code of the second-level division that it is ("US.LA.079").
    population: of a division, the sum of its towns. own: the name asked for is the place's own, not an alternate one.
    """

    place_id: int
    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float
    longitude: float
    population: int
    own: bool


class PlaceIndex:
    """Places by name, over an open SQLite database in SCHEMA; it is only ever read. Thread-safe."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._asking = Lock()  # sqlite3 keeps statements, and two threads that step through one fail
        self._find = lru_cache(maxsize=4096)(self._read)

    def find(self, name: str) -> tuple[PlaceCandidate, ...]:
        """Give the places called by this name, at most 60: countries and regions first, then
        own names before alternate ones, then by population.
        """
        return self._find(make_key(name))

    def find_alike(self, name: str) -> tuple[PlaceCandidate, ...]:
        """Give the towns, at most 20, whose name in another script may also be spelt so: "Daret Azzeh"."""
        key = make_sound_key(name)
        return self._ask(_FIND_ALIKE, key) if key else ()

    def find_division(self, code: str) -> tuple[PlaceCandidate, ...]:
        """Give the first-level division with this GeoNames code ("US.LA"), or nothing."""
        return self._ask(_FIND_DIVISION, code)

    def _read(self, key: str) -> tuple[PlaceCandidate, ...]:
        return self._ask(_FIND, key)

    def _ask(self, question: str, key: str) -> tuple[PlaceCandidate, ...]:
        with self._asking:
            rows = self._connection.execute(question, (key,)).fetchall()
        return tuple(
            PlaceCandidate(place_id, name, cast("Kind", kind), country, admin1, admin2, lat, lon, population, bool(own))
            for place_id, name, kind, country, admin1, admin2, lat, lon, population, own in rows
        )
