"""The persons who wrote an article."""

from __future__ import annotations

import html
import re
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from transforms.html.head import Head
from transforms.text.normalise import normalise

AUTHOR_METAS = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator",
    "citation_author", "cxenseparse:author", "twitter:data1-author", "article.author", "authors", "og:article:author",
    "vr:author", "bylines", "byline", "dc.contributor", "rbauthors",
)  # fmt: skip
AUTHOR_NAMES = re.compile(
    r"(?:^|[\s_-])(?:author|byline|autor|auteur|writer|contributor|redakteur|reporter)s?(?:$|[\s_-])|by-?line|author-?name|author__name|autor-?name",
    re.IGNORECASE,
)
AND = re.compile(
    r"\s*(?:[;|/•·\n]|,(?!\s*(?:Jr|Sr|M\.?D|Ph\.?D)\b)|\s(?:and|und|et|y|e|og|och|en|dan|&|with|mit|avec|con)\s)\s*",
    re.IGNORECASE,
)
BY = re.compile(
    r"^\W*(?:(?:written|posted|reviewed|published|story|text|words|report(?:ed|ing)?|analysis|opinion|commentary|interview)\s+)?(?:by|von|par|por|di|door|af|av|oleh|yazan|автор|текст|von unserem|from)\s*[:\s]\s*|^\W*(?:author|autor|autore|auteur|reporter|byline|text|by-line|authors)\s*:\s*",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://|www\.|@|\.com\b|\.org\b|\.net\b")
BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
MOST_WORDS = 6
MOST_CHARS = 60


@cache
def load_no_persons() -> re.Pattern[str]:
    """What marks a name as that of no person: agencies, desks, roles."""
    lines = files("transforms.html").joinpath("no_persons.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)


def find_authors(head: Head, root: etree._Element) -> tuple[str, ...]:
    """Names of the persons who wrote the article, in order, each once: JSON-LD, meta tags, author links, the byline."""
    sites = {plain(name) for name in (*head.metas.get("og:site_name", ()), *publisher_names(head.article))}
    for names in (
        names_in(head.article.get("author")),
        names_in(head.article.get("creator")),
        [name for key in AUTHOR_METAS for name in head.metas.get(key, ())],
        byline_names(root),
    ):
        found = clean_names(names, sites)
        if found:
            return found
    return ()


def plain(name: str) -> str:
    """A name for comparison."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def publisher_names(article: dict[str, Any]) -> list[str]:
    """Names of the publisher in JSON-LD."""
    return names_in(article.get("publisher"))


def names_in(value: Any, depth: int = 0) -> list[str]:
    """Names in a JSON-LD value of an author: a string, an object with a name, or a list of these."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict) and depth < 4:
        return names_in(value.get("name"), depth + 1)
    if isinstance(value, list) and depth < 4:
        return [name for entry in value for name in names_in(entry, depth + 1)]
    return []


def byline_names(root: etree._Element) -> list[str]:
    """Texts of the elements that are marked as the author's name, the most explicit mark first."""
    marked: list[str] = []
    classed: list[str] = []
    for element in root.iter("a", "span", "div", "p", "address", "li", "h3", "h4", "h5", "cite", "strong"):
        attributes = element.attrib
        if not attributes:
            continue
        explicit = attributes.get("rel") == "author" or "author" in attributes.get("itemprop", "").split()
        if not explicit and not AUTHOR_NAMES.search(attributes.get("class", "")):
            continue
        text = " ".join(" ".join(element.itertext()).split())
        if 0 < len(text) <= 2 * MOST_CHARS:
            (marked if explicit else classed).append(text)
    return marked[:4] or classed[:1]


def clean_names(names: list[str], sites: set[str]) -> tuple[str, ...]:
    """Persons' names out of statements: "By" and roles taken off, lists split, agencies and addresses left out."""
    found: dict[str, str] = {}
    for stated in names:
        text = BRACKETED.sub(" ", normalise(html.unescape(stated)))
        if ADDRESS.match(text):
            continue
        for part in AND.split(BY.sub("", text)):
            name = BY.sub("", part).strip(" .,:-–—*\"'")
            if is_person(name, sites):
                found.setdefault(plain(name), name)
    return tuple(found.values())


def is_person(name: str, sites: set[str]) -> bool:
    """Whether this can be a person's name."""
    words = name.split()
    if not name or len(words) > MOST_WORDS or len(name) > MOST_CHARS or any(letter.isdigit() for letter in name):
        return False
    if ADDRESS.search(name) or load_no_persons().search(name) or plain(name) in sites:
        return False
    return not (name.isascii() and len(words) == 1 and name.islower())
