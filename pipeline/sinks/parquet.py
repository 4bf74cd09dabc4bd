"""Parquet in hive partitions: OUTPUT/<table>/<partition key>=<value>/<run_id>[-<window>].<shard>[.p<pane>].parquet.

Names depend on the run, the window and the shard alone, and a file appears whole or not at all, so that writing it
again, after a crash or by a second worker, changes nothing.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.lake.purging import drop_run
from pipeline.lease import adding, caring
from pipeline.storage import (
    delete_files,
    find_files,
    is_file,
    join,
    make_folder,
    modified_at,
    open_bytes,
    write_bytes,
)
from schemas.tables import FAILURES, TABLES, UNKNOWN, Row, Table, to_arrow
from transforms.accounts import Account, WrittenFile
from transforms.windows import run_of_window
from transforms.write import Key

_RUNS = "_runs"
"""Folder of the manifests; the underscore keeps dataset scans out."""

_REPORT = ".written"

_DICTIONARIES = 64
"""Rows from which on a file's columns have dictionaries: of a few rows they double the work, and save nothing."""

_PACKED = 512
"""Bytes from which on a column is compressed: what is smaller grows by it, and takes twice as long."""

_LOG = logging.getLogger(__name__)


class ParquetSink:
    """The Sink of one run: output folder (path or URI), run_id, and the tables that the run writes.

    lasting: each file outlives a power cut as soon as it is written, which costs a wait a file, and nobody puts another
    folder in the place of its own meanwhile, which costs a lease. Without it: tables that a command makes again from
    others, in a folder that is its alone. standing: an output folder that this one is to replace; files that it holds
    to the byte are not written.
    """

    def __init__(
        self,
        output: str,
        run_id: str,
        tables: Mapping[str, Table] = TABLES,
        *,
        lasting: bool = True,
        standing: str | None = None,
    ) -> None:
        self.output = output.rstrip("/") or "/"
        self._run_id = run_id
        self._tables = tables
        self._lasting = lasting
        self._standing = standing

    def write(self, key: Key, rows: Iterable[Row], window: str) -> WrittenFile:
        """Write one file of a table. Raises OSError, having left nothing behind, when it cannot be written."""
        name, partition, shard = key
        table = self._tables[name]
        brought = list(rows)
        content = to_arrow(table, brought)
        path = self._path(table, partition, window, shard)
        self._put(path, _as_parquet(table, content))
        failures = _count_failures(content) if name == FAILURES.name else ()
        return WrittenFile(name, path, content.num_rows, failures, len(brought) - content.num_rows)

    def _put(self, path: str, content: bytes) -> None:
        if self._standing is not None and _holds(join(self._standing, path), content):
            delete_files([join(self.output, path)])  # of an attempt that had other rows
            return
        with adding(self.output) if self._lasting else nullcontext():
            write_bytes(join(self.output, path), content, lasting=self._lasting)

    def report(self, account: Account, window: str) -> str:
        """Leave word for finish: it alone knows which files of the run are of this attempt."""
        path = join(self.output, _RUNS, f".{self._run_id}.{window or 'all'}{_REPORT}")
        content = json.dumps([asdict(file) for file in account.files]).encode()
        write_bytes(path, content)
        return path

    def prepare(self) -> None:
        """Before a run: make the folder, and forget what an attempt that did not finish has left word of.

        Raises OSError when the folder cannot be made.
        """
        if is_file(self.output):
            raise NotADirectoryError(f"{self.output} is a file")
        make_folder(self.output)
        self.drop_reports()

    def finish(self, counted: int = 0) -> list[WrittenFile]:
        """After a run that succeeded: remove what an earlier attempt wrote and this one did not, and the leavings of a
        crash; give every table at least an empty file, so that readers find its columns. Gives the run's files.

        counted: rows that the workers say they wrote. Raises FileNotFoundError, having removed nothing, when there are
        some and no worker's word is found here: the workers' output folder is then another machine's.
        """
        files: list[WrittenFile] = []
        for report in self._reports():
            with open_bytes(report) as source:
                files += [WrittenFile(**entry) for entry in json.load(source)]
        if counted and not files:
            raise FileNotFoundError(
                f"the workers wrote {counted} rows, and none is in {self.output}: "
                "--output must name a place that the workers and this machine share"
            )
        for table in self._tables.values():
            if not any(file.table == table.name for file in files):
                files.append(self.write((table.name, UNKNOWN, 0), (), ""))
        self.keep_only(files)
        return sorted(files, key=lambda file: file.path)

    def keep_only(self, files: Iterable[WrittenFile]) -> None:
        """Remove what earlier attempts at this run have left but for these files. Raises OSError."""
        current = {join(self.output, file.path) for file in files}
        for table in self._tables.values():
            folder = join(self.output, table.name)
            there = find_files(folder, f"*/{self._run_id}.*.parquet")
            half = find_files(folder, f"*/.{self._run_id}.*.tmp")
            delete_files([path for path in there if path not in current] + half)
        delete_files(find_files(join(self.output, _RUNS), f".{self._run_id}.json.*.tmp"))
        if is_file(self._manifest()):  # an earlier attempt came to its end, and its files may have been folded since
            with caring(self.output, wait=True):
                drop_run(Path(self.output), self._run_id)

    def write_manifest(self, manifest: Mapping[str, object]) -> str:
        """Write OUTPUT/_runs/<run_id>.json, last of all; gives its path."""
        path = self._manifest()
        content = json.dumps(dict(manifest), indent=1).encode()  # ASCII: names in it may act on a terminal
        write_bytes(path, content)
        self.drop_reports()
        return path

    def drop_manifest(self) -> str:
        """Of a run that came to nothing: take away the manifest of an earlier attempt; gives its path."""
        path = self._manifest()
        delete_files([path])
        return path

    def read_manifests(self, *, newest_first: bool = False, since: float = 0.0) -> Iterator[Mapping[str, Any]]:
        """What OUTPUT/_runs/*.json hold; one that is damaged, or of another program, is named and passed over.

        since: seconds since 1970; older ones are left out. Raises OSError when the folder cannot be read.
        """
        paths = find_files(join(self.output, _RUNS), "*.json")
        if since:
            paths = [path for path in paths if modified_at(path) >= since]
        for path in sorted(paths, key=modified_at, reverse=True) if newest_first else paths:
            try:
                with open_bytes(path) as source:
                    held = json.load(source)
                if not isinstance(held, dict) or "run_id" not in held:
                    raise ValueError("it names no run")
            except (OSError, ValueError) as why:
                _LOG.warning("%s is no manifest, and is passed over: %s", path, why)
            else:
                yield held

    def _manifest(self) -> str:
        return join(self.output, _RUNS, f"{self._run_id}.json")

    def drop_reports(self) -> None:
        """Forget the word that was left for finish."""
        delete_files(self._reports())

    def _reports(self) -> list[str]:
        return find_files(join(self.output, _RUNS), f".{self._run_id}.*{_REPORT}")

    def _path(self, table: Table, partition: str, window: str, shard: int) -> str:
        end, late, pane = window.partition("p")
        run_id = run_of_window(self._run_id, end)
        return f"{table.name}/{table.partition_key}={partition}/{run_id}.{shard:05d}{late and f'.p{pane}'}.parquet"


def _count_failures(content: pa.Table) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(zip(content["stage"].to_pylist(), content["reason"].to_pylist(), strict=True))
    return tuple((stage, reason, count) for (stage, reason), count in sorted(counts.items()))


def _as_parquet(table: Table, content: pa.Table) -> bytes:
    """A whole file in memory: pyarrow writes it in hundreds of small pieces, each a call of Python's files."""
    large = content.num_rows >= _DICTIONARIES
    may_be_long = range(content.num_columns) if large else table.texts  # a few numbers never are
    long = [place for place in may_be_long if content.column(place).nbytes >= _PACKED]
    packed = {_leaf(content.schema.field(place)): "zstd" for place in long} or "none"
    sink = pa.BufferOutputStream()
    pq.write_table(content, sink, compression=packed, coerce_timestamps="us", version="2.6", use_dictionary=large)
    return bytes(sink.getvalue())


def _holds(path: str, content: bytes) -> bool:
    try:
        with open_bytes(path) as file:
            return file.read() == content
    except OSError:
        return False


def _leaf(field: pa.Field) -> str:
    """A column as Parquet names it."""
    return f"{field.name}.list.element" if pa.types.is_list(field.type) else field.name
