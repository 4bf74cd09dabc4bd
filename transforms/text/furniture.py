"""Lines of a page's furniture that no mark tells from the story, by their words."""

from __future__ import annotations

import re
from functools import cache

from transforms.text.phrases import join_phrases, read_phrases

_MOST_WORDS = 40
"""A longer text is not judged by a phrase alone."""

_FRAMES = {"begins": ("(?:", ")"), "whole": ("(?:", r")\Z")}
_MARKS = " .…»›>:"


@cache
def _load_furniture() -> dict[str, re.Pattern[str]]:
    """What each kind of line is, or begins with."""
    return join_phrases(read_phrases("transforms.text", "furniture.tsv"), _FRAMES)


def is_notice(text: str, words: int) -> bool:
    """Whether a text of so many words is a line that stands anywhere among a story's paragraphs and is none of it."""
    return is_furniture(text, words, "notice") or is_furniture(text, words, "more")


def is_furniture(text: str, words: int, kind: str) -> bool:
    """Whether a text of so many words is, or begins with, a line of a kind of furniture.tsv."""
    return words <= _MOST_WORDS and bool(_load_furniture()[kind].match(text.lower().strip(_MARKS)))
