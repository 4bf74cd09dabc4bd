"""Standing lines: words that a site prints under story after story, such as a wall's or a newsletter's.

On one site they make most of the pairs of articles that share words, and say nothing about the stories. A shingle
stands when it recurs in some articles of the site, over some days: a story and its updates are fewer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from schemas.story import StoryDigest
from transforms.linking.words import SHINGLE, Shingles, read_numbers, shingles_of

_ARTICLES = 4
_DAYS = 3
"""Both are needed, so that neither a long day of updates nor a story and its follow-ups lose their words."""


def drop_standing(stories: Sequence[StoryDigest]) -> list[StoryDigest]:
    """The stories of one publisher without the words of its standing lines, in the same order.

    Titles stay: a column's name in them is weighed down by being common.
    """
    standing = _standing_shingles(stories)
    return [_strip(story, standing) for story in stories] if len(standing) else list(stories)


def _standing_shingles(stories: Sequence[StoryDigest]) -> Shingles:
    ids = {article_id: number for number, article_id in enumerate({story.article_id for story in stories})}
    days = {day: number for number, day in enumerate({story.published_on for story in stories})}
    if len(ids) < _ARTICLES or len(days) < _DAYS:
        return np.zeros(0, dtype=np.uint64)
    rows = []
    for story in stories:
        found = np.unique(shingles_of(_body(story)))
        marks = ids[story.article_id], days[story.published_on]
        rows.append((found, *(np.full(len(found), mark, dtype=np.int64) for mark in marks)))
    shingles, articles, dates = (np.concatenate(column) for column in zip(*rows, strict=True))
    return np.intersect1d(_recurring(shingles, articles, _ARTICLES), _recurring(shingles, dates, _DAYS))


def _recurring(shingles: Shingles, marks: np.ndarray[tuple[int], np.dtype[np.int64]], least: int) -> Shingles:
    """Shingles that stand beside as many different marks."""
    order = np.lexsort((marks, shingles))
    shingles, marks = shingles[order], marks[order]
    new = np.ones(len(shingles), dtype=bool)
    new[1:] = (shingles[1:] != shingles[:-1]) | (marks[1:] != marks[:-1])
    found, counts = np.unique(shingles[new], return_counts=True)
    return found[counts >= least]


def _body(story: StoryDigest) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return read_numbers(story.words)[story.title_words :]


def _strip(story: StoryDigest, standing: Shingles) -> StoryDigest:
    body = _body(story)
    struck = np.zeros(len(body), dtype=bool)
    for place in np.flatnonzero(np.isin(shingles_of(body), standing)):
        struck[place : place + SHINGLE] = True
    if not struck.any():
        return story
    kept = np.concatenate((np.ones(story.title_words, dtype=bool), ~struck))
    words, starts = (read_numbers(stored)[kept].tobytes() for stored in (story.words, story.starts))
    return replace(story, words=words, starts=starts)
