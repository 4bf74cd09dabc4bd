"""What a row says besides its number: speaker, certainty, victims, cause, day, place, and its ties to other rows."""

from datetime import date

import pytest

from schemas.mentions import Casualty, DateMention, Entity, Place
from transforms.mentions.casualties.finding import find_casualties


def read(text: str, title: str | None = None) -> list[Casualty]:
    return find_casualties(text, title, None, [], [])


@pytest.mark.parametrize(
    ("text", "speaker", "kind", "certainty"),
    [
        ("A bomb killed nine people, police said on Monday.", "police", "police", "reported"),
        ("Hospital officials said nine people were killed.", "Hospital officials", "hospital", "reported"),
        ("Nine people died, according to opposition activists.", "opposition activists", "ngo", "reported"),
        ("Nine people were killed, the army said.", "the army", "military", "reported"),
        ("Nine people were killed, the Red Cross reported.", "the Red Cross", "ngo", "reported"),
        ("Nine people were killed, said Colonel Ada Stone, an army spokeswoman.",
         "Colonel Ada Stone, an army spokeswoman", "military", "reported"),
        ("The rebels claimed nine soldiers were killed.", "The rebels", "rebel", "alleged"),
        ("Nine people were killed, state radio reported.", "state radio", "media", "reported"),
        ("Nine people were killed, witnesses said.", "witnesses", "witness", "reported"),
        ("A United Nations report said nine people were killed.", "A United Nations report", "un", "reported"),
        ("Nine people were killed, the fire service said.", "the fire service", "official", "reported"),
        ("Nine people were killed, the Dorn fire brigade said.", "the Dorn fire brigade", "official", "reported"),
        ("Nine people were killed, the civil protection agency said.", "the civil protection agency", "official",
         "reported"),
        ("Nine people were killed, the governor said.", "the governor", "official", "reported"),
        ("Nine people died, according to hospital doctors.", "hospital doctors", "hospital", "reported"),
        ("An armed opposition group said nine people died.", "An armed opposition group", "rebel", "reported"),
        ("On Sunday the ministry had put the death toll at nine.", "the ministry", "official", "reported"),
        ("Nine people were killed on Monday.", None, "none", "asserted"),
        ("He said nine people were killed.", None, "unnamed", "reported"),
    ],
)  # fmt: skip
def test_who_says_it_and_how_surely(text: str, speaker: str | None, kind: str, certainty: str) -> None:
    (row,) = read(text)
    assert (row.attributed_to, row.attribution_type, row.certainty) == (speaker, kind, certainty)


@pytest.mark.parametrize(
    ("text", "victims", "kind"),
    [
        ("Two police officers were killed.", "police officers", "police"),
        ("Three Marine soldiers were killed.", "Marine soldiers", "military"),
        ("Five insurgents were killed.", "insurgents", "militant"),
        ("Two journalists were killed.", "journalists", "journalist"),
        ("Four farmers were killed.", "farmers", "civilian"),
        ("Nine people were killed.", "people", "unknown"),
    ],
)
def test_who_was_harmed(text: str, victims: str, kind: str) -> None:
    (row,) = read(text)
    assert (row.victims, row.victim_type) == (victims, kind)


def test_women_and_children_are_counted_from_the_phrase_its_parts_and_its_subsets() -> None:
    assert (read("Three girls were killed.")[0].children, read("Two women were killed.")[0].women) == (3, 2)
    total = next(r for r in read("My husband and three children were killed.") if r.is_derived)
    assert (total.low, total.children, total.women) == (4, 3, None)
    assert read("Nine people were hurt, four of them children.")[0].children == 4
    assert read("Thirty people were hurt. Nine of the injured were women.")[1].women == 9
    main, part = read("The crash killed 20 people, including five women.")
    assert main.women == 5
    assert part.subset_of == main.figure_id


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("An airstrike killed nine people.", "airstrike"),
        ("A car bomb killed nine people.", "bombing"),
        ("Gunmen killed nine people.", "shooting"),
        ("An earthquake killed nine people.", "earthquake"),
        ("Nine people were killed when a ferry capsized.", "sinking"),
        ("An exchange of fire killed nine people.", "shooting"),
        ("A fire chief said nine people were killed.", None),
        ("A gas blast killed nine miners.", "explosion"),
        ("Militants attacked with rockets, killing nine people.", "shelling"),
        ("A blast hit a market on Monday. Nine people died in the explosion, caused by a bomb.", "bombing"),
        ("A bomb hit a market on Monday. Nine people died.", "bombing"),
        ("Nine people were killed.", None),
    ],
)
def test_the_nearest_cause_is_named(text: str, cause: str | None) -> None:
    assert read(text)[0].cause == cause


