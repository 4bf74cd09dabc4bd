"""The few tags of a page that speak to whoever fetches it, found in time that grows with the page and no faster."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_OPENING = re.compile(rb"<!--|<(script|style|noscript|template)\b")
_META = re.compile(rb"<meta\s", re.IGNORECASE)
_LONGEST = 2_000
_ATTRIBUTE = re.compile(rb"""([a-z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def find_metas(body: bytes) -> Iterator[Mapping[bytes, bytes]]:
    """Give the attributes of each meta tag, names in lower case, values as they stand.

    Passed over is what lies in comments, scripts, styles, templates and noscript, and a tag of more than 2,000 bytes.
    """
    text = _strip_unread(body)
    end = 0
    for tag in _META.finditer(text):
        if end < tag.end():
            end = text.find(b">", tag.end())
        if end < 0:
            return
        if end - tag.end() <= _LONGEST:
            attributes = _ATTRIBUTE.findall(text, tag.end(), end)
            yield {name.lower(): (a or b or c) for name, a, b, c in attributes}


def _strip_unread(body: bytes) -> bytes:
    """Drop comments, and elements that a reader without scripts does not read; one that is never closed goes whole."""
    lowered = body.lower()
    kept: list[bytes] = []
    at = 0
    while opening := _OPENING.search(lowered, at):
        kept.append(body[at : opening.start()])
        closing = b"</" + opening[1] if opening[1] else b"-->"
        found = lowered.find(closing, opening.end())
        if found < 0:
            return b"".join(kept)
        at = found + len(closing)
    kept.append(body[at:])
    return b"".join(kept)
