"""Stories from the tables of earlier runs, a day at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pipeline.lake.partitions import FOLDED
from pipeline.storage import find_files, is_remote, join, list_files, split
from pipeline.table_files import read_table
from schemas.groups import SCHEMA_VERSION
from schemas.story import StoryDigest
from schemas.tables import ARTICLES, CASUALTIES, DATES, ENTITIES, UNKNOWN, Table
from transforms.link import make_story
from transforms.linking.stories import Row

_KEY = ("article_id", "revision", "run_id", "schema_version")
_COLUMNS: dict[str, tuple[str, ...]] = {
    ARTICLES.name: (
        *_KEY, "url", "site", "title", "agency", "dateline", "published_at", "modified_at", "text", "fetched_at",
    ),
    ENTITIES.name: (
        *_KEY, "start", "end", "label", "name", "country", "latitude", "longitude", "place_id", "place_name",
    ),
    DATES.name: (*_KEY, "first_day", "last_day", "rule"),
    CASUALTIES.name: (
        *_KEY, "figure_id", "outcome", "low", "best", "high", "scope", "is_main", "is_derived", "supersedes",
        "victim_type", "attributed_to", "attribution_type", "cause", "first_day", "last_day", "place", "country",
        "latitude", "longitude", "confidence",
    ),
}  # fmt: skip
"""What is read of each table."""

_NEVER = datetime.min.replace(tzinfo=UTC)


class TablesError(Exception):
    """The tables cannot be linked as they are; the message says how to mend it."""


@dataclass(frozen=True)
class Day:
    """The files of a publication day, by table. day: ISO 8601 or "unknown"."""

    day: str
    files: Mapping[str, tuple[str, ...]]


def find_days(output: str) -> tuple[list[Day], list[str]]:
    """The days of an output folder, in their order, and the runs that did not finish, whose files are left out.

    Raises TablesError where there are no tables, OSError where they cannot be listed.
    """
    found = {name: find_files(join(output, name), f"{ARTICLES.partition_key}=*/*.parquet") for name in _COLUMNS}
    if not found[ARTICLES.name]:
        raise TablesError(f"{output} holds no table {ARTICLES.name}: name the folder that ingest wrote to")
    missing = [name for name, paths in found.items() if not paths]
    if missing:
        raise TablesError(f"{output} holds no table {', '.join(missing)}: ingest into it again, with the same --run_id")
    finished = {_name_of(path).removesuffix(".json") for path in find_files(join(output, "_runs"), "*.json")}
    days: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    unfinished = set()
    for name, paths in found.items():
        for path in paths:
            run_id = _name_of(path).partition(".")[0]
            if run_id in finished or run_id.startswith(FOLDED):
                days[_day_of(path)][name].append(path)
            else:
                unfinished.add(run_id)
    listed = [
        Day(day, {name: tuple(paths) for name, paths in sorted(files.items())}) for day, files in sorted(days.items())
    ]
    return listed, sorted(unfinished)


def weigh_day(day: Day) -> int:
    """Bytes of the files of a day's articles; 0 for one that is gone, and for those of a store, which is not asked."""
    local = (path for path in day.files.get(ARTICLES.name, ()) if not is_remote(path))
    return sum(file.size for path in local for file in list_files(path))


def read_stories(day: Day) -> Iterator[StoryDigest]:
    """The stories of a day, each state of an article once, as the newest run that read it has it.

    Raises TablesError for files of another version, OSError for files that cannot be read.
    """
    published_on = None if day.day == UNKNOWN else date.fromisoformat(day.day)
    articles: dict[tuple[str, str], Row] = {}
    for row in _read(day, ARTICLES):
        key = row["article_id"], row["revision"]
        if key not in articles or _age(row) > _age(articles[key]):
            articles[key] = row
    if not articles:
        return
    mentions = {table.name: _by_state(_read(day, table)) for table in (ENTITIES, DATES, CASUALTIES)}
    for key, row in sorted(articles.items()):
        state = (*key, row["run_id"])
        yield make_story(row, published_on, {name: found.get(state, []) for name, found in mentions.items()})


def _age(row: Row) -> tuple[datetime, str]:
    return row["fetched_at"] or _NEVER, row["run_id"]


def _by_state(rows: Iterable[Row]) -> dict[tuple[str, str, str], Sequence[Row]]:
    grouped: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["article_id"], row["revision"], row["run_id"]].append(row)
    return dict(grouped)


def _read(day: Day, table: Table) -> list[Row]:
    return [row for path in day.files.get(table.name, ()) for row in _read_file(path, table)]


def _read_file(path: str, table: Table) -> list[Row]:
    wanted = _COLUMNS[table.name]
    try:
        found = read_table(path, wanted)
    except ValueError as why:
        raise TablesError(f"{why}; ingest what it holds again, with the same --run_id") from why
    held = set(found.column_names)  # which is a list made anew each time
    missing = [name for name in wanted if name not in held]
    if missing:
        raise TablesError(f"{path} has no column {missing[0]}: it is of another version; ingest again")
    rows: list[Row] = found.to_pylist()
    if rows and rows[0]["schema_version"] > SCHEMA_VERSION:
        raise TablesError(f"{path} is of schema version {rows[0]['schema_version']}: newer than this program knows")
    return rows


def _name_of(path: str) -> str:
    return split(path)[1]


def _day_of(path: str) -> str:
    return split(split(path)[0])[1].partition("=")[2]
