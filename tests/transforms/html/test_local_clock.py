from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.html.local_clock import REAL_OFFSETS, correct_offset, settle_by_change, settle_clock
from transforms.html.timestamps import Stamp, read_stamp

CASES = [
    # The same moment with an offset, on a clock without one, in words.
    ("2024-12-20T01:00:21Z", "2024-12-19T20:00:21-05:00", "2024-12-20T01:00:21+00:00", -300),
    ("2024-12-20T01:00:21Z", "8:00 PM EST, Thu December 19, 2024", "2024-12-20T01:00:21+00:00", -300),
    ("2024-12-20T01:00:21Z", "2024-12-19 20:00:21", "2024-12-20T01:00:21+00:00", -300),
    ("2024-12-25T22:03:00Z", "December 26, 2024 - 9:03AM", "2024-12-25T22:03:00+00:00", 660),
    ("2024-06-01T12:15:00Z", "June 1, 2024 5:45 pm", "2024-06-01T12:15:00+00:00", 330),
    # A clock without an offset, and what the page says of it elsewhere.
    ("2024-12-19T20:00:21", "2024-12-20T01:00:21Z", "2024-12-20T01:00:21+00:00", -300),
    ("2024-12-19T20:00:21", "2024-12-19T20:00:21+01:00", "2024-12-19T19:00:21+00:00", 60),
    ("2024-12-19T20:00:21", "2024-12-19T20:00:21Z", "2024-12-19T20:00:21+00:00", 0),
    # Nothing that speaks of the same moment.
    ("2024-12-20T01:00:21Z", "December 19, 2024 8:17 PM", "2024-12-20T01:00:21+00:00", 0),
    ("2024-12-20T01:00:21Z", "December 19, 2024", "2024-12-20T01:00:21+00:00", 0),
    ("2024-12-20T01:00:21Z", "December 17, 2024 8:00 PM", "2024-12-20T01:00:21+00:00", 0),
    ("2024-12-20T01:00:21Z", "2024-12-19T23:00:21Z", "2024-12-20T01:00:21+00:00", 0),
    # Stated already, or no time of day.
    ("2024-12-20T01:00:21+02:00", "2024-12-19T18:00:21-05:00", "2024-12-19T23:00:21+00:00", 120),
    ("2024-12-20", "2024-12-19T20:00:00-05:00", "2024-12-20T00:00:00+00:00", None),
]


def stamp(stated: str) -> Stamp:
    read = read_stamp(stated)
    assert read is not None
    return read


@pytest.mark.parametrize(("stated", "witness", "moment", "offset"), CASES)
def test_settles(stated: str, witness: str, moment: str, offset: int | None) -> None:
    settled = settle_clock(stamp(stated), [stamp(witness)])
    assert (settled.moment, settled.offset) == (datetime.fromisoformat(moment), offset)


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2030, 1, 1)),  # noqa: DTZ001 naive bounds wanted
    st.sampled_from(sorted(REAL_OFFSETS - {0})),
)
def test_a_moment_in_utc_never_moves(moment: datetime, minutes: int) -> None:
    moment = moment.replace(tzinfo=UTC)
    witness = Stamp(moment + timedelta(minutes=minutes), None, timed=True)
    settled = settle_clock(Stamp(moment, 0, timed=True), [witness])
    assert (settled.moment, settled.offset) == (moment, minutes)


def test_a_change_of_the_same_week_shows_the_clock() -> None:
    published, changed = stamp("2024-12-20T01:00:21Z"), stamp("2024-12-21T09:00:00-05:00")
    assert settle_by_change(published, changed).offset == -300
    assert settle_by_change(published, stamp("2025-07-21T09:00:00-04:00")).offset == 0
    assert settle_by_change(published, None) is published


def test_an_offset_put_behind_a_time_in_utc() -> None:
    stated, in_utc, local = (
        stamp(text) for text in ("2024-06-07T17:00:00-07:00", "2024-06-07T17:00:00Z", "2024-06-07T10:00:00-07:00")
    )
    assert correct_offset(stated, [in_utc, local]) == local
    assert correct_offset(stated, [in_utc]) == stated
    assert correct_offset(stated, [local]) == stated
    assert correct_offset(in_utc, [local]) == in_utc
