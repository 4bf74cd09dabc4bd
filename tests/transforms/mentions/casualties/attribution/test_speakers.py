"""Speakers: across sentences, quotations and pronouns."""

import pytest

from schemas.mentions import Entity
from tests.support.mentions import read
from transforms.mentions.casualties.finding import find_casualties


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Officials put the toll at 12. Nine miners were hurt, they said.", ["Officials", "Officials"]),
        ("The ministry said in a statement that a bomb hit the market. It added that five people died.",
         ["The ministry"]),
        ("Nine died, according to village activists. “My son was killed,” she said.", ["village activists", None]),
        ("Max Reed said nine people died. Officials said two were hurt. He said four men died.",
         ["Max Reed", "Officials", "Max Reed"]),
        ('"We lost the building," said fire chief Ada Stone. "Four people died in there."', ["fire chief Ada Stone"]),
        ("“Four people died in there. Nine were hurt,” fire chief Ada Stone told reporters.",
         ["fire chief Ada Stone", "fire chief Ada Stone"]),
        ("Police said four people were killed, but a hospital doctor said six had died.",
         ["Police", "a hospital doctor"]),
        ("The blast killed nine people. Police said four were hurt.", [None, "Police"]),
        ("Police said four were hurt. The blast also killed nine people.", ["Police", None]),
    ],
)  # fmt: skip
def test_the_speaker_of_a_figure_may_stand_in_another_sentence(text: str, speakers: list[str | None]) -> None:
    assert [row.attributed_to for row in read(text)] == speakers


def test_he_is_the_person_who_opens_the_sentence_before() -> None:
    text = "Police chief Max Reed arrived at noon. He said that six people were killed."
    start = text.index("Max Reed")
    person = Entity(start, start + 8, "Max Reed", "PERSON", "Max Reed")
    assert find_casualties(text, None, None, [], [person])[0].attributed_to == "Police chief Max Reed"
