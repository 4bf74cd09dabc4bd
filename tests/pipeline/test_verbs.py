"""The command's verbs: how they are listed, chosen and refused, and that nobody waits for Beam to read a help text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.__main__ import VERBS, main

ROOT = Path(__file__).parents[2]
HEAVY = ("apache_beam", "spacy", "pyarrow", "numpy", "requests")


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603


def test_help_lists_each_verb_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for name, verb in VERBS.items():
        (line,) = [line for line in lines if line.split()[:1] == [name]]
        assert line.endswith(verb.summary)
        assert len(line) <= 100


@pytest.mark.parametrize("name", VERBS)
def test_each_verb_tells_what_it_takes(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert "usage: wire-ingest" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--help"], 0),
        *(([name, "--help"], 0) for name in VERBS),
        (["explian"], 2),
        (["explain"], 2),
        (["explain", "page.html", "--idd", "x"], 2),
    ],
)
def test_what_runs_no_pipeline_does_not_wait_for_beam(arguments: list[str], status: int) -> None:
    done = python("-X", "importtime", "-m", "pipeline", *arguments)
    assert done.returncode == status
    imported = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert "pipeline" in imported
    assert imported.isdisjoint(HEAVY)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("explian", "unknown verb 'explian'; did you mean explain?"),
        ("saved.html", "unknown verb 'saved.html'; see --help; inputs are given as --input saved.html"),
        ("a\x1b[2Jb\nc", r"unknown verb 'a\x1b[2Jb\nc'; see --help; inputs are given as --input a\x1b[2Jb\nc"),
        ("", "unknown verb ''; see --help"),
    ],
)
def test_a_word_that_is_no_verb_is_one_line_and_status_2(
    word: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word, "--output", "tables"]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"wire-ingest: {said}")
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_ingest_is_what_is_done_without_a_verb(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ([], ["ingest"]):
        assert main([*verb, "--output", "x"]) == 2
        assert capsys.readouterr().err == "wire-ingest: --input is missing: name a file or glob to read\n"


@pytest.mark.parametrize(
    "verb",
    [
        ["--help"],
        ["explain", "{story}"],
        ["sql", "{folder}", "SELECT 1"],
        ["runs", "{folder}"],
        ["forget", "{folder}", "--site", "news.example"],
    ],
)
def test_an_answer_that_finds_no_room_is_one_line(verb: list[str], tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Two people were killed in Homs on Sunday, police said. The road along the river is closed.")
    words = [word.format(story=story, folder=tmp_path) for word in verb]
    command = ["bash", "-c", '"$@" >/dev/full', "bash", sys.executable, "-m", "pipeline", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "No space left on device" in done.stderr


@pytest.mark.parametrize("verb", ["runs", "tidy"])
def test_what_beam_warns_of_is_not_said(verb: str, tmp_path: Path) -> None:
    done = python("-m", "pipeline", verb, str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


def test_link_makes_nothing_where_no_tables_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("tabels", "empty"):
        assert main(["link", str(tmp_path / name)]) == 1
        assert "holds no table articles" in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_the_first_name_of_explain_still_works() -> None:
    old, new = python("-m", "pipeline.explain", "--help"), python("-m", "pipeline", "explain", "--help")
    assert (old.returncode, old.stdout, old.stderr) == (0, new.stdout, "")
    assert "--published_at" in old.stdout


def test_a_reader_that_has_gone_ends_it_in_silence() -> None:
    command = [sys.executable, "-m", "pipeline", "--help"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:  # noqa: S603
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()  # before Python has begun
        assert run.stderr.read() == b""
    assert run.returncode == 141
