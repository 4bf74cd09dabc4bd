"""What of the chosen blocks stands before the headline."""

from __future__ import annotations

from transforms.html.block_text import Claims
from transforms.html.page_survey import Survey
from transforms.html.titles import words_of

_MOST_WORDS = 70
_LEAST = 0.8
"""Words before the headline that are no story if this share of the chosen ones stands behind it."""


def drop_before(survey: Survey, kept: list[int], claims: Claims) -> list[int]:
    """Without what stands before the h1 that is the title, if most of the story stands behind it."""
    place = _find_headline(survey, claims.title)
    behind = [one for one in kept if place is not None and one > place]
    words, told = (sum(survey.blocks[one].words for one in places) for places in (kept, behind))
    return behind if words - told <= _MOST_WORDS and told >= _LEAST * words else kept


def _find_headline(survey: Survey, title: str) -> int | None:
    """The place of the block that is an h1 and says what the title does."""
    headline = words_of(title)
    tags = survey.nodes.tags
    marked = (place for place, block in enumerate(survey.blocks) if tags[block.node] == "h1")
    return next((place for place in marked if words_of(survey.blocks[place].text) == headline), None)
