"""Introductions: who somebody is whom the text calls by the last name."""

import pytest

from transforms.mentions.casualties.attribution.introductions import introduce

TEXT = "Dorn police Sgt. Max Reed saw it; Ada Stone, a nurse, did too. Then Reed left, and Stone stayed."


@pytest.mark.parametrize(
    ("who", "introduced"),
    [
        ("Reed", "Dorn police Sgt. Max Reed"),
        ("Stone", "Ada Stone, a nurse"),
        ("Hill", "Hill"),
        ("the army", "the army"),
        ("the head of the Dorn Observatory", "the head of the Dorn Observatory"),
    ],
)
def test_a_last_name_is_told_as_the_text_introduces_it(who: str, introduced: str) -> None:
    assert introduce(who, TEXT) == introduced
