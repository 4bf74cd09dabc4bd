"""Golden records: what a sample page must become, and how a run's tables are held against it.

A record is `tests/golden/records/*.json`, written by hand from the story that the page tells:

- `path`: the path asked for; `about`: why the page is there.
- `failure`: stage, reason and perhaps status of the one row of the failures table; or
- `article`: columns of the articles table. `final_path` and `canonical_path` stand for `url` and `canonical_url`, whose
  host and port only the run knows. `text` lists the paragraphs: a string is one, {"list": [...]} is one an item,
  {"table": [[...]]} may be left out, but whole: cells without their table say nothing; {"optional": "..."}, a
  standfirst, is the story's or its furniture's. `same_text_as` names the path of another copy of the same story.
- `gaps`: differences that are known and not mended yet, word for word; one that is mended must leave the list.
- `casualties`: all rows there are, in the order of the text; a row states the columns that it binds, and a list of
  values where more than one is right. `dates`, `entities`: rows that must be among those found;
  `no_entities`: words that must not be one.
"""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

RECORDS = Path(__file__).parents[1] / "golden" / "records"

Row = dict[str, Any]
Tables = dict[str, list[Row]]

_PLACE_OF_ADDRESS = {"final_path": "url", "canonical_path": "canonical_url"}


@dataclass(frozen=True)
class SampleRun:
    """A run over the sample site: its address, its tables' rows, and the lines of the server's log."""

    address: str
    tables: Tables
    requested: list[str]

    def article_at(self, final_path: str) -> Row | None:
        """The one article that was read from a path."""
        found = [row for row in self.tables["articles"] if row["url"] == self.address + final_path]
        assert len(found) <= 1, f"{len(found)} articles of {final_path}"
        return found[0] if found else None

    def failures_at(self, path: str) -> list[Row]:
        """The failures of a path."""
        return [row for row in self.tables["failures"] if row["url"] == self.address + path]

    def rows_of(self, table: str, article: Row) -> list[Row]:
        """The rows that belong to an article, in the order of its text."""
        key = ("article_id", "revision")
        rows = [row for row in self.tables[table] if all(row[name] == article[name] for name in key)]
        return sorted(rows, key=lambda row: (row["start"], row["end"]))


def load_records() -> dict[str, Row]:
    """Give the golden records by the path asked for."""
    records = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(RECORDS.glob("*.json"))]
    return {record["path"]: record for record in records}


def compare(run: SampleRun, record: Row) -> list[str]:
    """Tell every difference between a run and a golden record, one line or more each; none when it is as it must be."""
    if "failure" in record:
        return _compare_failure(run, record["path"], record["failure"])
    article = run.article_at(record["article"]["final_path"])
    if article is None:
        why = [f"{row['reason']}: {row['detail']}" for row in run.failures_at(record["article"]["final_path"])]
        return [f"no article ({'; '.join(why) or 'and no failure'})"]
    return [
        *compare_article(article, record["article"], run),
        *compare_casualties(run.rows_of("casualties", article), record["casualties"]),
        *_compare_contained("dates", run.rows_of("dates", article), record["dates"]),
        *_compare_contained("entities", run.rows_of("entities", article), record["entities"]),
        *_compare_absent(run.rows_of("entities", article), record.get("no_entities", [])),
        *_compare_offsets(run, article),
    ]


def _compare_failure(run: SampleRun, path: str, wanted: Row) -> list[str]:
    differences = []
    if run.article_at(path) is not None:
        differences.append("an article, where a failure was expected")
    failures = run.failures_at(path)
    if len(failures) != 1:
        return [*differences, f"{len(failures)} failures: {[row['reason'] for row in failures]}"]
    return differences + _compare_columns("failure", failures[0], wanted)


def compare_article(article: Row, wanted: Row, run: SampleRun | None = None) -> list[str]:
    """Tell the columns of an article that are not as wanted, its text among them."""
    columns = {name: value for name, value in wanted.items() if name not in ("text", "same_text_as")}
    for place, name in _PLACE_OF_ADDRESS.items():
        if place in columns and run is not None:
            columns[name] = run.address + columns.pop(place)
    differences = _compare_columns("article", article, columns) + compare_text(article["text"], wanted["text"])
    if run is not None and "same_text_as" in wanted:
        twin = run.article_at(wanted["same_text_as"])
        if twin is None or (twin["revision"], twin["text"]) != (article["revision"], article["text"]):
            differences.append(f"the copy at {wanted['same_text_as']} has another revision or text")
        elif twin["article_id"] == article["article_id"]:
            differences.append(f"the copy at {wanted['same_text_as']} has the same article_id")
    return differences


