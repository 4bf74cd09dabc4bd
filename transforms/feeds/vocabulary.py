"""Which vocabulary an element is of, and what it means (names.tsv)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from transforms.text.packaged import choose_word, read_table

Vocabulary = Literal["core", "atom", "dc", "dcterms", "content", "feedburner", "xhtml", "sy", "media", "other"]
Meaning = Literal["title", "link", "original", "guid", "published", "modified", "content"]

_VOCABULARIES: dict[str, Vocabulary] = {
    "": "core",
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
}
_CORE_PREFIXES = (
    "http://purl.org/rss/", "http://my.netscape.com/rdf/", "http://channel.netscape.com/rdf/", "http://backend.userland",
    "http://blogs.law.harvard.edu/tech/rss", "http://purl.org/net/rss", "http://my.netscape.com/publish",
    "http://www.w3.org/1999/02/22-rdf-syntax", "http://www.sitemaps.org/", "http://www.google.com/schemas/sitemap/",
)  # fmt: skip
_PREFIXES: dict[str, Vocabulary] = {
    "atom": "atom", "dc": "dc", "dcterms": "dcterms", "content": "content", "sy": "sy", "feedburner": "feedburner",
    "media": "media",
}  # fmt: skip
"""Of elements whose prefix nobody has declared."""


_REMEMBERED = 4_096
"""Tags, of all feeds: strangers may make up any number of them."""


class Name(NamedTuple):
    """An element's name: its vocabulary, and the name in it, in lower case."""

    vocabulary: Vocabulary
    local: str


@lru_cache(_REMEMBERED)
def read_name(tag: str, home: str) -> Name:
    """The name of an element from its tag as lxml spells it, "{namespace}local" or, undeclared, "prefix:local".

    home: the namespace of the root; whatever it is, what is in it is the feed's own.
    """
    namespace, local = split_tag(tag)
    prefix, colon, after = local.rpartition(":")
    if colon:
        return Name(_PREFIXES.get(prefix.lower(), "other"), after.lower())
    if namespace == home:
        return Name("core", local.lower())
    lowered = namespace.lower()
    vocabulary = _VOCABULARIES.get(lowered)
    if vocabulary is None:
        vocabulary = "core" if lowered.startswith(_CORE_PREFIXES) else "other"
    return Name(vocabulary, local.lower())


def split_tag(tag: str) -> tuple[str, str]:
    """Namespace, "" for none, and local name."""
    namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return namespace.strip(), local


@lru_cache(_REMEMBERED)
def read_meaning(tag: str, home: str) -> tuple[Meaning, int] | None:
    """What an element means, and its rank among those of that meaning; None for one that says nothing to us.

    Atom's elements mean in another feed what they mean at home, after the feed's own.
    """
    name = read_name(tag, home)
    if name.vocabulary != "atom":
        return _meanings().get(name)
    found = _meanings().get(Name("core", name.local))
    return (found[0], found[1] + 10) if found else None


@cache
def _meanings() -> dict[Name, tuple[Meaning, int]]:
    def read(cells: list[str]) -> tuple[Name, tuple[Meaning, int]]:
        name = Name(choose_word(cells[0], get_args(Vocabulary)), cells[1])
        return name, (choose_word(cells[2], get_args(Meaning)), int(cells[3]))

    return dict(read_table("transforms.feeds", "names.tsv", 4, read))
