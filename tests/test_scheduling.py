"""The files of docs/scheduling.md are what schedulers take, and treat exit statuses as the documents say."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.options import parse_options

DOCUMENT = (Path(__file__).parent.parent / "docs" / "scheduling.md").read_text(encoding="utf-8")
NEVER_AGAIN = {2, 3}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)


def test_the_crontab_escapes_its_own_character() -> None:
    (table,) = blocks("crontab")
    (line,) = [line for line in table.splitlines() if "wire-ingest" in line]
    assert len(line.split()[:5]) == 5
    assert not re.search(r"(?<!\\)%", line)


@pytest.mark.parametrize("command", [blocks("crontab")[0], blocks("ini")[0], blocks("yaml")[0]])
def test_every_option_is_one(command: str) -> None:
    named = set(re.findall(r"--(?:input|output|run_id|contact|max_failure_rate|log_format)\b", command))
    assert {"--input", "--output", "--run_id", "--max_failure_rate"} <= named
    settings, _ = parse_options(["--input", "x", "--output", "y", "--run_id", "wire-ingest-29012345"])
    assert settings.run_id == "wire-ingest-29012345"  # as Kubernetes names jobs


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze: the units are not verified")
def test_the_units_are_verified(tmp_path: Path) -> None:
    service, timer = blocks("ini")
    (tmp_path / "wire-ingest.service").write_text(service.replace("User=wire-ingest", "User=nobody"))
    (tmp_path / "wire-ingest.timer").write_text(timer)
    command = ["systemd-analyze", "verify", str(tmp_path / "wire-ingest.service"), str(tmp_path / "wire-ingest.timer")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    assert {int(word) for word in re.findall(r"RestartPreventExitStatus=(.*)", service)[0].split()} == NEVER_AGAIN


def test_statuses_that_another_try_would_not_change_end_the_job_everywhere() -> None:
    (job,) = blocks("yaml")
    assert {int(word) for word in re.findall(r"values: \[(.*)\]", job)[0].split(",")} == NEVER_AGAIN
    for part in ("concurrencyPolicy: Forbid", "startingDeadlineSeconds:", "restartPolicy: Never"):
        assert part in job
    (flow,) = blocks("airflow")
    (stated,) = [node for node in ast.walk(ast.parse(flow)) if isinstance(node, ast.Set)]
    assert ast.literal_eval(stated) == NEVER_AGAIN
