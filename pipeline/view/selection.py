"""The selection of a page: what its address asks for, as conditions of a query and as an address again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from schemas.mentions import AttributionType, Outcome

OUTCOMES: tuple[str, ...] = get_args(Outcome)
_SPEAKERS: tuple[str, ...] = get_args(AttributionType)

_HIGHEST = 10**15  # of a number in an address
_SORTS = {
    "newest": "first_day DESC NULLS LAST, id",
    "oldest": "first_day NULLS LAST, id",
    "highest": "coalesce({outcome}_best, {outcome}_low, {outcome}_high) DESC NULLS LAST, first_day DESC, id",
    "sources": "sources DESC NULLS LAST, first_day DESC, id",
}
SORTS = tuple(_SORTS)


@dataclass(frozen=True)
class Selection:
    """What is wanted; an empty text and 0 are no condition.

    since, until: days, inclusive, of the event. country: ISO 3166 alpha-2. place: a part of its name.
    outcome: has a figure of it. toll: its figure could be that high or is, of `drawn`. speaker: attribution_type.
    confidence: at least, percent. sources: independent ones, at least.
    """

    since: date | None = None
    until: date | None = None
    country: str = ""
    place: str = ""
    outcome: str = ""
    cause: str = ""
    speaker: str = ""
    toll: int = 0
    confidence: int = 0
    sources: int = 0
    sort: str = "newest"
    page: int = 1

    @property
    def drawn(self) -> str:
        """The outcome that charts show."""
        return self.outcome or "killed"

    @property
    def is_all(self) -> bool:
        """Whether it leaves nothing out."""
        return replace(self, sort="newest", page=1) == Selection()

    def order(self) -> str:
        """The clause that sorts the table of stories."""
        return _SORTS[self.sort].format(outcome=self.drawn)

    def conditions(self) -> tuple[str, dict[str, Any]]:
        """A condition on the table of stories, with its parameters."""
        figure = f"coalesce({self.drawn}_best, {self.drawn}_low, {self.drawn}_high)"
        asked: list[tuple[str, str, Any]] = [
            ("last_day >= $since", "since", self.since),
            ("first_day <= $until", "until", self.until),
            ("country = $country", "country", self.country),
            ("contains(lower(place), lower($place))", "place", self.place),
            (f"{figure} IS NOT NULL AND $outcome <> ''", "outcome", self.outcome),
            ("cause = $cause", "cause", self.cause),
            ("list_contains(speakers, $speaker)", "speaker", self.speaker),
            (f"{figure} >= $toll", "toll", self.toll),
            ("confidence >= $confidence / 100 - 1e-6", "confidence", self.confidence),
            ("sources >= $sources", "sources", self.sources),
        ]
        used = [(condition, name, value) for condition, name, value in asked if value]
        return " AND ".join(c for c, _, _ in used) or "true", {name: value for _, name, value in used}

    def query(self, **changes: Any) -> str:
        """The query of an address, `?` included: this selection with changes, page 1 unless one is named."""
        wanted = replace(self, **{"page": 1, **changes})
        default = Selection()
        stated = {
            _PARAMETERS.get(name, name): value
            for name in self.__dataclass_fields__
            if (value := getattr(wanted, name)) != getattr(default, name)
        }
        return f"?{urlencode(stated)}" if stated else ""


_PARAMETERS = {"since": "from", "until": "to"}


def read_selection(stated: Mapping[str, str]) -> Selection:
    """Read the parameters of an address; what cannot be read is no condition, and `misread` tells it."""
    read = {name: reader(stated.get(_PARAMETERS.get(name, name), "").strip()) for name, reader in _READERS.items()}
    return replace(Selection(), **{name: value for name, value in read.items() if value})


def misread(stated: Mapping[str, str]) -> list[str]:
    """What an address states that is no condition of a selection, or cannot be read, as it stands there."""
    readers = {_PARAMETERS.get(name, name): reader for name, reader in _READERS.items()}
    return [f"{name}={text}" for name, text in stated.items() if readers.get(name, _no_name)(text.strip()) is None]


def _no_name(_: str) -> None:
    return None


def _day(text: str) -> date | Literal[""] | None:
    if not text:
        return ""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    if not text:
        return 0
    return min(int(text), _HIGHEST) if text.isascii() and text.isdigit() and len(text) < 30 else None


def _percent(text: str) -> int | None:
    number = _number(text)
    return None if number is None else min(100, number)


def _country(text: str) -> str | None:
    return text.upper() if not text or (len(text) == 2 and text.isalpha()) else None


def _word(words: tuple[str, ...]) -> Callable[[str], str | None]:
    return lambda text: text if not text or text in words else None


_READERS: dict[str, Callable[[str], Any]] = {
    "since": _day,
    "until": _day,
    "country": _country,
    "place": lambda text: text[:100],
    "outcome": _word(OUTCOMES),
    "cause": lambda text: text[:40],
    "speaker": _word(_SPEAKERS),
    "toll": _number,
    "confidence": _percent,
    "sources": _number,
    "sort": _word(SORTS),
    "page": _number,
}
"""How each field of a selection is read from an address: None of what cannot be read, falsy of what is not stated."""
