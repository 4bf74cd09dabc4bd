"""The gallery: what is counted, and how, sentence by sentence."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from schemas.mentions import Casualty
from transforms.mentions.casualties.finding import find_casualties

GALLERY = Path(__file__).with_name("gallery.txt")


@dataclass
class Case:
    phenomenon: str
    title: str | None
    text: str
    rows: list[str]


def read_gallery() -> list[Case]:
    cases: list[Case] = []
    phenomenon = ""
    for line in GALLERY.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            phenomenon = line[3:]
        elif line.startswith("    "):
            cases[-1].rows.append(line.strip())
        elif line and not line.startswith("#"):
            title, bar, text = line.removeprefix("Title: ").partition(" | ")
            cases.append(Case(phenomenon, title if bar else None, text if bar else line, []))
    return cases


def spell(row: Casualty) -> str:
    low, high = ("" if bound is None else str(bound) for bound in (row.low, row.high))
    words = [row.outcome, low if low == high else f"{low}-{high}", row.qualifier, row.scope]
    return " ".join(words + ["main"] * row.is_main + ["derived"] * row.is_derived)


@pytest.mark.parametrize("case", read_gallery(), ids=lambda case: f"{case.phenomenon}: {case.text[:50]}")
def test_the_rows_are_as_specified(case: Case) -> None:
    rows = find_casualties(case.text, case.title, None, [], [])
    assert [spell(row) for row in rows] == case.rows
    assert all(row.text == case.text[row.start : row.end] for row in rows)


def test_the_gallery_is_large_and_has_no_sentence_twice() -> None:
    texts = [case.text for case in read_gallery()]
    assert len(texts) >= 350
    assert len(set(texts)) == len(texts)
