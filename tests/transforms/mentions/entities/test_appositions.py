"""What is said of a name behind a comma."""

from __future__ import annotations

import pytest

from transforms.mentions.entities.appositions import find_apposed, is_introduced, read_apposition


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dvorek, a Polish weekly, closed", "ORG"),
        ("Dvorek, one of the largest salt makers, is not listed", "ORG"),
        ("Dvorek, one of Oro's oldest breweries, closed", "ORG"),
        ("Dvorek, one of many, closed", None),
        ("Dvorek, a think tank in Oro, closed", "ORG"),
        ("Dvorek, a lawyer for the company, smiled", "PERSON"),
        ("Dvorek, a small hamlet of 40 people", "PLACE"),
        ("Dvorek, the company said", None),  # it goes on with the sentence
        ("Dvorek, a bright morning", None),
        ("Dvorek a company", None),
    ],
)
def test_the_last_noun_tells_the_kind(text: str, kind: str | None) -> None:
    stated = read_apposition(text, 0, len("Dvorek"))
    assert (stated[0] if stated else None) == kind


def test_the_end_of_a_longer_name_is_not_meant() -> None:
    text = "Orovec Salt, of Dvorek, a maker of salt. A chapter of Dvorek, a union, met."
    first, second = text.index("Dvorek"), text.rindex("Dvorek")
    assert read_apposition(text, first, first + 6) is None
    assert read_apposition(text, second, second + 6) == ("ORG", 8)


def test_bodies_are_found_that_no_model_saw() -> None:
    text = "On Monday, a firm rain fell. Zorb Ondo, a militia, left. Dvorek, a baker, stayed. Yesterday, a party met."
    assert [text[one.start : one.end] for one in find_apposed(text)] == ["Zorb Ondo"]


def test_whom_a_sentence_introduces_by_a_trade_is_somebody() -> None:
    for text, told in (
        ("A village teacher, Comfort Dvorek, said so.", True),
        ("Her elder sister, Comfort Dvorek, said so.", True),
        ("A rights group, Comfort Dvorek, said so.", False),
        ("A village teacher, Comfort Dvorek said.", False),
        ("In the village, Comfort Dvorek, said so.", False),
    ):
        start = text.index("Comfort")
        assert is_introduced(text, start, start + len("Comfort Dvorek")) is told, text
