"""Tombstones: what somebody asked to be forgotten, as marks that tell whether a name is one of these, and no more.

A mark is a keyed hash. The key lies beside the marks, so whoever has both can try a guess; nobody can read a name out
of them, or look them up in a list that was made for another output.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from schemas.dead_letter import Rejected
from transforms.identity.canonical import canonical_url, site_of

Kind = Literal["article", "address", "source", "site", "person"]

_ADDRESS = re.compile(r"""https?://[^\s'"<>()\[\]]*[^\s'"<>()\[\].,;:!?]""", re.IGNORECASE)
"""Within a sentence, whose stops are not its own."""

_HOST = re.compile(r"(?<![\w@./-])(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}(?![\w/-])", re.IGNORECASE)
"""The name of a host that stands alone, as where it has no address."""


def make_mark(key: bytes, kind: Kind, name: str) -> str:
    """32 hex digits, for this key and kind alone."""
    said = f"{kind}\n{name}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, key=key, digest_size=16).hexdigest()


def spell_address(url: str) -> str:
    """The spelling of an address that its mark is made of: canonical, else as it stands."""
    try:
        return canonical_url(url)
    except Rejected:
        return url


def addresses_in(text: str) -> list[str]:
    """The addresses within a text; a host's name that stands alone is its front page."""
    return [*_ADDRESS.findall(text), *(f"https://{host}/" for host in _HOST.findall(text))]


@dataclass(frozen=True)
class Tombstones:
    """key: at most 64 bytes. marks: as make_mark gives them. Without marks nothing is forgotten."""

    key: bytes = b""
    marks: frozenset[str] = frozenset()

    def covers_article(self, article_id: str) -> bool:
        """Whether an article is to stay forgotten."""
        return self._covers("article", article_id)

    def covers_source(self, source_id: str | None) -> bool:
        """Whether the id that an input gives to what has no address is of something forgotten."""
        return source_id is not None and self._covers("source", source_id)

    def covers_address(self, url: str | None) -> bool:
        """Whether an address, in any spelling, or its site is to stay forgotten."""
        if not self.marks or not url:
            return False
        return self._covers("address", spell_address(url)) or self._covers("site", site_of(url) or "")

    def covers_text(self, text: str | None) -> bool:
        """Whether one of the addresses within a text is to stay forgotten."""
        return bool(self.marks and text) and any(map(self.covers_address, addresses_in(text or "")))

    def _covers(self, kind: Kind, name: str) -> bool:
        return bool(self.marks) and make_mark(self.key, kind, name) in self.marks
