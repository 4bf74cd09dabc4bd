"""Settling: which figures become rows, beside the article's own and without one."""

from schemas.mentions import Outcome
from transforms.mentions.casualties.judging.choice import Choice, choose, load_weights
from transforms.mentions.casualties.judging.reading import read_article
from transforms.mentions.casualties.judging.settling import Row, settle
from transforms.mentions.casualties.vocabulary import LEARNED


def read(text: str, *, own: bool = True) -> list[Row]:
    reading = read_article(text, None, None)
    choices: dict[Outcome, Choice] = {}
    for outcome in LEARNED if own else ():
        choice = choose(reading, outcome, None, load_weights())
        if choice is not None:
            choices[outcome] = choice
    return settle(reading, choices)


TEXT = "A fire in Dorn on Monday killed nine people. Two of the dead were guards."


def test_smaller_counts_are_subsets_of_the_articles_own() -> None:
    main, part = read(TEXT)
    assert (main.is_main, main.scope, part.scope, part.owner is main.figure) == (True, "event", "subset", True)


def test_without_a_count_of_its_own_every_figure_is_background() -> None:
    (row,) = read("A fire killed nine people.", own=False)
    assert (row.scope, row.is_main) == ("background", False)


def test_other_outcomes_take_the_first_count_of_the_event() -> None:
    rows = read("Police arrested nine men in Dorn. Two more were detained later.")
    assert [(row.figure.outcome, row.figure.point, row.is_main) for row in rows] == [
        ("detained", 9, True),
        ("detained", 2, False),
    ]


def test_who_dies_of_age_or_illness_is_no_row() -> None:
    assert read("The singer died of cancer. He was 83.") == []
