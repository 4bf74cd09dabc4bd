"""Inputs without an end as splittable steps: a restriction is the place that one is read to, and nothing else."""

from __future__ import annotations

from typing import Any, Protocol

from apache_beam.io.iobase import RestrictionProgress, RestrictionTracker
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.transforms.core import RestrictionProvider
from apache_beam.utils.timestamp import Timestamp


class Restriction(Protocol):
    """How far an input is read. Never false: a runner takes what is false for nothing, and drops what is to come."""

    def after(self, claim: Any) -> Restriction:
        """How far it is read once this, too, is."""


class Start(Protocol):
    """An input, and where its reading begins."""

    def place(self) -> Restriction:
        """Where it begins."""


def read_floor(start: int, estimator: ManualWatermarkEstimator) -> int:
    """Before which moment nothing may come any more, in microseconds since 1970. start: where the stream began."""
    held = estimator.current_watermark()
    return max(start, held.micros if held else 0)


def advance(estimator: ManualWatermarkEstimator, floor: int, reached: int) -> None:
    """Say that nothing comes before `reached`, in microseconds since 1970; never take back the floor."""
    if reached > floor:
        estimator.set_watermark(Timestamp(micros=reached))


class EndlessTracker(RestrictionTracker):
    """Claims what is read; splits only here and now, as nobody else could read the same input meanwhile."""

    def __init__(self, place: Restriction) -> None:
        self._place = place
        self._ended = False

    def current_restriction(self) -> Restriction:
        """How far it is."""
        return self._place

    def try_claim(self, position: Any) -> bool:
        """Count something as read; False once reading has to stop."""
        if self._ended:
            return False
        self._place = self._place.after(position)
        return True

    def try_split(self, fraction_of_remainder: float) -> tuple[Restriction, Restriction] | None:
        """Leave all that is to come to whoever goes on; nothing else."""
        if fraction_of_remainder != 0 or self._ended:
            return None
        self._ended = True
        return self._place, self._place

    def check_done(self) -> bool:
        """The input never ends: reading may stop only where it was split. Raises ValueError."""
        if not self._ended:
            raise ValueError("reading stopped and left nobody to go on")
        return True

    def current_progress(self) -> RestrictionProgress:
        """Nobody knows what is to come."""
        return RestrictionProgress(completed=0, remaining=1)

    def is_bounded(self) -> bool:
        """It is not."""
        return False


class EndlessProvider(RestrictionProvider):
    """Begins where each Start says."""

    def initial_restriction(self, element: Start) -> Restriction:
        """Where the element begins."""
        return element.place()

    def create_tracker(self, restriction: Restriction) -> EndlessTracker:
        """A tracker."""
        return EndlessTracker(restriction)

    def restriction_size(self, _element: Start, _restriction: Restriction) -> int:
        """One input is as large as another."""
        return 1

    def truncate(self, _element: Start, _restriction: Restriction) -> Any:
        """When a job is drained, what is to come is left where it is."""
        return None
