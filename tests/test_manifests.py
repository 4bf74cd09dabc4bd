"""What is shipped for clusters is what Kubernetes, Flink and Docker take, and names what is in the project."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from pipeline.options import parse_options

ROOT = Path(__file__).parent.parent
FLINK = ROOT / "flink"
HOME = "/srv/wire-ingest"
"""Where the image holds the project."""


def read_manifests() -> list[dict[str, Any]]:
    paths = sorted((FLINK / "kubernetes").glob("*.yaml"))
    return [found for path in paths for found in yaml.safe_load_all(path.read_text(encoding="utf-8"))]


def containers() -> list[dict[str, Any]]:
    pods = [found["spec"]["template"]["spec"] for found in read_manifests() if "template" in found["spec"]]
    return [part for pod in pods for part in (*pod.get("initContainers", ()), *pod["containers"])]


@pytest.mark.parametrize("manifest", read_manifests(), ids=lambda found: str(found["kind"]))
def test_a_manifest_fits_the_schema_of_kubernetes(manifest: dict[str, Any]) -> None:
    for version in ("1.29", kubernetes_validate.latest_version()):
        kubernetes_validate.validate(manifest, version, strict=True)


def test_the_schema_would_see_a_misspelt_field() -> None:
    manifest = read_manifests()[0]
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(manifest | {"sepc": {}}, "1.29", strict=True)


def test_every_claim_and_service_that_is_named_is_there() -> None:
    there = {(found["kind"], found["metadata"].get("name")) for found in read_manifests()}
    text = "".join(path.read_text(encoding="utf-8") for path in (FLINK / "kubernetes").glob("*.yaml"))
    assert {("PersistentVolumeClaim", name) for name in re.findall(r"claimName: ([\w-]+)", text)} <= there
    assert {("Service", name) for name in re.findall(r"(?:rpc\.address|flink-master)=([\w-]+)", text)} <= there


def test_commands_are_scripts_of_the_project_and_the_run_is_one_that_ingest_takes() -> None:
    scripts = {part["command"][0] for part in containers() if "command" in part}
    assert scripts == {f"{HOME}/flink/process.sh"}
    assert (FLINK / "process.sh").stat().st_mode & 0o100
    (run,) = (part for part in containers() if "command" not in part)
    settings, _ = parse_options(run["args"])
    assert not settings.local
    (stated,) = (word.partition("=")[2] for word in run["args"] if word.startswith("--environment_config="))
    command = Path(json.loads(stated)["command"])
    assert (ROOT / command.relative_to(HOME)).stat().st_mode & 0o100


def test_all_of_flink_is_told_where_checkpoints_lie() -> None:
    told = [
        {word for word in part["args"] if word.startswith("-Dstate.")} for part in containers() if "command" in part
    ]
    (flinks, *others) = [words for words in told if words]
    assert {word.partition("=")[0] for word in flinks} == {"-Dstate.checkpoints.dir", "-Dstate.savepoints.dir"}
    assert others == [flinks]


def test_flinks_settings_are_those_of_one_flat_table() -> None:
    settings = yaml.safe_load((FLINK / "config.yaml").read_text(encoding="utf-8"))
    assert all(not isinstance(value, dict | list) for value in settings.values())
    bound = {value for name, value in settings.items() if name.endswith(("bind-host", "bind-address", ".host"))}
    assert bound == {"127.0.0.1"}


def test_the_files_that_the_page_names_are_there() -> None:
    page = (ROOT / "docs/runners.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w/])(?:flink|samples|tests|pipeline)/[\w/-]+(?:\.\w+)?|\./\w+\.sh", page))
    assert {"flink/kubernetes/run.yaml", "flink/Dockerfile", "flink/boot", "./run_flink.sh"} <= named
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_what_the_image_copies_is_there() -> None:
    lines = (FLINK / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from=" not in line]
    names = [name for names in copied for name in names]
    assert "requirements.lock" in names
    assert [name for name in names if not (ROOT / name).exists()] == []
    assert f"WORKDIR {HOME}" in lines
