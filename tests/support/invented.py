"""Tables of invented stories, as many as one likes: rows that agree with their texts, written by DuckDB."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from schemas.groups import SCHEMA_VERSION
from schemas.tables import ARTICLES, CASUALTIES, DATES, ENTITIES, Table

PLACES = [
    ("Nairobi", "KE", -1.28, 36.82), ("Aden", "YE", 12.78, 45.02), ("Quetta", "PK", 30.18, 67.0),
    ("Goma", "CD", -1.67, 29.22), ("Kharkiv", "UA", 49.98, 36.25), ("Mexico City", "MX", 19.43, -99.13),
    ("Manila", "PH", 14.6, 120.98), ("Sudan", "SD", 16.0, 30.0), ("Lima", "PE", -12.05, -77.04),
    ("Oslo", "NO", 59.91, 10.75),
]  # fmt: skip
"""Name, country, degrees north and east; one of them is a country."""

_CAUSES = [("bombing", "A bomb"), ("crash", "A bus crash"), ("earthquake", "An earthquake"), ("shooting", "Gunmen")]
_SPEAKERS = [("police", "police"), ("hospital", "a hospital"), ("official", "the governor"), ("none", None)]

# Of story i: killed, injured, place, cause, speaker, day, title and text, in which every figure stands once.
_STORIES = """
CREATE TABLE stories AS
WITH drawn AS (
    SELECT i, 1 + i * 7919 % 13 * (1 + i % 3) + CASE WHEN i % 97 = 0 THEN 300 ELSE 0 END AS killed,
        100 + i * 104729 % 57 AS injured, $places[1 + i * 31 % len($places)] AS place,
        $causes[1 + i * 17 % len($causes)] AS cause, $speakers[1 + i * 13 % len($speakers)] AS speaker,
        DATE '2024-01-01' + CAST(i % $days AS INTEGER) AS day
    FROM range($articles) AS numbers(i)
)
SELECT drawn.*, printf('%016x', i) AS article_id,
    coalesce(given.title, cause.words || ' kills ' || killed || ' in ' || place.name) AS title,
    upper(place.name) || ', ' || strftime(day, '%b %-d') || ' - ' || cause.words || ' killed ' || killed
    || ' people and injured ' || injured || ' on ' || strftime(day, '%A') || ' in ' || place.name
    || coalesce(', ' || speaker.words || ' said', '') || '.' || chr(10) || chr(10) || repeat($filler, 6)
    || chr(10) || chr(10) || 'In 2011, 99 people died there.' AS text
