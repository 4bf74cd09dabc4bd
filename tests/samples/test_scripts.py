"""The scripts at the top of the project: usage, errors, and an environment that mends itself."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.sample_site import ROOT, read_tables

BASH = shutil.which("bash") or "/bin/bash"


def run_script(*command: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own scripts
        [BASH, *command],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.parametrize("script", ["run_local.sh", "run_tests.sh", "scripts/lock.sh", ".ci/run"])
def test_help_tells_the_usage_and_does_nothing(script: str) -> None:
    done = run_script(str(ROOT / script), "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: ")


@pytest.mark.parametrize(
    ("script", "arguments"),
    [
        ("run_local.sh", ["--no-such-option"]),
        ("run_local.sh", ["one", "two"]),
        ("run_local.sh", ["--output"]),
        ("run_local.sh", ["gs://bucket/tables"]),
        ("run_tests.sh", ["something"]),
    ],
)
def test_wrong_usage_is_a_one_line_error(script: str, arguments: list[str]) -> None:
    done = run_script(str(ROOT / script), *arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with nothing in it but the scripts and the files that the environment is made from."""
    folder = tmp_path / "project"
    (folder / "scripts").mkdir(parents=True)
    for name in ("run_local.sh", "scripts/environment.sh", "setup.py", "pyproject.toml", "requirements-dev.lock"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def test_unsuitable_python_is_a_one_line_error(project: Path) -> None:
    done = run_script("run_local.sh", "--setup", folder=project, PYTHON="/bin/false")
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["PYTHON=/bin/false is not a Python 3.11, 3.12 or 3.13 with the venv module."]


def test_machine_without_python_is_a_one_line_error(project: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("dirname", "cat", "cksum", "sed"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    done = run_script("run_local.sh", "--setup", folder=project, PATH=str(tools), PYTHON="")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("Python 3.11, 3.12 or 3.13 with the venv module is needed")


# What is installed is the package installer's business; here it only notes that it was called.
MAKE = """
set -euo pipefail
. scripts/environment.sh
run_pip() { echo "pip $2" >>calls; [ ! -e broken ] || die "interrupted"; }
make_environment
"""


def make(project: Path) -> list[str]:
    """Make the environment; tell what was done for it, and whether it succeeded."""
    calls = project / "calls"
    calls.unlink(missing_ok=True)
    done = run_script("-c", MAKE, folder=project)
    made = ["venv"] if "Making .venv" in done.stdout else []
    pip = ["pip"] if calls.exists() else []
    return made + pip + (["failed"] if done.returncode else [])


@pytest.mark.slow
def test_environment_is_made_once_and_mended_when_something_changed(project: Path, tmp_path: Path) -> None:
    assert make(project) == ["venv", "pip"]
    assert make(project) == []

    with (project / "requirements-dev.lock").open("a") as lock:
        lock.write("# another pin\n")
    assert make(project) == ["pip"]
    assert make(project) == []

    (project / ".venv" / ".wire-ingest-stamp").unlink()
    assert make(project) == ["pip"], "an environment made by hand is kept"

    (project / "broken").touch()
    (project / "setup.py").write_text("# other packaging\n")
    assert make(project) == ["pip", "failed"]
    (project / "broken").unlink()
    assert make(project) == ["venv", "pip"], "an interrupted setup is begun anew"
    assert make(project) == []

    moved = tmp_path / "moved"
    project.rename(moved)
    assert make(moved) == ["venv", "pip"], "a moved environment points at its old place"


def read_address(done: subprocess.CompletedProcess[str]) -> str:
    return next(line.split()[-1].rstrip(".") for line in done.stdout.splitlines() if line.startswith("The sample site"))


@pytest.mark.slow
def test_local_run_ends_with_the_figures_and_leaves_no_server(tmp_path: Path) -> None:
    output = tmp_path / "my tables"
    done = run_script(str(ROOT / "run_local.sh"), "my tables", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    again = run_script(str(ROOT / "run_local.sh"), "my tables", folder=tmp_path)
    assert (read_address(done) != read_address(again)) == ("of them ended" in again.stdout)
    tables = read_tables(output)
    assert len(tables["articles"]) + len(tables["failures"]) == 25
    assert "Casualty figures" in done.stdout
    (asked,) = [line for line in done.stdout.splitlines() if " sql " in line]
    answered = subprocess.run([*shlex.split(asked), "--csv"], capture_output=True, text=True, check=True)  # noqa: S603
    assert answered.stdout.startswith("outcome,low,high,sentence\n")
    assert done.stdout.splitlines()[-1].startswith(f"{output}/report.html: ")
    assert (output / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    listening = subprocess.run(  # noqa: S603 - bash's own socket, no more
        [BASH, "-c", f"exec 3<>/dev/tcp/127.0.0.1/{read_address(again).rsplit(':', 1)[1]}"],
        capture_output=True,
        check=False,
    )
    assert listening.returncode != 0
