"""Cities and provinces that no model need have seen."""

from __future__ import annotations

import pytest

from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.towns import find_towns
from transforms.mentions.places.index import PlaceIndex


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Missiles hit Kharkiv, Odesa and Mykolaiv overnight", ["Kharkiv", "Odesa", "Mykolaiv"]),
        ("In Tigray the roads were cut", ["Tigray"]),
        ("Kharkiv's mayor slept", ["Kharkiv"]),
        ("Donetsk was quiet", ["Donetsk"]),
        ("Ethiopia's Tigray region", ["Tigray"]),
        ("Storms hit Rio de Janeiro", ["Rio de Janeiro"]),
        ("Trains to Mar del Plata stood", ["Mar del Plata"]),  # "Mar" alone is a month
        ("The road to Khan Younis", ["Khan Younis"]),
        ("Troops held Daraa district", ["Daraa"]),
        ("Hopes faded. Reading is fun. A Nice man", []),
        ("He spoke of Kharkiv Holdings", []),
        ("The West and the Centre disagreed", []),
        ("Victoria smiled", []),
        ("Hull damage: the hull of a ship broke", []),
        ("call @Kharkiv or Kharkiv/Poltava.html", []),
    ],
)
def test_capitals_that_can_only_be_a_city_or_province(places: PlaceIndex, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_towns(text, [], places)] == found
    assert list(find_towns(text, [], None)) == []


def test_what_is_taken_already_stays(places: PlaceIndex) -> None:
    assert list(find_towns("Kharkiv Tractor won", [Span(0, 15, "ORG")], places)) == []
