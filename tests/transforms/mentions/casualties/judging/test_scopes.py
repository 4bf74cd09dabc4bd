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
