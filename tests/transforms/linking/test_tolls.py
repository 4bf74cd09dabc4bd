"""The rules that choose a toll's best figure, on the story that docs/events.md tells of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from schemas.links import Toll, TollRule
from schemas.story import StoryDigest
from tests.support.stories import make_story
from transforms.linking.tolls import Voice, settle, tell_history

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


def hurt(name: str, hours: int, injured: int, killed: int | None = None) -> Voice:
    """One publisher's report of injured, and of dead where it tells of them; 0 injured is no word of any."""
    told = {outcome: [count] * 3 for outcome, count in (("injured", injured), ("killed", killed)) if count}
    story = make_story(
        f"{name}{hours}", {"site": f"{name}.test", "at": (AT + timedelta(hours=hours)).isoformat(), **told}
    )
    return Voice((story,), frozenset({f"{name}.test"}))


@pytest.mark.parametrize(
    ("reports", "low", "best", "high"),
    [
        ([hurt("herald", 0, 1), hurt("courier", 30, 0, 1)], 0, 0, 0),  # who was injured has died
        ([hurt("herald", 0, 3), hurt("courier", 30, 0, 1)], 0, 2, 2),
        ([hurt("herald", 0, 2), hurt("courier", 30, 0, 3)], 0, 0, 0),
        ([hurt("herald", 0, 3, 1), hurt("courier", 30, 0, 2)], 0, 3, 3),  # the first report tells the two apart
        ([hurt("herald", 0, 2), hurt("courier", 30, 2, 1)], 1, 2, 2),  # one died at once, and two are injured
        ([hurt("herald", 30, 2), hurt("courier", 0, 0, 1)], 0, 2, 2),  # the dead were known before
        ([hurt("herald", 0, 20), hurt("courier", 30, 0, 1)], 0, 20, 20),  # of many most are others
    ],
)
def test_who_dies_of_injuries_is_injured_no_more(reports: list[Voice], low: int, best: int, high: int) -> None:
    assert settle(reports, "injured", "range") == Toll(low, best, high)


def test_who_dies_of_injuries_is_told_in_the_history_as_it_was() -> None:
    reports = tell_history("e", [hurt("herald", 0, 1), hurt("courier", 30, 0, 1)])
    assert [(report.outcome, report.best) for report in reports] == [("injured", 1), ("killed", 1)]


def test_reports_of_one_survivor_do_not_say_that_nobody_died() -> None:
    survivors = [hurt(name, 100, 1) for name in ("ledger", "planet", "times")]
    disaster = [voice("herald", 0, 50), voice("courier", 20, 49), voice("graves", 24, 49)]
    assert settle([*disaster, *survivors], "killed", "range") == Toll(49, 49, 50)
    toll = settle([voice("herald", 0, 1), *survivors], "killed", "range")
    assert toll is not None
    assert toll.best == 0


def test_vague_words_after_a_count_do_not_revise_it() -> None:
    counted = [voice("governor", 0, 6), voice("herald", 20, 12, by=("the governor", "official"))]
    toll = settle([*counted, voice("courier", 90, 200, killed=[200, 0, 1999])], "killed", "range")
    assert toll is not None
    assert toll.best == 12


def test_a_late_report_of_a_few_counts_a_part_of_the_injured() -> None:
    reports = [
        voice("herald", 0, 0, killed=[9, 9, 9], injured=[44, 44, 44]),
        voice("courier", 2, 0, killed=[9, 9, 9], injured=[40, 40, 40]),
        voice("graves", 60, 0, killed=[9, 9, 9], injured=[3, 3, 3]),
    ]
    toll = settle(reports, "injured", "range")
    assert toll is not None
    assert toll.best == 44


def test_the_missing_become_few() -> None:
    reports = [
        voice("herald", 0, 0, killed=[9, 9, 9], missing=[41, 41, 41]),
        voice("courier", 2, 0, killed=[9, 9, 9], missing=[41, 41, 41]),
        voice("graves", 60, 0, killed=[9, 9, 9], missing=[17, 17, 17]),
    ]
    toll = settle(reports, "missing", "range")
    assert toll is not None
    assert toll.best == 17
