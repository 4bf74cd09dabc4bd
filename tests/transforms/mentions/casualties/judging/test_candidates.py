"""Candidates: every number that could be the article's own, and how it comes about."""

import pytest

from transforms.mentions.casualties.judging.candidates import collect
from transforms.mentions.casualties.judging.reading import read_article


@pytest.mark.parametrize(
    ("text", "point", "how"),
    [
        ("Nine people were killed.", 9, "stated"),
        ("Four miners and two guards were killed.", 6, "sum"),
        ("Four people were killed in Dorn. Two people died in Barra.", 6, "pair_next"),
        ("Ada Stone was killed. Max Reed was killed.", 2, "names"),
        ("A gunman killed three people. He then shot himself.", 4, "plus_self"),
    ],
)
def test_a_number_may_be_stated_or_derived(text: str, point: int, how: str) -> None:
    found = {candidate.point: candidate for candidate in collect(read_article(text, None, None), "killed", None)}
    assert how in found[point].how
    assert all(figure.outcome == "killed" for figure in found[point].figures)


def test_the_dead_are_taken_from_those_who_were_shot() -> None:
    reading = read_article("Five people were shot in Dorn. Police said two had died.", None, None)
    assert 3 in {candidate.point for candidate in collect(reading, "injured", 2)}
