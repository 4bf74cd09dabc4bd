"""How much of an article is annotated: the beginning of a text, of a title."""

from __future__ import annotations

MOST_READ = 150_000
"""Code points of a text, several times the longest story: the rest is kept, and unread. Without a bound a megabyte
costs up to forty seconds."""

_MOST_OF_A_TITLE = 2_000


def part_to_read(text: str) -> str:
    """The text as far as it is read: to the end of a line or word."""
    if len(text) <= MOST_READ:
        return text
    begun = text[:MOST_READ]
    ends = max(begun.rfind("\n", MOST_READ // 2), begun.rfind(" ", MOST_READ - 1000))
    return begun[:ends] if ends > 0 else begun


def title_to_read(title: str | None) -> str | None:
    """The title as far as it is read."""
    return title[:_MOST_OF_A_TITLE] if title else title
