"""Which formats of input there are, and how a file's name and first bytes tell them."""

from __future__ import annotations

import re

FORMATS = ("urls", "documents", "html", "text", "warc", "feeds", "site")
FOLLOWED = frozenset({"feeds", "site"})
"""Those that lead to what is read, by way of the network."""

_ENDINGS = {
    ".warc": "warc",
    ".jsonl": "documents",
    ".ndjson": "documents",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rss": "feeds",
    ".atom": "feeds",
    ".opml": "feeds",
}
_FEED = re.compile(
    r"(?:<(?:\?|!--)[^>]*>\s*)*<(?:[\w-]{1,20}:)?(?:rss|rdf|feed|urlset|sitemapindex|opml)[\s>]", re.IGNORECASE
)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)


def is_address(pattern: str) -> bool:
    """Whether an input is fetched rather than opened."""
    return pattern.lower().startswith(("http://", "https://"))


def is_utf16(head: bytes) -> bool:
    """Whether the first bytes of a list or of records are UTF-16, with its mark or without: its lines are no lines."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]


def format_of_name(path: str) -> str | None:
    """What the ending of a path says that the file is; None when it says nothing."""
    name = path.lower().removesuffix(".gz")
    return next((kind for ending, kind in _ENDINGS.items() if name.endswith(ending)), None)


def detect_content(head: bytes) -> str:
    """What the first bytes of a file speak for: one of FORMATS; "text" when nothing else fits."""
    text = head.decode("utf-8-sig", "replace").lstrip()
    if text.startswith("WARC/"):
        return "warc"
    if text.startswith("{"):
        return "documents"
    if _FEED.match(text):
        return "feeds"
    if text.startswith("<"):
        return "html"
    lines = [line.strip() for line in text.splitlines()]
    entries = [line for line in lines if line and not line.startswith("#")]
    if entries and _ADDRESS.fullmatch(entries[0].split(" #")[0].strip()):
        return "urls"
    return "text"
