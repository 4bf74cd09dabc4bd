"""Who says what stands where: sides, rival speakers, pronouns, quotations over several sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.mentions import Casualty, Entity
from transforms.mentions.casualties.attribution.attributions import find_attributions
from transforms.mentions.casualties.finding import find_casualties


def read(text: str) -> list[Casualty]:
    return find_casualties(text, None, None, [], [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nine people were killed, police said on Monday.", [("police", -1)]),
        ("On Monday, the army said 14 rebels were killed.", [("the army", 1)]),
        ("Nine people were killed, including three children, police said.", [("police", -1)]),
        ("The Dorn Observatory, which tracks the war through activists, said 14 people were killed.",
         [("The Dorn Observatory", 1)]),
        ("At least 14 were killed, according to the Dorn Observatory, which tracks the war.",
         [("the Dorn Observatory", -1)]),
        ("According to opposition activists, four died.", [("opposition activists", 1)]),
        ("Four died, Max Reed told Reuters by telephone.", [("Max Reed", -1)]),
        ("A UN official in Dorn said on condition of anonymity that 40 were killed.", [("A UN official in Dorn", 1)]),
        ("The rebels claimed to have killed 30 soldiers, while the army said three were wounded.",
         [("The rebels", 1), ("the army", 1)]),
        ("Two died when the roof fell, a fire official who asked not to be named said.", [("a fire official", -1)]),
        ("Four people died, a ministry spokesman was quoted as saying.", [("a ministry spokesman", -1)]),
        ("The Barra Monitor, which has a network of doctors, put the toll at 21.", [("The Barra Monitor", 1)]),
        ("Ten more were hurt, he added.", [(None, -1)]),
        ("Four people were reported killed.", []),
        ("The outbreak has claimed 54 lives so far.", []),
        ("The army claimed responsibility for the raid.", []),
        ("The blast killed 14 people, not 16 as reported earlier.", []),
    ],
)  # fmt: skip
def test_attributions_of_a_sentence(sentence: str, expected: list[tuple[str | None, int]]) -> None:
    assert [(a.who, a.side) for a in find_attributions(sentence)] == expected


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


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Four villagers were reported killed in the raid.", "reported"),
        ("Nine people were reportedly hurt.", "reported"),
        ("The rebels claimed to have killed 30 soldiers.", "alleged"),
        ("The militia allegedly killed 30 farmers.", "alleged"),
        ("Thirty sailors are missing and presumed dead.", "alleged"),
        ("The army claimed responsibility for the raid, which killed nine people.", "asserted"),
        ("The flood has claimed nine lives.", "asserted"),
        ("Nine men were killed on Monday, and police held a man who allegedly sold the gun.", "asserted"),
        ("He said nine people were killed.", "reported"),
    ],
)
def test_how_sure_a_figure_is(text: str, certainty: str) -> None:
    assert read(text)[0].certainty == certainty


@given(st.text(alphabet='ab said,.“”";:police he told according to', max_size=200))
def test_attributions_lie_in_the_sentence_in_their_order(sentence: str) -> None:
    found = find_attributions(sentence)
    assert all(0 <= a.start < a.end <= len(sentence) for a in found)
    assert [a.start for a in found] == sorted(a.start for a in found)
