"""Repeated requests of a stream."""

from __future__ import annotations

from datetime import UTC, datetime

import apache_beam as beam
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.testing.util import assert_that, equal_to
from apache_beam.transforms.window import TimestampedValue

from schemas.request import Request
from transforms.dead_letter import FAILED
from transforms.repeats import DropRepeats

NOON = datetime(2025, 3, 9, 12, tzinfo=UTC)


def ask(url: str, minutes: int, source_id: str | None = None) -> TimestampedValue:
    request = Request(url, f"test {minutes}", NOON, source_id)
    return TimestampedValue(request, NOON.timestamp() + minutes * 60)


def test_an_address_is_asked_for_once_an_hour() -> None:
    asked = [ask("https://a.example/1", minutes) for minutes in (0, 1, 59, 61)]
    asked += [ask("https://a.example/2", 30), ask("https://a.example/2", 31, "other")]
    with beam.Pipeline(runner=FnApiRunner()) as root:
        placed = root | beam.Create([(value.value, value.timestamp) for value in asked])
        kept = placed | beam.MapTuple(TimestampedValue) | DropRepeats()
        requests = kept.requests | beam.Map(lambda request: request.origin)
        reasons = kept[FAILED] | beam.Map(lambda letter: (letter.reason, letter.requested_url))
        assert_that(requests, equal_to(["test 0", "test 61", "test 30", "test 31"]), "requests")
        assert_that(reasons, equal_to([("repeated", "https://a.example/1")] * 2), "reasons")
