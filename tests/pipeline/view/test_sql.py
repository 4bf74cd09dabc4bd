"""The verb sql: every table by its name, in three forms, and what is wrong said in one line."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.lake.partitions import Partition
from pipeline.view.database import open_database
from pipeline.view.sql import main
from schemas.link_tables import LINK_TABLES
from schemas.tables import ARTICLES, CASUALTIES, TABLES
from tests.support.invented import invent_tables

STRANGE = "a\x1b[2Jb\x9bc"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("it's [a] folder")
    invent_tables(folder, articles=12, days=4, titles={0: STRANGE, 1: "=1+1"})
    return folder


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


def test_every_table_is_a_view_with_its_columns(output: Path) -> None:
    connection = open_database(output, confined=True).connection
    for table in (TABLES | LINK_TABLES).values():
        assert connection.sql(f"FROM {table.name}").columns == [*table.schema.names, table.partition_key]


def test_a_table_for_people(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = ask(capsys, str(output), "SELECT count(*) AS articles FROM articles")
    assert "│       12 │" in shown


def test_csv_and_json_give_all_rows(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT article_id, published_at, authors FROM articles ORDER BY article_id LIMIT 2; SELECT 1 AS one"
    lines = ask(capsys, str(output), query, "--csv").splitlines()
    assert lines[0] == "article_id,published_at,authors"
    assert lines[1].split(",")[1].endswith("Z")
    assert lines[3:] == ["one", "1"]
    first, _, one = [json.loads(line) for line in ask(capsys, str(output), query, "--json").splitlines()]
    assert list(first) == ["article_id", "published_at", "authors"]
    assert one == {"one": 1}


def test_statements_come_from_a_file_or_a_pipe_too(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "asked.sql"
    asked.write_text("CREATE TABLE mine AS SELECT 7 AS seven;\nSELECT * FROM mine")
    assert ask(capsys, str(output), "--file", str(asked), "--json").splitlines()[-1] == '{"seven": 7}'
    command = [sys.executable, "-m", "pipeline", "sql", str(output), "--csv"]
    piped = subprocess.run(command, input="SELECT 8 AS eight", capture_output=True, text=True, check=True)  # noqa: S603
    assert piped.stdout == "eight\n8\n"


def test_a_page_does_not_speak_to_the_terminal(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = ask(capsys, str(output), "SELECT title FROM articles WHERE title LIKE 'a%'")
    assert "\x1b" not in shown
    assert "\x9b" not in shown


def test_the_prompt_answers_goes_on_after_a_mistake_and_ends(output: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "sql", str(output), "--csv"]
    master, slave = pty.openpty()
    with subprocess.Popen(command, stdin=slave, stdout=subprocess.PIPE, text=True) as asked:  # noqa: S603
        os.close(slave)
        os.write(master, b"SELEC;\nSELECT 40 + 2\nAS sum;\n\x04")
        said, _ = asked.communicate(timeout=120)
    os.close(master)
    assert asked.returncode == 0
    assert "syntax error" in said
    assert "sum\n42\n" in said


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["{output}", "SELECT nothing"], 1, "nothing"),
        (["{output}/none", "SELECT 1"], 2, "there is no folder"),
        (["gs://bucket/tables", "SELECT 1"], 2, "not of this machine"),
        (["{output}", "--file", "{output}/none.sql"], 2, "cannot be read"),
        (["{output}", "SELECT 1", "--csv", "--json"], 2, "not allowed with"),
        ([], 2, "OUTPUT"),
    ],
)
def test_what_cannot_be_answered_is_one_line(
    words: list[str], status: int, said: str, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word.format(output=output) for word in words]) == status
    line = capsys.readouterr().err
    assert line.startswith("wire-ingest sql: ")
    assert said in line
    assert line.count("\n") == 1


def test_columns_of_a_later_version_are_null_in_files_of_an_earlier_one(tmp_path: Path) -> None:
    invent_tables(tmp_path, articles=3, days=1)
    (path,) = tmp_path.glob("casualties/*/*.parquet")
    pq.write_table(pq.read_table(path, partitioning=None).drop_columns(["confidence", "cause"]), path)
    database = open_database(tmp_path, confined=True)
    assert database.views["casualties"].lacking == ("cause", "confidence")
    assert database.connection.sql("SELECT DISTINCT cause, confidence FROM casualties").fetchall() == [(None, None)]


def test_a_table_that_is_not_declared_is_a_view_too(tmp_path: Path) -> None:
    folder = tmp_path / "notes" / "published_date=2025-01-01"
    folder.mkdir(parents=True)
    pq.write_table(pa.table({"said": ["x"]}), folder / "r.parquet")
    found = open_database(tmp_path, confined=True).connection.sql("SELECT * FROM notes").fetchall()
    assert found == [("x", "2025-01-01")]
    assert (
        open_database(tmp_path, confined=True).connection.sql("FROM casualties").columns[0]
        == CASUALTIES.schema.names[0]
    )


@pytest.mark.parametrize("damage", [b"", b"no Parquet", b"PAR1 not really PAR1"])
def test_a_damaged_file_is_named_in_one_line(damage: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    invent_tables(tmp_path, articles=1, days=1)
    (broken,) = tmp_path.glob("articles/*/*.parquet")
    broken.write_bytes(damage)
    assert main([str(tmp_path), "SELECT 1"]) == 1
    said = capsys.readouterr().err
    assert f"wire-ingest sql: {broken} cannot be read: " in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_what_is_piped_in_and_no_utf_8_is_one_line(locale: str, output: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "sql", str(output)]
    at = {**os.environ, "LC_ALL": locale}
    done = subprocess.run(command, input=b"SELECT '\xff'", capture_output=True, env=at, check=False)  # noqa: S603
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1), done.stderr
    assert b"what is piped in cannot be read" in done.stderr


def test_a_closed_standard_input_asks_for_nothing(output: Path) -> None:
    command = ["bash", "-c", '"$@" <&-', "bash", sys.executable, "-m", "pipeline", "sql", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_day_that_cannot_be_looked_into_is_not_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    invent_tables(tmp_path, articles=4, days=2)
    day = sorted(tmp_path.glob("articles/*"))[0]
    day.rename(tmp_path / "aside")
    day.symlink_to(day)  # a loop: what a folder without rights is to others than root
    assert main([str(tmp_path), "SELECT count(*) FROM articles"]) == 1
    assert day.name in capsys.readouterr().err
    with pytest.raises(OSError, match=day.name):
        Partition(tmp_path, ARTICLES, day.name).files()
