"""The verb forget as a user has it: read, linked, forgotten, read again."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline.__main__ import main
from pipeline.state.forgotten import read_tombstones
from tests.support.whole_output import find_left

DOCUMENTS = [
    {
        "id": f"record{number}qz",
        "url": f"https://www.ostmark{number}.com/fire{number}qz",
        "published_at": f"2031-05-0{number}T08:00:00Z",
        "title": f"Fire in Gdansk kills {number + 5}",
        "text": f"GDANSK, May {number} - A fire in a warehouse killed {number + 5} people on Thursday, {who} said.\n\n"
        f"Crews were still searching the ruins of the building near the old harbour. It burnt for {number} hours.",
    }
    for number, who in ((1, "police"), (2, "the mayor, Zuzanna Orlewska,"), (3, "police"))
]


def read(folder: Path, run_id: str) -> dict[str, object]:
    source = folder / "articles.jsonl"
    source.write_text("".join(f"{json.dumps(document)}\n" for document in DOCUMENTS))
    assert main(["--input", str(source), "--output", str(folder / "tables"), "--run_id", run_id]) == 0
    manifest: dict[str, object] = json.loads((folder / "tables" / "_runs" / f"{run_id}.json").read_text())
    return manifest


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = ds.dataset(folder / "tables" / table).to_table().to_pylist()
    return found


def test_what_is_forgotten_leaves_events_to_the_others_and_no_run_brings_it_back(tmp_path: Path) -> None:
    output = tmp_path / "tables"
    read(tmp_path, "first")
    assert main(["link", str(output)]) == 0
    told = {row["article_id"]: row["event_id"] for row in rows(tmp_path, "event_articles")}
    assert main(["forget", str(output), "--person", "zuzanna orlewska", "--yes"]) == 0
    words = ["record2qz", "fire2qz", "Orlewska", "ostmark2.com/"]
    assert find_left(output, words) == set()
    left = {row["article_id"]: row["event_id"] for row in rows(tmp_path, "event_articles")}
    assert left == {article: event for article, event in told.items() if article in left}
    assert len(left) == 2
    assert {row["article_id"] for row in rows(tmp_path, "event_tolls")} == left.keys()
    assert 7 not in {row["killed_best"] for row in rows(tmp_path, "events")}
    live = [row for row in rows(tmp_path, "events") if row["status"] == "live"]
    assert sum(int(str(row["articles"])) for row in live) == 2

    assert read(tmp_path, "second")["forgotten"] == 1
    assert find_left(output, words) == set()
    assert len({row["article_id"] for row in rows(tmp_path, "articles")}) == 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--article", "12"], "16 hex digits"),
        (["--url", "file:///etc/passwd"], "not http"),
        (["--site", "www.bbc.co.uk"], "bbc.co.uk"),
        (["--site", "https://bbc.co.uk/"], "registered domain"),
        (["--person", " - "], "no letters"),
        ([], "one of the arguments"),
        (["--article", "0" * 16, "--site", "bbc.co.uk"], "not allowed with"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], said: str
) -> None:
    assert main(["forget", str(tmp_path), *asked]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert said in lines[0]


def test_what_was_never_here_can_be_kept_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = DOCUMENTS[0]["url"]
    assert main(["forget", str(tmp_path), "--url", url, "--yes"]) == 0
    assert "nothing here is of what is asked for" in capsys.readouterr().out
    assert read_tombstones(str(tmp_path)).covers_address(url)
    assert find_left(tmp_path, [url]) == set()
