"""The word lists and tables that lie packaged beside this module."""

from __future__ import annotations

from functools import cache
from importlib import resources


def _read_lines(name: str) -> list[str]:
    text = resources.files("transforms.mentions.entities").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def read_words(name: str) -> frozenset[str]:
    """Give the lines of a packaged .txt list; lines that begin with # are comments."""
    return frozenset(_read_lines(name))


@cache
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """Give the rows of a packaged .tsv table as cells."""
    return tuple(tuple(line.split("\t")) for line in _read_lines(name))
