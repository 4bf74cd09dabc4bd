"""Scopes by rule: old days, days of the news and long periods."""

from datetime import date

from schemas.mentions import DateMention
from tests.support.mentions import mention
from transforms.mentions.casualties.finding import find_casualties


def test_a_day_long_before_the_report_speaks_for_background() -> None:
    text = "The council debated the new bridge on Friday. On March 3 nine people were killed when the old one fell."
    recent, old = mention(text, "Friday", date(2020, 5, 8)), mention(text, "March 3", date(2020, 3, 3))
    (row,) = find_casualties(text, "Council debates bridge", date(2020, 5, 8), [recent, old], [])
    assert (row.scope, row.is_main, row.rule) == ("background", False, "past: March 3")


def test_a_day_years_before_the_report_is_never_the_news_even_in_the_headline() -> None:
    text = "Max Reed was sentenced on Friday for the fire of March 3, 2012, which killed nine people."
    (old,) = find_casualties(
        text, "Nine killed: man sentenced", date(2020, 5, 8), [mention(text, "March 3, 2012", date(2012, 3, 3))], []
    )
    assert (old.scope, old.is_main) == ("background", False)
    (recent,) = find_casualties(
        text, "Nine killed: man sentenced", date(2012, 5, 8), [mention(text, "March 3, 2012", date(2012, 3, 3))], []
    )
    assert (recent.scope, recent.is_main) == ("event", True)


def test_a_tally_of_a_month_is_cumulative_and_what_happened_in_it_is_not() -> None:
    def scopes(text: str) -> list[str]:
        april = DateMention(
            text.index("April"),
            text.index("April") + 5,
            "April",
            "DATE",
            "2020-04",
            date(2020, 4, 1),
            date(2020, 4, 30),
            date(2020, 5, 8),
            "month",
        )
        return [r.scope for r in find_casualties(text, None, date(2020, 5, 8), [april], [])]

    assert scopes("The hospital counted 31 deaths in April.") == ["cumulative"]
    assert scopes("Police charged a man over a fire in April that killed two boys.") == ["event"]


def test_a_year_long_past_tells_the_time_of_what_happened_in_the_months_after_it() -> None:
    text = "A trial opened over two murders by a militia that held the valley in the months after the 1991 mutiny."
    mutiny = mention(text, "1991", date(1991, 1, 1))
    (row,) = find_casualties(text, "Old general walks free", date(2011, 6, 2), [mutiny], [])
    assert (row.scope, row.is_main) == ("background", False)


def test_a_story_that_opens_with_the_toll_of_years_has_no_main_figure_in_last_years() -> None:
    text = "Police are looking into the killings of 14 women over the past five years. Nine were killed last year."
    assert [row.is_main for row in find_casualties(text, None, date(2011, 6, 2), [], [])] == [False, False]


def test_a_count_that_goes_on_from_the_toll_of_a_year_is_of_that_year() -> None:
    text = "The number of people killed on the roads fell to 612 last year from 655. Some 8,000 were injured."
    year = mention(text, "last year", date(2023, 1, 1), date(2023, 12, 31))
    rows = find_casualties(text, "Road deaths fall", date(2024, 5, 15), [year], [])
    assert [(row.low, row.is_main) for row in rows if row.outcome == "injured"] == [(8000, False)]
