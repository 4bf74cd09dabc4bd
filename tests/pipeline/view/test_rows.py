"""Cells that a spreadsheet would take for formulas."""

from __future__ import annotations

import io

import duckdb
import pytest

from pipeline.view.rows import write_csv


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n"])
def test_what_a_spreadsheet_would_reckon_begins_with_an_apostrophe(begin: str) -> None:
    sink = io.StringIO()
    write_csv(duckdb.execute("SELECT $text AS said, -1 AS low", {"text": f"{begin}1"}), sink, guarded=True)
    head, _, cells = sink.getvalue().partition("\n")
    assert head == "said,low"
    assert cells.replace('"', "") == f"'{begin}1,-1\n"
