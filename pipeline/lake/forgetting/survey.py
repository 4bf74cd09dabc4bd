"""What it comes to when something is to be forgotten: which articles, under which addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.damage import naming
from pipeline.lake.forgetting.asking import Asked, Forgotten, target_of
from pipeline.lake.partitions import list_partitions
from pipeline.state.page_store import read_store, store_of
from pipeline.state.sightings import BUCKETS, ENDING, PENDING, DamagedSightings, find_memories, read_sightings
from schemas.sighting import Sighting
from schemas.tables import ARTICLES
from transforms.identity.tombstones import spell_address

_ADDRESSES = ("url", "canonical_url", "requested_url")
_NAMED = ("article_id", *_ADDRESSES, "source_id", "title")
_SAID = ("dateline", "section", "text", "authors", "feed_url", "image_url")
"""What else of an article may name a person."""


@dataclass(frozen=True)
class FoundArticle:
    """An article that is to go, as a person is shown it. day: of its partition."""

    article_id: str
    day: str
    title: str


def find_target(output: Path, asked: Asked) -> Forgotten:
    """What is asked for, and all that belongs to it: the articles, all addresses and ids that lead to them alone.

    An address that leads to another article too, such as one that always shows the newest, is left to that, unless it
    is what was asked for. Raises OSError, and ValueError for files that cannot be read.
    """
    target = target_of(asked)
    ids = target.articles | {row["article_id"] for _, row in _read_articles(output, asked) if _is_asked(row, target)}
    found, sources = set[str](), set[str]()
    for _, row in _read_articles(output):
        if row["article_id"] in ids:
            found |= _spellings(row)
            if not row["url"] and row["source_id"]:
                sources.add(row["source_id"])
    for seen in _read_sightings(output):
        if seen.article_id in ids:
            found.add(spell_address(seen.url))
    for _, row in _read_articles(output) if found or sources else ():
        if row["article_id"] not in ids:
            found -= _spellings(row)
            sources.discard(row["source_id"])
    for seen in _read_sightings(output) if found else ():
        if seen.article_id not in ids:
            found.discard(spell_address(seen.url))
    return replace(target, articles=ids, addresses=target.addresses | found, sources=frozenset(sources))


def list_articles(output: Path, target: Forgotten) -> list[FoundArticle]:
    """The articles that are to go, by day; the newest title of each. Raises as find_target."""
    rows = ((day, row) for day, row in _read_articles(output) if row["article_id"] in target.articles)
    found = {row["article_id"]: FoundArticle(row["article_id"], day, row["title"] or "") for day, row in rows}
    return sorted(found.values(), key=lambda article: (article.day, article.article_id))


def read_columns(path: Path, wanted: Sequence[str]) -> pa.Table:
    """Some texts of a file; what an older file lacks is null. Raises OSError, and ValueError naming the file."""
    with naming(path):
        file = pq.ParquetFile(path)
        there = file.schema_arrow.names
        held = file.read(columns=[name for name in wanted if name in there])
    arrays = [held.column(name) if name in there else pa.nulls(held.num_rows, pa.string()) for name in wanted]
    return pa.Table.from_arrays(arrays, names=list(wanted))


def _read_articles(output: Path, asked: Asked | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of all articles, with their day; what they say only where a person is asked for."""
    wanted = (*_NAMED, *_SAID) if asked is not None and asked.kind == "person" else _NAMED
    for partition in list_partitions(output, [ARTICLES]):
        for path in partition.files():
            try:
                rows = read_columns(path, wanted)
            except FileNotFoundError:  # replaced by a rerun meanwhile
                continue
            for batch in rows.to_batches(max_chunksize=1000):
                yield from ((partition.value, row) for row in batch.to_pylist())


def _is_asked(row: dict[str, Any], target: Forgotten) -> bool:
    if any(target.has_address(row[name]) for name in _ADDRESSES):
        return True
    said = [row.get(name) for name in ("title", *_SAID)] if target.names else []
    return any(any(map(target.names_person, text if isinstance(text, list) else [text])) for text in said)


def _spellings(row: dict[str, Any]) -> set[str]:
    return {spell_address(row[name]) for name in _ADDRESSES if row[name]}


def _read_sightings(output: Path) -> Iterable[Sighting]:
    for number in range(BUCKETS):
        for ending in (ENDING, ENDING + PENDING):
            for path in find_memories(str(output), f"{number:02x}", ending):
                try:
                    yield from read_sightings(path)
                except DamagedSightings:  # what it remembers of articles is in the tables
                    continue
    yield from read_store(store_of(str(output)))
