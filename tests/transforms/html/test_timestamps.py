from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.html.timestamps import read_stamp

CASES = [
    ("2024-03-05T10:20:30Z", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), 0),
    ("2024-03-05T23:20:30.123-05:00", datetime(2024, 3, 6, 4, 20, 30, tzinfo=UTC), -300),
    ("2024-03-05T10:20+0530", datetime(2024, 3, 5, 4, 50, tzinfo=UTC), 330),
    ("2024-03-05 10:20:30", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), None),
    ("2024-03-05", datetime(2024, 3, 5, tzinfo=UTC), None),
    ("20240305", datetime(2024, 3, 5, tzinfo=UTC), None),
    ("2024-03-05 07:20 PM EST", datetime(2024, 3, 6, 0, 20, tzinfo=UTC), -300),
    ("Tue, 05 Mar 2024 10:20:30 +0100", datetime(2024, 3, 5, 9, 20, 30, tzinfo=UTC), 60),
    ("Tue, 05 Mar 2024 10:20:30 GMT", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), 0),
    ("1709634030", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), None),
    ("1709634030000", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), None),
    ("March 5, 2024 at 7:05 p.m. ET", datetime(2024, 3, 6, 0, 5, tzinfo=UTC), -300),
    ("July 5, 2024 at 7:05 p.m. ET", datetime(2024, 7, 5, 23, 5, tzinfo=UTC), -240),
    ("Dec 23, 2023 5:06pm PT", datetime(2023, 12, 24, 1, 6, tzinfo=UTC), -480),
    ("March 10, 2024 8:00 AM CT", datetime(2024, 3, 10, 13, 0, tzinfo=UTC), -300),
    ("March 9, 2024 8:00 AM MT", datetime(2024, 3, 9, 15, 0, tzinfo=UTC), -420),
    ("Nov. 3, 2024 8:00 AM ET", datetime(2024, 11, 3, 13, 0, tzinfo=UTC), -300),
    ("2024년 3월 5일 오후 3:20", datetime(2024, 3, 5, 15, 20, tzinfo=UTC), None),
    ("2024年3月5日 01時28分", datetime(2024, 3, 5, 1, 28, tzinfo=UTC), None),
    ("le 5 mars 2024 à 18h04", datetime(2024, 3, 5, 18, 4, tzinfo=UTC), None),
    ("Published 5th March 2024", datetime(2024, 3, 5, tzinfo=UTC), None),
    ("Sept. 9, 2023", datetime(2023, 9, 9, tzinfo=UTC), None),
    ("5. März 2024, 18:04 Uhr", datetime(2024, 3, 5, 18, 4, tzinfo=UTC), None),
    ("05.03.2024 | 18:04", datetime(2024, 3, 5, 18, 4, tzinfo=UTC), None),
    ("5 de marzo de 2024", datetime(2024, 3, 5, tzinfo=UTC), None),
    ("le 1er août 2023", datetime(2023, 8, 1, tzinfo=UTC), None),
    ("5 марта 2024", datetime(2024, 3, 5, tzinfo=UTC), None),
    ("2024年3月5日", datetime(2024, 3, 5, tzinfo=UTC), None),
    ("12/25/2023 07:15 AM", datetime(2023, 12, 25, 7, 15, tzinfo=UTC), None),
    ("25/12/2023", datetime(2023, 12, 25, tzinfo=UTC), None),
    ("12/11/2023 19:15 EST", datetime(2023, 12, 12, 0, 15, tzinfo=UTC), -300),
    ("Tue Mar 05 10:20:30 IST 2024", datetime(2024, 3, 5, 4, 50, 30, tzinfo=UTC), 330),
    ("Tue Mar  5 10:20:30 2024", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), None),
    ("Tue Mar 05 10:20:30 +0200 2024", datetime(2024, 3, 5, 8, 20, 30, tzinfo=UTC), 120),
    ("/Date(1709634030000)/", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), None),
    ("/Date(1709634030000+0200)/", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), 120),
    ("1709634030.25", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), None),
    ("20240305102030", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), None),
    ("20240305T102030Z", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), 0),
    ("202403051020+0100", datetime(2024, 3, 5, 9, 20, tzinfo=UTC), 60),
    ("5 March 2024, 10:20 NPT", datetime(2024, 3, 5, 4, 35, tzinfo=UTC), 345),
    ("5 March 2024 10:20 (AFT)", datetime(2024, 3, 5, 5, 50, tzinfo=UTC), 270),
    ("5. März 2024, 10:20 MEZ", datetime(2024, 3, 5, 9, 20, tzinfo=UTC), 60),
]


@pytest.mark.parametrize(("stated", "moment", "offset"), CASES)
def test_reads(stated: str, moment: datetime, offset: int | None) -> None:
    stamp = read_stamp(stated)
    assert stamp is not None
    assert (stamp.moment, stamp.offset) == (moment, offset)


@pytest.mark.parametrize(
    "stated",
    ["", "yesterday", "2024-13-45", "0001-01-01T00:00:00", "30 February 2024", "12:30", "Room 2024", "99/99/2024"],
)
def test_refuses(stated: str) -> None:
    assert read_stamp(stated) is None


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2099, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001 the strategy wants naive bounds
def test_iso_with_any_offset_is_the_same_moment(moment: datetime, minutes: int) -> None:
    sign = "-" if minutes < 0 else "+"
    stated = f"{moment:%Y-%m-%dT%H:%M:%S}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    stamp = read_stamp(stated)
    assert stamp is not None
    assert stamp.offset == minutes
    assert stamp.moment == datetime.fromisoformat(stated)


@given(st.text(max_size=80))
def test_never_fails(stated: str) -> None:
    stamp = read_stamp(stated)
    assert stamp is None or stamp.moment.tzinfo is UTC
