"""The tables are what the contract says, and a row is what its schema says."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar, get_args, get_type_hints

import pytest

from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.feed_poll import FeedPoll
from schemas.mentions import Casualty, DateMention, Entity, Place
from schemas.tables import (
    ARTICLES,
    CASUALTIES,
    DATES,
    ENTITIES,
    FAILURES,
    FEEDS,
    TABLES,
    Row,
    Table,
    article_row,
    casualty_row,
    date_row,
    entity_row,
    failure_row,
    partition_of,
    poll_row,
    to_arrow,
)

_Record = TypeVar("_Record")

MOMENT = datetime(2025, 3, 9, 22, 45, 30, 250_000, tzinfo=UTC)
PLACE = Place("Idlib", "SY", 35.93, 36.63, "169577")


def an_article(**changes: object) -> Article:
    fields: dict[str, object] = {
        "article_id": "0123456789abcdef",
        "revision": "fedcba9876543210",
        "source_id": None,
        "url": "https://a.example/x",
        "canonical_url": "https://a.example/x",
        "site": "a.example",
        "title": "T",
        "authors": ("A", "B"),
        "agency": None,
        "dateline": None,
        "language": "en",
        "section": None,
        "image_url": None,
        "published_at": MOMENT,
        "published_from": "json-ld",
        "published_offset": 120,
        "modified_at": None,
        "text": "Two words",
        "fetched_at": None,
        "status": 200,
        "received_at": MOMENT,
        "anchor": None,
    }
    return Article(**{**fields, **changes})  # type: ignore[arg-type]


def rows() -> list[tuple[Table, Row]]:
    article = an_article()
    casualty = Casualty(
        figure_id="f1",
        start=0,
        end=3,
        text="Two",
        sentence="Two words",
        outcome="killed",
        low=2,
        best=2,
        high=None,
        qualifier="at_least",
        scope="event",
        is_main=True,
        is_derived=False,
        rule="r",
        confidence=0.9,
        place=PLACE,
        first_day=date(2025, 3, 9),
        women=1,
    )
    mention = DateMention(0, 3, "Two", "DATE", "2025", date(2025, 1, 1), None, None, "r", PLACE)
    return [
        (ARTICLES, article_row(article, "run")),
        (ENTITIES, entity_row(Entity(0, 3, "Two", "GPE", "Two", PLACE), article, "run")),
        (DATES, date_row(mention, article, "run")),
        (CASUALTIES, casualty_row(casualty, article, "run")),
        (FEEDS, poll_row(FeedPoll("https://a.example/rss", MOMENT), "run")),
        (FAILURES, failure_row(DeadLetter("u", None, "fetch", "timed_out", "d", None, MOMENT), "run")),
    ]


@pytest.mark.parametrize(("table", "row"), rows(), ids=lambda value: getattr(value, "name", ""))
def test_a_row_has_a_value_for_every_column(table: Table, row: Row) -> None:
    arrow = to_arrow(table, [row])
    arrow.validate(full=True)
    assert arrow.schema == table.schema
    assert arrow["run_id"].to_pylist() == ["run"]
    assert arrow["schema_version"].to_pylist() == [3]


def a_record(kind: type[_Record], first: int) -> _Record:
    """A record whose every field holds a value that no other field has; `first` is the first number to be given out."""
    numbers = itertools.count(first)
    values: dict[str, object] = {}
    for field, stated in get_type_hints(kind).items():
        number = next(numbers)
        made: dict[object, object] = {
            bool: bool(number % 2),
            int: number,
            float: number + 0.5,
            date: date(2025, 1, 1) + timedelta(days=number),
            datetime: MOMENT + timedelta(days=number),
            Place: Place(f"place {number}", f"country {number}", number + 0.25, number + 0.75, f"id {number}"),
            tuple[str, ...]: (f"{field} {number}", "B"),
        }
        kinds = set(get_args(stated)) - {type(None)} if type(None) in get_args(stated) else {stated}
        values[field] = made.get(kinds.pop(), f"{field} {number}")
    return kind(**values)


def told(record: object) -> dict[str, object]:
    """What a reader of the table is to find of a record's own fields, by name; of its place, the parts."""
    found: dict[str, object] = {field.name: getattr(record, field.name) for field in fields(record)}  # type: ignore[arg-type]
    if isinstance(found.get("place"), Place):
        place = found.pop("place")
        assert isinstance(place, Place)
        found |= {name: getattr(place, name) for name in ("country", "latitude", "longitude", "place_id")}
        found |= {"place": place.name, "place_name": place.name}
    return found


