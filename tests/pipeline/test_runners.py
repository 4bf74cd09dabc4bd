"""What a runner whose workers are elsewhere needs: places that hold anywhere, a job server, an output both can see."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest
from apache_beam.options.pipeline_options import PipelineOptions, PortableOptions

from pipeline.options import parse_options
from pipeline.runners import await_job_server, explained
from pipeline.sinks.parquet import ParquetSink
from pipeline.usage import CannotRun, UsageError

ROOT = Path(__file__).parents[2]
DOCUMENTS = str(ROOT / "samples/documents.jsonl")
ELSEWHERE = ("--runner", "PortableRunner", "--job_endpoint", "127.0.0.1:9")


def test_relative_places_are_made_absolute_for_workers_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = ("--input", "in/*.html", "--input", "gs://bucket/a//b.warc.gz", "--output", "out", "--archive", "kept")
    settings, _ = parse_options([*given, *ELSEWHERE])
    assert settings.inputs == (f"{tmp_path}/in/*.html", "gs://bucket/a//b.warc.gz")
    assert (settings.output, settings.archive) == (f"{tmp_path}/out", f"{tmp_path}/kept")
    here, _ = parse_options(given)
    assert (here.inputs[0], here.output) == ("in/*.html", "out")


def test_a_missing_output_is_still_missing_for_workers_elsewhere() -> None:
    with pytest.raises(UsageError, match="--output is missing"):
        parse_options(["--input", "x", *ELSEWHERE])


def test_another_runner_may_have_options_of_its_own_but_ours_must_be_spelt_right() -> None:
    given = ["--input", "x", "--output", "y", *ELSEWHERE]
    theirs = ["--checkpointing_interval=10000", "--savepoint_path", "file:/x", "--externalized_checkpoints_enabled"]
    assert parse_options([*given, *theirs])[0].host_delay == 1.0
    with pytest.raises(UsageError, match="did you mean --host_delay"):
        parse_options([*given, *theirs, "--host_dealy=5"])
    with pytest.raises(UsageError, match="did you mean --savepoint_path"):
        parse_options([*given, "--savepoint_pth=file:/x"])
    with pytest.raises(UsageError, match="did you mean --environment_type"):
        parse_options([*given, "--enviroment_type", "PROCESS"])
    with pytest.raises(UsageError, match="given as --input stray"):
        parse_options(["stray", *given])
    with pytest.raises(UsageError, match="unknown option --savepoint_path"):
        parse_options(["--input", "x", "--output", "y", "--savepoint_path=file:/x"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--runner", "PrismRunner"], "loses rows"),
        (["--runner", "apache_beam.runners.dask.dask_runner.DaskRunner"], "groups wrongly"),
        (["--runner", "DataflowRunner", "--dry_run", "True"], "leave it out"),
        (["--runner", "FlinkRunner", "--flink_master", "h:8081"], "--flink_job_server_jar is missing"),
        (["--runner", "SparkRunner"], "--spark_job_server_jar is missing"),
        (["--runner", "PortableRunner"], "--job_endpoint is missing"),
        (["--runner", "PortabelRunner"], "none of those in docs/runners.md"),
    ],
)
def test_a_runner_that_cannot_begin_says_why_and_what_to_do(words: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_options(["--input", "x", "--output", "y", *words])


def test_runners_that_have_what_they_need_are_taken() -> None:
    for words in (
        ["--runner", "FlinkRunner", "--flink_job_server_jar", "server.jar"],
        ["--runner", "SparkRunner", "--job_endpoint", "h:8099"],
        ["--runner", "DataflowRunner"],
        ["--runner", "quay.runners.PierRunner"],
        ["--runner", "PortableRunner", "--job_endpoint", "h:8099"],
    ):
        assert not parse_options(["--input", "x", "--output", "y", *words])[0].local


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        ("java.lang.IllegalStateException: Process died with exit code 78", "cannot import the project"),
        ("Traceback ...\nModuleNotFoundError: No module named 'spacy.lang'\n\tat java...", "import spacy.lang: its"),
        ("java.lang.IllegalStateException: Process died with exit code 137", "ended with status 137 before"),
        ("java.io.IOException: error=2, No such file or directory", "it must lie at that path"),
        ("Received exit code 125 for command 'docker run -d'", "--environment_type PROCESS"),
        ("java.lang.NoSuchMethodError: 'a.B c.D.e()'\n\tat x", "NoSuchMethodError: 'a.B c.D.e()'; flink/pom.xml"),
        ("o.a.f.NoResourceAvailableException: Could not acquire", "no TaskManager has a free slot"),
    ],
)
def test_what_a_runner_fails_with_is_one_line_that_says_what_to_do(failure: str, said: str) -> None:
    with pytest.raises(CannotRun) as raised, explained(local=False):
        raise RuntimeError(failure)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_bug_of_a_worker_is_left_whole() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"), explained(local=False):
        raise RuntimeError("Error received from SDK harness:\nTraceback\nZeroDivisionError: division by zero")


def test_without_a_job_server_the_run_fails_soon_and_says_so(tmp_path: Path) -> None:
    output = tmp_path / "out"
    command = [sys.executable, "-m", "pipeline", "--input", DOCUMENTS, "--output", str(output), *ELSEWHERE]
    command += ["--job_server_timeout", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert "no job server answers at 127.0.0.1:9" in last
    assert "--job_endpoint" in last
    assert "Traceback" not in done.stderr
    assert not output.exists()


def test_a_job_server_that_listens_is_found() -> None:
    server = grpc.server(ThreadPoolExecutor(1))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        await_job_server(PipelineOptions(["--job_endpoint", f"127.0.0.1:{port}"]).view_as(PortableOptions))
    finally:
        server.stop(None)


def test_rows_that_only_the_workers_can_see_fail_the_run_and_remove_nothing(tmp_path: Path) -> None:
    earlier = tmp_path / "articles" / "published_date=unknown" / "one.00000.parquet"
    earlier.parent.mkdir(parents=True)
    earlier.write_bytes(b"of an earlier attempt")
    with pytest.raises(FileNotFoundError, match="workers wrote 3 rows"):
        ParquetSink(str(tmp_path), "one").finish(counted=3)
    assert earlier.exists()
