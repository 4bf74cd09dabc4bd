"""What an element's attributes say of it, beside the names that the publisher gives it."""

from __future__ import annotations

import re
from functools import lru_cache

UNSEEN, PREFORMATTED, STORY, TIME, SIGN, ADDRESS = (1 << bit for bit in range(6))
"""Not shown; blank lines part paragraphs; holds the story; states a time; speaks of an author; is a link."""

_STYLES = (
    (
        UNSEEN,
        re.compile(
            r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]"
            r"|clip-path\s*:\s*inset\(\s*(?:50|100)%|(?:text-indent|left)\s*:\s*-\d{4,}px",
            re.IGNORECASE,
        ),
    ),
    (PREFORMATTED, re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)),
)
_TIMES = frozenset((
    "datetime", "pubdate", "data-timestamp", "data-published", "data-published-at", "data-publish-date", "data-pubdate",
    "data-date", "data-datetime", "data-time", "data-utc", "data-epoch", "data-date-published", "data-publication-date",
    "data-created", "data-iso", "data-unixtime",
))  # fmt: skip
_FIXED = dict.fromkeys(_TIMES, TIME) | {"hidden": UNSEEN}
_PROPERTIES = {"articleBody": STORY, "datePublished": TIME, "dateCreated": TIME, "author": SIGN}
_TIME_NAMES = re.compile(r"(?:^|\s)(?:dt-)?published(?:$|\s)")
"""The class of microformats."""

CLUES = _TIMES | {"hidden", "aria-hidden", "style", "itemprop", "rel"}
"""Attributes that `read_clue` understands, beside the class."""

_MOST_STYLES = 512
"""Styles whose bits are remembered: a page repeats the same few."""


@lru_cache(maxsize=_MOST_STYLES)
def _read_style(value: str) -> int:
    return sum(bit for bit, pattern in _STYLES if pattern.search(value))


def read_clue(name: str, value: str) -> int:
    """The bits that an attribute of CLUES, or the class, stands for."""
    clues = _FIXED.get(name, 0)
    if name == "class":
        clues = TIME if "published" in value and _TIME_NAMES.search(value) else 0
    elif name == "style":
        clues = _read_style(value)
    elif name == "aria-hidden":
        clues = UNSEEN if value == "true" else 0
    elif name in {"itemprop", "rel"}:
        for word in value.split():
            clues |= _PROPERTIES.get(word, 0)
    return clues
