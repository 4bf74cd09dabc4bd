"""Figures: what the words of a sentence state, before anybody asks what it is a count of."""

from transforms.mentions.casualties.bounds import Bounds
from transforms.mentions.casualties.events.figures import Figure, propose, propose_animals


def read(text: str) -> list[Figure]:
    return propose(text, [(0, len(text))])


def test_a_list_states_its_parts_and_their_sum() -> None:
    *parts, total = read("Four miners and two guards were killed.")
    assert [part.bounds.low for part in parts] == [4, 2]
    assert all(part.whole is total for part in parts)
    assert (total.bounds, total.derived, total.parts) == (Bounds(6, 6, 6), True, parts)


def test_people_of_the_speaker_are_kin() -> None:
    (total,) = read("My wife and two sons were killed.")
    assert (total.of, total.bounds.low) == ("kin", 3)


def test_one_number_for_two_outcomes_may_be_nobody_of_either() -> None:
    dead, missing = read("At least 40 people are dead or missing.")
    assert {dead.kind, missing.kind} == {"either"}
    assert dead.bounds == Bounds(0, None, None, "at_least")


def test_animals_are_figures_of_their_own() -> None:
    text = "The fire killed nine horses and two grooms."
    assert [(figure.of, figure.head) for figure in propose_animals(text, [(0, len(text))])] == [("animals", "horses")]


def test_a_sentence_without_a_word_of_harm_is_not_read() -> None:
    assert read("Nine men were KILLED.")
    assert read("Nine men met in Dorn.") == []
