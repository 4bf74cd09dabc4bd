"""What the words beside a name say that it is."""

from __future__ import annotations

import pytest

from transforms.mentions.entities.cues import read_context, read_name


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("“It is bad”, Dornbridge explained. More followed", "Dornbridge", "PERSON"),
        ("“It is bad”, Dornbridge explained on Monday", "Dornbridge", "PERSON"),
        ("She met Mr Dornbridge", "Dornbridge", "PERSON"),
        ("the village of Dornbridge", "Dornbridge", "PLACE"),
        ("a fire in Dornbridge", "Dornbridge", "PLACE"),
        ("said Ann Dvorek, 40, of Dornbridge", "Dornbridge", "PLACE"),
        ("shares of the firm Dornbridge fell", "Dornbridge", "ORG"),
        ("said Ann Dvorek, an analyst at Dornbridge", "Dornbridge", "ORG"),
        ("the founder of Dornbridge", "Dornbridge", "ORG"),
        ("Troops stormed Dornbridge", "Dornbridge", "PLACE"),
        ("Police held Ann (30) and Dornbridge (41) for", "Dornbridge", "PERSON"),
        ("When Dornbridge left the house with her coat", "Dornbridge", "PERSON"),
        ("When Dornbridge’s brother came", "Dornbridge", "PERSON"),
        ("When Dornbridge cut a third of its routes", "Dornbridge", "ORG"),
        ("a fire, according to Dornbridge", "Dornbridge", "ORG"),
        ("Dornbridge, a salt maker, and its owner", "Dornbridge", "ORG"),
    ],
)
def test_the_words_beside_a_name_vote(text: str, name: str, kind: str) -> None:
    votes = read_context(text, text.index(name), text.index(name) + len(name))
    assert votes.most_common(1)[0][0] == kind


@pytest.mark.parametrize(("name", "kind"), [("Dorn ZPQ", "ORG"), ("Maria ZPQ", "ORG"), ("Maria XII", "PERSON")])
def test_initials_at_the_end_are_a_body_s_but_for_the_number_of_a_queen(name: str, kind: str) -> None:
    votes, _ = read_name(name)
    assert (votes["ORG"] > votes["PERSON"]) is (kind == "ORG")


@pytest.mark.parametrize(
    "text", ["Dornbridge parents met her", "Dornbridge was wet. He came", "Dornbridge women saw him"]
)
def test_no_pronoun_of_another_speaks_for_a_person(text: str) -> None:
    assert read_context(text, 0, len("Dornbridge"))["PERSON"] <= 0


def test_what_somebody_says_of_a_thing_of_its_own_says_nothing_of_the_speaker() -> None:
    assert read_context("Dornbridge said the town lost its well", 0, len("Dornbridge"))["PERSON"] > 0


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Dornbridge Courthouse", "FAC"),
        ("Maria St.", "FAC"),
        ("St. Maria", "GPE"),
        ("Board of Oro County", "ORG"),
        ("Growth Corporation of Oro County", "ORG"),
        ("Bay of Oro County", "GPE"),
        ("Tour de Dorn", "EVENT"),
    ],
)
def test_the_words_in_a_name_state_what_it_is(name: str, label: str) -> None:
    assert read_name(name)[1] == label
