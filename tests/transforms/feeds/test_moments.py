from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.feeds.moments import parse_moment

NAIVE = datetime(2025, 3, 4, 5, 6, 7)  # noqa: DTZ001 - a feed may state no offset
AWARE = NAIVE.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("Tue, 04 Mar 2025 05:06:07 GMT", AWARE),
        ("4 mar 2025 00:06:07 EST", AWARE),
        ("Tue, 04 Mar 2025 05:06:07", NAIVE),
        ("Tuesday, March 04, 2025 05:06:07 +0000", AWARE),
        ("Tue Mar  4 05:06:07 2025", NAIVE),
        ("2025-03-04T05:06:07.000Z", AWARE),
        ("2025-03-04 05:06:07", NAIVE),
        ("20250304T050607Z", AWARE),
        ("2025-03-04T05:06:07-00:00", AWARE),
        ("2025-03-04T06:06:07+01", AWARE),
        ("2025-03-03T24:00Z", datetime(2025, 3, 4, tzinfo=UTC)),
        ("2025-03", datetime(2025, 3, 1)),  # noqa: DTZ001
        ("2025", datetime(2025, 1, 1)),  # noqa: DTZ001
        ("2025-13-45", None),
        ("0001-01-01T00:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("yesterday", None),
        ("9" * 500, None),
        (None, None),
    ],
)
def test_moments(stated: str | None, moment: datetime | None) -> None:
    read = parse_moment(stated)
    assert read == moment
    assert (read is not None and read.tzinfo is None) == (moment is not None and moment.tzinfo is None)


def test_the_offset_is_kept() -> None:
    assert parse_moment("Tue, 04 Mar 2025 05:06:07 -0330").utcoffset() == timedelta(hours=-3, minutes=-30)


@given(st.datetimes(datetime(1981, 1, 1), datetime(2190, 1, 1)), st.integers(-840, 840))  # noqa: DTZ001
def test_every_form_of_a_moment_is_read_alike(moment: datetime, minutes: int) -> None:
    stated = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_moment(stated.isoformat()) == stated
    assert parse_moment(stated.strftime("%a, %d %b %Y %H:%M:%S %z")) == stated


@given(st.text(max_size=90))
def test_no_words_make_it_fail(stated: str) -> None:
    parse_moment(stated)
