"""What forgetting an article means for the events that it told: which are told by others, which days to link anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.lake.forgetting.asking import Forgotten
from pipeline.lake.forgetting.survey import read_columns
from pipeline.lake.forgetting.tables import Tellers
from pipeline.lake.partitions import list_partitions
from schemas.link_tables import EVENT_ARTICLES, FAMILIES, LINK_TABLES
from schemas.tables import Table


@dataclass(frozen=True)
class LinksTouched:
    """tellers: of events, an article that stays. days: of all articles of the events and families that lose one, as
    partitions name them; none when none does.
    """

    tellers: Tellers
    days: frozenset[str]


def find_touched(output: Path, target: Forgotten) -> LinksTouched:
    """What the tables of links say of the target. Raises OSError, and ValueError for files that cannot be read."""
    told = list(_read(output, EVENT_ARTICLES, "event_id"))
    families = list(_read(output, FAMILIES, "family_id"))
    days = set[str]()
    for rows in (told, families):
        losing = {row[1] for row in rows if row[2] in target.articles}
        days |= {row[0] for row in rows if row[1] in losing}
    staying = sorted((row[1:] for row in told if row[2] not in target.articles), reverse=True)
    tellers = {event_id: (article_id, revision) for event_id, article_id, revision in staying}
    return LinksTouched(tellers, frozenset(days))


def has_links(output: Path) -> bool:
    """Whether the output was ever linked."""
    return any((output / name).is_dir() for name in LINK_TABLES)


def _read(output: Path, table: Table, group: str) -> Iterator[tuple[str, str, str, str]]:
    """Day, event or family, article_id and revision."""
    for partition in list_partitions(output, [table]):
        for path in partition.files():
            rows = read_columns(path, (group, "article_id", "revision"))
            columns = (rows.column(name).to_pylist() for name in (group, "article_id", "revision"))
            yield from ((partition.value, *row) for row in zip(*columns, strict=True))
