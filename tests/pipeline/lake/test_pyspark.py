"""Spark reads the folder and both copies alike. It comes from .pyspark, which run_tests.sh makes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.lake.publishing.copying import publish
from tests.support.publishing import KINDS, fill, open_warehouse

ROOT = Path(__file__).parents[3]
SPARK = ROOT / ".pyspark"


@pytest.mark.slow
@pytest.mark.skipif(
    not (SPARK / "whole").exists() or shutil.which("java") is None,
    reason="no Java, or no Spark in .pyspark: run_tests.sh fetches it with pip and Maven",
)
def test_spark_reads_the_folder_and_the_copies_alike(tmp_path: Path) -> None:
    output = tmp_path / "tables"
    fill(output, "first", range(5))
    fill(output, "second", range(3, 9))
    for kind in KINDS:
        list(publish(output, open_warehouse(kind, tmp_path / kind)))
    places = [SPARK / "jars", output, *(tmp_path / kind for kind in ("iceberg", "delta"))]
    command = [SPARK / "bin" / "python", ROOT / "tests" / "pyspark" / "read_copies.py", *places]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr[-2000:]
    read = json.loads(done.stdout)
    assert len(read["hive"]) == 11
    assert read["hive"] == read["iceberg"] == read["delta"]
    assert sorted(read["sql"]) == [["first", 5], ["second", 6]]
    assert read["before"] == 5
