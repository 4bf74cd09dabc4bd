"""The rules that choose a toll's best figure, on the story that docs/events.md tells of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from schemas.links import Toll, TollRule
from schemas.story import StoryDigest
from tests.support.stories import make_story
from transforms.linking.tolls import Voice, settle

AT = datetime(2031, 3, 4, 9, tzinfo=UTC)


def voice(name: str, hours: int, number: int, **told: object) -> Voice:
    """One publisher's report of a number of dead, so many hours after the first."""
    story: StoryDigest = make_story(
        f"{name}{hours}",
        {
            "site": f"{name}.test", "at": (AT + timedelta(hours=hours)).isoformat(), "text": f"{name} {hours}",
            "killed": [number, number, number], **told,
        },
    )  # fmt: skip
    return Voice((story,), frozenset({f"{name}.test"}))


STORY = [
    voice("governor", 0, 40, by=("the governor", "official")),
    voice("governor", 20, 120, by=("the governor", "official")),
    voice("herald", 22, 120),
    voice("courier", 23, 120),
    voice("graves", 24, 90),
]


@pytest.mark.parametrize(("rule", "best"), [("range", 120), ("latest", 90), ("conservative", 90), ("two_sources", 120)])
def test_each_rule_chooses_as_the_docs_say(rule: TollRule, best: int) -> None:
    toll = settle(STORY, "killed", rule)
    assert toll is not None
    assert (toll.low, toll.best, toll.high) == (90, best, 120)


def test_one_source_alone_confirms_nothing() -> None:
    toll = settle(STORY[:2], "killed", "two_sources")
    assert toll is not None
    assert toll.best is None


def test_what_nobody_states_has_no_toll() -> None:
    assert settle(STORY, "missing", "range") is None


def test_the_least_that_all_leave_open_is_open_above() -> None:
    reports = [voice("herald", 0, 12, killed=[12, 12, 0]), voice("courier", 1, 12, killed=[12, 12, 0])]
    assert settle(reports, "killed", "range") == Toll(12, 12, None)


def test_a_number_that_was_taken_back_counts_no_more() -> None:
    reports = [voice("herald", 0, 300), voice("courier", 2, 300), voice("times", 9, 280, supersedes=300)]
    assert settle(reports, "killed", "range") == Toll(280, 280, 280)
