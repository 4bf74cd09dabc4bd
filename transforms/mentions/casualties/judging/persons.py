"""Persons: which figures of one person speak of the same one."""

from __future__ import annotations

import re

from transforms.mentions.casualties.events.figures import Figure

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def victim_key(figure: Figure, text: str) -> str:
    """A name for the person of a single figure: the last name in capitals, else the head noun."""
    words: list[str] = _WORD.findall(text[figure.victims[0] : figure.victims[1]])
    if figure.kind == "name" and words:
        return words[-1].lower()
    capitals = [w for w in words[1:] if w[0].isupper() and not w.isupper()]
    return capitals[-1].lower() if capitals else figure.head
