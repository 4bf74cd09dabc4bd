"""Read at whose border a place is told to lie, "Qwertyham, near the border with Somalia": it lies on this side."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from schemas.mentions import Entity
from transforms.mentions.places.descriptions import ABOUT
from transforms.mentions.places.keys import make_key
from transforms.mentions.places.tables import read_country_names, read_demonyms
from transforms.text.letters import UPPER

_CAPITALISED = rf"[{UPPER}][\w.'’]*"
_NAME = rf"{_CAPITALISED} (?: [ ]{_CAPITALISED} ){{0,3}}"
_BORDER = r"(?:border|frontier)"
_AT_BORDER = re.compile(
    rf"""
    (?: ,[ ]{_CAPITALISED} )? ,? [ ]
    (?: (?:which|that)[ ](?:is|lies|sits|stands)[ ] )? (?: (?:an?|the)[ ](?:[a-z-]+[ ]){{1,4}}? )?
    (?: (?:{ABOUT}|right|not)[ ] ){{0,2}}
    (?: [\w.,-]+[ ](?:km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|minutes|hours)[ ] (?: \([^()\n]{{1,24}}\)[ ] )? )?
    (?: (?:far|away|inland|north|south|east|west|[a-z]+ern)[ ] | in[ ]the[ ](?:[a-z-]+[ ]){{1,3}}? )?
    (?: from | of | off | near | (?:close|next|adjacent)[ ]to | along | on | at | by )[ ]
    (?: the[ ] | {_CAPITALISED}[ ] | {_CAPITALISED}['’]s?[ ] ){{0,2}} (?: [a-z]+[ ] )?
    (?: {_BORDER}[ ](?:with|to)[ ](?:the[ ])?(?P<beyond>{_NAME})
      | (?P<adjective>(?<=the[ ]){_NAME})[ ]{_BORDER}\b (?![ ](?:with|to)\b) )
    """,
    re.VERBOSE,
)
_REACH = 120


def find_bordered(text: str, placed: Iterable[Entity]) -> dict[str, frozenset[str]]:
    """Give, by folded name, the ISO codes of the countries at whose border a name is told to lie.

    Two countries told in one word, "the Kenyan-Somali border", say nothing.
    """
    bordered: dict[str, frozenset[str]] = {}
    for entity in placed:
        told = _AT_BORDER.match(text, entity.end, entity.end + _REACH)
        code = _find_country(told["beyond"] or told["adjective"]) if told else None
        if code:
            key = make_key(entity.text)
            bordered[key] = bordered.get(key, frozenset()) | {code}
    return bordered


def _find_country(words: str) -> str | None:
    """Give the country that words begin with, by its name or its people's."""
    parts = words.rstrip(".,").removesuffix("'s").removesuffix("’s").lower().split(" ")
    begins = (" ".join(parts[:size]).rstrip(".,") for size in range(len(parts), 0, -1))
    return next((code for begin in begins if (code := _read_names().get(begin))), None)


@cache
def _read_names() -> dict[str, str]:
    """Give the country of each name and demonym, in lower case."""
    return read_demonyms() | {name.lower().rstrip("."): code for name, code in read_country_names().items()}
