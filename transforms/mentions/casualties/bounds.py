"""Bounds: how many people a phrase or figure speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.mentions import Qualifier


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number of people. low, best, high: inclusive; None is open or unknown. qualifier: how it is told."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    qualifier: Qualifier = "exact"

    @property
    def point(self) -> int | None:
        """The number that stands for them: the low bound, or the high one of "up to"."""
        return self.high if not self.low and self.qualifier == "at_most" else self.low

    @staticmethod
    def sum(parts: Sequence[Bounds]) -> Bounds:
        """All of them together; a bound that one of them leaves open is open, but for the low one."""
        opened = any(part.high is None for part in parts)
        exact = all(part.qualifier == "exact" for part in parts)
        return Bounds(
            sum(part.low or 0 for part in parts),
            None if any(part.best is None for part in parts) else sum(part.best or 0 for part in parts),
            None if opened else sum(part.high or 0 for part in parts),
            "at_least" if opened else "exact" if exact else "about",
        )

    def minus(self, number: int) -> Bounds:
        """Those who are left when so many are taken from their point; open above where these are."""
        left = (self.point or 0) - number
        return Bounds(left, left, None if self.high is None else left, self.qualifier)


def exactly(number: int) -> Bounds:
    """A number told as it is."""
    return Bounds(number, number, number)


ONE = exactly(1)
NOBODY = Bounds(0, 0, 0, "none")
UNCOUNTED = Bounds()