OTHER = replace(a_record(Article, 100), text="A text of five words")
OTHERS: list[tuple[Table, object, Row]] = [
    (ARTICLES, OTHER, article_row(OTHER, "run")),
    (ENTITIES, entity := a_record(Entity, 200), entity_row(entity, OTHER, "run")),
    (DATES, mention := a_record(DateMention, 200), date_row(mention, OTHER, "run")),
    (CASUALTIES, casualty := a_record(Casualty, 200), casualty_row(casualty, OTHER, "run")),
    (FEEDS, poll := a_record(FeedPoll, 200), poll_row(poll, "run")),
    (FAILURES, letter := a_record(DeadLetter, 200), failure_row(letter, "run")),
]


@pytest.mark.parametrize(("table", "record", "row"), OTHERS, ids=[table.name for table, _, _ in OTHERS])
def test_every_column_holds_the_field_of_its_name(table: Table, record: object, row: Row) -> None:
    of_article = {"article_id": OTHER.article_id, "revision": OTHER.revision}
    of_run = {"run_id": "run", "schema_version": 3}
    expected = {"words": OTHER.words} | of_article | told(record) | of_run
    read = {name: tuple(value) if isinstance(value, list) else value for name, value in as_read(table, row).items()}
    assert read == {name: expected[name] for name in table.schema.names}
    assert len(set(read.values())) == len(read), "two fields were given one value: a swap of them would not be seen"


def as_read(table: Table, row: Row) -> dict[str, object]:
    (found,) = to_arrow(table, [row]).to_pylist()
    return dict(found)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_an_empty_table_keeps_its_columns(table: Table) -> None:
    assert to_arrow(table, []).schema == table.schema
    assert to_arrow(table, []).num_rows == 0


def test_moments_and_days_survive() -> None:
    article = to_arrow(ARTICLES, [rows()[0][1]]).to_pylist()[0]
    assert article["published_at"] == MOMENT
    assert article["published_offset"] == 120
    assert article["authors"] == ["A", "B"]
    assert article["words"] == 2
    mention = to_arrow(DATES, [rows()[2][1]]).to_pylist()[0]
    assert (mention["place"], mention["country"], mention["longitude"]) == ("Idlib", "SY", PLACE.longitude)
    casualty = to_arrow(CASUALTIES, [rows()[3][1]]).to_pylist()[0]
    assert casualty["first_day"] == date(2025, 3, 9)
    assert (casualty["low"], casualty["best"], casualty["high"]) == (2, 2, None)
    assert (casualty["place"], casualty["country"], casualty["latitude"]) == ("Idlib", "SY", 35.93)


def test_the_order_of_arrival_changes_nothing() -> None:
    several = [
        article_row(an_article(article_id=f"{n:016x}", source_id=s), "run") for n in range(3) for s in ("b", None)
    ]
    assert to_arrow(ARTICLES, several).equals(to_arrow(ARTICLES, reversed(several)))


def test_the_same_article_twice_is_one_row_but_another_source_is_another() -> None:
    row = article_row(an_article(), "run")
    assert to_arrow(ARTICLES, [row, row]).num_rows == 1
    assert to_arrow(ARTICLES, [row, article_row(an_article(source_id="s"), "run")]).num_rows == 2


def test_a_partition_is_the_publishers_own_day() -> None:
    assert partition_of(an_article()) == "2025-03-10"  # 22:45 UTC is 00:45 of the next day two hours east
    assert partition_of(an_article(published_offset=None)) == "2025-03-09"
    shown = an_article(published_offset=None, anchor=date(2025, 3, 10))  # a day that the page shows in words
    assert partition_of(shown) == "2025-03-10"
    assert partition_of(an_article(published_at=None, anchor=date(2025, 3, 10))) == "unknown"
