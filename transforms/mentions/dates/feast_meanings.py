"""Operations that give the days of a feast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from transforms.mentions.dates.context import Context, Timex
from transforms.mentions.dates.day_meanings import year_of
from transforms.mentions.dates.direction import choose_day
from transforms.mentions.dates.feasts import days_of_feast, margin_of, month_of_feast
from transforms.mentions.dates.periods import cover, shift

_COMING = 14  # days before a feast in which all speak of it, in any tense: "he brought Passover bread"
_TUESDAY = 2
_LONGEST_FEAST = 15  # days: the Spring Festival


def _days_around(name: str, base: date) -> list[date]:
    years = range(max(1, base.year - 1), min(9999, base.year + 1) + 1)
    return [day for year in years for day in days_of_feast(name, year)]


def _read_holiday(context: Context, name: str, year: str | Timex | None, how: str) -> Timex | None:
    """The day on which a feast begins; without a year the one that its sentence asks for, or "last" and "next" name."""
    if year is not None:
        stated = year_of(year)
        days = days_of_feast(name, stated) if stated else ()
        value = days[0].isoformat() if days else None
        return Timex("DATE", value, margin=margin_of(name), states_year=not isinstance(year, Timex))
    anchor = context.anchor
    if how == "plain":
        meant = choose_day(context, lambda base: _days_around(name, base), _COMING)
        day, anchor = meant or (None, anchor)
    elif anchor is None:
        day = None
    elif how == "last":
        day = max((day for day in _days_around(name, anchor) if day < anchor), default=None)
    else:
        day = min((day for day in _days_around(name, anchor) if day > anchor), default=None)
    return Timex("DATE", day.isoformat() if day else None, anchor, margin=margin_of(name))


def _read_month(context: Context, name: str, year: str | Timex | None = None) -> Timex:
    """A month of the moon that begins with a feast, such as Ramadan."""
    first = _read_holiday(context, name, year, "plain")
    day = date.fromisoformat(first.value) if first is not None and first.value else None
    months = [month for month in month_of_feast(name, day.year) if month[0] == day] if day else []
    value = f"{months[0][0].isoformat()}/{months[0][1].isoformat()}" if months else None
    return Timex("DATE", value, first.anchor if first else None, margin=margin_of(name))


def _read_day_of_month(_context: Context, number: str, month: Timex | None) -> Timex | None:
    """The nth day of such a month, -1 its last."""
    days = cover(month.value) if month else None
    if month is None or days is None:
        return month
    day = days[1] if number == "-1" else days[0] + timedelta(int(number) - 1)
    return Timex("DATE", day.isoformat(), month.anchor, margin=month.margin) if days[0] <= day <= days[1] else None


def _read_nth_day(_context: Context, number: str, feast: Timex | None) -> Timex | None:
    """As "the second day of Eid al-Fitr"; of its last day nobody knows how many came before."""
    days = cover(feast.value) if feast else None
    if feast is None or days is None:
        return feast
    if int(number) < 0:
        return Timex("DATE", None, feast.anchor)
    if not 1 <= int(number) <= _LONGEST_FEAST:
        return None
    return Timex("DATE", (days[0] + timedelta(int(number) - 1)).isoformat(), feast.anchor, margin=feast.margin)


def _read_week(context: Context, name: str) -> Timex | None:
    """The week of a feast."""
    feast = _read_holiday(context, name, None, "plain")
    if feast is None or feast.value is None:
        return feast
    return Timex("DATE", shift(date.fromisoformat(feast.value), "W", 0), feast.anchor)


def _read_weekend(context: Context, name: str, year: str | Timex | None = None, how: str = "plain") -> Timex | None:
    """The weekend that a feast is on, or beside: of a Monday or Tuesday the one before, else the one behind.

    Its days are those from the feast to the weekend, or the other way round: Labor Day belongs to its weekend.
    """
    feast = _read_holiday(context, name, year, how)
    if feast is None or feast.value is None:
        return feast
    day = date.fromisoformat(feast.value)
    value = shift(day, "WE", -1 if day.isoweekday() <= _TUESDAY else 0)
    weekend = cover(value)
    days = (min(day, weekend[0]), max(day, weekend[1])) if weekend else None
    return Timex("DATE", value, feast.anchor, days=days)


OPERATIONS: Mapping[str, Callable[..., Timex | None]] = {
    "holiday": _read_holiday,
    "feast_month": _read_month,
    "feast_edge": _read_day_of_month,
    "feast_day": _read_nth_day,
    "holiday_week": _read_week,
    "holiday_weekend": _read_weekend,
}
