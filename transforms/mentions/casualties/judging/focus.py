"""Focus: what kinds of event the words of a text name."""

from __future__ import annotations

import re

from transforms.mentions.casualties.words.lexicon import lexicon

DISEASE = "disease"
"""The kind of event that harms over weeks, and nobody at once."""

_LETTERS = re.compile(r"[a-z]+")


def focal_nouns(text: str) -> set[str]:
    """Kinds of event that the words of a text name, as words/focal_nouns.tsv sorts them."""
    table = lexicon().focal
    return {table[word] for word in _LETTERS.findall(text.lower()) if word in table}


def event_nouns(text: str) -> set[str]:
    """Kinds of event that the words of a text name and that harm at once: all but diseases."""
    return focal_nouns(text) - {DISEASE}
