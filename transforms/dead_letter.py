"""What every step does with input that it must refuse: send it on a side output, as a dead letter, with its reason."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Protocol

import apache_beam as beam
from apache_beam.metrics import Metrics

from schemas.dead_letter import DeadLetter, Rejected, Stage
from transforms.progress import Progress

FAILED = "failed"
"""Tag of the output that carries dead letters."""


class Traced(Protocol):
    """What a dead letter must be able to name."""

    @property
    def url(self) -> str | None:
        """Address, where known."""

    @property
    def source_id(self) -> str | None:
        """The input's own id, where it gave one."""

    @property
    def requested_url(self) -> str | None:
        """Address as the input spells it, where it names one."""

    @property
    def feed_url(self) -> str | None:
        """The feed that names it, where one does."""


def dead_letter(traced: Traced, stage: Stage, why: Rejected) -> DeadLetter:
    """The dead letter of a thing that a stage refused, stamped with the present moment."""
    return DeadLetter(
        url=why.url or traced.url,
        source_id=traced.source_id,
        stage=stage,
        reason=why.reason,
        detail=why.detail,
        status=why.status,
        failed_at=datetime.now(UTC),
        requested_url=traced.requested_url,
        feed_url=traced.feed_url,
    )


def refused_letter(why: Rejected, at: datetime) -> DeadLetter:
    """The dead letter of what a source could not make a request of. at: aware UTC."""
    return DeadLetter(
        url=why.url,
        source_id=None,
        stage="source",
        reason=why.reason,
        detail=why.detail,
        status=why.status,
        failed_at=at,
        requested_url=why.url,
    )


class Attempt(beam.DoFn):
    """Apply a function that may raise Rejected; count what came of it and the time it took.

    Any other exception is a bug: it is not caught, and it fails the run.
    """

    def __init__(self, stage: Stage, function: Callable[[Any], Any], progress: Progress) -> None:
        self._stage = stage
        self._function = function
        self._progress = progress
        self._microseconds = Metrics.counter(stage, "microseconds")
        self._done = Metrics.counter(stage, "done")

    def process(self, element: Any) -> Iterator[Any]:
        """Yield what the function gives, or the dead letter on the output FAILED."""
        began = time.perf_counter()
        try:
            result = self._function(element)
            self._done.inc()
        except Rejected as why:
            self._progress.count("failed")
            result = beam.pvalue.TaggedOutput(FAILED, dead_letter(element, self._stage, why))
        self._microseconds.inc(round((time.perf_counter() - began) * 1e6))
        yield result  # only now: the steps fused behind this one run inside the yield
