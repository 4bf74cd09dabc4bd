"""Attributes: who was harmed, by what, and what else the text says of them."""

import pytest

from tests.support.mentions import read


@pytest.mark.parametrize(
    ("text", "victims", "kind"),
    [
        ("Two police officers were killed.", "police officers", "police"),
        ("Three Marine soldiers were killed.", "Marine soldiers", "military"),
        ("Five insurgents were killed.", "insurgents", "militant"),
        ("Two journalists were killed.", "journalists", "journalist"),
        ("Four farmers were killed.", "farmers", "civilian"),
        ("Nine people were killed.", "people", "unknown"),
    ],
)
def test_who_was_harmed(text: str, victims: str, kind: str) -> None:
    (row,) = read(text)
    assert (row.victims, row.victim_type) == (victims, kind)


def test_women_and_children_are_counted_from_the_phrase_its_parts_and_its_subsets() -> None:
    assert (read("Three girls were killed.")[0].children, read("Two women were killed.")[0].women) == (3, 2)
    total = next(r for r in read("My husband and three children were killed.") if r.is_derived)
    assert (total.low, total.children, total.women) == (4, 3, None)
    assert read("Nine people were hurt, four of them children.")[0].children == 4
    assert read("Thirty people were hurt. Nine of the injured were women.")[1].women == 9
    main, part = read("The crash killed 20 people, including five women.")
    assert main.women == 5
    assert part.subset_of == main.figure_id


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("An airstrike killed nine people.", "airstrike"),
        ("A car bomb killed nine people.", "bombing"),
        ("Gunmen killed nine people.", "shooting"),
        ("An earthquake killed nine people.", "earthquake"),
        ("Nine people were killed when a ferry capsized.", "sinking"),
        ("An exchange of fire killed nine people.", "shooting"),
        ("A fire chief said nine people were killed.", None),
        ("A gas blast killed nine miners.", "explosion"),
        ("Militants attacked with rockets, killing nine people.", "shelling"),
        ("A blast hit a market on Monday. Nine people died in the explosion, caused by a bomb.", "bombing"),
        ("A bomb hit a market on Monday. Nine people died.", "bombing"),
        ("Nine people were killed.", None),
    ],
)
def test_the_nearest_cause_is_named(text: str, cause: str | None) -> None:
    assert read(text)[0].cause == cause


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("A 5-year-old was shot.", 1),
        ("A 17-year-old was hurt.", 1),
        ("A 19-year-old was hurt.", None),
        ("The crash killed 20 people, including a girl and two boys.", 3),
    ],
)
def test_ages_below_eighteen_are_children(text: str, children: int | None) -> None:
    assert read(text)[0].children == children


def test_nobody_is_held_by_a_cause() -> None:
    assert read("Police arrested nine men after a bombing.")[0].cause is None


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Four villagers were reported killed in the raid.", "reported"),
        ("Nine people were reportedly hurt.", "reported"),
        ("The rebels claimed to have killed 30 soldiers.", "alleged"),
        ("The militia allegedly killed 30 farmers.", "alleged"),
        ("Thirty sailors are missing and presumed dead.", "alleged"),
        ("The army claimed responsibility for the raid, which killed nine people.", "asserted"),
        ("The flood has claimed nine lives.", "asserted"),
        ("Nine men were killed on Monday, and police held a man who allegedly sold the gun.", "asserted"),
        ("He said nine people were killed.", "reported"),
    ],
)
def test_how_sure_a_figure_is(text: str, certainty: str) -> None:
    assert read(text)[0].certainty == certainty
