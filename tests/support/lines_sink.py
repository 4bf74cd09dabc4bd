"""A second Sink: every table a folder of JSON lines. It stands in for any that is not Parquet."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from schemas.tables import FAILURES, TABLES, Row
from transforms.accounts import Account, WrittenFile
from transforms.write import Key


def _count(rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter((str(row["stage"]), str(row["reason"])) for row in rows)
    return tuple((*told, count) for told, count in counts.items())


class LinesSink:
    """OUTPUT/<table>/<run_id>.<partition>.<shard>.jsonl, and OUTPUT/<run_id>.manifest.json; nothing else is left."""

    def __init__(self, output: str, run_id: str) -> None:
        self._folder = Path(output)
        self._run_id = run_id

    def prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for path in self._reports():
            path.unlink()

    def write(self, key: Key, rows: Iterable[Row], window: str) -> WrittenFile:
        table, partition, shard = key
        path = self._folder / table / f"{self._run_id}.{partition}.{window}{shard}.jsonl"
        path.parent.mkdir(exist_ok=True)
        named = [dict(zip(TABLES[table].schema.names, row, strict=True)) for row in rows]
        path.write_text("".join(json.dumps(row, default=str) + "\n" for row in named))
        failures = _count(named) if table == FAILURES.name else ()
        return WrittenFile(table, path.relative_to(self._folder).as_posix(), len(named), failures)

    def report(self, account: Account, window: str) -> str:
        path = self._folder / f"{self._run_id}.{window}.report"
        path.write_text(json.dumps([file.path for file in account.files]))
        return str(path)

    def finish(self, counted: int = 0) -> list[WrittenFile]:
        written = {name for report in self._reports() for name in json.loads(report.read_text())}
        files = []
        for path in self._folder.glob(f"*/{self._run_id}.*.jsonl"):
            name = path.relative_to(self._folder).as_posix()
            rows = [json.loads(line) for line in path.read_text().splitlines()]
            failures = _count(rows) if path.parent.name == FAILURES.name else ()
            if name in written:
                files.append(WrittenFile(path.parent.name, name, len(rows), failures))
            else:
                path.unlink()
        assert counted == sum(file.rows for file in files)
        return files

    def write_manifest(self, manifest: Mapping[str, object]) -> str:
        path = self._folder / f"{self._run_id}.manifest.json"
        path.write_text(json.dumps(dict(manifest), default=str))
        for report in self._reports():
            report.unlink()
        return str(path)

    def read_manifests(self, *, newest_first: bool = False) -> Iterator[Mapping[str, Any]]:
        for path in sorted(self._folder.glob("*.manifest.json"), key=lambda path: -path.stat().st_mtime):
            yield json.loads(path.read_text())

    def _reports(self) -> list[Path]:
        return list(self._folder.glob(f"{self._run_id}.*.report"))
