"""Lines of a page's furniture that no mark tells from the story, by their words."""

from __future__ import annotations

import re
from functools import cache

from transforms.html.blocks import Block
from transforms.text.phrases import join_phrases, read_phrases

_MOST_WORDS = 40
"""A longer block is not judged by a phrase alone."""

_FRAMES = {"begins": ("(?:", ")"), "whole": ("(?:", r")\Z")}
_MARKS = " .…»›>:"


@cache
def _load_furniture() -> dict[str, re.Pattern[str]]:
    """What each kind of line is, or begins with."""
    return join_phrases(read_phrases("transforms.html", "furniture.tsv"), _FRAMES)


def is_furniture(block: Block, kind: str) -> bool:
    """Whether a block is, or begins with, a line of a kind of furniture.tsv."""
    return block.words <= _MOST_WORDS and bool(_load_furniture()[kind].match(block.text.lower().strip(_MARKS)))
