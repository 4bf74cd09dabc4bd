"""Saved pages and scraped texts: each file is one article, and its path is the article's source_id."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from schemas.request import Request, StoredBody


def read_page_file(path: str, received_at: datetime) -> Iterator[Request]:
    """The request of a saved HTML page."""
    yield Request(None, path, received_at, source_id=path, stored=StoredBody(path, "html"))


def read_text_file(path: str, received_at: datetime) -> Iterator[Request]:
    """The request of a scraped text, its boilerplate lines still in it."""
    yield Request(None, path, received_at, source_id=path, stored=StoredBody(path, "raw_text"))
