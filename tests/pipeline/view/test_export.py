"""The report: one file, nothing to load, everything in it, and not too long to mail."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pipeline.view.command import main
from pipeline.view.markup import raw
from pipeline.view.pages.report import ReportLimits, report
from pipeline.view.snapshot import Snapshot
from tests.support.invented import invent_tables


def export(output: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> BeautifulSoup:
    assert main([str(output), "--export", str(file)]) == 0
    assert capsys.readouterr().out.startswith(f"{file}: ")
    return BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")


def test_it_loads_nothing_and_its_links_lead_within(
    linked_output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = export(linked_output, tmp_path / "report.html", capsys)
    assert not document.select("script, img, iframe, object, form, [src], link[href]")
    policy = document.select("meta[http-equiv=Content-Security-Policy]")[0]["content"]
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")
    ids = {str(place["id"]) for place in document.select("[id]")}
    links = [str(link["href"]) for link in document.select("[href]")]
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert {link.split(":")[0] for link in links if not link.startswith("#")} == {"https"}
    assert len({link for link in links if link.startswith("#event-")}) == 10


def test_it_holds_every_event_and_article(
    plain_output: Path, linked_output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    linked = export(linked_output, tmp_path / "linked.html", capsys)
    assert len(linked.select("section[id^=event-]")) == 10
    assert len(linked.select("section[id^=article-]")) == 40
    plain = export(plain_output, tmp_path / "plain.html", capsys)
    assert len(plain.select("section[id^=article-]")) == 120
    assert len(plain.select("section .text")) == 120
    assert "<script>document.title" in plain.get_text()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", plain.decode())


def test_what_is_too_long_keeps_its_figures_and_says_so(plain: Snapshot) -> None:
    made = report(plain, raw(""), "", ReportLimits(stories=110, articles=100, characters=400_000))
    assert 300_000 < len(made) < 400_000
    document = BeautifulSoup(made, "lxml")
    texts = len(document.select("section .text"))
    assert 0 < texts < 100
    sections = document.select("section[id^=article-]")
    assert len(sections) == 100
    assert all(len(section.select("tbody tr")) == 4 for section in sections)
    assert "The text is left out" in sections[-1].get_text()
    notes = " ".join(note.get_text() for note in document.select(".note"))
    assert "newest 110 of 120" in notes
    assert "Of 110 articles, 100 are told" in notes


def test_an_output_without_tables_gives_a_report_that_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "There are no figures" in export(tmp_path, tmp_path / "report.html", capsys).get_text()


def test_the_command_says_where_the_file_is_and_nothing_else(tmp_path: Path) -> None:
    invent_tables(tmp_path / "tables", articles=2, days=1)
    command = [sys.executable, "-m", "pipeline", "view", str(tmp_path / "tables"), "--export", str(tmp_path / "r.html")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert (done.stdout, done.stderr) == (f"{tmp_path / 'r.html'}: 0.1 MB\n", "")


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    invent_tables(tmp_path, articles=2, days=1)
    assert main([str(tmp_path), "--export", str(tmp_path / "none" / "report.html")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
