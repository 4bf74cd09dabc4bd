import re

from schemas.mentions import Entity
from transforms.mentions.places.candidates import list_candidates
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.siblings import find_siblings, state_kinds


def entities(text: str) -> list[Entity]:
    return [Entity(one.start(), one.end(), one[0], "GPE", one[0]) for one in re.finditer(r"[A-Z]\w+", text)]


def test_names_joined_by_commas_and_and_stand_in_one_list() -> None:
    text = "from Ohio, Georgia and the Carolinas to Maine"
    assert find_siblings(text, entities(text), frozenset()) == {
        "Ohio": {"Georgia", "Carolinas"},
        "Georgia": {"Ohio", "Carolinas"},
        "Carolinas": {"Ohio", "Georgia"},
    }


def test_the_larger_place_behind_a_town_stands_in_no_list_with_it() -> None:
    text = "Gary, Indiana"
    assert find_siblings(text, entities(text), frozenset({text.index("Indiana")})) == {}


def test_only_names_that_mean_one_country_or_division_state_a_kind(index: PlaceIndex) -> None:
    names = ("Ohio", "Turkey", "Georgia", "Springfield")
    candidates = {name: list_candidates(name, "GPE", index) for name in names}
    assert state_kinds(set(names), candidates) == {("admin1", "US"), ("country", None)}
