"""What the pipeline costs beyond the reading itself, as ratios measured in one run; CPU seconds, not wall time."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline.__main__ import main
from pipeline.assembly import open_references
from schemas.dead_letter import Rejected
from schemas.page import Page
from schemas.request import Request
from transforms.annotate import BATCH, annotate
from transforms.mentions.entities.finding import DEFAULT
from transforms.parse import parse_page

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
LABELLED = ROOT.parent / "shared" / "eval" / "data" / "extract" / "html"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def saved_pages() -> list[Path]:
    """Real pages where the labelled sets are at hand, every fifth; else the sample site, ten times over."""
    pages = sorted(LABELLED.rglob("*.html.gz"))[::5]
    return pages or sorted((ROOT / "samples" / "site").rglob("*.html")) * 10


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "docs.jsonl"
    with path.open("w") as lines:
        for number, page in enumerate(saved_pages()):
            lines.write(json.dumps({"id": str(number), "html_file": str(page)}) + "\n")
    return path


def command_for(documents: Path, tmp_path: Path) -> list[str]:
    """What the command is told: the pages lie outside the folder of the records, and are named on purpose."""
    folder = os.path.commonpath(saved_pages())
    return ["--input", str(documents), "--output", str(tmp_path / "tables"), "--html_root", folder]


def pages() -> Iterator[Page]:
    for number, path in enumerate(saved_pages()):
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield Page(Request(None, str(path), NOW, source_id=str(number)), None, body, "html")


def plain_loop() -> float:
    """CPU seconds of parse and annotate over the pages, called one after the other."""
    references = open_references(DEFAULT)
    began = time.process_time()
    articles = []
    for page in pages():
        try:
            articles.append(parse_page(page))
        except Rejected:
            continue
    for first in range(0, len(articles), BATCH):
        annotate(articles[first : first + BATCH], references)
    return time.process_time() - began


def test_the_pipeline_costs_at_most_a_third_more_than_its_functions(documents: Path, tmp_path: Path) -> None:
    loop = plain_loop()
    began = time.process_time()
    assert main([*command_for(documents, tmp_path), "--run_id", "benchmark"]) == 0
    whole = time.process_time() - began
    articles = ds.dataset(tmp_path / "tables" / "articles", partitioning="hive").count_rows()
    assert articles > 0.8 * len(saved_pages())  # else it was quick because it read nothing
    sys.stdout.write(f"plain loop {loop:.1f} CPU s, pipeline {whole:.1f} CPU s, ratio {whole / loop:.2f}\n")
    assert whole <= 1.3 * loop


def test_two_workers_stay_below_their_memory(documents: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", *command_for(documents, tmp_path)]
    command += ["--direct_num_workers", "2", "--direct_running_mode", "multi_processing"]
    peak = 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True) as run:  # noqa: S603
        while run.poll() is None:
            peak = max(peak, resident(run.pid))
            time.sleep(0.2)
    assert run.returncode == 0
    sys.stdout.write(f"peak memory of launcher and 2 workers: {peak / 2**20:.0f} MiB\n")
    assert 0 < peak < 1.2e9


def resident(session: int) -> int:
    """Bytes of memory that the processes of a session hold, a page that several share counted once (Linux); elsewhere
    each process's resident memory, which counts shared libraries again and again.
    """
    listed = subprocess.run(["ps", "-A", "-o", "pid=,pgid=,rss="], capture_output=True, text=True, check=True)  # noqa: S607
    rows = [line.split() for line in listed.stdout.splitlines()]
    return sum(proportional(int(pid)) or int(rss) * 1024 for pid, group, rss in rows if group == str(session))


def proportional(process: int) -> int:
    """A process's proportional set size in bytes; 0 where the system does not tell, or the process has gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
