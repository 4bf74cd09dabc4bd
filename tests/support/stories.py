"""Stories of our own for the tests of linking: sets in TOML, each with what its tables must say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from schemas.mentions import Outcome, Place
from schemas.story import StatedFigure, StoryDigest
from transforms.linking.words import number_words

SETS = Path(__file__).parents[1] / "transforms" / "linking" / "golden"
OUTCOMES: tuple[Outcome, ...] = ("killed", "injured", "missing")


def read_set(name: str) -> tuple[list[StoryDigest], dict[str, Any]]:
    """The stories of a set, in its order, and its truth."""
    found = tomllib.loads((SETS / f"{name}.toml").read_text(encoding="utf-8"))
    stories = [make_story(f"{name}{place}", {**found, **told}) for place, told in enumerate(found["stories"])]
    return stories, found["truth"]


def make_story(article_id: str, told: Mapping[str, Any]) -> StoryDigest:
    """A story of its fields: site, at, title, text, and what it states; figures are [low, best, high], 0 is open."""
    text = told.get("text", "").replace("WIRE", told.get("wire", ""))
    title, _ = number_words(told.get("title", ""))
    words, starts = number_words(text)
    at = datetime.fromisoformat(told["at"])
    place = told.get("place")
    return StoryDigest(
        article_id=article_id,
        revision=told.get("revision", "r1"),
        publisher=told.get("site"),
        agency=told.get("agency"),
        has_dateline=told.get("dateline", False),
        title=told.get("title"),
        published_on=at.date(),
        reported_at=at,
        words=np.concatenate((title, words)).tobytes(),
        starts=np.concatenate((np.zeros(len(title), dtype=np.uint32), starts)).tobytes(),
        title_words=len(title),
        persons=frozenset(told.get("persons", ())),
        places=frozenset({place[0].lower()} if place else told.get("places", ())),
        days=frozenset({told["first_day"].toordinal()} if "first_day" in told else ()),
        point=(place[2], place[3]) if place else None,
        town=Place(*told["town"]) if "town" in told else None,
        figures=tuple(
            make_figure(f"f{number}", outcome, told[outcome], told)
            for number, outcome in enumerate(OUTCOMES, 1)
            if outcome in told
        ),
    )


def make_figure(figure_id: str, outcome: Outcome, bounds: list[int], told: Mapping[str, Any]) -> StatedFigure:
    """A main figure; place, cause, day and speaker are those of its story."""
    low, best, high = (bound or None for bound in bounds)
    place = told.get("place")
    speaker, kind = told.get("by", (None, "none"))
    day: date | None = told.get("first_day")
    return StatedFigure(
        figure_id=figure_id,
        outcome=outcome,
        low=low,
        best=best,
        high=high,
        confidence=told.get("confidence", 0.9),
        is_main=True,
        is_derived=False,
        supersedes=told.get("supersedes") if outcome == "killed" else None,
        of_perpetrators=False,
        is_aside=False,
        attributed_to=speaker,
        attribution_type=kind,
        cause=told.get("cause"),
        first_day=day,
        last_day=told.get("last_day", day),
        place=Place(place[0], place[1], place[2], place[3]) if place else None,
        place_precision="town" if place else "unknown",
    )
