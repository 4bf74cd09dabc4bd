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
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "byl", "dc.creator",
    "dcterms.creator",
    "citation_author", "cxenseparse:author", "twitter:data1-author", "article.author", "authors", "og:article:author",
    "vr:author", "bylines", "byline", "dc.contributor", "rbauthors",
)  # fmt: skip
AUTHOR_NAMES = re.compile(
    r"(?:^|[\s_-])(?:author|byline|autor|auteur|writer|contributor|redakteur|reporter)s?(?:$|[\s_-])"
    r"|by-?line|author-?name|author__name|autor-?name",
    re.IGNORECASE,
)
AND = re.compile(
    r"\s*(?:[;|/•·\n]|,(?!\s*(?:Jr|Sr|M\.?D|Ph\.?D)\b)|\s[–—]\s|\s-\s|\s(?:and|und|et|y|e|og|och|en|dan|&|with|mit|avec|con)\s)\s*",
    re.IGNORECASE,
)
BY = re.compile(
    r"^\W*(?:(?:written|posted|reviewed|published|story|text|words|report(?:ed|ing)?|analysis|opinion|commentary|interview)"
    r"\s+)?(?:by|von|par|por|di|door|af|av|oleh|yazan|автор|текст|from)\s*[:\s]\s*"
    r"|^\W*(?:author|autor|autore|auteur|reporter|byline|text|by-line|authors|author of the article)\s*:\s*",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\s*(?:\d|\b(?:published|updated|posted|last|for the|as told|contact|follow"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
    r"\b\.?)\s*\d).*",
    re.IGNORECASE | re.DOTALL,
)
"""What a byline says after the name: dates, times, reading minutes."""

ADDRESS = re.compile(r"https?://|www\.|@|\.com\b|\.org\b|\.net\b")
BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "dos",
        "du",
        "del",
        "der",
        "den",
        "von",
        "van",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "ter",
        "ten",
        "y",
        "e",
        "und",
        "zu",
        "af",
        "av",
    ]
)
MOST_WORDS = 6
MOST_CHARS = 60
MOST_BYLINE_WORDS = 20


@cache
def load_no_persons() -> re.Pattern[str]:
    """What marks a name as that of no person: agencies, desks, roles."""
    lines = files("transforms.html").joinpath("no_persons.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)


def find_authors(head: Head, root: etree._Element, near: list[str]) -> tuple[str, ...]:
    """Names of the persons who wrote the article, in order, each once; of the body that signs it when no person does.

    Looked for in JSON-LD, meta tags, elements marked as byline, then lines near the headline (`near`) that begin
    like one.
    """
    stated = names_in(head.article.get("author")) or names_in(head.article.get("creator"))
    metas = [name for key in AUTHOR_METAS for name in head.metas.get(key, ())]
    sites = {plain(name) for name in (*head.metas.get("og:site_name", ()), *names_in(head.article.get("publisher")))}
    found = clean_names(stated, sites) or clean_names(metas, sites)
    if found:
        return found
    marked = byline_names(root)
    lines = [line for line in near if len(line.split()) <= MOST_BYLINE_WORDS and BY.match(line)]
    found = clean_names(marked, sites, strict=True) or clean_names(lines, sites, strict=True)
    return found or signing_body(stated) or signing_body(metas) or signing_body(marked[:1] or lines[:1])


def plain(name: str) -> str:
    """A name for comparison."""
    return " ".join(re.findall(r"\w+", name.casefold()))


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
    """Texts of the elements that are marked as the author's name, the most explicit mark first; of their links where
    they have some.
    """
    marked: list[str] = []
    classed: list[list[str]] = []
    for element in root.iter("a", "span", "div", "p", "address", "li", "h3", "h4", "h5", "cite", "strong"):
        attributes = element.attrib
        if not attributes:
            continue
        explicit = attributes.get("rel") == "author" or "author" in attributes.get("itemprop", "").split()
        if not explicit and not AUTHOR_NAMES.search(attributes.get("class", "")):
            continue
        text = read_text(element, " ")
        if not 0 < len(text) <= 2 * MOST_CHARS:
            continue
        if explicit:
            marked.append(text)
        elif not classed:
            links = [read_text(link, "") for link in element.iter("a")]
            classed.append([*filter(None, links), text])
    return marked[:4] or (classed[0] if classed else [])


def read_text(element: etree._Element, glue: str) -> str:
    """The text of an element and what lies in it, white space collapsed; `glue` stands between its pieces."""
    return " ".join(glue.join(map(str, element.itertext())).split())


def clean_names(names: list[str], sites: set[str], *, strict: bool = False) -> tuple[str, ...]:
    """Persons' names out of statements: "By" and roles taken off, lists split, bodies and addresses left out.

    strict: only what is written like a name counts, and of alternative statements the first that holds one.
    """
    found: dict[str, str] = {}
    for stated in names:
        text = AFTER.sub("", BRACKETED.sub(" ", normalise(html.unescape(stated))))
        if ADDRESS.match(text):
            continue
        for part in AND.split(BY.sub("", text)):
            name = BY.sub("", part).strip(" .,:-–—*\"'")
            if is_person(name, sites) and (not strict or looks_like_name(name)):
                found.setdefault(plain(name), name)
        if strict and found:
            break
    return tuple(found.values())


def looks_like_name(name: str) -> bool:
    """Whether a text of visible letters is written like a person's name: two words or more, capitalised but for
    particles.
    """
    words = name.split()
    if len(words) == 1:
        return not name.isascii() and len(name) >= 2 and not name[0].islower()
    return len(words) <= 5 and all(word.lower() in PARTICLES or not word[0].islower() for word in words)


def is_person(name: str, sites: set[str]) -> bool:
    """Whether this can be a person's name."""
    words = name.split()
    if not name or len(words) > MOST_WORDS or len(name) > MOST_CHARS or any(letter.isdigit() for letter in name):
        return False
    if ADDRESS.search(name) or load_no_persons().search(name) or plain(name) in sites:
        return False
    if len(words) == 1 and name.isascii():
        return not name.islower() and not (name.isupper() and len(name) <= 5)
    return True


def signing_body(names: list[str]) -> tuple[str, ...]:
    """The agencies or desks that are stated where an author's name should be, as they call themselves."""
    found: dict[str, str] = {}
    for stated in names:
        name = BY.sub("", normalise(html.unescape(stated))).replace("\n", " ").strip(" ,:-–—*\"'")
        if 2 <= len(name) <= MOST_CHARS and not name.isdigit() and "://" not in name and "@" not in name:
            found.setdefault(plain(name), name)
    return tuple(found.values())
