"""The publisher's own clock: the offset that a page shows by stating one moment twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from transforms.html.timestamps import Stamp

REAL_OFFSETS = frozenset(
    [hour * 60 for hour in range(-12, 15)]
    + [-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765]
)  # fmt: skip
"""Minutes east of UTC that clocks somewhere show. Source: IANA time zone database, offsets in force since 1990."""

_SAME_MOMENT = timedelta(minutes=1)
"""Two statements agree when they differ by less: one has seconds, the other has not."""

_SAME_SEASON = timedelta(days=7)
"""Summer time begins between few pages' publication and their change within so many days."""


def settle_clock(stamp: Stamp, witnesses: Iterable[Stamp]) -> Stamp:
    """A moment stated in UTC or without an offset, with the offset that other statements of the same moment show.

    A witness agrees when it states the same moment with an offset, or the same minute on a clock that differs by an
    offset that exists. A stamp without an offset moves to the moment that such a witness states with one. Stamps that
    state an offset other than 0, and those without a time of day, come back as they are.
    """
    if not stamp.timed or stamp.offset:
        return stamp
    for witness in witnesses:
        if not witness.timed:
            continue
        if witness.offset and abs(witness.moment - stamp.moment) < _SAME_MOMENT:
            return replace(stamp, offset=witness.offset)
        if stamp.offset is None and witness.offset is not None:
            minutes = _minutes_between(witness.moment, stamp.moment)
            if minutes in REAL_OFFSETS and minutes == (witness.offset or minutes):
                return replace(stamp, moment=stamp.moment - timedelta(minutes=minutes), offset=minutes)
        elif stamp.offset == 0 and witness.offset is None:
            minutes = _minutes_between(stamp.moment, witness.moment)
            if minutes and minutes in REAL_OFFSETS:
                return replace(stamp, offset=minutes)
    return stamp


def correct_offset(stamp: Stamp, witnesses: Iterable[Stamp]) -> Stamp:
    """A time whose offset two other statements contradict.

    Some content systems put an offset behind a time in UTC: one witness states the same clock in UTC, another with
    an offset the moment of that. Others put a Z behind the time of a clock: one witness states another moment, which a
    clock somewhere shows so, with its offset, and a second one states that moment too.
    """
    if not stamp.timed or stamp.offset is None:
        return stamp
    timed = [witness for witness in witnesses if witness.timed]
    if stamp.offset:
        true = stamp.moment + timedelta(minutes=stamp.offset)
        same = [witness for witness in timed if abs(witness.moment - true) < _SAME_MOMENT]
        offset = next((witness.offset for witness in same if witness.offset), None)
        is_stated = any(witness.offset == 0 for witness in same)
        return Stamp(true, offset, timed=True) if offset is not None and is_stated else stamp
    for witness in timed:
        apart = abs(_minutes_between(witness.moment, stamp.moment))
        if witness.offset and apart and apart in REAL_OFFSETS:
            same = [other for other in timed if abs(other.moment - witness.moment) < _SAME_MOMENT]
            if any(not other.offset for other in same):
                return Stamp(max(other.moment for other in same), witness.offset, timed=True)
    return stamp


def settle_by_change(stamp: Stamp, modified: Stamp | None) -> Stamp:
    """A moment stated in UTC, with the offset in which the same page states its latest change a few days later."""
    if stamp.offset != 0 or not stamp.timed or modified is None or not modified.offset:
        return stamp
    return replace(stamp, offset=modified.offset) if abs(modified.moment - stamp.moment) < _SAME_SEASON else stamp


def find_local_day(stamp: Stamp, modified: Stamp | None, days: Iterable[date]) -> date:
    """The publication day on the publisher's clock.

    Of a moment in UTC or without an offset, the first of the `days` that the page shows beside it, if it is that day
    somewhere on Earth at the moment and the page was not changed that day. Else the stamp's own.
    """
    own = (stamp.moment + timedelta(minutes=stamp.offset or 0)).date()
    if not stamp.timed or stamp.offset:
        return own
    earliest = (stamp.moment + timedelta(minutes=min(REAL_OFFSETS))).date()
    latest = (stamp.moment + timedelta(minutes=max(REAL_OFFSETS))).date()
    changed = modified.moment.date() if modified is not None else own
    return next((day for day in days if earliest <= day <= latest and (day == own or day != changed)), own)


def _minutes_between(moment: datetime, clock: datetime) -> int:
    """Minutes by which the second is later than the first, both cut to the minute."""
    return (clock.replace(second=0, microsecond=0) - moment.replace(second=0, microsecond=0)) // timedelta(minutes=1)
