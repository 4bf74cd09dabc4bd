"""What a linking of some days leaves as it is: whole files stay in place, rows of others are written again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from pipeline.sinks.parquet import ParquetSink
from pipeline.sources.links import LinkFile, PriorLinks, read_file, read_files
from pipeline.storage import find_files, join
from schemas.link_tables import EVENT_TOLLS, FAMILIES
from schemas.tables import Rows
from transforms.accounts import WrittenFile
from transforms.linking.scope import LinkChoice
from transforms.write import Key


@dataclass(frozen=True)
class Kept:
    """rows: that stay, of files that lose others. whole: files of which every row stays, by path below the output."""

    rows: tuple[tuple[Key, Rows], ...] = ()
    whole: Mapping[str, LinkFile] | None = None


def find_kept(output: str, choice: LinkChoice, before: PriorLinks) -> Kept:
    """What of the tables of links stays; before: what they say. Raises OSError, and ValueError for files of another
    version.
    """
    if choice.scope.is_everything:
        return Kept()
    rows: list[tuple[Key, Rows]] = []
    whole: dict[str, LinkFile] = {}
    for file, held in chain(before.files, read_files(output, (FAMILIES, EVENT_TOLLS))):
        staying = tuple(row for row in held if choice.keeps(file.table, file.partition, row))
        if len(staying) == len(held) and file.is_ours:
            whole[file.path] = file
        elif staying:
            rows.append(((file.table, file.partition, 0), staying))
    return Kept(tuple(rows), whole)


def add_kept(output: str, kept: Kept, sink: ParquetSink, written: Iterable[WrittenFile]) -> list[WrittenFile]:
    """All files of the tables: those written below the sink, with what stays of their day in them, and those that stay.

    Raises OSError.
    """
    files = {file.path: file for file in written}
    staged = set(find_files(sink.output, "*/*/*.parquet"))
    for path, held in (kept.whole or {}).items():
        if path not in files:
            files[path] = WrittenFile(held.table, path, held.rows, ())
        elif held.rows and join(sink.output, path) in staged:  # else nothing comes to what stays
            rows = [*read_file(output, held), *read_file(sink.output, held)]
            files[path] = sink.write((held.table, held.partition, 0), rows, "")
    filled = {file.table for file in files.values() if file.rows}
    return [file for file in files.values() if file.rows or file.table not in filled]
