"""Strange strings go through the whole pipeline and come back from Parquet as they went in."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline.__main__ import main
from schemas.storable import storable
from tests.support.suites import SUITES

OWN = [
    "NUL \x00 and bell \x07",
    "𝕲𝖔𝖙𝖍𝖎𝖈 👩‍👩‍👧 é e\u0301",
    "مرحبا \u202eabc\u202c العالم",
    "<script>alert(1)</script>",
    "\ufeffBOM inside \ufeff",
    "'; DROP TABLE articles; --",
    "lone \ud800 surrogate",
    "1" * 400 + " people were killed",
    "%s%n{0}${x}",
    "\u2028\u2029\x85",
    "killed " * 2000,
    "9e999 dead, -5 injured, ½ hurt, ① missing, 10^100 people killed on 99/99/9999",
]


def strange_strings() -> list[str]:
    """Our own, and the public list of naughty strings where it lies beside the project."""
    public = SUITES / "text" / "naughty_strings.json"
    return OWN + (json.loads(public.read_text(encoding="utf-8")) if public.exists() else [])


def test_clean_text_is_kept_to_the_code_point(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strings = dict(enumerate(strange_strings()))
    path = tmp_path / "docs.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in strings.items()))
    assert main(["--input", str(path), "--output", str(tmp_path / "tables"), "--run_id", "strange"]) == 0
    capsys.readouterr()
    articles = ds.dataset(tmp_path / "tables" / "articles", partitioning="hive").to_table().to_pylist()
    failures = ds.dataset(tmp_path / "tables" / "failures", partitioning="hive").to_table().to_pylist()
    kept = {int(row["source_id"]): row["text"] for row in articles}
    refused = {int(row["source_id"]) for row in failures if row["source_id"] is not None}
    assert kept == {n: storable(text) for n, text in strings.items() if text.strip()}
    assert refused <= {n for n, text in strings.items() if not text.strip()}
    texts = {(row["article_id"], row["revision"]): row["text"] for row in articles}
    for table in ("entities", "dates", "casualties"):
        for row in ds.dataset(tmp_path / "tables" / table, partitioning="hive").to_table().to_pylist():
            assert texts[row["article_id"], row["revision"]][row["start"] : row["end"]] == row["text"]