FROM drawn LEFT JOIN given USING (i)
"""
_FILLER = "Shops near the market stayed shut and buses were sent another way while crews cleared the street. "

_LINKS = Path(__file__).with_name("invented_links.sql")
_LINKED = {
    "families": "published_date",
    "events": "event_date",
    "event_articles": "published_date",
    "event_tolls": "event_date",
}

_SOURCES = {
    ARTICLES.name: """
        SELECT article_id, article_id AS revision, 's' || i AS source_id,
            'https://site' || i % 40 || '.example/' || i AS url, 'site' || i % 40 || '.example' AS site, title,
            ['Ann Author'] AS authors, 'en' AS language, CAST(day AS TIMESTAMP) + INTERVAL 9 HOURS AS published_at,
            'meta' AS published_from, text, len(string_split(text, ' ')) AS words,
            CAST(day AS TIMESTAMP) + INTERVAL 10 HOURS AS fetched_at, 200 AS status, day FROM stories""",
    CASUALTIES.name: """
        WITH figures AS (
            SELECT *, unnest([
                {'n': 1, 'words': killed || ' people', 'outcome': 'killed', 'value': killed, 'main': true},
                {'n': 2, 'words': CAST(injured AS VARCHAR), 'outcome': 'injured', 'value': injured, 'main': true},
                {'n': 3, 'words': '99 people', 'outcome': 'killed', 'value': 99, 'main': false},
                {'n': 4, 'words': '2011', 'outcome': 'missing', 'value': 2, 'main': false}]) AS f FROM stories
        )
        SELECT article_id, article_id AS revision, 'f' || f.n AS figure_id, strpos(text, f.words) - 1 AS start,
            strpos(text, f.words) - 1 + len(f.words) AS "end", f.words AS text, f.words AS sentence,
            f.outcome AS outcome, f.value AS low, f.value AS best,
            CASE WHEN i % 5 = 0 THEN NULL ELSE f.value + i % 3 END AS high, 'exact' AS qualifier,
            CASE WHEN f.main THEN 'event' ELSE 'background' END AS scope, f.main AS is_main, false AS is_derived,
            'civilian' AS victim_type, speaker.words AS attributed_to, speaker.kind AS attribution_type,
            'asserted' AS certainty, cause.name AS cause, day AS first_day, day AS last_day, place.name AS place,
            place.country AS country, place.latitude AS latitude, place.longitude AS longitude, 'invented' AS rule,
            0.5 + i % 50 / 100 AS confidence, day FROM figures""",
    ENTITIES.name: """
        SELECT article_id, article_id AS revision, strpos(text, 'in ' || place.name) + 2 AS start,
            strpos(text, 'in ' || place.name) + 2 + len(place.name) AS "end", place.name AS text, 'GPE' AS label,
            place.name AS name, place.country AS country, place.latitude AS latitude, place.longitude AS longitude,
            place.name AS place_name, day FROM stories""",
    DATES.name: """
        SELECT article_id, article_id AS revision, strpos(text, strftime(day, '%A')) - 1 AS start,
            strpos(text, strftime(day, '%A')) - 1 + len(strftime(day, '%A')) AS "end", strftime(day, '%A') AS text,
            'DATE' AS type, strftime(day, '%Y-%m-%d') AS value, day AS first_day, day AS last_day, day AS anchor,
            'weekday' AS rule, day FROM stories""",
}


def invent_tables(
    output: Path, articles: int, days: int, titles: Mapping[int, str] | None = None, *, linked: bool = False
) -> None:
    """Write the tables of a run named "invented": that many articles, spread over days from 1 January 2024 on.

    Each article has four casualty rows, two of them main figures. titles: of stories by number, else invented.
    linked: with the tables that linking writes, four articles an event.
    """
    given = {
        "articles": articles, "days": days, "filler": _FILLER,
        "places": [dict(zip(("name", "country", "latitude", "longitude"), place, strict=True)) for place in PLACES],
        "causes": [{"name": name, "words": words} for name, words in _CAUSES],
        "speakers": [{"kind": kind, "words": words} for kind, words in _SPEAKERS],
    }  # fmt: skip
    output.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("CREATE TABLE given (i BIGINT, title VARCHAR)")
        for story, title in (titles or {}).items():
            connection.execute("INSERT INTO given VALUES (?, ?)", [story, title])
        connection.execute(_STORIES, given)
        for table in (ARTICLES, CASUALTIES, ENTITIES, DATES):
            _write(connection, output / table.name, _in_full(connection, table), table.partition_key)
        if linked:
            connection.execute(_LINKS.read_text(encoding="utf-8"))
            for name, key in _LINKED.items():
                columns = f"SELECT * EXCLUDE (day), 'link' AS run_id, {SCHEMA_VERSION}::SMALLINT AS schema_version, day"
                _write(connection, output / name, f"{columns} FROM {name}", key)


def _in_full(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """The query of a table's rows, and their day: columns that its source does not name are null."""
    source = f"SELECT *, 'invented' AS run_id, {SCHEMA_VERSION} AS schema_version FROM ({_SOURCES[table.name]})"  # noqa: S608 - ours
    there = connection.sql(source).columns
    empty = connection.from_arrow(table.schema.empty_table())
    columns = [
        f"""CAST({f'"{name}"' if name in there else "NULL"} AS {kind}) AS "{name}" """
        for name, kind in zip(empty.columns, map(str, empty.types), strict=True)
    ]
    return f"SELECT {', '.join(columns)}, day FROM ({source})"  # noqa: S608 - ours


def _write(connection: duckdb.DuckDBPyConnection, folder: Path, rows: str, key: str) -> None:
    """Write rows in partitions by their day, which is no column of theirs."""
    place = str(folder).replace("'", "''")
    form = f"FORMAT parquet, COMPRESSION zstd, PARTITION_BY ({key}), FILENAME_PATTERN 'invented.{{i}}'"
    query = f"SELECT * EXCLUDE (day), strftime(day, '%Y-%m-%d') AS {key} FROM ({rows})"  # noqa: S608 - ours
    connection.execute(f"COPY ({query}) TO '{place}' ({form})")
