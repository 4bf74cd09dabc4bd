"""Scraped text, boilerplate lines and all, to a headline and a story."""

from __future__ import annotations

import re

import numpy as np

from schemas.dead_letter import Rejected
from transforms.text.boosted_trees import load_trees, score_rows
from transforms.text.headlines import TITLE_WORDS, find_headline
from transforms.text.line_features import describe_lines, measure_topic
from transforms.text.line_words import LONG_WORD, REMARK_WORDS, count_line_words
from transforms.text.wrapped_lines import join_wrapped

MARKUP = re.compile(r"^#{1,6} ")
"""What makes a line a headline in Markdown."""

APART = 8
"""Chosen lines more than this many lines from the others stand apart."""

RELATED = 0.6
"""A part that stands apart belongs to the story when its share of words that the story repeats is at least this part
of the story's own share."""

DOUBT = 1.1
"""The model's log odds are divided by this: on sites that it was not trained on it is surer than it is right."""

HOPELESS = 0.2
"""When even the best choice of lines is expected to match the story no better than this (F1), there is no story."""


def read_lines(raw: str) -> tuple[str | None, str]:
    """Split scraped text into (title, story): furniture above, below and between the story's lines is left out.

    raw: lines as scraped; lines broken to fit a width are joined first, then a paragraph is one line. The story's
    paragraphs are separated by a blank line and normalised; the title is None when no line above the story can be its
    headline. A text of one line is a story. Raises Rejected("no_text") when no line is story.
    """
    lines = join_wrapped(raw)
    if not lines:
        raise Rejected("no_text", "the text is empty")
    if len(lines) == 1 and count_line_words(lines[0]) >= TITLE_WORDS[0]:
        return None, lines[0]
    scores = score_rows(load_trees("transforms.text", "line_model.json"), describe_lines(lines)).tolist()
    kept = choose_lines(lines, scores)
    if not any(count_line_words(lines[place]) >= REMARK_WORDS for place in kept):
        raise Rejected("no_text", "no line reads like prose")
    title = find_headline(lines, kept)
    if title is None:
        return None, "\n\n".join(lines[place] for place in kept)
    story = [lines[place] for place in kept if lines[place] != lines[title]]
    if not story:
        raise Rejected("no_text", "nothing but a headline")
    return MARKUP.sub("", lines[title]), "\n\n".join(story)


def choose_lines(lines: list[str], scores: list[float]) -> list[int]:
    """Places of the lines that make the story, ascending; scores: log odds that each line is part of it."""
    words = [count_line_words(line) for line in lines]
    chances = (1.0 / (1.0 + np.exp(-np.array(scores) / DOUBT))).tolist()
    return drop_strangers(lines, words, chances, choose_likely(words, chances))


def choose_likely(words: list[int], chances: list[float]) -> list[int]:
    """Places of the lines that together are expected to match the story best.

    Of all cuts through the lines in order of their chances the one with the greatest expected F1 in words: where the
    model is unsure of a whole page it keeps more than a fixed cut would. Empty when that F1 is hopeless.
    """
    chance = np.array(chances)
    sizes = np.array(words, dtype=np.float64)
    order = np.argsort(-chance, kind="stable")
    right = np.cumsum((chance * sizes)[order])
    expected = 2.0 * right / (np.cumsum(sizes[order]) + right[-1])
    best = int(expected.argmax())
    return sorted(int(place) for place in order[: best + 1]) if expected[best] >= HOPELESS else []


def drop_strangers(lines: list[str], words: list[int], chances: list[float], kept: list[int]) -> list[int]:
    """The chosen lines without those that stand apart and speak of other things: other articles, comments."""
    parts: list[list[int]] = []
    for place in kept:
        if parts and place - parts[-1][-1] <= APART:
            parts[-1].append(place)
        else:
            parts.append([place])
    if len(parts) < 2:
        return kept
    masses = [sum(chances[place] * words[place] for place in part) for part in parts]
    main = next(part for part, mass in zip(parts, masses, strict=True) if mass * 2 >= max(masses))
    bags = [set(LONG_WORD.findall(line.lower())) for line in lines]
    topic = measure_topic(bags, main[0], main[-1] + 1)

    def share(part: list[int]) -> float:
        return sum(max(0.0, topic[place]) * words[place] for place in part) / sum(words[place] for place in part)

    least = RELATED * share(main)
    return [place for part in parts if part is main or share(part) >= least for place in part]
