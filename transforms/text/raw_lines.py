"""Scraped text, boilerplate lines and all, to a headline and a story."""

from __future__ import annotations

from schemas.dead_letter import Rejected
from transforms.text.boosted_trees import load_trees, score_rows
from transforms.text.line_features import (
    LONG_WORD,
    SENTENCE_END,
    count_line_words,
    describe_lines,
    load_line_words,
    name_line_features,
)
from transforms.text.normalise import normalise

TITLE_REACH = 25
"""Lines above the story's first that the headline is looked for in."""

TITLE_WORDS = (3, 30)
"""A headline has at least and at most this many words."""


def read_lines(raw: str) -> tuple[str | None, str]:
    """Split scraped text into (title, story): furniture above, below and between the story's lines is left out.

    raw: lines as scraped; a paragraph is one line. The story's paragraphs are separated by a blank line and normalised;
    the title is None when no line above the story can be its headline. Raises Rejected("no_text") when no line is
    story.
    """
    lines = [line for line in normalise(raw).split("\n") if line]
    if not lines:
        raise Rejected("no_text", "the text is empty")
    trees = load_trees("transforms.text", "line_model.json")
    scores = score_rows(trees, describe_lines(lines))
    kept = [place for place, score in enumerate(scores) if score >= trees.cut]
    if not kept:
        raise Rejected("no_text", "no line reads like prose")
    title = find_headline(lines, kept)
    story = [lines[place] for place in kept if place != title and (title is None or lines[place] != lines[title])]
    if not story:
        raise Rejected("no_text", "nothing but a headline")
    return (None if title is None else lines[title]), "\n\n".join(story)


def find_headline(lines: list[str], kept: list[int]) -> int | None:
    """Place of the line above the story, or of its first, that says most of what the story says; None when none
    does.
    """
    first = kept[0]
    story = {word for place in kept for word in LONG_WORD.findall(lines[place].lower())}
    best, best_score = None, 0.0
    for place in range(max(0, first - TITLE_REACH), first + 1):
        score = rate_headline(lines[place], story if place < first else set(), first - place)
        if score > best_score:
            best, best_score = place, score
    return best


def rate_headline(line: str, story: set[str], distance: int) -> float:
    """How well a line would do as headline of a story of these words, that many lines above it; 0 or less: not at
    all.
    """
    words = count_line_words(line)
    if not TITLE_WORDS[0] <= words <= TITLE_WORDS[1] or distance == 0:
        return 0.0
    bag = set(LONG_WORD.findall(line.lower()))
    if not bag:
        return 0.0
    score = sum(word in story for word in bag) / len(bag)
    lowered = line.lower()
    score -= 0.6 * any(pattern.search(lowered) for _, pattern in load_line_words())
    score -= 0.5 if line.endswith((".", ",", ":", ";")) and SENTENCE_END.search(line) else 0.0
    score += 0.3 if 5 <= words <= 20 else 0.0
    return score - 0.01 * distance


__all__ = ["name_line_features", "read_lines"]
