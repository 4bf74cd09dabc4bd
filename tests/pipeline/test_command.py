"""The command as people and schedulers use it: exit statuses, one-line mendable errors, reruns, kill -9."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline.__main__ import main
from pipeline.lease import claiming
from pipeline.options import WireOptions

ROOT = Path(__file__).parents[2]
TABLES = ("articles", "entities", "dates", "casualties", "failures")
STORY = "BEIRUT, Oct. 9 (Reuters) - At least 32 people were killed on Sunday in Idlib, activists said.\n\n{0}"


def ingest(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603


def log_of(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines of the log but those of progress, which a run has that takes half a minute."""
    return [line for line in done.stderr.splitlines() if " s: fetched " not in line]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    path = tmp_path / "docs.jsonl"
    records = [{"id": str(n), "text": STORY.format(n), "published_at": f"2025-03-0{n % 3 + 1}"} for n in range(9)]
    path.write_text("".join(json.dumps(record) + "\n" for record in records) + "{broken\n")
    return path


def contents(output: Path) -> dict[str, str]:
    """Every table file under a glob that readers use, and what is in it."""
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for table in TABLES
        if table != "failures"  # their rows carry the moment of the failure
        for path in output.glob(f"{table}/*/*.parquet")
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output", "x"], "--input is missing"),
        (["--input", "README.md"], "--output is missing"),
        (["--input", "README.md", "--output", "x", "--inptu", "y"], "did you mean --input?"),
        (["README.md", "--output", "x"], "given as --input README.md"),
        (["--input", "none*.jsonl", "--output", "x"], "names no file"),
        (["--input", "samples", "--output", "x"], "is a folder"),
        (["--input", "README.md", "--output", "x", "--input_format", "pdf"], "invalid choice: 'pdf'"),
        (["--input", "README.md", "--output", "x", "--run_id", "../up"], "use 1 to 80 letters"),
        (["--input", "README.md", "--output", "x", "--max_failure_rate", "7"], "share from 0 to 1"),
        (["--input", "README.md", "--output", "x", "--shards", "0"], "--shards must be above 0"),
        (["--input", "README.md", "--output", "x", "--ner_model", "no_such_model"], "no_such_model"),
        (["--input", "README.md", "--output", "README.md"], "README.md is a file"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.startswith("wire-ingest: ")
    assert captured.err.count("\n") == 1
    assert not captured.out


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    declared = argparse.ArgumentParser(add_help=False)
    WireOptions._add_argparse_args(declared)
    for action in declared._actions:
        assert action.option_strings[0] in shown
        assert action.help
    for status in ("0 done", "1 the run failed", "2 the command was not", "3 done, but", "130 interrupted"):
        assert status in shown


def test_a_misspelt_command_is_told_off_by_the_installed_script_too() -> None:
    done = ingest("--inptu", "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "wire-ingest: unknown option --inptu; did you mean --input?\n"


def test_a_run_a_rerun_and_another_run(documents: Path, tmp_path: Path) -> None:
    output = tmp_path / "tables"
    asked = ["--input", str(documents), "--output", str(output)]
    first = ingest(*asked, "--run_id", "first")
    assert first.returncode == 0, first.stderr
    assert "malformed_record 1" in first.stdout
    articles = ds.dataset(output / "articles", partitioning="hive").to_table().to_pylist()
    assert sorted(row["source_id"] for row in articles) == [str(n) for n in range(9)]
    assert articles[0]["text"] == STORY.format(articles[0]["source_id"])
    manifest = json.loads((output / "_runs" / "first.json").read_text())
    assert manifest["tables"]["articles"]["rows"] == 9
    assert manifest["failures"] == {"malformed_record": 1}
    assert {file["path"] for table in manifest["tables"].values() for file in table["files"]} == {
        path.relative_to(output).as_posix() for path in output.rglob("*.parquet")
    }
    before = contents(output)
    assert ingest(*asked, "--run_id", "first").returncode == 0
    assert contents(output) == before
    documents.write_text(documents.read_text().splitlines()[0])  # a shorter input: what is gone must go
    other = ingest(*asked, "--run_id", "second")
    assert other.returncode == 0
    assert {name: held for name, held in contents(output).items() if "second" not in name} == before
    assert ingest(*asked, "--run_id", "first").returncode == 0
    left = ds.dataset(output / "articles", partitioning="hive").to_table().to_pylist()
    assert sorted((row["run_id"], row["source_id"]) for row in left) == [("first", "0"), ("second", "0")]


@pytest.mark.slow
def test_a_kill_in_the_middle_is_mended_by_the_rerun(documents: Path, tmp_path: Path) -> None:
    whole, output = tmp_path / "whole", tmp_path / "tables"
    asked = ["--input", str(documents), "--run_id", "r"]
    assert ingest(*asked, "--output", str(whole)).returncode == 0
    command = [sys.executable, "-m", "pipeline", *asked, "--output", str(output)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:  # noqa: S603
        while run.poll() is None and not list(output.rglob("*.parquet")):
            time.sleep(0.001)
        os.kill(run.pid, signal.SIGKILL)
    wanted = contents(whole)
    assert contents(output).items() <= wanted.items()  # what is there is whole
    done = ingest(*asked, "--output", str(output))
    assert done.returncode == 0, done.stderr
    assert contents(output) == wanted
    assert not list(output.rglob("*.tmp"))


def test_too_many_failures_are_status_3_when_asked(documents: Path, tmp_path: Path) -> None:
    asked = ["--input", str(documents), "--output", str(tmp_path / "tables"), "--max_failure_rate"]
    assert ingest(*asked, "0.5").returncode == 0
    refused = ingest(*asked, "0.05")
    assert refused.returncode == 3
    assert "10.0% of the articles failed; --max_failure_rate allows 5.0%" in refused.stderr


def test_an_output_that_cannot_be_written_is_said_before_anything_is_read(documents: Path) -> None:
    done = ingest("--input", str(documents), "--output", "/dev/full/tables")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("wire-ingest: --output /dev/full/tables cannot be written")
    assert "Traceback" not in done.stderr


def test_a_disk_that_is_full_is_one_line(documents: Path, tmp_path: Path) -> None:
    files = ["bash", "-c", 'ulimit -f 8; "$@"', "bash"]  # none of more than 8 kB can be written
    command = [*files, sys.executable, "-m", "pipeline", "--input", str(documents), "--output", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert log_of(done)[-1].startswith("wire-ingest: File too large: make room")
    assert "Traceback" not in done.stderr
    assert not [*(tmp_path / "out").rglob("*.tmp"), *(tmp_path / "out").rglob("_runs/*.json")]


@pytest.mark.slow
def test_two_worker_processes_write_the_same_tables(documents: Path, tmp_path: Path) -> None:
    asked = ["--input", str(documents), "--run_id", "r", "--output"]
    assert ingest(*asked, str(tmp_path / "one")).returncode == 0
    several = ["--direct_num_workers", "2", "--direct_running_mode", "multi_processing"]
    done = ingest(*asked, str(tmp_path / "two"), *several)
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "two") == contents(tmp_path / "one")
    (line,) = log_of(done)  # what Beam's harness would say of every step is not said
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO r pipeline.sources.inputs: 1 input file read .*", line)


def test_a_log_of_json_is_json_to_its_end(documents: Path, tmp_path: Path) -> None:
    asked = ["--input", str(documents), "--output", str(tmp_path / "tables"), "--run_id", "r", "--log_format", "json"]
    done = ingest(*asked, "--max_failure_rate", "0")
    assert done.returncode == 3
    lines = [json.loads(line) for line in log_of(done)]
    assert {line["run_id"] for line in lines} == {"r"}
    assert [line["level"] for line in lines] == ["INFO", "CRITICAL"]
    assert "10.0% of the articles failed" in lines[-1]["message"]


def test_a_reader_who_has_gone_is_no_failure(documents: Path, tmp_path: Path) -> None:
    for name, shell in (("closed", '"$@" >&-'), ("full", '"$@" >/dev/full'), ("gone", 'set -o pipefail; "$@" | true')):
        command = [sys.executable, "-m", "pipeline", "--input", str(documents), "--output", str(tmp_path / name)]
        words = ["bash", "-c", shell, "bash", *command]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, (name, done.stderr)
        said = [line for line in log_of(done) if "No space left on device" in line]
        assert (len(log_of(done)), len(said)) == ((2, 1) if name == "full" else (1, 0)), (name, done.stderr)
        assert len(list((tmp_path / name / "_runs").glob("*.json"))) == 1


def test_of_two_runs_of_one_name_the_second_says_so(documents: Path, tmp_path: Path) -> None:
    asked = ["--input", str(documents), "--output", str(tmp_path / "tables"), "--run_id", "r"]
    with claiming(str(tmp_path / "tables"), "r"):
        refused = ingest(*asked)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith("wire-ingest: a run named r is going on into ")
    assert ingest(*asked).returncode == 0
    assert [path.name for path in (tmp_path / "tables" / "_runs").iterdir()] == ["r.json"]


def test_a_clock_before_the_installation_is_refused(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert main(["--input", str(documents), "--output", str(tmp_path / "tables")]) == 1
    assert "the clock says 1970-01-01" in capsys.readouterr().err
    assert not (tmp_path / "tables").exists()


def test_no_name_and_no_secret_reaches_the_terminal_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "in\x1b]0;owned\x07\u202e"
    place.mkdir()
    (place / "urls.txt").write_text("https://user:hunter2@127.0.0.1/a?b=1&access_token=s3cret\n")
    done = ingest("--input", str(place / "urls.txt"), "--output", str(place / "out"), "--run_id", "r")
    assert done.returncode == 0, done.stderr
    for character in "\x1b\x07\u202e":
        assert character not in done.stdout + done.stderr
    (row,) = ds.dataset(place / "out" / "failures", partitioning="hive").to_table().to_pylist()
    assert row["url"] == "https://***@127.0.0.1/a?b=1&access_token=***"
    kept = (place / "out" / "_runs" / "r.json").read_text()
    assert "hunter2" not in kept + str(row)
    assert "s3cret" not in kept + str(row)
    assert kept.isascii() or "\u202e" not in kept


def test_input_without_a_record_is_a_failure_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("\n")
    output = tmp_path / "tables"
    done = ingest("--input", str(tmp_path / "none.jsonl"), "--output", str(output))
    assert done.returncode == 0
    (row,) = ds.dataset(output / "failures", partitioning="hive").to_table().to_pylist()
    assert (row["stage"], row["reason"]) == ("source", "no_input")
    assert "none.jsonl" in row["detail"]
