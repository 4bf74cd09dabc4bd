"""Repeated requests of a stream: an address is asked for at most once an hour, in whichever windows it comes."""

from __future__ import annotations

from collections.abc import Iterator

import apache_beam as beam
from apache_beam.coders import VarIntCoder
from apache_beam.transforms.timeutil import TimeDomain
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec, TimerSpec, on_timer
from apache_beam.utils.timestamp import Duration, Timestamp

from schemas.request import Request
from transforms.dead_letter import FAILED
from transforms.fetch import repeated_letter

_PAUSE = 3600
"""Seconds of event time: a story that is told to have changed is asked for again an hour later, as feeds are."""


class DropRepeats(beam.PTransform):
    """PCollection[Request], not windowed yet -> those to be fetched, and dead letters of the repeated on FAILED."""

    def expand(self, requests: beam.PCollection[Request]) -> beam.pvalue.DoOutputsTuple:
        """Group by address, and remember when it was let through."""
        return (
            requests
            | "KeyByAddress" >> beam.Map(_key).with_output_types(tuple[str, Request])
            | "LetThrough" >> beam.ParDo(_LetThrough()).with_outputs(FAILED, main="requests")
        )


def _key(request: Request) -> tuple[str, Request]:
    return f"{request.url}\n{request.source_id or ''}", request


class _LetThrough(beam.DoFn):
    ASKED = ReadModifyWriteStateSpec("asked", VarIntCoder())
    FORGET = TimerSpec("forget", TimeDomain.WATERMARK)

    def process(
        self,
        keyed: tuple[str, Request],
        moment: Timestamp = beam.DoFn.TimestampParam,
        asked: beam.transforms.userstate.AccumulatingRuntimeState = beam.DoFn.StateParam(ASKED),  # noqa: B008 - Beam's way
        forget: beam.transforms.userstate.BaseTimer = beam.DoFn.TimerParam(FORGET),  # noqa: B008 - likewise
    ) -> Iterator[Request | beam.pvalue.TaggedOutput]:
        before = asked.read()
        if before is None or moment.micros >= before + _PAUSE * 1_000_000:
            asked.write(moment.micros)
            forget.set(moment + Duration(seconds=_PAUSE))
            yield keyed[1]
        else:
            yield beam.pvalue.TaggedOutput(FAILED, repeated_letter(keyed[1]))

    @on_timer(FORGET)  # type: ignore[untyped-decorator]  # Beam's is untyped
    def forget(
        self,
        asked: beam.transforms.userstate.AccumulatingRuntimeState = beam.DoFn.StateParam(ASKED),  # noqa: B008 - as above
    ) -> None:
        asked.clear()
