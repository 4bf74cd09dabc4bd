"""Lists that say what their names are."""

from __future__ import annotations

import pytest

from transforms.mentions.entities.listed import find_listed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in Quux, Dorn Hill and Ebb counties", [("Quux", "GPE"), ("Dorn Hill", "GPE"), ("Ebb", "GPE")]),
        ("on the corner of Quux and Dorn streets", [("Quux", "FAC"), ("Dorn", "FAC")]),
        ("the Quux and Dorn rivers", [("Quux", "LOC"), ("Dorn", "LOC")]),
        ("four villages: Quux, Dorn, Ebb and Zorp.", [(name, "GPE") for name in ("Quux", "Dorn", "Ebb", "Zorp")]),
        ("towns such as Quux and Dorn’s", [("Quux", "GPE"), ("Dorn", "GPE")]),
        ("the cities of Quux and Peru", [("Quux", "GPE"), ("Peru", "GPE")]),
        ("Syrian and Iraqi villages", []),
        ("the leaders of Quux and Dorn", []),
        ("Quux has towns and Dorn villages", []),
    ],
)
def test_the_plural_beside_a_list_says_what_it_lists(text: str, found: list[tuple[str, str]]) -> None:
    spans = sorted(find_listed(text))
    assert [(text[one.start : one.end], one.label) for one in spans] == found
