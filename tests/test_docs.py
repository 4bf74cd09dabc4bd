"""What the documents say is so: every column is described, every example runs, every option is named."""

from __future__ import annotations

import re
from datetime import date
from importlib import metadata
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from schemas.dead_letter import REASONS
from schemas.link_tables import LINK_TABLES
from schemas.tables import TABLES, Table
from tests.support.sample_site import run_pipeline

ROOT = Path(__file__).parent.parent
FIRST_VERSION = (0, 1, 0)
"""What the package calls itself until its first release."""
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
FOR_BUILDERS = [ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", ROOT / "training" / "README.md"]


def sections(path: Path) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def examples(language: str) -> list[tuple[str, str]]:
    fenced = re.compile(rf"^```{language}\n(.*?)^```", re.MULTILINE | re.DOTALL)
    return [(path.name, code) for path in DOCUMENTS for code in fenced.findall(path.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `output` in it, a run over the samples that need no network, and its copies."""
    folder = tmp_path_factory.mktemp("read")
    inputs = ["--input", "samples/documents.jsonl", "--input", "samples/seed/*.txt"]
    done = run_pipeline(*inputs, "--output", str(folder / "output"), "--run_id", "docs")
    assert done.returncode == 0, done.stderr
    linked = run_pipeline("link", str(folder / "output"))
    assert linked.returncode == 0, linked.stderr
    for kind, copy in (("delta", "lake"), ("iceberg", "warehouse")):
        published = run_pipeline("publish", str(folder / "output"), "--to", kind, str(folder / copy))
        assert published.returncode == 0, published.stderr
    return folder


@pytest.mark.parametrize("table", [*TABLES.values(), *LINK_TABLES.values()], ids=lambda table: table.name)
def test_every_column_is_described(table: Table) -> None:
    described: dict[str, bool] = {}
    rows = sections(ROOT / "docs" / "tables.md")[table.name].partition("|---")[2].partition("\n\n")[0]
    for line in rows.splitlines()[1:]:
        stated, _, _ = line[2:].partition(" | ")
        for name in stated.split(", "):
            described[name.rstrip("?")] = name.endswith("?")
    assert described == {field.name: field.nullable for field in table.schema}


def test_every_reason_is_described() -> None:
    text = sections(ROOT / "docs" / "tables.md")["failures"]
    assert [reason for reason in REASONS if not re.search(rf"\b{reason}\b", text)] == []


@pytest.mark.parametrize(("document", "query"), examples("sql"))
def test_the_sql_runs(document: str, query: str, tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tables)
    assert duckdb.sql(query).columns, document


@pytest.mark.parametrize(("document", "code"), examples("python"))
def test_the_python_runs(document: str, code: str, tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tables)
    exec(compile(code, document, "exec"), {})  # noqa: S102 - our own documents


@pytest.mark.parametrize(
    ("vendor", "column", "kinds"),
    [
        ("athena", r"^  `?(\w+)`? (\w+),?$", "string int bigint boolean date double float"),
        ("snowflake", r"^  (\w+) (\w+) AS \(value:\1::\2\)", "STRING NUMBER NUMBER BOOLEAN DATE DOUBLE FLOAT"),
    ],
)
def test_tables_of_vendors_have_our_columns(vendor: str, column: str, kinds: str) -> None:
    types = (pa.string(), pa.int32(), pa.int64(), pa.bool_(), pa.date32(), pa.float64(), pa.float32())
    stated = re.findall(column, "".join(code for _, code in examples(vendor)), re.MULTILINE)
    assert len(stated) > 8
    named = dict(zip(types, kinds.split(), strict=True))
    schema = TABLES["casualties"].schema
    assert {name: named[schema.field(name).type] for name, _ in stated} == dict(stated)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_readers_agree(table: Table, tables: Path) -> None:
    folder = tables / "output" / table.name
    pattern = f"{folder}/*/*.parquet"
    count = sum(pq.read_metadata(path).num_rows for path in folder.rglob("*.parquet"))
    columns = [*table.schema.names, table.partition_key]
    relation = duckdb.sql(
        f"SELECT * FROM read_parquet('{pattern}', hive_partitioning = true, hive_types_autocast = false)"  # noqa: S608
    )
    frame = pd.read_parquet(folder)
    lazy = pl.scan_parquet(pattern, hive_partitioning=True, try_parse_hive_dates=False).collect()
    assert len(frame) == lazy.height == count
    assert relation.shape == (count, len(columns))
    assert sorted(relation.columns) == sorted(frame.columns) == sorted(lazy.columns) == sorted(columns)
    arrow = relation.to_arrow_table().select(table.schema.names)
    assert [plain(field.type) for field in arrow.schema] == [plain(field.type) for field in table.schema]
    assert lazy.select(table.schema.names).to_arrow().cast(table.schema).num_rows == count
    order = table.distinct
    wanted = ds.dataset(folder, partitioning="hive").to_table().select(table.schema.names).to_pylist()
    key = lambda row: [str(row[name]) for name in order]  # noqa: E731 - three uses, one line
    assert sorted(arrow.cast(table.schema).to_pylist(), key=key) == sorted(wanted, key=key)
    assert sorted(lazy.select(table.schema.names).to_dicts(), key=key) == sorted(wanted, key=key)


def plain(kind: pa.DataType) -> str:
    """A type's name without the spelling of UTC and of a list's element, in which readers differ."""
    return re.sub(r"tz=[\w/]+|list<\w+", "", str(kind))


def test_the_changelog_knows_the_version() -> None:
    """Its releases are dated and fall, and the newest is the version of the package; before the first there is none."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased, *releases = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert unreleased == "Unreleased"
    dated = [re.fullmatch(r"(\d+)\.(\d+)\.(\d+) - (\d{4}-\d\d-\d\d)", release) for release in releases]
    assert all(dated), releases
    numbers = [tuple(int(part) for part in release.group(1, 2, 3)) for release in dated if release]
    assert numbers == sorted(set(numbers), reverse=True)
    days = [date.fromisoformat(release[4]) for release in dated if release]
    assert days == sorted(days, reverse=True)
    packaged = tuple(int(part) for part in metadata.version("wire-ingest").split("."))
    assert packaged == (numbers[0] if numbers else FIRST_VERSION)


@pytest.mark.parametrize("path", [*DOCUMENTS, *FOR_BUILDERS], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", path.read_text(encoding="utf-8")):
        assert "://" in target or (path.parent / target).exists(), target


def files_named(text: str) -> list[str]:
    """The files and folders of the project that a text names in backticks."""
    named = re.findall(r"`([\w.-]*(?:/[\w.-]+)*/|[\w./-]+\.(?:py|tsv|txt|toml|json|lock|md|sh))`", text)
    return [name for name in named if not name.startswith((".", "__"))]


@pytest.mark.parametrize("path", FOR_BUILDERS, ids=lambda path: path.name)
def test_what_builders_are_told_is_there(path: Path) -> None:
    """NAME and LANGUAGE are new: of those the folder is."""
    for name in files_named(path.read_text(encoding="utf-8")):
        known = re.split(r"[^/]*(?:NAME|LANGUAGE)", name)[0]
        assert (ROOT / known).exists() or (path.parent / known).exists(), name


def test_a_change_touches_three_files_of_code_at_most() -> None:
    (_, *rows), *_ = [
        table.splitlines()
        for table in re.findall(r"(?:^\|.*\n)+", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    ]
    changes = dict(row.strip("| ").split(" | ") for row in rows[1:])
    assert len(changes) >= 12
    for change, stated in changes.items():
        assert files_named(stated), change
        code = [name for name in files_named(stated) if name.endswith(".py")]
        assert "language" in change or len(code) <= 3, (change, code)
