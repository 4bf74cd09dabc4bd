"""Batch runs on a real Flink: the rows of the local run, whoever dies, and nobody outside can speak to it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import grpc
import pytest
from apache_beam.portability.api import beam_job_api_pb2, beam_job_api_pb2_grpc

from pipeline.options import parse_options
from samples.compare import compare
from schemas.link_tables import LINK_TABLES
from tests.support.flink_cluster import ROOT, Cluster, end, free_ports, ingest, needs_cluster, running_cluster
from tests.support.invented_documents import write_documents
from tests.support.listening import Address, listening

SAMPLE = ROOT / "samples/documents.jsonl"
DOCUMENTS, DAYS = 200, 20


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster"), task_managers=2) as running:
        yield running


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = tmp_path_factory.mktemp("invented") / "documents.jsonl"
    write_documents(path, DOCUMENTS, DAYS)
    return ["--input", str(SAMPLE), "--input", str(path)]


@pytest.fixture(scope="module")
def local(inputs: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the local run makes of the inputs."""
    output = tmp_path_factory.mktemp("local") / "out"
    end(ingest(inputs, output))
    return output


def list_leftovers(output: Path) -> set[str]:
    """Files of the tables that the manifest does not name."""
    tables = json.loads((output / "_runs/a.json").read_text())["tables"]
    named = {file["path"] for table in tables.values() for file in table["files"]}
    there = {str(path.relative_to(output)) for path in output.rglob("*") if path.is_file()}
    return {path for path in there - named if not path.startswith(("_runs/", "_state/"))}


@needs_cluster
def test_rows_are_those_of_the_local_run_and_nothing_listens_outside_loopback(
    cluster: Cluster, inputs: list[str], local: Path, tmp_path: Path
) -> None:
    run = ingest(inputs, tmp_path / "out", *cluster.options(), "--parallelism", "2")
    seen: list[Address] = []
    while run.poll() is None:
        seen += listening([*cluster.pids().values(), run.pid])
        time.sleep(1)
    end(run)
    assert compare(local, tmp_path / "out") == []
    assert list_leftovers(tmp_path / "out") == set()
    assert seen
    assert all(host.is_loopback for host in seen), set(seen)


@needs_cluster
def test_links_are_those_of_a_linking_on_this_machine(cluster: Cluster, local: Path, tmp_path: Path) -> None:
    written: list[dict[str, bytes]] = []
    for name, words in (("here", []), ("there", [*cluster.options(), "--parallelism", "2"])):
        output = tmp_path / name
        shutil.copytree(local, output)
        command = [sys.executable, "-m", "pipeline", "link", str(output), *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600)  # noqa: S603
        assert done.returncode == 0, done.stdout + done.stderr
        files = (path for table in LINK_TABLES for path in (output / table).rglob("*.parquet"))
        written.append({str(path.relative_to(output)): path.read_bytes() for path in files})
    assert len(written[0]) > len(LINK_TABLES)
    assert written[0] == written[1]


@contextmanager
def running_pool(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Workers for whoever asks: the process, and HOST:PORT."""
    port = free_ports(1)
    with (folder / "pool.log").open("wb") as log:
        command = [sys.executable, "-m", "pipeline.workers.pool", "--port", str(port)]
        pool = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)  # noqa: S603
    try:
        yield pool, f"127.0.0.1:{port}"
    finally:
        pool.terminate()
        assert pool.wait(60) == 0, (folder / "pool.log").read_text()


@needs_cluster
def test_rows_of_workers_that_a_pool_starts(cluster: Cluster, inputs: list[str], local: Path, tmp_path: Path) -> None:
    words = ["--runner", "PortableRunner", "--job_endpoint", cluster.job_endpoint, "--parallelism", "2"]
    with running_pool(tmp_path) as (pool, address):
        run = ingest(
            inputs, tmp_path / "out", *words, "--environment_type", "EXTERNAL", "--environment_config", address
        )
        seen: list[Address] = []
        while run.poll() is None:
            seen += listening([pool.pid])
            time.sleep(1)
        end(run)
    assert compare(local, tmp_path / "out") == []
    assert seen
    assert all(host.is_loopback for host in seen), set(seen)


@needs_cluster
def test_a_task_manager_killed_while_tables_are_written(
    cluster: Cluster, inputs: list[str], local: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    run = ingest(inputs, output, *cluster.options(), "--parallelism", "2", "--shards", "8", "--job_name", "killed")
    while run.poll() is None and not any(output.rglob("*.parquet")):
        time.sleep(0.02)
    cluster.kill_task_manager(1)
    written = len(list(output.rglob("*.parquet")))
    end(run)
    assert 0 < written < len(list(output.rglob("*.parquet"))), "the kill came too late"
    assert count_failures(cluster, "killed") > 0
    assert compare(local, output) == []
    assert list_leftovers(output) == set()


@needs_cluster
def test_a_worker_without_the_project_is_said_in_one_line(cluster: Cluster, inputs: list[str], tmp_path: Path) -> None:
    """Flink begins the job again some times, and then it is over: it does not go on for ever."""
    bare = tmp_path / "bare"
    venv.create(bare)
    words = [*cluster.options(f"{bare}/bin/python"), "--parallelism", "2", "--job_name", "bare"]
    run = ingest(inputs, tmp_path / "out", *words)
    said, _ = run.communicate(timeout=600)
    assert run.returncode == 1, said
    assert "a worker cannot import the project" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert count_failures(cluster, "bare") > 1


@needs_cluster
def test_the_options_that_the_job_server_takes_are_known(cluster: Cluster) -> None:
    with grpc.insecure_channel(cluster.job_endpoint) as channel:
        asked = beam_job_api_pb2.DescribePipelineOptionsRequest()
        described = beam_job_api_pb2_grpc.JobServiceStub(channel).DescribePipelineOptions(asked).options
    flinks = [option.name for option in described if option.group.endswith("FlinkPipelineOptions")]
    assert len(flinks) > 30
    words = [f"--{name}=1" for name in flinks]
    parse_options(["--input", "x", "--output", "y", "--runner", "FlinkRunner", "--flink_job_server_jar", "x", *words])


def count_failures(cluster: Cluster, job_name: str) -> int:
    """How often Flink began parts of a job again."""
    ask = build_opener(ProxyHandler({})).open
    jobs = json.load(ask(f"{cluster.rest}/jobs/overview"))["jobs"]
    (named,) = (job["jid"] for job in jobs if job["name"].startswith(job_name))
    return len(json.load(ask(f"{cluster.rest}/jobs/{named}/exceptions"))["exceptionHistory"]["entries"])
