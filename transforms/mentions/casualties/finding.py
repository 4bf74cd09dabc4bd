"""Casualty figures of an article: propose what the words state, judge what each is a count of, write it down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemas.mentions import Casualty, DateMention, Entity
from transforms.mentions.casualties.choosing import Choice, choose, load_weights
from transforms.mentions.casualties.proposing import Figure, propose
from transforms.mentions.casualties.recording import Article, record
from transforms.mentions.casualties.scope import judge_scopes
from transforms.mentions.casualties.settling import settle
from transforms.text.sentences import split_sentences

# Above this the article has a count of its own; chosen on the development sets, for precision.
THRESHOLD = 0.5


def read_figures(
    text: str, title: str | None, anchor: date | None
) -> tuple[list[tuple[int, int]], list[Figure], list[Figure]]:
    """Sentences of the text, its figures with their scope by rule, and the figures of the title (sentence -1)."""
    sentences = split_sentences(text)
    figures = propose(text, sentences)
    judge_scopes(text, sentences, figures, anchor)
    headline = propose(title, [(0, len(title))], headline=True) if title else []
    for figure in headline:
        figure.sentence = -1
    return sentences, figures, headline


def find_casualties(
    text: str, title: str | None, anchor: date | None, dates: Sequence[DateMention], entities: Sequence[Entity]
) -> list[Casualty]:
    """Every figure of people harmed that the text states or plainly implies, in the order of the text.

    text: clean, any case, wrapped or not; offsets are code points into it. title: evidence only. anchor: the day that
    "today" means. dates, entities: of the same text; more evidence, may be empty. Never raises; linear time.
    At most one row an outcome is the article's own figure (is_main).
    """
    sentences, figures, headline = read_figures(text, title, anchor)
    choices: dict[str, Choice | None] = {}
    killed: int | None = None
    for outcome in ("killed", "injured"):
        choice = choose(text, title, sentences, figures, headline, outcome, killed, load_weights())
        if choice is not None and choice.own <= THRESHOLD:
            choices[outcome] = None
        else:
            choices[outcome] = choice
            killed = choice.candidate.point if choice and outcome == "killed" else killed
    rows = settle(figures, choices)
    return record(Article(text, sentences, anchor, dates, entities), rows)
