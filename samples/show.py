"""Shows what a run found: the casualty figures in a table, rows and failures in numbers, and how to query the rest.

    python samples/show.py OUTPUT

OUTPUT is the folder that `python -m pipeline --output OUTPUT` wrote. The table is as wide as the terminal (the COLUMNS
variable overrules it; 120 columns where there is no terminal). Needs nothing but the project.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds

from schemas.showing import shown

_TABLES = ("articles", "entities", "dates", "casualties", "failures", "events")

# Heading, narrowest and widest width in columns, and whether the values are numbers.
COLUMNS = [
    ("outcome", 7, 9, False),
    ("low", 3, 9, True),
    ("best", 4, 9, True),
    ("high", 4, 9, True),
    ("words", 8, 30, False),
    ("scope", 5, 12, False),
    ("main", 4, 4, False),
    ("who said it", 8, 34, False),
    ("where", 5, 16, False),
    ("article", 8, 60, False),
]
_EVENT_COLUMNS = [
    ("day", 10, 10, False),
    ("where", 5, 18, False),
    ("cause", 5, 12, False),
    ("killed", 6, 9, True),
    ("between", 7, 13, True),
    ("sources", 7, 7, True),
    ("articles", 8, 8, True),
    ("told by", 8, 70, False),
]
_GAP = "  "


def main(arguments: list[str] | None = None) -> int:
    """Print the summary of an output folder; give the exit code."""
    parser = argparse.ArgumentParser(description="Shows what a run found.")
    parser.add_argument("output", type=Path, help="the folder that the pipeline wrote")
    output: Path = parser.parse_args(arguments).output
    tables = {name: _read_table(output / name) for name in _TABLES}
    if tables["articles"] is None and tables["failures"] is None:
        sys.stderr.write(f"{output} holds no tables; run the pipeline with --output {output} first.\n")
        return 1
    width = shutil.get_terminal_size((120, 24)).columns
    sys.stdout.write("\n".join(_describe(output, tables, width)) + "\n")
    return 0


def _read_table(folder: Path) -> pa.Table | None:
    """Read a table with its hive partitions; None when the run wrote no file of it."""
    if not any(folder.glob("*=*/*.parquet")):
        return None
    return ds.dataset(folder, format="parquet", partitioning="hive").to_table()


def _describe(output: Path, tables: dict[str, pa.Table | None], width: int) -> list[str]:
    """Give the lines of the summary; none is wider than `width`, but for the query and paths, which must stay whole."""
    lines = ["", "Casualty figures, as stated (main: the article's figure for its event)", ""]
    lines += lay_out(_casualty_rows(tables["casualties"], tables["articles"]), width) or ["none"]
    if tables["events"] is not None:
        lines += ["", "Events, as their articles tell them together (killed: the best figure)", ""]
        lines += lay_out(_event_rows(tables["events"]), width, _EVENT_COLUMNS) or ["none"]
    lines += ["", "Rows", ""]
    lines += [
        f"  {name:<12}{0 if table is None else table.num_rows:>7,}{_ended(name, table)}"
        for name, table in tables.items()
    ]
    if tables["failures"] is not None:
        lines += ["", "Failures by reason", ""]
        counted = Counter(tables["failures"].column("reason").to_pylist())
        lines += [
            f"  {reason:<20}{count:>5,}" for reason, count in sorted(counted.items(), key=lambda x: (-x[1], x[0]))
        ]
    command = Path(sys.executable).with_name("wire-ingest")
    query = "SELECT outcome, low, high, sentence FROM casualties WHERE is_main"
    return [
        *lines,
        "",
        f"The Parquet files lie in {output.resolve()}. Ask them in SQL:",
        "",
        f'  {shlex.quote(str(command))} sql {shlex.quote(str(output.resolve()))} "{query}"',
    ]


def _casualty_rows(casualties: pa.Table | None, articles: pa.Table | None) -> list[list[str]]:
    """Give the cells of the casualty table, in the order of the articles' days and of their texts."""
    if casualties is None or articles is None:
        return []
    titles = {row["article_id"]: row["title"] or row["url"] or "" for row in articles.to_pylist()}
    rows = sorted(casualties.to_pylist(), key=lambda row: (str(row["published_date"]), row["article_id"], row["start"]))
    return [_cells(row, titles.get(row["article_id"], "")) for row in rows]


def _cells(row: dict[str, Any], title: str) -> list[str]:
    bounds = [f"{row[name]:,}" if row[name] is not None else "-" for name in ("low", "best", "high")]
    speaker = row["attributed_to"] or ("" if row["attribution_type"] == "none" else row["attribution_type"])
    where = row["place"] or row["country"] or ""
    main_mark = "main" if row["is_main"] else ""
    return [row["outcome"], *bounds, row["text"], row["scope"], main_mark, speaker, where, title]


def _ended(name: str, table: pa.Table | None) -> str:
    """A remark on the events that no article tells any more: their rows stay, so that their names lead somewhere."""
    ended = 0 if table is None or name != "events" else sum(row != "live" for row in table.column("status").to_pylist())
    return f"  ({ended:,} of them ended: merged or withdrawn)" if ended else ""


def _event_rows(events: pa.Table) -> list[list[str]]:
    """Give the cells of the table of events, in the order of their days."""
    rows = [row for row in events.to_pylist() if row["status"] == "live"]
    return [
        [
            str(row["first_day"] or ""),
            row["place"] or row["country"] or "",
            row["cause"] or "",
            _number(row["killed_best"]),
            f"{_number(row['killed_low'])} to {_number(row['killed_high'])}" if row["killed_low"] is not None else "",
            str(row["independent_sources"]),
            str(row["articles"]),
            row["title"] or "",
        ]
        for row in sorted(rows, key=lambda row: (str(row["first_day"]), row["event_id"]))
    ]


def _number(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"


def lay_out(rows: list[list[str]], width: int, columns: list[tuple[str, int, int, bool]] = COLUMNS) -> list[str]:
    """Align the rows under the headings within `width` columns, shortening the longest columns first."""
    if not rows:
        return []
    cells = [[" ".join(shown(cell).split()) for cell in row] for row in rows]
    widths = [
        max(least, len(name), min(most, max(columns_of(row[i]) for row in cells)))
        for i, (name, least, most, _) in enumerate(columns)
    ]
    room = width - len(_GAP) * (len(columns) - 1)
    while sum(widths) > room:
        spare = [wide - max(least, len(name)) for wide, (name, least, _, _) in zip(widths, columns, strict=True)]
        if max(spare) <= 0:
            break
        widths[spare.index(max(spare))] -= 1
    heading = [name for name, *_ in columns]
    ruler = ["-" * wide for wide in widths]
    return [_line(row, widths, columns) for row in (heading, ruler, *cells)]


def _line(row: list[str], widths: list[int], columns: list[tuple[str, int, int, bool]]) -> str:
    fitted = (fit(cell, wide, number) for cell, wide, (_, _, _, number) in zip(row, widths, columns, strict=True))
    return _GAP.join(fitted).rstrip()


def fit(cell: str, width: int, number: bool) -> str:  # noqa: FBT001 - one column's property, beside its width
    """Shorten a cell to `width` columns, with an ellipsis, or fill it with spaces: numbers to the right."""
    while columns_of(cell) > width:
        cell = cell[:-2].rstrip() + "…"
    fill = " " * (width - columns_of(cell))
    return fill + cell if number else cell + fill


def columns_of(text: str) -> int:
    """Count the terminal columns that a text takes: East Asian wide characters two, combining marks none."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


if __name__ == "__main__":
    sys.exit(main())
