"""The jars of the cluster are made when they are missing or older than what they are made from; Maven is a stand-in."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.support.flink_cluster import ROOT

MAVEN = """#!/bin/sh
echo called >>"{calls}"
ls "{lib}" 2>/dev/null >>"{calls}"
[ ! -e "{broken}" ] || exit 1
mkdir -p "{lib}"
touch "{lib}/flink.jar" "{lib}/cluster.jar"
"""


def test_jars_are_made_anew_when_their_sources_change(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "flink", tmp_path / "flink", symlinks=True)
    calls, broken, lib = tmp_path / "calls", tmp_path / "broken", tmp_path / ".flink/lib"
    maven = tmp_path / "bin/mvn"
    maven.parent.mkdir()
    maven.write_text(MAVEN.format(calls=calls, broken=broken, lib=lib))
    maven.chmod(0o755)

    def fetch() -> int:
        """How often Maven was called; it finds no jar of before."""
        calls.write_text("")
        path = f"{maven.parent}:{os.environ['PATH']}"
        words = [str(tmp_path / "flink/cluster.sh"), "fetch"]
        subprocess.run(words, env={**os.environ, "PATH": path}, check=not broken.exists())  # noqa: S603
        said = calls.read_text().split()
        assert "flink.jar" not in said
        return len(said)

    def change(path: Path) -> None:
        """As if it were written after the jars."""
        after = (lib / "cluster.jar").stat().st_mtime + 10
        os.utime(path, (after, after))

    assert [fetch(), fetch()] == [1, 0]
    for path in (tmp_path / "flink/java/Loopback.java", tmp_path / "flink/pom.xml"):
        change(path)
        broken.touch()
        assert [fetch(), fetch()] == [1, 1]
        broken.unlink()
        os.utime(path, (0, 0))
        assert [fetch(), fetch()] == [1, 0]
    (tmp_path / "flink/java/Another.java").touch()
    change(tmp_path / "flink/java")
    assert fetch() == 1
