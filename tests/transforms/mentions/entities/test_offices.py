"""People named together with their office."""

from __future__ import annotations

import pytest

from transforms.mentions.entities.offices import part_offices
from transforms.mentions.entities.spans import Span
from transforms.mentions.places.index import PlaceIndex


@pytest.mark.parametrize(
    ("surface", "label", "found"),
    [
        ("Euclid Mayor Ann Dvorek", "PERSON", [("Euclid", "GPE"), ("Ann Dvorek", "PERSON")]),
        ("Kenyan Defence Minister Ann Dvorek", "PERSON", [("Kenyan", "NORP"), ("Ann Dvorek", "PERSON")]),
        ("Harbour Police Spokesman Ann Dvorek", "PERSON", [("Harbour Police", "ORG"), ("Ann Dvorek", "PERSON")]),
        ("Zzyx City Manager Ann Dvorek", "PERSON", [("Ann Dvorek", "PERSON")]),
        ("Criminal Judge Maria Dvorek", "ORG", [("Maria Dvorek", "PERSON")]),
        ("Ann Dvorek", "PERSON", [("Ann Dvorek", "PERSON")]),
        ("Bishop Dvorek College", "ORG", [("Bishop Dvorek College", "ORG")]),
        ("National Director Fund", "ORG", [("National Director Fund", "ORG")]),
    ],
)
def test_an_office_is_no_part_of_a_name(
    places: PlaceIndex, surface: str, label: str, found: list[tuple[str, str]]
) -> None:
    parted = part_offices(surface, [Span(0, len(surface), label)], places)
    assert [(surface[one.start : one.end], one.label) for one in parted] == found
