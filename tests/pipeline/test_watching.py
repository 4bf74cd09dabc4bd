"""--watch as an operator has it: files that arrive, files that change, an end by signal, a crash in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline.__main__ import main
from pipeline.manifest import Accounts
from pipeline.options import Settings, parse_options
from pipeline.sinks.parquet import ParquetSink
from pipeline.sources.inputs import Input
from pipeline.sources.joined import JoinedStream, Stream
from pipeline.storage import StoredFile
from pipeline.watching import read_ledger, watch

ROOT = Path(__file__).parents[2]
STORY = "BEIRUT, Oct. 9 (Reuters) - At least 32 people were killed on Sunday in Idlib, activists said. Story {0}."
PATIENCE = 60  # seconds; only a watcher that never gets there takes so long


@contextmanager
def watching(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "--input",
        f"{folder}/in/*",
        "--output",
        f"{folder}/out",
        "--watch",
        ".2",
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watcher:  # noqa: S603
        try:
            yield watcher
        finally:
            watcher.kill()


def put(folder: Path, name: str, *stories: str) -> None:
    (folder / "in").mkdir(exist_ok=True)
    lines = [json.dumps({"id": story, "text": STORY.format(story), "published_at": "2025-03-01"}) for story in stories]
    (folder / "in" / name).write_text("\n".join(lines))


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "the watcher did not get there"
        time.sleep(0.02)


def manifests(folder: Path) -> list[Path]:
    return sorted((folder / "out" / "_runs").glob("*.json"))


def ledger(folder: Path) -> set[StoredFile]:
    return read_ledger(ParquetSink(f"{folder}/out", "").read_manifests())


def stories(folder: Path) -> Counter[str]:
    table = ds.dataset(folder / "out" / "articles", partitioning="hive").to_table(["source_id"])
    return Counter(table["source_id"].to_pylist())


def stop(watcher: subprocess.Popen[str]) -> str:
    watcher.terminate()
    said = watcher.communicate(timeout=PATIENCE)[1]
    assert "Traceback" not in said
    return said


def test_what_arrives_is_read_once_and_a_restart_goes_on(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", "a")
    with watching(tmp_path) as watcher:
        wait_for(lambda: len(manifests(tmp_path)) == 1)
        put(tmp_path, "b.jsonl", "b", "c")
        wait_for(lambda: len(manifests(tmp_path)) == 2)
        time.sleep(1)  # several looks, which find nothing
        stop(watcher)
    assert watcher.returncode == 0
    assert stories(tmp_path) == {"a": 1, "b": 1, "c": 1}
    put(tmp_path, "d.jsonl", "d")
    with watching(tmp_path) as watcher:
        wait_for(lambda: len(manifests(tmp_path)) == 3)
        said = stop(watcher)
    assert "2 files were read before" in said
    assert stories(tmp_path) == {"a": 1, "b": 1, "c": 1, "d": 1}
    assert {Path(file.path).name for file in ledger(tmp_path)} == {
        "a.jsonl",
        "b.jsonl",
        "d.jsonl",
    }


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", "a")
    with watching(tmp_path) as watcher:
        wait_for(lambda: len(manifests(tmp_path)) == 1)
        put(tmp_path, "a.jsonl", "a", "b")
        wait_for(lambda: len(manifests(tmp_path)) == 2)
        stop(watcher)
    assert stories(tmp_path) == {"a": 2, "b": 1}  # each run has its rows, told apart by run_id


def test_a_run_that_was_killed_is_done_again_under_its_name(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", *(f"a{number}" for number in range(40)))
    with watching(tmp_path) as watcher:
        wait_for(lambda: any((tmp_path / "out").glob("*/*/*.parquet")) or bool(manifests(tmp_path)))
        os.kill(watcher.pid, signal.SIGKILL)
    put(tmp_path, "b.jsonl", "b")  # came while nobody watched
    with watching(tmp_path) as watcher:
        wait_for(lambda: len(ledger(tmp_path)) == 2)
        stop(watcher)
    assert set(stories(tmp_path).values()) == {1}
    assert len(stories(tmp_path)) == 41


def test_a_signal_in_the_middle_of_a_run_is_status_130(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", *(f"a{number}" for number in range(400)))
    with watching(tmp_path) as watcher:
        wait_for(lambda: any((tmp_path / "out" / "_state" / "watching").glob("*")))
        assert "interrupted" in stop(watcher)
    assert watcher.returncode == 130
    assert not manifests(tmp_path)


def test_its_own_output_is_no_input(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", "a")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "stray.jsonl").write_text("{}")
    arguments = ["--input", f"{tmp_path}/*/*.jsonl", "--output", f"{tmp_path}/in/../out", "--watch", ".01"]
    settings, _ = parse_options(arguments)
    asked: list[str] = []

    def run_once(_: Settings, inputs: Sequence[Input]) -> Accounts:
        asked.extend(Path(entry.path).name for entry in inputs)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        next(watch(settings, run_once, list, JoinedStream([], no_stream, has_feeds=False)))
    assert asked == ["a.jsonl"]


def test_a_folder_that_cannot_be_looked_into_is_said_and_looked_at_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.jsonl", "a")
    folder, aside = tmp_path / "in", tmp_path / "aside"
    settings, _ = parse_options(["--input", f"{folder}/*", "--output", f"{tmp_path}/out", "--watch", ".01"])
    asked: list[str] = []

    def run_once(_: Settings, inputs: Sequence[Input]) -> Accounts:
        asked.extend(Path(entry.path).name for entry in inputs)
        raise InterruptedError

    def close() -> None:
        folder.rename(aside)
        folder.symlink_to(folder)  # a loop: what a folder without rights is to others than root

    def reopen() -> None:
        folder.unlink()
        aside.rename(folder)

    between = iter([close, reopen])  # the first look and the second, the second and the third
    monkeypatch.setattr("pipeline.watching.time.sleep", lambda _: next(between, int)())
    with pytest.raises(InterruptedError), caplog.at_level("WARNING"):
        next(watch(settings, run_once, list, JoinedStream([], no_stream, has_feeds=False)))
    assert asked == ["a.jsonl"]
    assert [message for message in caplog.messages if f"{folder}/* cannot be read" in message]


def no_stream() -> Stream:
    raise AssertionError("there is no feed among the inputs")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--run_id", "r"], "leave one out"), (["--watch", "0"], "--watch must be above 0")],
)
def test_what_makes_no_sense_is_said(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--input", "README.md", "--output", "x", "--watch", "5", *arguments]) == 2
    assert said in capsys.readouterr().err
