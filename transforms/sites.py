"""How many articles and failures each site gave, and how many pages with nothing new: counted where they pass."""

from __future__ import annotations

from typing import Literal

import apache_beam as beam
from apache_beam.metrics import Metrics

from schemas.annotated import Annotated
from schemas.dead_letter import NOTHING_NEW, DeadLetter
from transforms.identity.canonical import site_of

Kind = Literal["articles", "failures", "nothing_new"]

_MOST_SITES = 1_000
"""Sites of each kind that a worker tells apart, those that it meets first; the others are counted together."""

OTHERS = "(others)"
"""Stands for the sites beyond, and for what has no address."""


def namespace_of(kind: Kind) -> str:
    """The namespace of the counters of a kind, which are named by site."""
    return f"{kind} by site"


class CountSites(beam.PTransform):
    """(PCollection[Annotated], PCollection[DeadLetter]) -> nothing; counters.

    Each is counted by itself: to flatten the two would hold all articles in memory.
    """

    def expand(
        self, inputs: tuple[beam.PCollection[Annotated], beam.PCollection[DeadLetter]]
    ) -> beam.PCollection[None]:
        """Count each as it passes."""
        annotated, letters = inputs
        _ = annotated | "CountArticles" >> beam.ParDo(_Count())
        return letters | "CountLetters" >> beam.ParDo(_Count())


class _Count(beam.DoFn):
    def setup(self) -> None:
        self._told: dict[Kind, set[str]] = {"articles": set(), "failures": set(), "nothing_new": set()}

    def process(self, element: Annotated | DeadLetter) -> None:
        if isinstance(element, Annotated):
            self._count("articles", element.article.site)
        elif element.reason != "repeated":  # the request that it repeats is counted
            kind: Kind = "nothing_new" if element.reason in NOTHING_NEW else "failures"
            self._count(kind, site_of(element.requested_url or element.url or ""))

    def _count(self, kind: Kind, site: str | None) -> None:
        told = self._told[kind]
        name = site or OTHERS
        if len(told) < _MOST_SITES:
            told.add(name)
        Metrics.counter(namespace_of(kind), name if name in told else OTHERS).inc()
