"""Names that a model passed over though they say what they are."""

from __future__ import annotations

import pytest

from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.worded import find_worded


def find(text: str, *read: tuple[str, str]) -> list[tuple[str, str]]:
    spans = [Span(text.index(name), text.index(name) + len(name), label) for name, label in read]
    return [(text[one.start : one.end], one.label) for one in find_worded(text, spans)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dorn Shipping owns it", [("Dorn Shipping", "ORG")]),
        ("At Oro's Orovec Hospital it rained", [("Orovec Hospital", "FAC")]),
        ("In the Ebb Magistrate’s Court", [("Ebb Magistrate’s Court", "ORG")]),
        ("QX Ebb Orovec Secondary School", [("QX Ebb Orovec Secondary School", "ORG")]),
        ("Oro-based Ebb Shipping", [("Ebb Shipping", "ORG")]),
        ("On Sunday Ebb Dorn Police came", [("Ebb Dorn Police", "ORG")]),
        ("The Hospital", []),
        ("when Radio Orovec closed", [("Radio Orovec", "ORG")]),
        ("the Lycée Zorb closed", [("Lycée Zorb", "ORG")]),
        ("the Ministry of Salt and Dorn Energy", []),  # the end of a longer name
        ("Dorn Shipping Lines And Kin", []),
        ("Ebb Hospital of Oro", []),
        ("Dorn and shipping", []),
        ("a shop in the West Bank", []),
    ],
)
def test_the_last_word_states_the_label(text: str, found: list[tuple[str, str]]) -> None:
    assert find(text) == found


def test_what_the_model_read_well_stays() -> None:
    assert find("Even Congress met", ("Congress", "ORG")) == []
    assert find("Oro-Ebb Joint Commission met", ("Oro", "GPE")) == []
    assert find("Ebb County Orovec Court met", ("Ebb County", "GPE")) == []
    assert find("Ann of Ebb Hospital came", ("Ann of Ebb", "PERSON")) == []
    assert find("Ebb Hospital came", ("Ebb", "GPE")) == [("Ebb Hospital", "FAC")]
