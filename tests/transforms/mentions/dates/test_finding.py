"""What is told of a day beside its value: that it is a dateline's."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.mentions.dates.finding import find_dates

WEDNESDAY = date(2015, 10, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("LAGOS, Oct 13 (Reuters) - Gunmen will free six men they had seized on Sept. 2.", "2015-10-13"),
        ("OSLO, Norway, Oct. 14 (AP) -- A ferry sank on Monday.", "2015-10-14"),
        ("PRAGUE, 13 Oct (AFP) - It was quiet.", "2015-10-13"),
    ],
)
def test_the_day_of_a_dateline_is_marked_as_such(text: str, day: str) -> None:
    first, *others = find_dates(text, WEDNESDAY)
    assert (first.rule, first.value) == ("dateline", day)
    assert "dateline" not in {mention.rule for mention in others}


def test_a_day_at_the_head_of_a_story_is_no_dateline_by_itself() -> None:
    (mention,) = find_dates("On Oct. 9 two men fled.", WEDNESDAY)
    assert mention.rule == "month_day"
