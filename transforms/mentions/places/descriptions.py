"""Read the words before a place name that say where it lies: "the Syrian village of Jinah", "Yemen's port of Aden"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from schemas.mentions import Entity
from transforms.mentions.places.tables import read_demonyms
from transforms.text.letters import UPPER
from transforms.text.packaged import read_words

_WINDOW = 90
COMPASS = r"(?:far[ -])?(?:north|south|east|west|central|upper|lower|mid)[a-z-]*"
"""A regular expression of the words that part a country: "northern", "south-eastern", "central"."""
ABOUT = r"just|some|about|around|roughly|nearly|almost|only|barely|less[ ]than|more[ ]than|over"
"""A regular expression, to be read with re.VERBOSE, of the words before a distance."""
_CAPITALISED = rf"[{UPPER}][\w.-]*(?:['’](?!s)[\w-]+)*"
_OWNED = re.compile(rf"(?P<owner>{_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}})(?:['’]s|(?<=s)['’])[ ](?:{COMPASS}[ ])?$")
_LIST = re.compile(r",? (?:and|or) (?:the )?|, (?:the )?")
_CLAUSE = re.compile(
    r"\b(?:an?|the|and|or|but|in|on|of|at|to|for|from|by|with|into|near|over|as|than|that|which|who)\b"
)
"""What parts a people from a place: in "Russian troops entered the city of" the city is not said to be Russian."""


def _list_kinds() -> str:
    return "|".join(sorted(read_words("transforms.mentions.places", "settlement_words.txt"), key=len, reverse=True))


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_list_kinds()})(?: of| called| named)(?: the)? [\"“‘']?$")


@cache
def _described() -> re.Pattern[str]:
    kinds = _list_kinds()
    return re.compile(
        rf"""
        (?P<owner> {_CAPITALISED} (?: [ ] {_CAPITALISED} ){{0,3}} ) (?P<owns> ['’]s | (?<=s)['’] )?
        (?P<between> (?: [ ] [a-z][\w'’-]* ){{0,4}}? ) [ ]
        (?P<kind> {kinds} ) (?: [ ]of | , )? (?: [ ](?:the|called|named) )? [ ] [\"“‘']? $
        """,
        re.VERBOSE,
    )


def find_owners(text: str, placed: Sequence[Entity]) -> Iterator[tuple[Entity, str, bool]]:
    """Yield, with each name that is told as a country's or a state's, the words for that, and if it is told as what.

    A village that no gazetteer has lies in the country that it is told of; the Kyiv of "Russia's Kyiv raid" does not.

    placed: entities in the order of the text. What is said of several, "the Syrian cities of Homs and Hama", holds
    for all.
    """
    carried, end = "", -1
    for entity in placed:
        owner, kind = _read_owner(text, entity.start)
        if not owner and carried and _LIST.fullmatch(text, end, entity.start):
            owner, kind = carried, "s"
        if owner:
            yield entity, owner, bool(kind)
        carried, end = (owner if kind.endswith("s") else ""), entity.end


def is_described(text: str, start: int) -> bool:
    """Tell whether the name at `start` stands behind the word for what it is: "the village of Dorn"."""
    return _kind().search(text, max(0, start - _WINDOW), start) is not None


def _read_owner(text: str, start: int) -> tuple[str, str]:
    """Give the words for whose the name at `start` is and for what it is there ("villages"), or nothing."""
    head = max(0, start - _WINDOW)
    found = _described().search(text, head, start)
    if found and not _CLAUSE.search(found["between"]):
        return (found["owner"] if found["owns"] else _find_people(found["owner"])), found["kind"]
    owned = _OWNED.search(text, head, start)
    return (owned["owner"] if owned else ""), ""


def _find_people(words: str) -> str:
    """Give the people that the words end with: "South Sudanese" of "On Friday South Sudanese"."""
    parts = words.split(" ")
    ends = (" ".join(parts[at:]) for at in range(len(parts)))
    return next((end for end in ends if end.lower() in read_demonyms()), "")
