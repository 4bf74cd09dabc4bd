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
