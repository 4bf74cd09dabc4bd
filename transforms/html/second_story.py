"""The next article of an endless page, behind the story."""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

from transforms.html.block_text import Claims
from transforms.html.class_words import part_bit
from transforms.html.days import find_day
from transforms.html.landmarks import Landmark
from transforms.html.page_survey import Survey
from transforms.html.titles import words_of
from transforms.text.words import count_words

_STORY = part_bit("text") | part_bit("body")
_MOST_LOOKED_AT = 200
"""Headings; few pages have a tenth of that, and the time is bounded."""

_HEADLINE_WORDS, _DATED_HEADLINE_WORDS = 5, 3
"""Words of a second headline; of one that has a day of its own."""

_BYLINE_BLOCKS, _BYLINE_WORDS = 4, 12
"""Where that day is looked for: blocks behind the headline, so long at most."""

_SECOND_WORDS = 40
"""A story before a second headline has so many words."""


def drop_second_story(survey: Survey, kept: list[int], claims: Claims) -> list[int]:
    """Without what follows a second headline that begins another story: it lies in an element beside that of the first,
    made alike, or in an article that holds nothing of the story; or each of the two has a day of its own and lies in an
    element of the same class.
    """
    titles = [mark for mark in survey.walk.headings if mark.element.tag == "h1"][:_MOST_LOOKED_AT]
    own = words_of(claims.title)
    first = next((mark for mark in titles if words_of("".join(map(str, mark.element.itertext()))) == own), None)
    for mark in titles:
        text = " ".join("".join(map(str, mark.element.itertext())).split())
        if (first is not None and mark.block <= first.block) or words_of(text) == own:
            continue
        before = [place for place in kept if place < mark.block]
        words = sum(survey.blocks[place].words for place in before)
        length = count_words(text)
        if words < _SECOND_WORDS or length < _DATED_HEADLINE_WORDS:
            continue
        if length >= _HEADLINE_WORDS and (
            _begins_article(survey, mark.node, before)
            or (first is not None and _are_siblings(survey, first.node, mark.node))
        ):
            return before
        if first is not None and _are_of_one_class(first.element, mark.element) and _are_dated(survey, first, mark):
            return before
    return kept


def _are_of_one_class(one: etree._Element, other: etree._Element) -> bool:
    """Whether two elements lie in two that have the same parent, tag and class."""
    above = {parent: child for child, parent in pairwise([one, *one.iterancestors()])}
    for child, parent in pairwise([other, *other.iterancestors()]):
        twin = above.get(parent)
        if twin is not None:
            return twin.tag == child.tag and bool(child.get("class")) and twin.get("class") == child.get("class")
    return False


def _are_dated(survey: Survey, *headings: Landmark) -> bool:
    """Whether behind each of these headings a line has a day in it."""
    return all(
        any(
            block.words <= _BYLINE_WORDS and find_day(block.text) is not None
            for block in survey.blocks[mark.block + 1 : mark.block + 1 + _BYLINE_BLOCKS]
        )
        for mark in headings
    )


def _begins_article(survey: Survey, heading: int, before: list[int]) -> bool:
    """Whether a heading lies in an article element that holds none of the blocks before it."""
    articles = [place for place in climb(survey, heading) if survey.nodes.tags[place] == "article"]
    return bool(articles) and survey.blocks[before[-1]].node < articles[0]


def _are_siblings(survey: Survey, one: int, other: int) -> bool:
    """Whether two elements lie in two articles, by tag or names the same, that have the same parent."""
    nodes = survey.nodes
    above = {nodes.parents[place]: place for place in climb(survey, one)}
    for place in climb(survey, other):
        twin = above.get(nodes.parents[place], place)
        if twin != place:
            return are_made_alike(survey, twin, place)
    return False


def are_made_alike(survey: Survey, one: int, other: int) -> bool:
    """Whether two elements are articles or text by name, and alike: stories in a row, or the posts of one."""
    tags, names = survey.nodes.tags, survey.nodes.names
    if (tags[one], names[one]) != (tags[other], names[other]):
        return False
    return tags[one] == "article" or bool(names[one] & _STORY)


def climb(survey: Survey, place: int) -> list[int]:
    """An element and those above it but the root, the innermost first."""
    chain = []
    while place > 0:
        chain.append(place)
        place = survey.nodes.parents[place]
    return chain