@pytest.mark.parametrize(
    ("text", "words", "victims"),
    [
        ("At least 32 people were killed.", "At least 32 people", "people"),
        ("The storm killed nearly 40 fishermen.", "nearly 40 fishermen", "fishermen"),
        ("The toll rose to 118.", "118", None),
        ("Nine others were killed.", "Nine others", None),
        ("A guard was killed.", "A guard", "A guard"),
        ("Ten were hurt. Two of the injured were cooks.", "Two of the injured", "the injured"),
        ("My wife and two sons were killed.", "My wife and two sons", "My wife and two sons"),
    ],
)
def test_words_are_the_figure_with_its_noun_and_victims_the_noun(text: str, words: str, victims: str | None) -> None:
    row = read(text)[-1]
    assert (row.text, row.victims) == (words, victims)


def test_a_smaller_toll_told_anew_is_superseded_where_the_toll_rose() -> None:
    main, earlier = read("The death toll has risen to nine, officials said. Six people have been killed, police said.")
    assert (main.supersedes, earlier.scope, earlier.attributed_to) == (earlier.figure_id, "event", "police")


def test_the_day_of_one_outcome_is_that_of_the_others() -> None:
    text = "Nine people were killed in a fire on Monday. Ten people were injured, a surgeon said."
    rows = find_casualties(text, None, date(2020, 5, 8), [mention(text, "Monday", date(2020, 5, 4))], [])
    assert [row.first_day for row in rows] == [date(2020, 5, 4)] * 2


def test_an_earlier_toll_is_superseded() -> None:
    main, earlier = read("The death toll rose to nine on Friday. Earlier, police said that six people were killed.")
    assert main.is_main
    assert main.supersedes == earlier.figure_id
    assert earlier.scope == "event"


def mention(text: str, words: str, day: date) -> DateMention:
    start = text.index(words)
    return DateMention(start, start + len(words), words, "DATE", day.isoformat(), day, day, date(2020, 5, 8), "weekday")


def entity(text: str, words: str, country: str) -> Entity:
    start = text.index(words)
    return Entity(start, start + len(words), words, "GPE", words, Place(words, country, 1.0, 2.0, "1"))


def test_day_and_place_are_those_of_the_event_and_not_of_the_report() -> None:
    text = "Dorn officials said on Friday that nine people were killed in Barra on Wednesday. Three were children."
    dates = [mention(text, "Friday", date(2020, 5, 8)), mention(text, "Wednesday", date(2020, 5, 6))]
    entities = [entity(text, "Dorn", "AA"), entity(text, "Barra", "BB")]
    row = find_casualties(text, None, date(2020, 5, 8), dates, entities)[0]
    assert (row.first_day, row.last_day) == (date(2020, 5, 6), date(2020, 5, 6))
    assert row.place is not None
    assert row.place.name == "Barra"


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


def test_without_dates_and_entities_nothing_is_invented() -> None:
    row = read("Nine people were killed in Barra on Wednesday.")[0]
    assert (row.first_day, row.last_day, row.place) == (None, None, None)


def test_confidence_is_a_chance_and_higher_for_what_the_headline_repeats() -> None:
    story = "Nine people were killed in a fire in a hotel on Monday. The fire broke out at noon."
    alone, repeated = read(story)[0].confidence, read(story, "Hotel fire kills nine")[0].confidence
    assert 0 <= alone <= repeated <= 1


def test_a_person_shot_who_dies_is_not_injured() -> None:
    assert [(r.outcome, r.low) for r in read("A clerk was shot and later died.")] == [("killed", 1)]


def test_time_stays_linear_in_the_length_of_one_endless_sentence() -> None:
    rows = read("two men were killed and " * 800)
    assert len(rows) > 780  # a few are lost where the sentence is cut
    assert max(len(r.sentence) for r in rows) <= 2000


def test_a_place_may_stand_in_the_sentence_before() -> None:
    text = "A bomb went off in Barra on Monday. Nine people were killed. Talks went on in Dorn. Four men were hurt."
    found = find_casualties(text, None, None, [], [entity(text, "Barra", "BB"), entity(text, "Dorn", "BB")])
    assert [row.place.name if row.place else None for row in found] == ["Barra", "Barra"]


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("A 5-year-old was shot.", 1),
        ("A 17-year-old was hurt.", 1),
        ("A 19-year-old was hurt.", None),
        ("The crash killed 20 people, including a girl and two boys.", 3),
    ],
)
def test_ages_below_eighteen_are_children(text: str, children: int | None) -> None:
    assert read(text)[0].children == children


def test_nobody_is_held_by_a_cause() -> None:
    assert read("Police arrested nine men after a bombing.")[0].cause is None


def test_the_day_of_a_report_is_taken_only_where_no_other_is() -> None:
    text = "Police said on Friday that nine people were killed. The fire broke out on Wednesday."
    days = [mention(text, "Friday", date(2020, 5, 8)), mention(text, "Wednesday", date(2020, 5, 6))]
    assert find_casualties(text, None, date(2020, 5, 8), days, [])[0].first_day == date(2020, 5, 6)
    assert find_casualties(text, None, date(2020, 5, 8), days[:1], [])[0].first_day == date(2020, 5, 8)


def test_no_casualties_of_another_bomb_are_no_denial() -> None:
    text = (
        "A bomb killed four clerks and wounded nine on Monday. Two more bombs caused no casualties, an official said."
    )
    assert {row.scope for row in read(text) if row.qualifier == "none"} == {"event"}
