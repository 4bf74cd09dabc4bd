"""What a row says besides its number: speaker, certainty, victims, cause, day, place, and its ties to other rows."""

from datetime import date

import pytest

from tests.support.mentions import entity, mention, read
from transforms.mentions.casualties.finding import find_casualties


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


def test_day_and_place_are_those_of_the_event_and_not_of_the_report() -> None:
    text = "Dorn officials said on Friday that nine people were killed in Barra on Wednesday. Three were children."
    dates = [mention(text, "Friday", date(2020, 5, 8)), mention(text, "Wednesday", date(2020, 5, 6))]
    entities = [entity(text, "Dorn", "AA"), entity(text, "Barra", "BB")]
    row = find_casualties(text, None, date(2020, 5, 8), dates, entities)[0]
    assert (row.first_day, row.last_day) == (date(2020, 5, 6), date(2020, 5, 6))
    assert row.place is not None
    assert row.place.name == "Barra"


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
