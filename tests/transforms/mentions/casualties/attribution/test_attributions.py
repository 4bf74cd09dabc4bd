"""Attributions of one sentence: who, and on which side of what is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.mentions.casualties.attribution.attributions import find_attributions


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


@given(st.text(alphabet='ab said,.“”";:police he told according to', max_size=200))
def test_attributions_lie_in_the_sentence_in_their_order(sentence: str) -> None:
    found = find_attributions(sentence)
    assert all(0 <= a.start < a.end <= len(sentence) for a in found)
    assert [a.start for a in found] == sorted(a.start for a in found)
