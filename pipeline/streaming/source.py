"""What a stream reads: topics and feeds together, each address once an hour, and a clock beside them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import apache_beam as beam
from apache_beam.transforms.periodicsequence import PeriodicImpulse
from apache_beam.utils.timestamp import Timestamp

from schemas.request import Request
from transforms.accounts import Entered
from transforms.asked import SourceOutputs
from transforms.dead_letter import FAILED
from transforms.repeats import DropRepeats

_FETCHED = "fetched"


class ReadStream(beam.PTransform):
    """PBegin -> SourceOutputs, without an end. An address is asked for at most once an hour.

    readers: label -> PBegin -> SourceOutputs, of event times that no watermark has passed. window: seconds of the
    windows that follow.
    """

    def __init__(self, readers: Sequence[tuple[str, beam.PTransform]], window: int) -> None:
        super().__init__()
        self._readers = readers
        self._window = window
        self._clock_from = Timestamp(time.time() // window * window)

    def expand(self, root: beam.pvalue.PBegin) -> SourceOutputs:
        """Read; beside it a clock, so that every window is closed, whatever came in."""
        read = [root | label >> reader for label, reader in self._readers]
        requests = [one.requests for one in read] | "Asked" >> beam.Flatten()
        apart = requests | "Fetched" >> beam.FlatMap(_to_be_fetched).with_outputs(_FETCHED, main="others")
        once = apart[_FETCHED] | "DropRepeats" >> DropRepeats()
        clock = root | "Clock" >> PeriodicImpulse(self._clock_from, fire_interval=self._window)
        ticks = clock | "Tick" >> beam.Map(lambda _: Entered(0)).with_output_types(Entered)
        return SourceOutputs(
            requests=(apart.others, once.requests) | "Requests" >> beam.Flatten(),
            failed=(*(one.failed for one in read), once[FAILED]) | "Refused" >> beam.Flatten(),
            polls=[one.polls for one in read] | "Polls" >> beam.Flatten(),
            entered=(*(one.entered for one in read), ticks) | "Entered" >> beam.Flatten(),
        )


def _to_be_fetched(request: Request) -> Iterator[Request | beam.pvalue.TaggedOutput]:
    yield beam.pvalue.TaggedOutput(_FETCHED, request) if request.stored is None else request
