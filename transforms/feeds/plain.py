"""Titles as feeds carry them, in plain words."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_UNREAD = re.compile(r"<!--|<(script|style)\b", re.IGNORECASE)
_MAX_TITLE = 2_000
"""Characters of a title that are kept."""


def plain_title(markup: str | None) -> str | None:
    """The words of a title that may hold tags and entities; None for one without words."""
    if not markup:
        return None
    text = markup[: 10 * _MAX_TITLE]
    if "<" in text:
        text = _TAG.sub("", _drop_unread(text))
    if "&" in text:
        text = html.unescape(text)
    return collapse(text)


def _drop_unread(text: str) -> str:
    """Comments, scripts and styles go, with all that is in them.

    A script or a style that is never closed takes the rest along; such a comment ends at its first ">", as it did in
    browsers before HTML 5: the rest is the title's.
    """
    kept: list[str] = []
    lowered, at = text.lower(), 0
    while opening := _UNREAD.search(text, at):
        kept.append(text[at : opening.start()])
        closing = f"</{opening[1].lower()}>" if opening[1] else "-->"
        found = lowered.find(closing, opening.end())
        if found < 0 and not opening[1]:
            closing, found = ">", text.find(">", opening.end())
        if found < 0:
            return "".join(kept)
        at = found + len(closing)
    return "".join([*kept, text[at:]])


def collapse(text: str | None) -> str | None:
    """Words with one space between; None where there is none."""
    return " ".join((text or "")[: 10 * _MAX_TITLE].split())[:_MAX_TITLE] or None
