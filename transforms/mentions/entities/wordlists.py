"""The word lists that lie packaged beside this module, as sets."""

from __future__ import annotations

from functools import cache

from transforms.text import packaged


@cache
def read_words(name: str) -> frozenset[str]:
    """Give the words of a packaged .txt list."""
    return frozenset(packaged.read_words("transforms.mentions.entities", name))
