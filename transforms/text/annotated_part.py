"""How much of an article is annotated: the beginning of a text, of a title."""

from __future__ import annotations

import re
from itertools import islice

_MOST_READ = 100_000
"""Code points of a text, several times the longest story: the rest is kept, and unread. Without a bound a megabyte
costs up to forty seconds."""

_MOST_PIECES = 25_000
"""Words and marks of a text, as many as 119,000 code points of English have: what reading costs goes by them, and a
text of marks alone has twice as many."""

_PIECE = re.compile(r"\w+|[^\w\s]")

_MOST_OF_A_TITLE = 2_000


def part_to_read(text: str) -> str:
    """The text as far as it is read: to the end of a line or word."""
    most = _MOST_READ
    if len(text) > _MOST_PIECES:
        beyond = next(islice(_PIECE.finditer(text, 0, most), _MOST_PIECES, None), None)
        most = beyond.start() if beyond else most
    if len(text) <= most:
        return text
    begun = text[:most]
    ends = max(begun.rfind("\n", most // 2), begun.rfind(" ", max(0, most - 1000)))
    return begun[:ends] if ends > 0 else begun


def title_to_read(title: str | None) -> str | None:
    """The title as far as it is read."""
    return title[:_MOST_OF_A_TITLE] if title else title
