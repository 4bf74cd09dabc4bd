"""Outputs to be published, and what the copies hold; a publisher in a process of its own that can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.lake.publishing.delta import DeltaWarehouse
from pipeline.lake.publishing.iceberg import IcebergWarehouse, local_catalog
from pipeline.lake.publishing.warehouse import Warehouse
from pipeline.sinks.parquet import ParquetSink
from schemas.link_tables import LINK_TABLES, RUN
from schemas.tables import TABLES, Row, Table
from tests.support.lake import day, write_run
from transforms.accounts import Account

Kind = Literal["iceberg", "delta"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ALL_TABLES = {**TABLES, **LINK_TABLES}
_PLAIN: dict[pa.DataType, Any] = {
    pa.string(): "w",
    pa.bool_(): True,
    pa.int16(): 3,
    pa.int32(): 4,
    pa.int64(): 5,
    pa.float32(): 0.5,
    pa.float64(): 0.25,
    pa.date32(): (date(2031, 5, 1) - date(1970, 1, 1)).days,
    pa.timestamp("us", tz="UTC"): 1_900_000_000_123_456,
    pa.list_(pa.string()): ["one", "ümläut"],
}


def row(table: Table, run_id: str, number: int) -> Row:
    """A row with a value of its type in each column; every second one has null where it may."""
    told: dict[str, Any] = {
        field.name: None if field.nullable and number % 2 else _PLAIN[field.type] for field in table.schema
    }
    return tuple({**told, **dict.fromkeys(table.distinct[:1], f"{number:06d}"), "run_id": run_id}.values())


def fill(output: Path, run_id: str, numbers: Iterable[int], *, days: int = 2) -> None:
    """A finished run with a row a number in each table, spread over some days."""
    rows = [(name, day(n % days), row(table, run_id, n)) for name, table in TABLES.items() for n in numbers]
    write_run(output, run_id, rows)


def fill_links(output: Path, numbers: Iterable[int]) -> None:
    """What linking leaves."""
    sink = ParquetSink(str(output), RUN, LINK_TABLES)
    sink.prepare()
    files = [
        sink.write((name, day(n), 0), [row(table, RUN, n)], "") for name, table in LINK_TABLES.items() for n in numbers
    ]
    sink.report(Account(files=files), "")
    sink.finish()
    sink.drop_reports()
    (output / "_state").mkdir(exist_ok=True)
    (output / "_state" / "links.json").write_text("{}")


def open_warehouse(kind: Kind, target: Path) -> Warehouse:
    if kind == "delta":
        return DeltaWarehouse(str(target))
    return IcebergWarehouse(local_catalog(target), "wire_ingest")


def truth(output: Path, table: Table) -> Counter[str]:
    """The rows of the hive folder, its key among the columns."""
    rows: Counter[str] = Counter()
    for path in (output / table.name).glob("*/[!._]*.parquet"):
        key, _, value = path.parent.name.partition("=")
        held = pq.ParquetFile(path).read()
        rows.update(canonical({**told, key: value}) for told in held.to_pylist())
    return rows


def canonical(told: dict[str, Any]) -> str:
    return repr(sorted(told.items()))


def copied(kind: Kind, target: Path, name: str) -> pa.Table:
    """A table of the copy by its own library."""
    if kind == "delta":
        from deltalake import DeltaTable  # noqa: PLC0415

        return DeltaTable(str(target / name)).to_pyarrow_table()
    from pyiceberg.catalog import load_catalog  # noqa: PLC0415

    return load_catalog("default", **local_catalog(target)).load_table(("wire_ingest", name)).scan().to_arrow()


def assert_mirrors(kind: Kind, target: Path, output: Path) -> None:
    for name, table in ALL_TABLES.items():
        assert Counter(map(canonical, copied(kind, target, name).to_pylist())) == truth(output, table), name


def commits(kind: Kind, target: Path, name: str) -> list[str]:
    """The runs that the commits of a table name, in no order; a commit that replaces rows may be two snapshots."""
    if kind == "delta":
        from deltalake import DeltaTable  # noqa: PLC0415

        told = [commit.get("wire-ingest.run_id") for commit in DeltaTable(str(target / name)).history()]
        return [run_id for run_id in told if run_id]
    from pyiceberg.catalog import load_catalog  # noqa: PLC0415

    held = load_catalog("default", **local_catalog(target)).load_table(("wire_ingest", name))
    return [str(snapshot.summary["wire-ingest.run_id"]) for snapshot in held.metadata.snapshots if snapshot.summary]


_DYING = """
import os, signal, sys
from pathlib import Path
from pipeline.lake.publishing import delta, iceberg
from pipeline.lake.publishing.copying import publish
from tests.support.publishing import open_warehouse

kind, output, target, moment, left = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], int(sys.argv[5])

def die_at(owner, name):
    done = getattr(owner, name)
    def watched(*words, **more):
        global left
        left -= 1
        if left < 0 and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = done(*words, **more)
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    setattr(owner, name, watched)

if kind == "iceberg":  # between the files of a commit and the commit itself, which the catalogue does
    from pyiceberg.catalog.sql import SqlCatalog
    die_at(SqlCatalog, "commit_table")
else:
    die_at(delta, "write_deltalake")
list(publish(output, open_warehouse(kind, target)))
"""


def publish_and_die(kind: Kind, output: Path, target: Path, moment: str, commits_left: int) -> bool:
    """Publish in a process that is killed before or after its so-manieth commit; gives whether it came to that."""
    words = [sys.executable, "-W", "ignore", "-c", _DYING, kind, str(output), str(target), moment, str(commits_left)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False, env=dict(os.environ))  # noqa: S603
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode != 0
