"""The day of an event, from the dates of the sentences that tell of it."""

from datetime import date

from tests.support.mentions import mention
from transforms.mentions.casualties.finding import find_casualties


def test_the_day_of_one_outcome_is_that_of_the_others() -> None:
    text = "Nine people were killed in a fire on Monday. Ten people were injured, a surgeon said."
    rows = find_casualties(text, None, date(2020, 5, 8), [mention(text, "Monday", date(2020, 5, 4))], [])
    assert [row.first_day for row in rows] == [date(2020, 5, 4)] * 2


def test_the_day_of_a_report_is_taken_only_where_no_other_is() -> None:
    text = "Police said on Friday that nine people were killed. The fire broke out on Wednesday."
    days = [mention(text, "Friday", date(2020, 5, 8)), mention(text, "Wednesday", date(2020, 5, 6))]
    assert find_casualties(text, None, date(2020, 5, 8), days, [])[0].first_day == date(2020, 5, 6)
    assert find_casualties(text, None, date(2020, 5, 8), days[:1], [])[0].first_day == date(2020, 5, 8)


def test_the_day_that_a_verb_of_happening_gives_goes_before_a_week() -> None:
    text = "Nine people were killed in a fire this week. The fire broke out in a mill on Tuesday, a clerk said."
    days = [
        mention(text, "this week", date(2020, 5, 4), date(2020, 5, 10)),
        mention(text, "Tuesday", date(2020, 5, 5)),
    ]
    assert find_casualties(text, None, date(2020, 5, 10), days, [])[0].first_day == date(2020, 5, 5)


def test_days_are_counted_back_from_a_later_step() -> None:
    text = "The toll rose to 41 on Friday, three days after a dam burst near Dorn."
    days = [mention(text, "Friday", date(2020, 5, 8))]
    assert find_casualties(text, None, date(2020, 5, 8), days, [])[0].first_day == date(2020, 5, 5)


def test_an_own_day_is_kept_from_a_day_that_lies_far_off() -> None:
    text = "Nine people were killed on Friday. A blaze broke out in the same mill on April 3."
    days = [mention(text, "Friday", date(2020, 5, 8)), mention(text, "April 3", date(2020, 4, 3))]
    assert find_casualties(text, None, date(2020, 5, 8), days, [])[0].first_day == date(2020, 5, 8)
