"""Groups of columns that rows of several tables have: whose they are, where, when, how many, by whose word."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from schemas.columns import DAY, FLOAT64, INT16, INT64, TEXT, Column, day
from schemas.mentions import Place

SCHEMA_VERSION = 3


class _State(Protocol):
    @property
    def article_id(self) -> str: ...
    @property
    def revision(self) -> str: ...


class _Located(Protocol):
    @property
    def place(self) -> Place | None: ...


class _Dated(Protocol):
    @property
    def first_day(self) -> date | None: ...
    @property
    def last_day(self) -> date | None: ...


class _Counted(Protocol):
    @property
    def outcome(self) -> str: ...
    @property
    def low(self) -> int | None: ...
    @property
    def best(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...


class _Attributed(Protocol):
    @property
    def attributed_to(self) -> str | None: ...
    @property
    def attribution_type(self) -> str: ...


STATE: tuple[Column[_State], ...] = (
    Column("article_id", TEXT, nullable=False, read=lambda a: a.article_id),
    Column("revision", TEXT, nullable=False, read=lambda a: a.revision),
)
ORIGIN: tuple[Column[str], ...] = (
    Column("run_id", TEXT, nullable=False, read=lambda run_id: run_id),
    Column("schema_version", INT16, nullable=False, read=lambda _: SCHEMA_VERSION),
)
POINT: tuple[Column[_Located], ...] = (
    Column("country", TEXT, nullable=True, read=lambda m: m.place and m.place.country),
    Column("latitude", FLOAT64, nullable=True, read=lambda m: m.place and m.place.latitude),
    Column("longitude", FLOAT64, nullable=True, read=lambda m: m.place and m.place.longitude),
)
PLACE: tuple[Column[_Located], ...] = (
    Column("place", TEXT, nullable=True, read=lambda m: m.place and m.place.name),
    *POINT,
)
DAYS: tuple[Column[_Dated], ...] = (
    Column("first_day", DAY, nullable=True, read=lambda m: day(m.first_day)),
    Column("last_day", DAY, nullable=True, read=lambda m: day(m.last_day)),
)
COUNT: tuple[Column[_Counted], ...] = (
    Column("outcome", TEXT, nullable=False, read=lambda c: c.outcome),
    Column("low", INT64, nullable=True, read=lambda c: c.low),
    Column("best", INT64, nullable=True, read=lambda c: c.best),
    Column("high", INT64, nullable=True, read=lambda c: c.high),
)
SPEAKER: tuple[Column[_Attributed], ...] = (
    Column("attributed_to", TEXT, nullable=True, read=lambda c: c.attributed_to),
    Column("attribution_type", TEXT, nullable=False, read=lambda c: c.attribution_type),
)
