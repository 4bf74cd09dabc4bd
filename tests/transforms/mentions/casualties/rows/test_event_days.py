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


def days_told(text: str, anchor: date, *dated: tuple[str, date]) -> list[date | None]:
    days = [mention(text, words, day) for words, day in dated]
    return [row.first_day for row in find_casualties(text, None, anchor, days, []) if row.is_main]


def test_the_day_that_tells_a_happening_from_others_is_its_own() -> None:
    text = "Nine people were killed in the strike, the ministry said on Friday. Wednesday's attack hit a fuel port."
    said = ("Friday", date(2020, 5, 8)), ("Wednesday", date(2020, 5, 6))
    assert days_told(text, date(2020, 5, 8), *said) == [date(2020, 5, 6)]
    text = "Villagers held a funeral on Friday for the nine people killed in the raid of May 4."
    assert days_told(text, date(2020, 5, 8), ("Friday", date(2020, 5, 8)), ("May 4", date(2020, 5, 4))) == [
        date(2020, 5, 4)
    ]


def test_a_day_in_its_own_sentence_is_kept_from_one_in_another() -> None:
    text = "Nine people were killed in Barra on Friday. Wednesday's attack on the port of Dorn is not forgotten."
    said = ("Friday", date(2020, 5, 8)), ("Wednesday", date(2020, 5, 6))
    assert days_told(text, date(2020, 5, 8), *said) == [date(2020, 5, 8)]


def test_the_day_of_a_toll_that_moves_is_not_that_of_the_event() -> None:
    text = "The number of people killed in the flood in Dorn rose to 34 on Monday, which brings the toll to 34."
    assert days_told(text, date(2020, 5, 4), ("Monday", date(2020, 5, 4))) == [None]
    text = "Divers recovered nine bodies from the hull on Friday. The ferry sank on Wednesday."
    said = ("Friday", date(2020, 5, 8)), ("Wednesday", date(2020, 5, 6))
    assert days_told(text, date(2020, 5, 8), *said) == [date(2020, 5, 6)]


def test_days_are_counted_back_from_a_day_of_whatever_kind() -> None:
    text = "The search ended on Friday two days after the landslide in Dorn, which killed 97 people."
    assert days_told(text, date(2020, 5, 8), ("Friday", date(2020, 5, 8))) == [date(2020, 5, 6)]
    text = "A week after the storm that buried half of Dorn, 41 people are dead, a warden said on Friday."
    assert days_told(text, date(2020, 5, 8), ("Friday", date(2020, 5, 8))) == [date(2020, 5, 1)]


def test_who_dies_later_of_it_does_not_move_the_day_of_what_happened() -> None:
    text = "A clerk hurt in Sunday's collision near Dorn died on Friday, which raises the number of dead to 17."
    said = ("Sunday", date(2020, 5, 3)), ("Friday", date(2020, 5, 6))
    assert days_told(text, date(2020, 5, 8), *said) == [date(2020, 5, 3)]
    text = "The bodies of nine weavers were found early on Friday."
    assert days_told(text, date(2020, 5, 8), ("Friday", date(2020, 5, 8))) == [date(2020, 5, 8)]
    text += " The viaduct came down on Wednesday."
    said = ("Friday", date(2020, 5, 8)), ("Wednesday", date(2020, 5, 6))
    assert days_told(text, date(2020, 5, 8), *said) == [date(2020, 5, 6)]


def test_days_are_counted_back_to_what_has_a_name() -> None:
    text = "Three weeks after Cyclone Orla, churches held services on Friday for the 21 people who died in the storm."
    assert days_told(text, date(2020, 5, 29), ("Friday", date(2020, 5, 29))) == [date(2020, 5, 8)]
