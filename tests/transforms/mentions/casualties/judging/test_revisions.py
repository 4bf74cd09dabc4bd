"""Revisions: an earlier toll is replaced; a denial is one only of what the article counts."""

from tests.support.mentions import read


def test_a_smaller_toll_told_anew_is_superseded_where_the_toll_rose() -> None:
    main, earlier = read("The death toll has risen to nine, officials said. Six people have been killed, police said.")
    assert (main.supersedes, earlier.scope, earlier.attributed_to) == (earlier.figure_id, "event", "police")


def test_an_earlier_toll_is_superseded() -> None:
    main, earlier = read("The death toll rose to nine on Friday. Earlier, police said that six people were killed.")
    assert main.is_main
    assert main.supersedes == earlier.figure_id
    assert earlier.scope == "event"


def test_no_casualties_of_another_bomb_are_no_denial() -> None:
    text = (
        "A bomb killed four clerks and wounded nine on Monday. Two more bombs caused no casualties, an official said."
    )
    assert {row.scope for row in read(text) if row.qualifier == "none"} == {"event"}