def compare_text(text: str, wanted: list[Any]) -> list[str]:
    """Tell how a text differs from the wanted paragraphs."""
    pattern: list[str] = []
    paragraphs: list[str] = []
    for block in wanted:
        if not isinstance(block, str) and "table" in block:
            cells = r"[\s|]+".join(re.escape(cell) for row in block["table"] for cell in row)
            pattern.append(rf"(?:{cells}\n\n)?")
            continue
        if not isinstance(block, str) and "optional" in block:
            pattern.append(rf"(?:{re.escape(block['optional'])}\n\n)?")
            continue
        stated = [block] if isinstance(block, str) else block["list"]
        pattern += [re.escape(paragraph) + r"\n\n" for paragraph in stated]
        paragraphs += stated
    if re.fullmatch("".join(pattern), f"{text}\n\n"):
        return []
    lines = difflib.unified_diff(paragraphs, text.split("\n\n"), "wanted text", "text", lineterm="", n=0)
    return ["\n".join(lines)]


def compare_casualties(rows: list[Row], wanted: list[Row]) -> list[str]:
    """Tell missing, extra and different casualty rows.

    A wanted row is paired with one of the same outcome and words; else of words that overlap and the same low bound.
    """
    differences, left, unpaired = [], list(rows), []
    for row in wanted:
        twin = next((x for x in left if (x["outcome"], x["text"]) == (row["outcome"], row["text"])), None)
        if twin is None:
            unpaired.append(row)
            continue
        left.remove(twin)
        differences += _compare_figure(twin, row)
    for row in unpaired:
        twin = next((x for x in left if _is_near(x, row)), None)
        if twin is None:
            differences.append(f"casualty missing: {_describe_casualty(row)}")
            continue
        left.remove(twin)
        differences += _compare_figure(twin, row)
    return differences + [f"casualty not in the story: {_describe_casualty(row)}" for row in left]


def _compare_figure(row: Row, wanted: Row) -> list[str]:
    """Tell the columns that differ.

    The record's `text` is the figure with its noun ("at least 14 people"), its `victims` the noun alone ("people"). A
    table may also hold the figure ("at least 14") and, as `victims`, the whole phrase: the words are the same.
    """
    columns = dict(wanted)
    victims = row["victims"] or ""
    if victims == wanted["text"] and wanted["text"].startswith(row["text"]):
        del columns["text"]
    if "victims" in wanted and victims.endswith(wanted["victims"]):
        del columns["victims"]
    return _compare_columns(f"casualty {wanted['outcome']} {wanted['text']!r}", row, columns)


def _is_near(row: Row, wanted: Row) -> bool:
    lows = wanted["low"] if isinstance(wanted["low"], list) else [wanted["low"]]
    return row["outcome"] == wanted["outcome"] and row["low"] in lows and _touches(row["text"], wanted["text"])


def _describe_casualty(row: Row) -> str:
    names = ("outcome", "text", "low", "best", "high", "qualifier", "scope", "is_main", "is_derived")
    return ", ".join(f"{name} {row[name]!r}" for name in names)


def _compare_contained(table: str, rows: list[Row], wanted: list[Row]) -> list[str]:
    differences = []
    for row in wanted:
        if not any(all(_same(found[name], value) for name, value in row.items()) for found in rows):
            near = [{name: found[name] for name in row} for found in rows if _touches(found["text"], row["text"])]
            differences.append(f"{table}: {row} not found; near it: {near}")
    return differences


def _compare_absent(rows: list[Row], unwanted: list[str]) -> list[str]:
    return [f"entities: {row['label']} {row['text']!r} is no name" for row in rows if row["text"] in unwanted]


def _touches(text: str, wanted: str) -> bool:
    return text in wanted or wanted in text


def _compare_offsets(run: SampleRun, article: Row) -> list[str]:
    return [
        f"{table}: offsets {row['start']}-{row['end']} do not hold {row['text']!r}"
        for table in ("dates", "entities", "casualties")
        for row in run.rows_of(table, article)
        if article["text"][row["start"] : row["end"]] != row["text"]
    ]


def _compare_columns(what: str, row: Row, wanted: Row) -> list[str]:
    differences = []
    for name, value in wanted.items():
        choices = value if isinstance(value, list) and name != "authors" else [value]
        if not any(_same(row[name], choice) for choice in choices):
            differences.append(f"{what}: {name} is {row[name]!r}, not {value!r}")
    return differences


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, datetime):
        return bool(wanted is not None and found == datetime.fromisoformat(wanted).astimezone(UTC))
    if isinstance(found, date):
        return bool(found.isoformat() == wanted)
    return bool(found == wanted)
