"""The persons who wrote an article."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

from lxml import etree

from transforms.html.byline_patterns import AFTER, AND, BY, JOINED, OTHER_ROLE, PARTICLES, SIGNED
from transforms.html.bylines import find_linked, find_marked
from transforms.html.head import Head
from transforms.html.meta_names import read_meta_names
from transforms.text.normalise import normalise
from transforms.text.packaged import read_words

_TITLE_AFTER = re.compile(r"\s+(?:기자|특파원|논설위원|記者|记者)$")
_ADDRESS = re.compile(r"https?://|www\.|@|\.com\b|\.org\b|\.net\b")
_DIGIT = re.compile(r"\d")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_MOST_WORDS = 6
_MOST_CHARS = 60
_MOST_BYLINE_WORDS = 20


@cache
def _load_no_persons() -> re.Pattern[str]:
    """What marks a name as that of no person: agencies, desks, roles."""
    words = map(re.escape, read_words("transforms.html", "no_persons.txt"))
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)


def find_authors(head: Head, root: etree._Element, near: list[str]) -> tuple[str, ...]:
    """Names of the persons who wrote the article, in order, each once; of the body that signs it when no person does.

    Looked for in JSON-LD, meta tags, elements marked as byline, then lines near the headline (`near`) that begin
    like one. A byline near the headline that names more persons than JSON-LD is the fuller statement; one that names
    fewer is the truer, if the others stand there in other roles or nowhere.
    """
    stated = _names_in(head.article.get("author")) or _names_in(head.article.get("creator"))
    metas = [head.metas[key] for key in read_meta_names("author") if key in head.metas]
    every = [name for names in metas for name in names]
    sites = {_plain(name) for name in (*head.metas.get("og:site_name", ()), *_names_in(head.article.get("publisher")))}
    lines = [line for line in map(_begin_line, near) if len(line.split()) <= _MOST_BYLINE_WORDS and BY.match(line)]
    signed = clean_names(lines, sites, strict=True)
    found = clean_names(stated, sites) or clean_names(every, sites)
    if found:
        joined = clean_names([_cut_tail(line) for line in lines], sites, strict=True)
        return _agree(found, [joined, *(clean_names(names, sites) for names in metas)], signed, near)
    close, far = find_marked(root, near)
    found = clean_names(close, sites, strict=True) or signed
    if not found and not close:
        found = clean_names([text for text in far if BY.match(text)], sites, strict=True)
    found = found or clean_names(find_linked(root, near), sites, strict=True)
    if found:
        return found
    bodies = signing_body(stated) or signing_body(every)
    own = tuple(name for name in bodies if _plain(name) not in sites)
    named = [name for name in signing_body(lines[:1]) if all(word[0].isupper() for word in name.split())]
    others = tuple(name for name in named if not any(site in _plain(name) for site in sites if site))
    elsewhere = () if close else clean_names(far, sites, strict=True)
    return own or elsewhere or others or bodies or signing_body(close)[:1] or signing_body(far[:1])


def _begin_line(line: str) -> str:
    """A line, without what it says before "by"."""
    signed = SIGNED.match(line)
    return "By " + line[signed.end() :] if signed else line


def _cut_tail(line: str) -> str:
    """A byline up to the comma after its names, where a place, an employer, a title begin: its last two names are
    joined by a word.
    """
    joined = JOINED.match(line)
    return joined[0] if joined else line.split(",", maxsplit=1)[0]


def _agree(
    found: tuple[str, ...], fuller: list[tuple[str, ...]], signed: tuple[str, ...], near: list[str]
) -> tuple[str, ...]:
    """The names found, or the first of the `fuller` lists that holds them and more, or those `signed` if that is some
    of them and the others stand near the headline in other roles or not at all.
    """
    plainly = {_plain(name) for name in found}
    for names in fuller:
        if plainly < {_plain(name) for name in names}:
            return names
    chosen = {_plain(name) for name in signed}
    if not chosen or not chosen < plainly:
        return found
    others = plainly - chosen
    in_role = False
    for line in near:
        in_role = OTHER_ROLE.match(line) is not None or (
            in_role and len(line.split()) <= _MOST_WORDS and not BY.match(line)
        )
        if not in_role and any(name in _plain(line) for name in others):
            return found
    return signed


def _plain(name: str) -> str:
    """A name for comparison."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def _names_in(value: Any, depth: int = 0) -> list[str]:
    """Names in a JSON-LD value of an author: a string, an object with a name, or a list of these."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict) and depth < 4:
        return _names_in(value.get("name"), depth + 1)
    if isinstance(value, list) and depth < 4:
        return [name for entry in value for name in _names_in(entry, depth + 1)]
    return []


def clean_names(names: list[str], sites: set[str], *, strict: bool = False) -> tuple[str, ...]:
    """Persons' names out of statements: "By" and roles taken off, lists split, bodies and addresses left out.

    strict: only what is written like a name counts, and of alternative statements the first that holds one, up
    to the first part that is no name. Who has a role other than writing is left out.
    """
    found: dict[str, str] = {}
    for stated in names:
        text = AFTER.sub("", _BRACKETED.sub(" ", normalise(html.unescape(stated))))
        if _ADDRESS.match(text) or (strict and OTHER_ROLE.match(text)):
            continue
        for part in AND.split(BY.sub("", text)):
            name = _TITLE_AFTER.sub("", BY.sub("", part).strip(" .,:-–—*\"'"))
            if found and name.isupper() and not any(written.isupper() for written in found.values()):
                continue
            if is_person(name, sites) and (not strict or looks_like_name(name)):
                found.setdefault(_plain(name), name)
            elif strict and found:
                break
        if strict and found:
            break
    return tuple(found.values())


def looks_like_name(name: str) -> bool:
    """Whether a text of visible letters is written like a person's name: two words or more, capitalised but for
    particles.
    """
    words = name.split()
    if len(words) == 1:
        return not _LATIN.search(name) and len(name) >= 2
    return len(words) <= 5 and all(word.lower() in PARTICLES or not word[0].islower() for word in words)


def is_person(name: str, sites: set[str]) -> bool:
    """Whether this can be a person's name."""
    words = name.split()
    if not name or len(words) > _MOST_WORDS or len(name) > _MOST_CHARS or any(letter.isdigit() for letter in name):
        return False
    if _ADDRESS.search(name) or _load_no_persons().search(name) or _plain(name) in sites:
        return False
    if len(words) == 1 and name.isascii():
        return not name.islower() and not (name.isupper() and len(name) <= 5)
    return True


def signing_body(names: list[str]) -> tuple[str, ...]:
    """The agencies or desks that are stated where an author's name should be, as they call themselves."""
    found: dict[str, str] = {}
    for stated in names:
        name = BY.sub("", normalise(html.unescape(stated))).replace("\n", " ").strip(" ,:-–—*\"'")
        if len(name) > _MOST_CHARS or AFTER.search(name):
            name = AFTER.sub("", name).split(",")[0].strip()
        if (
            2 <= len(name) <= _MOST_CHARS
            and not BY.match(f"{name} ")
            and not _DIGIT.search(name)
            and "://" not in name
            and "@" not in name
        ):
            found.setdefault(_plain(name), name)
    return tuple(found.values())
