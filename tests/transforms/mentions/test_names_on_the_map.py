"""What a doubting analyst would try: names of two or more things, read by the default model and put on the map."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.place_index import open_place_index
from transforms.mentions.entities.finding import find_entities, load_model
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.resolving import resolve_places
from transforms.text.dateline import find_dateline

CASES: list[tuple[str, dict[str, tuple[str, str | None]]]] = [
    (case["text"], {name: (label, *country) if country else (label, None) for name, label, *country in case["names"]})
    for case in tomllib.loads(Path(__file__).with_name("names_on_the_map.toml").read_text(encoding="utf-8"))["case"]
]
"""A text, and by name the label and the country of each of its mentions."""


@pytest.fixture(scope="module")
def model() -> Language:
    return load_model()


@pytest.fixture(scope="module")
def places() -> PlaceIndex:
    return open_place_index()


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:30] for text, _ in CASES])
def test_each_name_is_what_a_reader_takes_it_for(
    model: Language, places: PlaceIndex, text: str, expected: dict[str, tuple[str, str | None]]
) -> None:
    (entities,) = find_entities([text], model, places)
    dateline = find_dateline(text)
    found: dict[str, set[tuple[str, str | None]]] = {name: set() for name in expected}
    for entity in resolve_places(text, entities, places, dateline.place if dateline else None):
        if entity.text in found:
            found[entity.text].add((entity.label, entity.place.country if entity.place else None))
    assert found == {name: {facts} for name, facts in expected.items()}
