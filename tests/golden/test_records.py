"""The golden records are sound, and what holds a run against them sees what is wrong."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from schemas.dead_letter import REASONS
from schemas.mentions import AttributionType, Certainty, Outcome, Qualifier, Scope, VictimType
from schemas.tables import CASUALTIES
from tests.support.golden import Row, compare_casualties, compare_text, load_records

RECORDS = load_records()
STORIES = {path: record for path, record in RECORDS.items() if "article" in record}
CLOSED: dict[str, Any] = {
    "outcome": Outcome, "qualifier": Qualifier, "scope": Scope, "victim_type": VictimType,
    "attribution_type": AttributionType, "certainty": Certainty,
}  # fmt: skip
ROW: Row = {
    "outcome": "killed", "text": "at least 14 people", "low": 14, "best": 14, "high": None, "qualifier": "at_least",
    "scope": "event", "is_main": True, "is_derived": False, "victims": "people",
}  # fmt: skip


def words_of(record: Row) -> str:
    blocks = record["article"]["text"]
    return "\n\n".join(
        line for block in blocks for line in ([block] if isinstance(block, str) else block.get("list", []))
    )


@pytest.mark.parametrize("path", sorted(STORIES))
def test_words_of_every_row_stand_in_the_story(path: str) -> None:
    record = STORIES[path]
    words = words_of(record)
    rows = [*record["casualties"], *record["dates"], *record["entities"]]
    assert [row["text"] for row in rows if row["text"] not in words] == []


@pytest.mark.parametrize("path", sorted(STORIES))
def test_casualty_rows_hold_known_columns_and_values(path: str) -> None:
    for row in STORIES[path]["casualties"]:
        assert set(row) - set(CASUALTIES.schema.names) == set()
        assert set(ROW) - {"victims"} <= set(row)
        for name, closed in CLOSED.items():
            stated = row.get(name, get_args(closed)[0])
            assert set(stated if isinstance(stated, list) else [stated]) <= set(get_args(closed)), (row["text"], name)


@pytest.mark.parametrize("path", sorted(STORIES))
def test_at_most_one_main_figure_an_outcome(path: str) -> None:
    mains = [row["outcome"] for row in STORIES[path]["casualties"] if row["is_main"]]
    assert len(mains) == len(set(mains))


def test_failures_have_known_reasons() -> None:
    reasons = {record["failure"]["reason"] for record in RECORDS.values() if "failure" in record}
    assert reasons <= REASONS
    assert len(reasons) >= 7


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("One.\n\nfirst\n\nsecond\n\nTwo.", True),
        ("One.\n\nA | B\nC | D\n\nfirst\n\nsecond\n\nTwo.", True),
        ("Lead.\n\nOne.\n\nfirst\n\nsecond\n\nTwo.", True),
        ("Other.\n\nOne.\n\nfirst\n\nsecond\n\nTwo.", False),
        ("One.\n\nA B C D\n\nfirst\n\nsecond\n\nTwo.", True),
        ("One.\n\nB\n\nfirst\n\nsecond\n\nTwo.", False),
        ("One.\n\nsecond\n\nfirst\n\nTwo.", False),
        ("One.\n\nfirst\n\nsecond", False),
        ("One.\nfirst\n\nsecond\n\nTwo.", False),
        ("One.\n\nfirst\n\nsecond\n\nTwo.\n\nShare this", False),
        ("", False),
    ],
)
def test_text_is_compared_exactly_but_for_tables(*, text: str, same: bool) -> None:
    wanted = [{"optional": "Lead."}, "One.", {"table": [["A", "B"], ["C", "D"]]}, {"list": ["first", "second"]}, "Two."]
    assert (compare_text(text, wanted) == []) is same


@pytest.mark.parametrize(
    ("found", "wanted", "differences"),
    [
        ([ROW], [ROW], []),
        ([], [ROW], ["casualty missing"]),
        ([ROW], [], ["casualty not in the story"]),
        ([{**ROW, "is_main": False}], [ROW], ["is_main is False, not True"]),
        ([{**ROW, "high": 20}], [ROW], ["high is 20, not None"]),
        ([{**ROW, "text": "at least 14"}], [ROW], ["text is 'at least 14', not 'at least 14 people'"]),
        ([{**ROW, "text": "at least 14", "victims": "at least 14 people"}], [ROW], []),
        ([{**ROW, "text": "14", "victims": "at least 14 people"}], [ROW], ["text is '14', not 'at least 14 people'"]),
        ([{**ROW, "victims": None}], [ROW], ["victims is None, not 'people'"]),
        ([{**ROW, "low": 13}], [{**ROW, "text": "14 people"}], ["casualty missing", "casualty not in the story"]),
        ([{**ROW, "outcome": "injured"}], [ROW], ["casualty missing", "casualty not in the story"]),
        ([ROW], [{**ROW, "scope": ["subset", "event"]}], []),
        ([ROW, ROW], [ROW], ["casualty not in the story"]),
    ],
)
def test_casualty_rows_are_compared_exactly(found: list[Row], wanted: list[Row], differences: list[str]) -> None:
    told = compare_casualties(found, wanted)
    assert len(told) == len(differences)
    assert all(words in line for words, line in zip(differences, told, strict=True)), told
