"""The finished runs, a line each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.__main__ import main
from tests.support.lake import articles, day, failures, write_run


def test_each_run_is_a_line_by_its_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, end in (("second", "2025-03-02T00:10:00+00:00"), ("first", "2025-03-01T00:10:00+00:00")):
        write_run(tmp_path, name, [*articles(name, range(3), day(0)), *failures(name, range(2), day(0))])
        path = tmp_path / "_runs" / f"{name}.json"
        manifest = json.loads(path.read_text())
        manifest["tables"]["articles"]["rows"] = 1234
        manifest |= {"finished_at": end, "failures": {"timed_out": 2}, "seconds": {"elapsed": 61.04}}
        path.write_text(json.dumps(manifest))
    assert main(["runs", str(tmp_path)]) == 0
    header, *lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:4] for line in lines] == [
        ["2025-03-01T00:10:00+00:00", "first", "1,234", "2"],
        ["2025-03-02T00:10:00+00:00", "second", "1,234", "2"],
    ]
    assert header.index("articles") + len("articles") == lines[0].index("1,234") + len("1,234")


def test_what_windows_of_a_stream_have_lost_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, missing in {"w-20250301T000500": 2, "w-20250301T001000": 3, "w-20250301T001000p1": -3}.items():
        write_run(tmp_path, name, articles(name, range(1), day(0)))
        path = tmp_path / "_runs" / f"{name}.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "missing": missing}))
    assert main(["runs", str(tmp_path)]) == 0
    assert capsys.readouterr().out.endswith("\ncame in and stands in no table: 2 in w-20250301T000500\n")


def test_an_output_without_runs_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "no run has finished\n"
