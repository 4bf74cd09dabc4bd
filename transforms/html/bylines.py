"""Elements of a page that are marked as the author's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from transforms.html.class_words import part_bit
from transforms.html.microdata import Items
from transforms.html.page_survey import Survey

_MARKED_NAMES = re.compile(
    r"""
    (?:^|[\s_-]) (?: author | byline | autor | auteur | writer | contributor | redakteur | reporter ) s? (?:$|[\s_-])
  | by-?line
  | author-?(?:name|link)
  | author__name
  | autor-?name
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AUTHOR_PATH = re.compile(
    r"""
    / (?: authors? | autor (?: es | en | in | innen )? | auteurs? | autore | redakteure? | staff | contributors?
        | reporters? | journalists? | journaliste | byline | writers? | columnists?
        | editors? | profiles? | team | by | bio | firmas? | equipo | yazar (?: lar )? | penulis | mitarbeiter
        | redaktion | personen )
    / [^/?\#]+
  | / @ [\w.-]+ $
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Where sites keep the pages of their authors."""

_MOST_CHARS = 120
_MOST_MARKED = 4
_MOST_EXPLICIT = 12
_MOST_LOOKED_AT = 500
"""Marked elements; one in another, each holds the text of all below it."""

_MOST_INSIDE, _MOST_READ = 300, 10_000
"""Elements in a marked one, and characters with the white space between them: more are no name."""

_MOST_STATED = 20
"""Elements in a marked one in which its name is looked for: marked ones may lie in one another, hundreds deep."""

_COMMENT = part_bit("comment")
_OTHERS = _COMMENT | part_bit("related") | part_bit("recommend")
"""Where others than the story's writers are named."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The text of an element that is marked as the author's name, or of a link in it.

    block: number of blocks before it. is_explicit: marked by rel or itemprop, else by its names. is_near: whether it
    stands in the lines near the headline.
    """

    text: str
    block: int
    is_explicit: bool
    is_near: bool


def find_marked(survey: Survey, items: Items, near: list[str]) -> list[Byline]:
    """What is marked as the author's name, few of each kind: explicit marks before others, what is near before the
    rest; an element's links before its own text.

    near: lines near the headline. What stands in readers' comments, or without an explicit mark in lists of other
    stories, is left out.
    """
    found: dict[tuple[bool, bool], list[Byline]] = {}
    bare_near = " ".join("".join(line.split()) for line in near)
    for seen in survey.walk.signs[:_MOST_LOOKED_AT]:
        element = seen.element
        is_explicit = "author" in f"{element.get('rel')} {element.get('itemprop')}".split()
        text = _read_text(element, " ") if is_explicit or _is_named(element) else ""
        if is_explicit and not text:
            text = _read_stated(element)
        if not 0 < len(text) <= _MOST_CHARS or not items.owns(element):
            continue
        bare = "".join(text.split())
        is_near = bare in bare_near
        if not is_near and survey.names[seen.node] & (_COMMENT if is_explicit else _OTHERS):
            continue
        bylines = found.setdefault((not is_explicit, not is_near), [])
        if len(bylines) < (_MOST_EXPLICIT if is_explicit else _MOST_MARKED):
            texts = [] if is_explicit else [_read_text(link, "") for link in element.iter("a")]
            bylines += [Byline(one, seen.block, is_explicit, is_near) for one in (*texts, text) if one]
    return [byline for kind in sorted(found) for byline in found[kind]]


def _read_stated(element: etree._Element) -> str:
    """The name that an item of microdata states without showing it."""
    inside = islice(element.iter("meta"), _MOST_STATED)
    stated = (inner.get("content") for inner in inside if inner.get("itemprop") == "name")
    return " ".join((next(stated, None) or "").split())


def _is_named(element: etree._Element) -> bool:
    """Whether the class or test id of an element calls it the author's name."""
    return any(_MARKED_NAMES.search(element.get(attribute) or "") for attribute in ("class", "data-testid"))


def find_linked(survey: Survey, near: list[str]) -> list[str]:
    """Texts of the links to an author's page that stand in the lines near the headline."""
    bare_near = " ".join("".join(line.split()) for line in near)
    found: list[str] = []
    for element in survey.walk.root.iter("a"):
        if len(found) < _MOST_MARKED and _AUTHOR_PATH.search(element.get("href") or ""):
            text = _read_text(element, "")
            bare = "".join(text.split())
            if 0 < len(text) <= _MOST_CHARS and bare in bare_near:
                found.append(text)
    return found


def _read_text(element: etree._Element, glue: str) -> str:
    """The text of an element and what lies in it, white space collapsed; `glue` stands between its pieces. "" where so
    much lies in it that it is no name: hundreds may lie in one another, and each is read.
    """
    if next(islice(element.iter(), _MOST_INSIDE, None), None) is not None:
        return ""
    pieces: list[str] = []
    chars = 0
    for piece in element.itertext():
        chars += len(piece)
        if chars > _MOST_READ:
            return ""
        pieces.append(str(piece))
    return " ".join(glue.join(pieces).split())
