"""What a linking wrote."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from pipeline.sources.links import read_files
from schemas.link_tables import LINK_TABLES

Tables = dict[str, list[dict[str, Any]]]


def read_linked(output: Path) -> Tables:
    """The rows of each table of links, by column."""
    found: Tables = defaultdict(list)
    for file, rows in read_files(str(output), LINK_TABLES.values()):
        names = LINK_TABLES[file.table].schema.names
        found[file.table] += [dict(zip(names, row, strict=True)) for row in rows]
    return found
