"""What somebody asks to be forgotten, and what that comes to in an output."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Literal

from schemas.dead_letter import Rejected
from transforms.identity.canonical import canonical_url, site_of
from transforms.identity.tombstones import Kind, addresses_in, make_mark, spell_address

AskedKind = Literal["article", "url", "site", "person"]

_ARTICLE_ID = re.compile("[0-9a-f]{16}")
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts whose words stand without a blank between them, or take endings of their own: Thai, Lao, Burmese, Hangul (in
its parts), Khmer, kana, Chinese characters.
"""


@dataclass(frozen=True)
class Asked:
    """value: an article's id, a canonical address, a registered domain, a person's name."""

    kind: AskedKind
    value: str


def read_asked(kind: AskedKind, stated: str) -> Asked:
    """What a command line asks for. Raises ValueError, in words for the user."""
    if kind == "article" and not _ARTICLE_ID.fullmatch(stated):
        raise ValueError("an article's id is 16 hex digits, as in the column article_id")
    if kind == "url":
        try:
            return Asked(kind, canonical_url(stated))
        except Rejected as why:
            raise ValueError(f"the address cannot be read: {why.detail}") from None
    if kind == "site":
        site = site_of(f"https://{stated}")
        if site != stated.lower():
            raise ValueError(
                f"a site is a registered domain; this is of {site}" if site else "a site is a domain such as bbc.co.uk"
            )
        return Asked(kind, site)
    if kind == "person" and not _fold(stated):
        raise ValueError("the name has no letters")
    return Asked(kind, stated)


def mark_of(asked: Asked, key: bytes) -> str:
    """The mark under which receipts name what was asked for."""
    kinds: Mapping[AskedKind, Kind] = {"article": "article", "url": "address", "site": "site", "person": "person"}
    return make_mark(key, kinds[asked.kind], _fold(asked.value) if asked.kind == "person" else asked.value)


def _fold(text: str) -> str:
    """The words of a text without case, accents and what stands between them: "Jean-Luc  O'Né" is "jean luc o ne"."""
    bare = (letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    return " ".join(_WORD.findall("".join(bare)))


@dataclass(frozen=True)
class Forgotten:
    """What is forgotten. articles: ids. addresses: as spell_address has them. sources: ids that inputs gave to articles
    without an address. sites: registered domains. names: folded.
    """

    articles: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def __or__(self, other: Forgotten) -> Forgotten:
        return Forgotten(*(getattr(self, field.name) | getattr(other, field.name) for field in fields(self)))

    def has_address(self, url: str | None) -> bool:
        """Whether an address is forgotten: by itself, by its site, or as it names somebody."""
        if not url:
            return False
        if self.addresses and spell_address(url) in self.addresses:
            return True
        return self._is_of_site(url) or self.names_person(url)

    def names_person(self, text: str | None) -> bool:
        """Whether a text names somebody who is forgotten, as whole words."""
        if not self.names or not text:
            return False
        folded = _fold(text)
        return any(
            name.replace(" ", "") in folded.replace(" ", "") if _UNSPACED.search(name) else f" {name} " in f" {folded} "
            for name in self.names
        )

    def is_in(self, text: str | None) -> bool:
        """Whether a text holds a forgotten address, or names somebody."""
        if not text:
            return False
        return self.names_person(text) or any(map(self.has_address, addresses_in(text)))

    def marks(self, key: bytes) -> frozenset[str]:
        """The tombstones. A person has none but those of the articles: others may have the name."""
        groups: tuple[tuple[Kind, Iterable[str]], ...] = (
            ("article", self.articles),
            ("address", self.addresses),
            ("source", self.sources),
            ("site", self.sites),
        )
        return frozenset(make_mark(key, kind, name) for kind, names in groups for name in names)

    def as_plain(self) -> dict[str, list[str]]:
        """As JSON holds it."""
        return {field.name: sorted(getattr(self, field.name)) for field in fields(self)}

    def _is_of_site(self, url: str) -> bool:
        if not self.sites:
            return False
        plain = url.lower()  # what does not have the domain in it, most often, need not be parsed
        return any(site in plain or "xn--" in site for site in self.sites) and site_of(url) in self.sites


def target_of(asked: Asked) -> Forgotten:
    """What is asked for, before anybody has looked what that comes to."""
    value = frozenset({_fold(asked.value) if asked.kind == "person" else asked.value})
    return {
        "article": Forgotten(articles=value),
        "url": Forgotten(addresses=value),
        "site": Forgotten(sites=value),
        "person": Forgotten(names=value),
    }[asked.kind]


def read_target(plain: Mapping[str, Iterable[str]]) -> Forgotten:
    """A target from what JSON holds of it."""
    return Forgotten(**{name: frozenset(values) for name, values in plain.items()})
