"""The two names of an article: which story it is, and which state of its words."""

from __future__ import annotations

import hashlib


def article_id(canonical_url: str | None, source_id: str | None, text: str) -> str:
    """16 hex digits of the canonical URL, else of the input's own id, else of the text: the same in every run."""
    return _digest(canonical_url or source_id or text)


def revision(title: str | None, text: str) -> str:
    """16 hex digits of title and text: changes when, and only when, the words do."""
    return _digest(f"{title or ''}\n{text}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
