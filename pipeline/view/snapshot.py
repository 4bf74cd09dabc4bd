"""A snapshot of the output: its tables, and two small ones made of them that every page asks."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pipeline.view.countries import country_names
from pipeline.view.database import Database, open_database
from pipeline.view.selection import OUTCOMES


@dataclass(frozen=True)
class Snapshot:
    """What pages are made from.

    database: the tables, and `newest` (the state of each article that is shown) and `stories` (what is listed).
    linked: whether a story is an event; else it is an article with figures of its own.
    output: the folder.
    """

    output: Path
    database: Database
    linked: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.database.holds("articles") and not self.database.holds("failures")


def take_snapshot(output: Path) -> Snapshot:
    """Open the tables as they are now. Raises duckdb.Error, OSError or ValueError when they cannot be read."""
    database = open_database(output, confined=True)
    linked = database.holds("events", "event_articles", "event_tolls")
    database.fetch("CREATE TABLE countries (code VARCHAR, name VARCHAR)")
    database.fetch(
        "INSERT INTO countries SELECT unnest($codes), unnest($names)",
        {"codes": list(country_names()), "names": list(country_names().values())},
    )
    database.fetch(_query("newest"))
    columns = [f"{outcome}_{bound}" for outcome in OUTCOMES for bound in ("low", "best", "high")]
    figures = [
        f"max(CASE WHEN outcome = '{outcome}' THEN {bound} END) AS {outcome}_{bound}"  # FILTER takes twice as long
        for outcome in OUTCOMES
        for bound in ("low", "best", "high")
    ]
    query = _query("stories_of_events" if linked else "stories_of_articles")
    database.fetch(query.replace("{columns}", ", ".join(columns)).replace("{figures}", ", ".join(figures)))
    return Snapshot(output, database, linked)


def _query(name: str) -> str:
    return files("pipeline.view").joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")
