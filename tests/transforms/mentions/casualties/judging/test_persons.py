"""Tests for what tells one person from another."""

import pytest

from transforms.mentions.casualties.judging.persons import victim_key
from transforms.mentions.casualties.judging.reading import read_article


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ada Stone was killed in Dorn.", "stone"),
        ("Former minister Bela Reed was killed in Dorn.", "reed"),
        ("A young guard was killed in Dorn.", "guard"),
    ],
)
def test_a_person_is_known_by_the_last_name_or_else_by_the_noun(text: str, key: str) -> None:
    reading = read_article(text, None, None)
    assert [victim_key(figure, reading.text) for figure in reading.figures] == [key]
