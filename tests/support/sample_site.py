"""The sample site, served by its own server, and the pipeline run over it as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from tests.support.golden import SampleRun, Tables

ROOT = Path(__file__).parents[2]
TABLES = ("articles", "entities", "dates", "casualties", "failures")


@dataclass(frozen=True)
class ServedSite:
    """The server's address, the file of the addresses to ask for, and its log of requests."""

    address: str
    urls: Path
    log: Path


@contextmanager
def serve_samples(folder: Path) -> Iterator[ServedSite]:
    """Serve the sample site as long as the block runs; its files lie in `folder`."""
    ready, urls, log = folder / "address", folder / "urls.txt", folder / "requests.log"
    command = [sys.executable, str(ROOT / "samples" / "serve.py"), "--port", "0"]
    command += ["--ready-file", str(ready), "--urls-file", str(urls), "--log-file", str(log)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:  # noqa: S603 - our own script
        try:
            while not (ready.exists() and ready.read_text().endswith("\n")):
                assert server.poll() is None, f"the sample server stopped with {server.returncode}"
                time.sleep(0.05)
            yield ServedSite(ready.read_text().strip(), urls, log)
        finally:
            server.terminate()
            server.wait(timeout=30)


def run_pipeline(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m pipeline` in a process of its own; no proxy stands between it and this machine."""
    environment = {**os.environ, "no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}
    command = [sys.executable, "-m", "pipeline", *arguments]
    return subprocess.run(  # noqa: S603 - our own module, with the caller's arguments
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False
    )


def require_success(done: subprocess.CompletedProcess[str]) -> None:
    """Fail the test, with the end of what the pipeline said, when it did not end with 0."""
    if done.returncode != 0:
        said = "\n".join(done.stderr.splitlines()[-15:])
        pytest.fail(f"the pipeline ended with {done.returncode}:\n{said}", pytrace=False)


def read_tables(output: Path) -> Tables:
    """Read every row of the five tables; a table that has no file has no row."""
    return {
        name: ds.dataset(output / name, format="parquet", partitioning="hive").to_table().to_pylist()
        if any((output / name).glob("*=*/*.parquet"))
        else []
        for name in TABLES
    }


def run_over_samples(folder: Path) -> SampleRun:
    """Serve the site, run the pipeline over it once, and read what it wrote."""
    output = folder / "tables"
    with serve_samples(folder) as site:
        arguments = ["--input", str(site.urls), "--output", str(output), "--run_id", "golden"]
        done = run_pipeline(*arguments, "--allow_host", "127.0.0.1", "--host_delay", "0")
        require_success(done)
        return SampleRun(site.address, read_tables(output), site.log.read_text(encoding="utf-8").splitlines())
