"""A folder of everything that can be wrong with an input: each costs itself, and the rest is read."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline.__main__ import main

STORY = "BEIRUT, Oct. 9 (Reuters) - At least 32 people were killed on Sunday in Idlib, activists said. Story {0}."


def record(name: str) -> bytes:
    return json.dumps({"id": name, "text": STORY.format(name)}).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    remote = {"id": "remote", "html_file": "s3://bucket/page.html"}
    (place / "a.jsonl").write_bytes(record("good") + b"\n" + json.dumps(remote).encode() + b"\n")
    (place / "again.jsonl").write_bytes((record("good") + b"\n") * 3)
    (place / "bom.jsonl").write_bytes(b"\xef\xbb\xbf" + record("bom"))
    (place / "wide.jsonl").write_bytes('{"text": "a"}\n'.encode("utf-16"))
    (place / "half.jsonl.gz").write_bytes(gzip.compress(os.urandom(5000).hex().encode())[:-900])
    (place / "back\\slash.txt").write_text(STORY.format("back"))
    Path(os.fsdecode(os.fsencode(place) + b"/caf\xe9.txt")).write_text(STORY.format("latin"))
    os.mkfifo(place / "pipe")
    (place / "gone.txt").symlink_to("nowhere")
    (place / ".arriving.txt.x7Gk2").write_text("half a sto")
    (place / "arriving.html.part").write_text("<p>half a sto")
    return place


def test_each_costs_itself_and_the_rest_is_read(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out [1]"
    assert main(["--input", f"{folder}/*", "--output", str(output), "--run_id", "r"]) == 0
    articles = ds.dataset(output / "articles", partitioning="hive").to_table().to_pylist()
    assert {row["source_id"] for row in articles} == {"good", "bom", f"{folder}/back\\slash.txt"}
    failures = ds.dataset(output / "failures", partitioning="hive").to_table().to_pylist()
    told = {
        name: {row["reason"] for row in failures if name in row["detail"]}
        for name in ("s3://bucket", "wide.jsonl", "half.jsonl.gz", r"caf\udce9.txt", "pipe", "gone.txt")
    }
    assert told.pop("s3://bucket") == {"outside_folder"}
    assert set(map(frozenset, told.values())) == {frozenset({"unreadable_input"})}
    assert not any("arriving" in row["detail"] for row in failures)
    assert len(failures) == 6
    manifest = json.loads((output / "_runs" / "r.json").read_text())
    assert len(manifest["inputs"]) == 9
    unopened = 3  # files of records of which nobody knows how many they hold
    assert manifest["doubles"] == 3
    assert manifest["requests"] + unopened == len(articles) + len(failures) + manifest["doubles"], "nothing is lost"
