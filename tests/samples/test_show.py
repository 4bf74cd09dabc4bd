"""The summary at the end of a local run."""

from __future__ import annotations

import shlex
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.show import COLUMNS, columns_of, fit, lay_out, main
from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.link_tables import EVENTS
from schemas.mentions import Casualty
from schemas.tables import ARTICLES, CASUALTIES, FAILURES, article_row, casualty_row, failure_row, to_arrow

NOW = datetime(2025, 3, 12, 12, tzinfo=UTC)
ARTICLE = Article(
    article_id="0123456789abcdef", revision="fedcba9876543210", source_id=None, url="http://a.example/1",
    canonical_url=None, site=None, title="Blast at market kills at least 14", authors=(), agency=None, dateline=None,
    language="en", section=None, image_url=None, published_at=NOW, published_from="meta", published_offset=0,
    modified_at=None, text="At least 14 people died.", fetched_at=None, status=None, received_at=NOW,
    anchor=date(2025, 3, 12),
)  # fmt: skip
FIGURE = Casualty(
    figure_id="f1", start=0, end=18, text="At least 14 people", sentence="At least 14 people died.", outcome="killed",
    low=14, best=14, high=None, qualifier="at_least", scope="event", is_main=True, is_derived=False, rule="r",
    confidence=1.0, attributed_to="police",
)  # fmt: skip


@pytest.fixture
def output(tmp_path: Path) -> Path:
    letter = DeadLetter("http://a.example/2", None, "fetch", "http_error", "404", 404, NOW)
    for table, row, key in (
        (ARTICLES, article_row(ARTICLE, "r"), "published_date=2025-03-12"),
        (CASUALTIES, casualty_row(FIGURE, ARTICLE, "r"), "published_date=2025-03-12"),
        (FAILURES, failure_row(letter, "r"), "failed_date=2025-03-12"),
    ):
        folder = tmp_path / table.name / key
        folder.mkdir(parents=True)
        pq.write_table(to_arrow(table, [row]), folder / "r.parquet")
    return tmp_path


def test_figures_counts_failures_and_query_are_shown(
    output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    assert main([str(output)]) == 0
    shown = capsys.readouterr().out.splitlines()
    (figure,) = [line for line in shown if "At least 14 people" in line]
    cells = [cell for cell in figure.split("  ") if cell]
    assert [cell.strip() for cell in cells] == [
        *("killed", "14", "14", "-", "At least 14 people", "event", "main", "police"),
        "Blast at market kills at least 14",
    ]
    assert "  articles          1" in shown
    assert "  entities          0" in shown
    assert "  http_error              1" in shown


def test_the_line_that_is_shown_runs(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(output)])
    command = shlex.split(capsys.readouterr().out.splitlines()[-1])
    asked = subprocess.run([*command, "--csv"], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert asked.stdout == "outcome,low,high,sentence\nkilled,14,,At least 14 people died.\n"


def test_events_that_ended_are_counted_apart(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = output / "events" / "event_date=2025-03-12"
    folder.mkdir(parents=True)
    schema = pa.schema([field.with_nullable(nullable=True) for field in EVENTS.schema])
    ended = {field.name: None for field in schema} | {"event_id": "e1", "status": "withdrawn"}
    live = ended | {"event_id": "e2", "status": "live", "title": "A blast", "independent_sources": 1, "articles": 1}
    pq.write_table(pa.Table.from_pylist([ended, live], schema=schema), folder / "link.parquet")
    assert main([str(output)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  events            2  (1 of them ended: merged or withdrawn)" in lines
    assert sum("A blast" in line for line in lines) == 1


def test_folder_without_tables_is_a_one_line_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


ROWS = st.lists(st.lists(st.text(max_size=80), min_size=len(COLUMNS), max_size=len(COLUMNS)), min_size=1, max_size=6)


@given(ROWS, st.integers(min_value=78, max_value=250))
def test_no_line_of_the_table_is_wider_than_the_terminal(rows: list[list[str]], width: int) -> None:
    assert max(columns_of(line) for line in lay_out(rows, width)) <= width


@given(st.text(max_size=40), st.integers(min_value=3, max_value=30), st.booleans())
def test_fitted_cell_has_exactly_its_width(cell: str, width: int, number: bool) -> None:  # noqa: FBT001 - drawn
    assert columns_of(fit(" ".join(cell.split()), width, number)) == width


def test_a_page_does_not_speak_to_the_terminal() -> None:
    *_, line = lay_out([["a\x1b[2Jb\x9bc\r\x07", *[""] * (len(COLUMNS) - 1)]], 200)
    assert line.startswith("a\ufffd[2Jb\ufffdc")


def test_short_table_is_not_stretched() -> None:
    lines = lay_out([["killed", "1", "1", "1", "one", "event", "", "", "", "x"]], 200)
    assert columns_of(lines[1]) < 110
