"""Judgement: what every figure of an article is a count of, and which ones are the article's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.mentions import Outcome
from transforms.mentions.casualties.judging.choice import Choice, choose, load_weights
from transforms.mentions.casualties.judging.reading import Reading
from transforms.mentions.casualties.judging.revisions import link_revisions, mark_denials
from transforms.mentions.casualties.judging.settling import Row, settle
from transforms.mentions.casualties.vocabulary import LEARNED


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was judged. choices: the choice for each learned outcome that has candidates, in the order of LEARNED.

    rows: the figures that become rows of the table, in the order of the text.
    """

    choices: Mapping[Outcome, Choice]
    rows: list[Row]


def judge(reading: Reading) -> Judgement:
    """Judge an article's figures: the one way there is, for the rows of the table and for their explanation."""
    choices: dict[Outcome, Choice] = {}
    killed: int | None = None
    for outcome in LEARNED:
        choice = choose(reading, outcome, killed, load_weights())
        if choice is not None:
            choices[outcome] = choice
            killed = choice.number
    rows = settle(reading, choices)
    link_revisions(reading, rows)
    mark_denials(reading, rows)
    return Judgement(choices, rows)
