"""Groups: the people and things that a sentence speaks of."""

import pytest

from transforms.mentions.casualties.bounds import Bounds
from transforms.mentions.casualties.phrases.groups import find_groups
from transforms.mentions.casualties.phrases.people import Group
from transforms.mentions.casualties.words.tokens import read_tokens


def read(sentence: str) -> list[Group]:
    return find_groups(read_tokens(sentence, 0, len(sentence)))


@pytest.mark.parametrize(
    ("sentence", "kind", "head", "low"),
    [
        ("Nine miners died.", "count", "miners", 9),
        ("A guard died.", "single", "guard", 1),
        ("Another was hurt.", "single", "", 1),
        ("Ada Stone died.", "name", "stone", 1),
        ("Policemen died.", "plural", "policemen", None),
        ("They died.", "plural", "they", None),
        ("A couple died.", "count", "couple", 2),
        ("Both men died.", "count", "men", 2),
        ("Nobody died.", "none", "", 0),
        ("No miners died.", "none", "miners", 0),
        ("Nine cars burned.", "thing", "cars", None),
        ("Nine Dorn Bridge", "thing", "bridge", None),
    ],
)
def test_what_a_phrase_speaks_of(sentence: str, kind: str, head: str, low: int | None) -> None:
    group = read(sentence)[0]
    assert (group.kind, group.head, group.bounds.low) == (kind, head, low)


def test_a_number_after_a_name_is_an_age() -> None:
    assert [group.kind for group in read("Ada Stone, 23, was hurt.")] == ["name", "age"]


def test_a_part_knows_its_whole() -> None:
    (part,) = read("Two of the six miners died.")
    assert part.whole is not None
    assert (part.bounds.low, part.whole.bounds.low, part.head) == (2, 6, "miners")


def test_all_but_some_are_those_who_are_left() -> None:
    (left,) = read("All but two of the 30 miners died.")
    assert left.bounds == Bounds(28, 28, 28)
