"""What only bodies do and have."""

from __future__ import annotations

import pytest

from transforms.mentions.entities.trades import read_trade


@pytest.mark.parametrize(
    ("text", "is_body"),
    [
        ("Dvorek will cut a tenth of its routes.", True),
        ("Dvorek said on Monday that a leak at its factory was small.", True),
        ("Dvorek told traders that it would close the mine.", True),
        ("Dvorek filed for bankruptcy.", True),
        ("Dvorek has laid off 300 bakers.", True),
        ("Dvorek recalled a cough syrup.", True),
        ("Dvorek said the town lost its well.", False),  # the town's
        ("Dvorek said it would rain.", False),
        ("Dvorek said the Zorb Union had called its workers.", False),
        ("Dvorek recalled a storm. It cut its teeth.", False),
        ("Dvorek met his mother.", False),
    ],
)
def test_what_a_clause_says_of_its_subject(text: str, *, is_body: bool) -> None:
    votes = read_trade(text, 0, len("Dvorek"))
    assert (votes["ORG"] > 0) is is_body
    assert (votes["PERSON"] < 0) is is_body


def test_a_newspaper_begins_with_the_article_of_its_language() -> None:
    text = "She told La Zorba so. Le Zorbo said no. El Zorbi ran."
    assert read_trade(text, 9, 17)["ORG"] > 0
    assert read_trade(text, 22, 30)["ORG"] > 0
    assert read_trade(text, 40, 48)["ORG"] == 0
