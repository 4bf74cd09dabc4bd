"""Another sink in ParquetSink's place: whole runs, reruns and a watcher go through, and nobody looks for Parquet."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.assembly import make_sink
from pipeline.options import parse_options
from pipeline.running import run
from tests.support.lines_sink import LinesSink
from transforms.write import Sink

STORY = "BEIRUT, Oct. 9 (Reuters) - At least 32 people were killed on Sunday in Idlib, activists said. Story {0}."


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("pipeline.assembly.ParquetSink", LinesSink)
    return tmp_path / "out"


def put(folder: Path, *stories: str) -> str:
    path = folder / "docs.jsonl"
    lines = [json.dumps({"id": story, "text": STORY.format(story), "published_at": "2025-03-01"}) for story in stories]
    path.write_text("\n".join([*lines, "{broken"]))
    return str(path)


def stories(output: Path) -> list[str]:
    return sorted(
        json.loads(line)["source_id"]
        for path in output.glob("articles/*.jsonl")
        for line in path.read_text().splitlines()
    )


def test_a_run_and_a_rerun_go_through(output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--output", str(output), "--run_id", "first", "--input"]
    assert main([*command, put(tmp_path, "a", "b")]) == 0
    said = capsys.readouterr().out
    assert "run first: 2 of 2 articles" in said
    assert "malformed_record 1" in said
    assert f"manifest: {output}/first.manifest.json" in said
    assert stories(output) == ["a", "b"]
    assert main([*command, put(tmp_path, "b")]) == 0
    assert stories(output) == ["b"]
    manifest = json.loads((output / "first.manifest.json").read_text())
    assert {name: table["rows"] for name, table in manifest["tables"].items() if name in {"articles", "failures"}} == {
        "articles": 1,
        "failures": 1,
    }
    assert not list(output.rglob("*.parquet"))
    assert not list(output.glob("*.report"))


def test_a_watcher_knows_by_its_manifests_what_was_read(output: Path, tmp_path: Path) -> None:
    path = put(tmp_path, "a", "b")
    settings, options = parse_options(["--input", path, "--output", str(output), "--watch", "0.01"])
    first = next(run(settings, options))
    assert first.rows["articles"] == 2
    put(tmp_path, "a", "b", "c")
    os.utime(path, (1, 1))  # another state, whatever the clock
    second = next(run(settings, options))
    assert second.rows["articles"] == 3
    read = [manifest["inputs"] for manifest in make_sink(settings).read_manifests()]
    assert [entry["path"] for entries in read for entry in entries] == [path, path]


def test_it_is_a_sink(output: Path) -> None:
    sink: Sink = LinesSink(str(output), "run")  # mypy holds it against the protocol
    assert list(sink.read_manifests()) == []
