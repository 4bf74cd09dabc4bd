"""The headline among the lines above a story."""

from __future__ import annotations

import re

from transforms.text.dateline import find_dateline
from transforms.text.line_words import LONG_WORD, SENTENCE_END, load_line_words
from transforms.text.words import count_words

_TITLE_REACH = 25
"""Lines above the story's first that the headline is looked for in."""

TITLE_WORDS = (3, 30)
"""A headline has at least and at most this many words."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

_FIRST_RATING = 0.7
"""The story's own first line is its headline when it is rated at least so: of the usual length, and nearly half of
its longer words said again."""


def find_headline(lines: list[str], kept: list[int]) -> int | None:
    """Place of the line above the story that says most of what the story says, or of its first when that is no
    sentence, has no dateline and the story repeats it; None when neither is there.

    kept: places of the story's lines, ascending.
    """
    first = kept[0]
    below = {word for place in kept[1:] for word in LONG_WORD.findall(lines[place].lower())}
    opening = lines[first]
    if not SENTENCE_END.search(opening) and rate_headline(opening, below, 0) >= _FIRST_RATING:
        return None if find_dateline(opening) else first
    story = below.union(LONG_WORD.findall(lines[first].lower()))
    best, best_score = None, 0.0
    for place in range(max(0, first - _TITLE_REACH), first):
        if _is_date(lines[place]):
            continue
        score = rate_headline(lines[place], story, first - place)
        if score > best_score:
            best, best_score = place, score
    return best


def _is_date(line: str) -> bool:
    """Whether a line is a year and other figures, with hardly a word: the story may name the same day of the week."""
    words = " ".join(word for word in line.split() if not any(letter.isdigit() for letter in word))
    return count_words(words) < TITLE_WORDS[0] and _YEAR.search(line) is not None


def rate_headline(line: str, story: set[str], distance: int) -> float:
    """How well a line would do as headline of a story of these words, that many lines above it; 0 or less: not at
    all.
    """
    words = count_words(line)
    if not TITLE_WORDS[0] <= words <= TITLE_WORDS[1]:
        return 0.0
    bag = set(LONG_WORD.findall(line.lower()))
    if not bag:
        return 0.0
    score = sum(word in story for word in bag) / len(bag)
    lowered = line.lower()
    score -= 0.6 * any(pattern.search(lowered) for pattern in load_line_words().values())
    score -= 0.5 if line.endswith((".", ",", ":", ";")) and SENTENCE_END.search(line) else 0.0
    score += 0.3 if 5 <= words <= 20 else 0.0
    return score - 0.01 * distance
