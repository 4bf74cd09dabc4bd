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
        ("Nine people were killed on Monday.", None, "none", "asserted"),
        ("He said nine people were killed.", None, "none", "asserted"),
    ],
)  # fmt: skip
def test_who_says_it_and_how_surely(text: str, speaker: str | None, kind: str, certainty: str) -> None:
    (row,) = read(text)
    assert (row.attributed_to, row.attribution_type, row.certainty) == (speaker, kind, certainty)


@pytest.mark.parametrize(
    ("text", "victims", "kind"),
    [
        ("Two police officers were killed.", "Two police officers", "police"),
        ("Three Marine soldiers were killed.", "Three Marine soldiers", "military"),
        ("Five insurgents were killed.", "Five insurgents", "militant"),
        ("Two journalists were killed.", "Two journalists", "journalist"),
        ("Four farmers were killed.", "Four farmers", "civilian"),
        ("Nine people were killed.", "Nine people", "unknown"),
    ],
)
def test_who_was_harmed(text: str, victims: str, kind: str) -> None:
    (row,) = read(text)
    assert (row.victims, row.victim_type) == (victims, kind)


def test_women_and_children_are_counted_from_the_phrase_its_parts_and_its_subsets() -> None:
    assert (read("Three girls were killed.")[0].children, read("Two women were killed.")[0].women) == (3, 2)
    total = next(r for r in read("My husband and three children were killed.") if r.is_derived)
    assert (total.low, total.children, total.women) == (4, 3, None)
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
        ("Nine people were killed when a ferry capsized.", "crash"),
        ("Nine people were killed.", None),
    ],
)
def test_the_nearest_cause_is_named(text: str, cause: str | None) -> None:
    assert read(text)[0].cause == cause


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
