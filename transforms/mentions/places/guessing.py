"""Guess the country of a site or small place that no gazetteer has from the rest of its article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.mentions import Entity

_PLACE, _PEOPLE = 1.0, 0.3
"""A people is weak evidence: those who bomb a town are no sign of where it lies."""
_LEAST, _SETTLED = 1.0, 0.5
"""Evidence for one country, and the share of all that it must be more than: nine of ten unknown rivers and streets then
lie there, too. Mentions near the name tell no more than those far from it."""


def guess_country(entities: Sequence[Entity], prior: Mapping[str, int]) -> str | None:
    """Give the country for which most of what is located in an article speaks, None where there is none.

    prior: what speaks for countries beside the entities, the dateline and the site, by ISO code.
    """
    votes: dict[str, float] = dict(prior)
    for one in entities:
        if one.place and one.place.country:
            weight = _PEOPLE if one.label == "NORP" else _PLACE
            votes[one.place.country] = votes.get(one.place.country, 0.0) + weight
    if not votes:
        return None
    country = max(votes, key=lambda code: (votes[code], code))
    is_settled = votes[country] >= _LEAST and votes[country] > _SETTLED * sum(votes.values())
    return country if is_settled else None
