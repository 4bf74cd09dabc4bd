"""Names of persons, and of bodies, out of what a page states as its author."""

from __future__ import annotations

import html
import re
from functools import cache

from transforms.html.byline_patterns import AFTER, AND, BY, OTHER_ROLE, PARTICLES, ROLE
from transforms.text.normalise import normalise
from transforms.text.packaged import read_words

_TITLE_AFTER = re.compile(r"\s*(?:기자|특파원|논설위원|記者|记者|特派員)$")
_ADDRESS = re.compile(r"https?://|www\.|@|\.com\b|\.org\b|\.net\b")
_DIGIT = re.compile(r"\d")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_HAN = re.compile("[㐀-鿿]")
_MOST_HAN = 6
"""Characters of a name that is written in them without a space."""

_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_IN_BRACKETS = re.compile(r"\s*[(\[【（]([^()\[\]]*)[)\]】）]\s*")
_TOLD = re.compile(r"^.*\bas told to\s+", re.IGNORECASE | re.DOTALL)
"""The writer is who was told."""

_DOUBLE_SURNAME = re.compile(r"(?<=\w )([^\W\d_]+) (e|y|i) ([^\W\d_]+)(?=\s*(?:$|[,;|/]))")
"""A letter that joins the halves of one name: behind two words and before one."""

_JOINT = "\ue000"
"""Stands for the blanks in such a name while the text is split."""

_MOST_WORDS = 6
_MOST_CHARS = 60


@cache
def _load_no_persons() -> re.Pattern[str]:
    """What marks a name as that of no person: agencies, desks, roles; whole words where a script parts words."""
    words = read_words("transforms.html", "no_persons.txt")
    spaced = "|".join(re.escape(word) for word in words if _LATIN.search(word))
    others = "|".join(re.escape(word) for word in words if not _LATIN.search(word))
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)|{others}", re.IGNORECASE)


def plain_name(name: str) -> str:
    """A name for comparison."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def clean_names(names: list[str], sites: set[str], *, strict: bool = False) -> tuple[str, ...]:
    """Persons' names out of statements: "By" and roles taken off, lists split, bodies and addresses left out.

    strict: only what is written like a name counts, and of alternative statements the first that holds one, up
    to the first part that is no name. Who has a role other than writing is left out.
    """
    found: dict[str, str] = {}
    for stated in names:
        text = normalise(html.unescape(stated))
        text = _TOLD.sub("", text)
        inside = _IN_BRACKETS.fullmatch(text)
        text = AFTER.sub("", inside[1] if inside else _BRACKETED.sub(" ", text))
        if plain_name(stated) in sites or _ADDRESS.match(text) or (strict and OTHER_ROLE.match(text)):
            continue
        for part in AND.split(_DOUBLE_SURNAME.sub(rf"\1{_JOINT}\2{_JOINT}\3", BY.sub("", text))):
            if strict and OTHER_ROLE.match(part):
                break
            name = _TITLE_AFTER.sub("", BY.sub("", part.replace(_JOINT, " ")).strip(" .,:-–—*\"'"))
            if strict:
                name = _cut_role(name)
            if strict and found and " " not in name and all(" " in other for other in found.values()):
                break  # a place behind the name, in scripts without capitals
            if found and name.isupper() and not any(written.isupper() for written in found.values()):
                continue
            if is_person(name, sites) and (not strict or looks_like_name(name)):
                found.setdefault(plain_name(name), name)
            elif strict and found:
                break
        if strict and found:
            break
    return tuple(found.values())


def _cut_role(name: str) -> str:
    """A name without what is said behind it of the writer's place or post."""
    found = ROLE.search(name)
    before = name[: found.start()].rstrip(" ,-–—") if found else name
    return before if len(before.split()) > 1 and looks_like_name(before) and not before.startswith("The ") else name


def looks_like_name(name: str) -> bool:
    """Whether a text of visible letters is written like a person's name: two words or more, capitalised but for
    particles.
    """
    words = name.split()
    if len(words) == 1:
        return not _LATIN.search(name) and len(name) >= 2 and (len(name) <= _MOST_HAN or not _HAN.search(name))
    return len(words) <= 5 and all(word.lower() in PARTICLES or not word[0].islower() for word in words)


def is_person(name: str, sites: set[str]) -> bool:
    """Whether this can be a person's name."""
    words = name.split()
    if not name or len(words) > _MOST_WORDS or len(name) > _MOST_CHARS or any(letter.isdigit() for letter in name):
        return False
    if _ADDRESS.search(name) or _load_no_persons().search(name) or plain_name(name) in sites:
        return False
    if len(words) == 1 and name.isascii():
        return not name.islower() and not (name.isupper() and len(name) <= 5)
    return True


def signing_body(names: list[str], sites: set[str]) -> tuple[str, ...]:
    """The agencies or desks that are stated where an author's name should be, as they call themselves."""
    found: dict[str, str] = {}
    for stated in names:
        if plain_name(stated) in sites:
            found.setdefault(plain_name(stated), stated)
            continue
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
            found.setdefault(plain_name(name), name)
    return tuple(found.values())
