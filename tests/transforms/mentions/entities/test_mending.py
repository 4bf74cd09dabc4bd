"""Place names whose edges a model missed."""

from __future__ import annotations

import re

import pytest

from transforms.mentions.entities.mending import mend_places
from transforms.mentions.entities.spans import Span
from transforms.mentions.places.index import PlaceIndex


@pytest.mark.parametrize(
    ("text", "guess", "found"),
    [
        ("Rio Grande do Sul was wet", "Rio Grande", ["Rio Grande do Sul"]),
        ("Kryvyi Rih was dark", "Kryvyi", ["Kryvyi Rih"]),  # a spelling, not the index's own
        ("Lamar County’s roads", "Lamar", ["Lamar County"]),
        ("Aleppo Dvorek slept", "Aleppo", ["Aleppo"]),
        ("Aleppo and Idlib are wet", "Aleppo and Idlib", ["Aleppo", "Idlib"]),
        ("Zorp and Idlib are wet", "Zorp and Idlib", ["Zorp and Idlib"]),
        ("Euclid in Cuyahoga County is wet", "Euclid in Cuyahoga County", ["Euclid", "Cuyahoga County"]),
    ],
)
def test_a_place_has_the_longest_name_that_the_index_has(
    places: PlaceIndex, text: str, guess: str, found: list[str]
) -> None:
    span = Span(0, len(guess), "GPE")
    assert [text[one.start : one.end] for one in mend_places(text, [span], places)] == found
    assert list(mend_places(text, [span], None)) == [span]


def test_two_towns_that_a_model_took_for_a_work_are_towns(places: PlaceIndex) -> None:
    text = "Trains from Aleppo and Idlib stood still."
    found = mend_places(text, [Span(12, 28, "WORK_OF_ART")], places)
    assert [(text[one.start : one.end], one.label) for one in found] == [("Aleppo", "GPE"), ("Idlib", "GPE")]
    work = Span(12, 28, "WORK_OF_ART")
    assert list(mend_places("They played Zorp and Dorrit.", [work], places)) == [work]


def test_only_places_are_mended(places: PlaceIndex) -> None:
    span = Span(0, 10, "ORG")
    assert list(mend_places("Rio Grande do Sul", [span], places)) == [span]


def test_the_number_behind_a_city_is_none_of_its_name(places: PlaceIndex) -> None:
    text = "It killed 40 in Aleppo 7 and in Highway 7"
    spans = [Span(16, 24, "ORG"), Span(32, 41, "ORG")]
    assert list(mend_places(text, spans, places)) == [Span(16, 22, "GPE"), spans[1]]


def test_two_are_one_where_the_index_has_them_so(places: PlaceIndex) -> None:
    text = "In Jammu and Kashmir, unlike Aleppo and Idlib"
    spans = [Span(3, 8, "GPE"), Span(13, 20, "LOC"), Span(29, 35, "GPE"), Span(40, 45, "GPE")]
    assert list(mend_places(text, spans, places)) == [Span(3, 20, "GPE"), *spans[2:]]


def test_an_arabic_word_before_a_place_is_a_part_of_its_name(places: PlaceIndex) -> None:
    text = "Shells hit Umm Qwertyh and Ebba Qwertyh"
    spans = [Span(one.start(), one.end(), "GPE") for one in re.finditer("Qwertyh", text)]
    assert [text[one.start : one.end] for one in mend_places(text, spans, places)] == ["Umm Qwertyh", "Qwertyh"]


def test_the_two_ends_of_a_journey_are_two_towns_whatever_a_model_took_them_for(places: PlaceIndex) -> None:
    for text, found in (
        ("A bus from Molepolole to Maun", ["Molepolole", "Maun"]),
        ("Gifts for Molepolole to Maun", ["Molepolole to Maun"]),
        ("A bus from Zorbqel to Maun", ["Zorbqel to Maun"]),
    ):
        start = text.rindex(" ", 0, text.index(" to ")) + 1
        spans = mend_places(text, [Span(start, len(text), "ORG")], places)
        assert [text[one.start : one.end] for one in spans] == found
