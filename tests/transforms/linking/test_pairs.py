"""Pairs of a block: which print one text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.support.stories import make_story
from transforms.linking.features import FEATURES, compare
from transforms.linking.pairs import compare_block
from transforms.linking.vectors import count_story, weigh_stories

TEXT = " ".join(f"pier{number} crane{number % 7} wharf{number * 3}" for number in range(40))
AT = datetime(2031, 3, 4, 9, tzinfo=UTC)


@pytest.mark.parametrize(("days", "text", "same"), [
    (0, TEXT, True), (7, TEXT, True), (8, TEXT, False), (2, TEXT[:400], True), (2, TEXT[:90], False),
])  # fmt: skip
def test_one_text_is_printed_again_within_a_week(days: int, text: str, same: bool) -> None:  # noqa: FBT001
    told = [
        make_story(f"a{number}", {"site": f"s{number}.test", "at": (AT + timedelta(later)).isoformat(), "text": words})
        for number, (later, words) in enumerate([(0, TEXT), (days, text)])
    ]
    pairs = list(compare_block([count_story(story) for story in told], lambda _, __: True, lambda _: 0.0))
    assert [pair.same_text for pair in pairs] == [same]
    assert (pairs[0].first, pairs[0].second) == (("a0", "r1"), ("a1", "r1"))


def test_a_surname_alone_makes_no_candidates() -> None:
    full, alone = (
        count_story(make_story("a", {"site": "s.test", "at": AT.isoformat(), "text": TEXT, "persons": persons}))
        for persons in (["orla venn", "venn"], ["venn"])
    )
    assert len(full.persons) == 1
    assert len(alone.persons) == 0


def test_a_day_lies_in_its_week() -> None:
    day, week, other = (
        make_story(name, {"site": "s.test", "at": "2031-03-09T09:00:00Z", "text": TEXT, "killed": [4, 4, 4], **days})
        for name, days in [
            ("a", {"first_day": date(2031, 3, 7)}),
            ("b", {"first_day": date(2031, 3, 3), "last_day": date(2031, 3, 9)}),
            ("c", {"first_day": date(2031, 3, 4)}),
        ]
    )
    one, wide, two = weigh_stories([count_story(story) for story in (day, week, other)])
    near = FEATURES.index("day_near")
    assert [compare(one, wide)[near], compare(wide, two)[near], compare(one, two)[near]] == [0.0, 0.0, 1.0]
