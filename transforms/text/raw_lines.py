"""Scraped text, boilerplate lines and all, to a headline and a story."""

from __future__ import annotations

import re

import numpy as np

from schemas.dead_letter import Rejected
from transforms.text.boosted_trees import load_trees, score_rows
from transforms.text.choosing import choose_likely, drop_strangers
from transforms.text.furniture import is_furniture, is_notice
from transforms.text.headlines import TITLE_WORDS, find_headline
from transforms.text.line_features import describe_lines
from transforms.text.line_words import REMARK_WORDS
from transforms.text.words import count_words
from transforms.text.wrapped_lines import join_wrapped

_MARKUP = re.compile(r"^#{1,6} ")
"""What makes a line a headline in Markdown."""

_APART = 8
"""Chosen lines more than this many lines from the others stand apart."""

_RELATED = 0.6
"""See `drop_strangers`: in cross-validation 0.4 to 0.6 do about as well."""

_DOUBT = 1.1
"""The model's log odds are divided by this: on sites that it was not trained on it is surer than it is right."""

_HOPELESS = 0.2
"""When even the best choice of lines is expected to match the story no better than this (F1), there is no story."""


_MOST_LINES = 50_000


def read_lines(raw: str) -> tuple[str | None, str]:
    """Split scraped text into (title, story): furniture above, below and between the story's lines is left out.

    raw: lines as scraped; lines broken to fit a width are joined first, then a paragraph is one line. The story's
    paragraphs are separated by a blank line and normalised; the title is None when no line above the story can be its
    headline. A text of one line is a story. Raises Rejected("no_text") when no line is story.
    """
    lines = join_wrapped(raw)
    if not lines:
        raise Rejected("no_text", "the text is empty")
    if len(lines) > _MOST_LINES:
        raise Rejected("no_text", f"a text of {len(lines)} lines is no story")
    if len(lines) == 1 and count_words(lines[0]) >= TITLE_WORDS[0]:
        return None, lines[0]
    scores = score_rows(load_trees("transforms.text", "line_model.json"), describe_lines(lines)).tolist()
    kept = choose_lines(lines, scores)
    if not any(count_words(lines[place]) >= REMARK_WORDS for place in kept):
        raise Rejected("no_text", "no line reads like prose")
    title = find_headline(lines, kept)
    if title is None:
        return None, "\n\n".join(lines[place] for place in kept)
    story = [lines[place] for place in kept if lines[place] != lines[title]]
    if not story:
        raise Rejected("no_text", "nothing but a headline")
    return _MARKUP.sub("", lines[title]), "\n\n".join(story)


def choose_lines(lines: list[str], scores: list[float]) -> list[int]:
    """Places of the lines that make the story, ascending; scores: log odds that each line is part of it."""
    chances = 1.0 / (1.0 + np.exp(-np.array(scores) / _DOUBT))
    words = [count_words(line) for line in lines]
    kept, expected = choose_likely(words, chances)
    if expected < _HOPELESS:
        return []
    return _trim(lines, words, drop_strangers(lines, kept, range(len(lines)), _APART, _RELATED))


def _trim(lines: list[str], words: list[int], kept: list[int]) -> list[int]:
    """The chosen lines without those that say of themselves that they are furniture: behind the last, and anywhere."""
    kept = [place for place in kept if not is_notice(lines[place], words[place])] or kept
    last = len(kept)
    while last > 1 and is_furniture(lines[kept[last - 1]], words[kept[last - 1]], "end"):
        last -= 1
    return kept[:last]
