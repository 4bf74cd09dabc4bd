"""Mentions: what the text of an article speaks of, each at its place in the text.

`start` and `end` are code points into the article's text, end exclusive; `text` is always `article.text[start:end]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)  # without slots: see schemas/story.py
class Place:
    """A point on the map.

    country: ISO 3166 alpha-2. latitude, longitude: degrees north and east, WGS 84. place_id: GeoNames id.
    """

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    place_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in the text.

    label: an OntoNotes name (PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, PRODUCT, WORK_OF_ART, LAW, LANGUAGE).
    name: the fullest form of this name in the article.
    place: where it is, for GPE, LOC and FAC; None when unsure. Of NORP the country of the people, of ORG the country
        that the body's name says, wherever it sits: `country` alone.
    """

    start: int
    end: int
    text: str
    label: str
    name: str
    place: Place | None = None


TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A temporal expression, as in TimeML's TIMEX3.

    value: TIMEX3 value ("2015-10-07", "2015-W41", "P3D", "PAST_REF"); None when it hangs on an anchor that nobody
        states.
    first_day, last_day: the days meant, both inclusive; None when it denotes no fixed interval.
    anchor: the day that the expression was resolved against; None for one that needs none.
    rule: the name of the rule that read it. place: where the sentence says that it was, for one that covers known days.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str | None
    first_day: date | None
    last_day: date | None
    anchor: date | None
    rule: str
    place: Place | None = None


Outcome = Literal["killed", "injured", "missing", "displaced", "abducted", "detained"]
Qualifier = Literal["exact", "at_least", "more_than", "at_most", "about", "nearly", "range", "vague", "none"]
Scope = Literal[
    "event", "subset", "cumulative", "rate", "background", "other_event", "hypothetical", "denied", "non_human"
]
VictimType = Literal["civilian", "military", "militant", "police", "aid_worker", "journalist", "perpetrator", "unknown"]
AttributionType = Literal[
    "police", "military", "hospital", "official", "rebel", "witness", "monitor", "ngo", "un", "media", "unnamed", "none"
]
Certainty = Literal["asserted", "reported", "alleged", "denied"]


@dataclass(frozen=True, slots=True)
class Casualty:
    """One stated figure of people harmed.

    figure_id: unique in the article, "f1", "f2" ... in the order of the text. sentence: the sentence it stands in.
    low, best, high: bounds, both inclusive; None is open. "At least 32" is 32, 32, None; "dozens" is 24, None, 99.
    scope: what it is a count of. is_main: the article's figure for its focal event and this outcome.
    is_derived: a sum that the text implies. subset_of, supersedes: figure_id of another row.
    victims: the noun phrase. women, children: how many of them.
    first_day, last_day: of the event, not of the report. rule: name of the rule. confidence: 0 to 1.
    """

    figure_id: str
    start: int
    end: int
    text: str
    sentence: str
    outcome: Outcome
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    scope: Scope
    is_main: bool
    is_derived: bool
    rule: str
    confidence: float
    subset_of: str | None = None
    supersedes: str | None = None
    victims: str | None = None
    victim_type: VictimType = "unknown"
    women: int | None = None
    children: int | None = None
    attributed_to: str | None = None
    attribution_type: AttributionType = "none"
    certainty: Certainty = "asserted"
    cause: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    place: Place | None = None
