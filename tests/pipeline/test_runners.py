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
from pipeline.running import await_job_server
from pipeline.sinks.parquet import ParquetSink
from pipeline.usage import UsageError

ROOT = Path(__file__).parents[2]
DOCUMENTS = str(ROOT / "samples/documents.jsonl")
ELSEWHERE = ("--runner", "PortableRunner")


def test_relative_places_are_made_absolute_for_workers_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = ("--input", "in/*.html", "--input", "gs://bucket/a//b.warc.gz", "--output", "out", "--archive", "kept")
    settings, _ = parse_options([*given, *ELSEWHERE])
    assert settings.inputs == (f"{tmp_path}/in/*.html", "gs://bucket/a//b.warc.gz")
    assert (settings.output, settings.archive) == (f"{tmp_path}/out", f"{tmp_path}/kept")
    here, _ = parse_options(given)
    assert (here.inputs[0], here.output, here.archive) == ("in/*.html", "out", "kept")


def test_a_missing_output_is_still_missing_for_workers_elsewhere() -> None:
    with pytest.raises(UsageError, match="--output is missing"):
        parse_options(["--input", "x", *ELSEWHERE])


def test_another_runner_may_have_options_of_its_own_but_ours_must_be_spelt_right() -> None:
    given = ["--input", "x", "--output", "y", *ELSEWHERE]
    assert parse_options([*given, "--checkpointing_interval=10000", "--spark_conf", "a=b"])[0].host_delay == 1.0
    with pytest.raises(UsageError, match="did you mean --host_delay"):
        parse_options([*given, "--spark_conf", "a=b", "--host_dealy=5"])
    with pytest.raises(UsageError, match="given as --input stray"):
        parse_options(["stray", *given])


def test_without_a_job_server_the_run_fails_soon_and_says_so(tmp_path: Path) -> None:
    output = tmp_path / "out"
    command = [sys.executable, "-m", "pipeline", "--input", DOCUMENTS, "--output", str(output), *ELSEWHERE]
    command += ["--job_endpoint", "127.0.0.1:9", "--job_server_timeout", "1"]
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
