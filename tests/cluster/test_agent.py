"""The agent that a cluster's processes load says it when it does not know what Beam's runner is made of."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.support.flink_cluster import ROOT, needs_cluster

LIB = ROOT / ".flink/lib"
AGENT = LIB / "cluster.jar"
CHANGED = (
    "fnexecution/control/BundleCheckpointHandlers$StateAndTimerBundleCheckpointHandler",
    "flink/translation/wrappers/streaming/ExecutableStageDoFnOperator$SdkHarnessDoFnRunner",
    "flink/translation/functions/FlinkExecutableStageFunction",
)


def said(*classpath: object) -> str:
    """What the agent says where these are the classes."""
    words = ["java", f"-javaagent:{AGENT}", "-cp", ":".join(map(str, (*classpath, *LIB.glob("asm-*.jar")))), "-version"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603
    return "".join(line for line in done.stderr.splitlines(keepends=True) if "left as it is" in line)


@needs_cluster
def test_the_pinned_runner_is_known_and_where_there_is_none_nothing_is_said() -> None:
    assert said(AGENT, f"{LIB}/*") == ""
    assert said(AGENT) == ""


@needs_cluster
@pytest.mark.parametrize("name", CHANGED)
def test_another_runner_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    other = tmp_path / f"org/apache/beam/runners/{name}.class"
    other.parent.mkdir(parents=True)
    with zipfile.ZipFile(AGENT) as jar:
        other.write_bytes(jar.read("Agent.class"))  # a class without the method
    told = said(tmp_path, AGENT, f"{LIB}/*")
    assert told.count("\n") == 1
    assert "docs/streams.md" in told
