"""Elements of a page that are marked as the author's name."""

from __future__ import annotations

import re

from lxml import etree

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
        | reporters? | journalists? | journaliste | byline | writers? | columnists? )
    / [^/?\#]+
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Where sites keep the pages of their authors."""

_MOST_CHARS = 120
_MOST_MARKED = 4
_MOST_LOOKED_AT = 500
"""Marked elements; one in another, each holds the text of all below it."""


def find_marked(root: etree._Element, near: list[str]) -> tuple[list[str], list[str]]:
    """Texts of elements that are marked as the author's name: those that stand in the lines near the headline, and
    those elsewhere. Marks by rel and itemprop come before names of classes; an element's links before its own text.
    """
    close: tuple[list[str], list[str]] = ([], [])
    far: tuple[list[str], list[str]] = ([], [])
    bare_near = ["".join(line.split()) for line in near]
    judged: dict[str, bool] = {}
    looked_at = 0
    for element in root.iter("a", "span", "div", "p", "address", "li", "h3", "h4", "h5", "cite", "strong"):
        is_explicit = element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split()
        if not is_explicit and not _is_named(element, judged):
            continue
        looked_at += 1
        if looked_at > _MOST_LOOKED_AT:
            break
        text = _read_text(element, " ")
        if not 0 < len(text) <= _MOST_CHARS:
            continue
        bare = "".join(text.split())
        texts = (close if any(bare in line for line in bare_near) else far)[0 if is_explicit else 1]
        if len(texts) < _MOST_MARKED:
            if not is_explicit:
                texts.extend(filter(None, (_read_text(link, "") for link in element.iter("a"))))
            texts.append(text)
    return close[0] + close[1], far[0] or far[1][:_MOST_MARKED]


def _is_named(element: etree._Element, judged: dict[str, bool]) -> bool:
    """Whether the class or test id of an element calls it the author's name. judged: what was found of such names."""
    for attribute in ("class", "data-testid"):
        value = element.get(attribute)
        if value:
            known = judged.get(value)
            if known is None:
                known = judged[value] = _MARKED_NAMES.search(value) is not None
            if known:
                return True
    return False


def find_linked(root: etree._Element, near: list[str]) -> list[str]:
    """Texts of the links to an author's page that stand in the lines near the headline."""
    bare_near = ["".join(line.split()) for line in near]
    found: list[str] = []
    for element in root.iter("a"):
        if len(found) < _MOST_MARKED and _AUTHOR_PATH.search(element.get("href") or ""):
            text = _read_text(element, "")
            bare = "".join(text.split())
            if 0 < len(text) <= _MOST_CHARS and any(bare in line for line in bare_near):
                found.append(text)
    return found


def _read_text(element: etree._Element, glue: str) -> str:
    """The text of an element and what lies in it, white space collapsed; `glue` stands between its pieces."""
    return " ".join(glue.join(map(str, element.itertext())).split())
