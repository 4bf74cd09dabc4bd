"""The judgement: scopes, choices and what the article itself takes back, for rows and explanation alike."""

from transforms.mentions.casualties.explaining import explain_casualties
from transforms.mentions.casualties.finding import find_casualties
from transforms.mentions.casualties.judging.judgement import judge
from transforms.mentions.casualties.judging.reading import read_article

STORY = (
    "A roof fell on a hall in Dorn on Monday, killing nine people and injuring 14 others, police said. "
    "Two of the dead were children. In 2003 a fire there killed 40 people."
)


def test_a_judgement_holds_the_choices_in_their_order() -> None:
    choices = judge(read_article(STORY, None, None)).choices
    assert {outcome: choice.number for outcome, choice in choices.items()} == {"killed": 9, "injured": 14}
    assert list(choices) == ["killed", "injured"]
    killed = choices["killed"]
    assert killed.candidate in killed.rivals
    assert len(killed.rivals) == len(killed.scores)


def test_without_figures_nothing_is_chosen() -> None:
    judgement = judge(read_article("The council met in Dorn.", None, None))
    assert (judgement.choices, judgement.rows) == ({}, [])


def test_rows_and_explanation_tell_of_one_judgement() -> None:
    rows = [row for row in find_casualties(STORY, None, None, [], []) if row.is_main]
    verdicts = explain_casualties(STORY, None, None).verdicts
    assert (
        {row.outcome: row.low for row in rows}
        == {v.outcome: v.number for v in verdicts}
        == {"killed": 9, "injured": 14}
    )


def test_the_scope_of_a_row_is_settled_before_it_is_written() -> None:
    rows = judge(read_article(STORY, None, None)).rows
    found = find_casualties(STORY, None, None, [], [])
    assert [row.scope for row in rows] == [row.scope for row in found]
    assert {row.figure.point: row.scope for row in rows} == {9: "event", 14: "event", 2: "subset", 40: "background"}


def test_a_denial_beside_the_articles_own_count_is_denied() -> None:
    text = 'An air strike killed nine people in Dorn. "No civilians were killed," the army said.'
    judged = judge(read_article(text, None, None))
    assert [(row.figure.kind, row.scope, row.is_main) for row in judged.rows] == [
        ("count", "event", True),
        ("none", "denied", False),
    ]
    assert judged.rows[1].figure.mood == "real"  # the words state it; the article takes it back
    assert find_casualties(text, None, None, [], [])[1].certainty == "denied"


def test_an_earlier_toll_is_replaced_and_of_the_event() -> None:
    text = "The death toll of the flood in Dorn rose to 41 on Monday. Earlier reports said 30 people had died."
    new, old = judge(read_article(text, None, None)).rows
    assert (new.is_main, new.replaces is old.figure, old.scope) == (True, True, "event")
