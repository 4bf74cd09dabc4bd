"""A batch run on Spark, by Beam's job server with a Spark of its own in its process."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest
from apache_beam.portability.api import beam_job_api_pb2, beam_job_api_pb2_grpc

from pipeline.options import parse_options
from samples.compare import compare
from tests.support.flink_cluster import ROOT, end, free_ports, ingest
from tests.support.invented_documents import write_documents
from tests.support.listening import listening

JARS, KEEPER = ROOT / ".spark", ROOT / ".flink/lib/cluster.jar"
OPENED = (
    "java.lang java.lang.invoke java.lang.reflect java.util java.util.concurrent java.util.concurrent.atomic java.io"
    " java.net java.nio java.text java.time sun.nio.ch"
)


@contextmanager
def running_server(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The process, and HOST:PORT."""
    port = free_ports(1)
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED.split()]
    spark = ["ui.enabled=false", "driver.bindAddress=127.0.0.1", "driver.host=127.0.0.1"]
    words = ["java", "-Xmx1g", *opened, f"-javaagent:{KEEPER}", *(f"-Dspark.{setting}" for setting in spark)]
    words += ["-cp", f"{JARS}/*", "org.apache.beam.runners.spark.SparkJobServerDriver", "--job-host=127.0.0.1"]
    words += [f"--job-port={port}", "--artifact-port=0", "--expansion-port=0", "--spark-master-url=local[2]"]
    with (folder / "spark.log").open("wb") as log:
        server = subprocess.Popen([*words, f"--artifacts-dir={folder}"], cwd=folder, stdout=log, stderr=log)  # noqa: S603
    try:
        end_of_wait = time.monotonic() + 120
        while True:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, (folder / "spark.log").read_text()[-2_000:]
            assert time.monotonic() < end_of_wait, "the job server does not answer"
            time.sleep(0.2)
        yield server, f"127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


@pytest.mark.slow
@pytest.mark.skipif(
    not any(JARS.glob("spark-core_*.jar")) or not KEEPER.exists() or shutil.which("java") is None,
    reason="no Java, or no jars of Spark in .spark: run_tests.sh fetches them with Maven",
)
def test_rows_are_those_of_the_local_run(tmp_path: Path) -> None:
    write_documents(tmp_path / "documents.jsonl", 100, 5)
    inputs = ["--input", str(ROOT / "samples/documents.jsonl"), "--input", str(tmp_path / "documents.jsonl")]
    command = json.dumps({"command": str(ROOT / "flink/boot"), "env": {"WIRE_PYTHON": sys.executable}})
    with running_server(tmp_path) as (server, endpoint):
        words = ["--runner", "PortableRunner", "--job_endpoint", endpoint]
        run = ingest(inputs, tmp_path / "out", *words, "--environment_type", "PROCESS", "--environment_config", command)
        end(run)
        assert all(host.is_loopback for host in listening([server.pid]))
        with grpc.insecure_channel(endpoint) as channel:
            asked = beam_job_api_pb2.DescribePipelineOptionsRequest()
            described = beam_job_api_pb2_grpc.JobServiceStub(channel).DescribePipelineOptions(asked).options
    end(ingest(inputs, tmp_path / "local"))
    assert compare(tmp_path / "local", tmp_path / "out") == []
    sparks = [f"--{option.name}=1" for option in described if ".spark." in option.group]
    assert len(sparks) > 10
    parse_options(["--input", "x", "--output", "y", "--runner", "SparkRunner", "--spark_job_server_jar", "x", *sparks])
