"""What a source gives: requests, what it had to refuse, polls of feeds, and the count of the first two."""

from __future__ import annotations

from typing import NamedTuple

import apache_beam as beam

from schemas.dead_letter import DeadLetter
from schemas.feed_poll import FeedPoll
from schemas.request import Request
from transforms.accounts import Entered
from transforms.dead_letter import FAILED

POLLS = "polls"
"""Tag of a reading step's output that carries polls of feeds."""

ENTERED = "entered"
"""Tag of a reading step's output that counts its requests and refusals."""


class SourceOutputs(NamedTuple):
    """The outputs of a source; each request and each dead letter is counted once in `entered`."""

    requests: beam.PCollection[Request]
    failed: beam.PCollection[DeadLetter]
    polls: beam.PCollection[FeedPoll]
    entered: beam.PCollection[Entered]


def read_asked(places: beam.PCollection[object], label: str, reader: beam.DoFn) -> SourceOutputs:
    """Apply a reader, whose outputs besides requests are FAILED, POLLS and ENTERED."""
    read = places | label >> beam.ParDo(reader).with_outputs(FAILED, POLLS, ENTERED, main="requests")
    return SourceOutputs(read.requests, read[FAILED], read[POLLS], read[ENTERED])
