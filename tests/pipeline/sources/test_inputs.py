"""Which files are read, and as what."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.formats import detect_content
from pipeline.sources.inputs import Input, find_inputs
from pipeline.sources.urls import read_urls
from pipeline.storage import StoredFile
from schemas.dead_letter import Rejected
from schemas.request import Request

NOW = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"WARC/1.1\r\n", "warc"),
        (b'\xef\xbb\xbf{"id": 1}', "documents"),
        (b"\n  <!doctype html>", "html"),
        (b"# wires\n\nhttps://a.example/1\n", "urls"),
        (b"https://a.example/1 # the first\n", "urls"),
        (b"To Top\n\nA headline\n", "text"),
        (b"", "text"),
        (b"\xff\xfe\x00", "text"),
    ],
)
def test_content_tells_the_format(head: bytes, kind: str) -> None:
    assert detect_content(head) == kind


def test_names_tell_before_content(tmp_path: Path) -> None:
    for name in ("a.warc.gz", "b.jsonl", "c.HTM", "d.ndjson.gz"):
        (tmp_path / name).write_bytes(b"https://a.example\n")
    (tmp_path / "e.list.gz").write_bytes(gzip.compress(b"https://a.example\n"))
    found = {Path(entry.path).name: entry.format for entry in find_inputs([f"{tmp_path}/*"], "auto")}
    assert found == {"a.warc.gz": "warc", "b.jsonl": "documents", "c.HTM": "html", "d.ndjson.gz": "documents",
                     "e.list.gz": "urls"}  # fmt: skip


def test_detection_can_be_overruled_and_a_file_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("https://a.example\n")
    found = find_inputs([f"{tmp_path}/*.txt", f"{tmp_path}/a.txt"], "text")
    modified = (tmp_path / "a.txt").stat().st_mtime
    assert found == [Input(StoredFile(f"{tmp_path}/a.txt", 18, modified), "text")]


@pytest.mark.parametrize("name", ["nothing*.txt", "gone.txt", ".", "nosuch://host/x"])
def test_an_input_that_names_nothing_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    pattern = name if "://" in name else str(tmp_path / name)
    with pytest.raises(ValueError, match="--input") as refused:
        find_inputs([pattern], "auto")
    assert "\n" not in str(refused.value)


def test_urls_are_read_past_comments_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "u.txt"
    path.write_bytes(
        b"\xef\xbb\xbf# the list\nhttps://a.example/1#part \r\n\n  https://b.example/2 # why\nnot a url\n"
        + b"x" * 70_000
        + b"\nhttps://c.example/3"
    )
    found = list(read_urls(str(path), NOW))
    assert [answer.url for answer in found if isinstance(answer, Request)] == [
        "https://a.example/1#part", "https://b.example/2", "not a url", "https://c.example/3",
    ]  # fmt: skip
    assert [answer.origin.rpartition(":")[2] for answer in found if isinstance(answer, Request)] == ["2", "4", "5", "7"]
    (long,) = [answer for answer in found if isinstance(answer, Rejected)]
    assert long.reason == "invalid_url"
