"""Casualty figures of an article: read what the words state, judge what each is a count of, write it down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemas.mentions import Casualty, DateMention, Entity
from transforms.mentions.casualties.judging.judgement import judge
from transforms.mentions.casualties.judging.reading import read_article
from transforms.mentions.casualties.rows.recording import record


def find_casualties(
    text: str, title: str | None, anchor: date | None, dates: Sequence[DateMention], entities: Sequence[Entity]
) -> list[Casualty]:
    """Every figure of people harmed that the text states or plainly implies, in the order of the text.

    text: clean, any case, wrapped or not; offsets are code points into it. title: evidence only. anchor: the day that
    "today" means. dates, entities: of the same text; more evidence, may be empty. Never raises; linear time.
    At most one row an outcome is the article's own figure (is_main).
    """
    reading = read_article(text, title, anchor, dates, entities)
    return record(reading, judge(reading).rows)
