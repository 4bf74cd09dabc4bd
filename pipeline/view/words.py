"""Numbers, ranges, days and moments in words."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlencode


def number(value: float) -> str:
    """Digits in groups of three, as in 12,345."""
    return f"{value:,.0f}"


def count(amount: int, one: str, many: str | None = None) -> str:
    """As in "1 article", "3,000 articles"."""
    return f"{number(amount)} {one if amount == 1 else many or one + 's'}"


def bounds(low: int | None, best: int | None, high: int | None) -> str:
    """A figure as a range, both ends inclusive, None = open: "14", "24–99", "32 or more", "up to 40".

    A best that is neither end follows: "20–60, best 34".
    """
    if low is None and high is None:
        return "unknown" if best is None else f"about {number(best)}"
    if low is None and high is not None:
        said = f"up to {number(high)}"
    elif high is None and low is not None:
        said = f"{number(low)} or more"
    elif low == high:
        return number(low or 0)
    else:
        said = f"{number(low or 0)}–{number(high or 0)}"
    return said if best in {low, high, None} else f"{said}, best {number(best)}"


def day(value: date | None) -> str:
    """As in 3 March 2025."""
    return f"{value.day} {value:%B %Y}" if value else "day unknown"


def days(first: date | None, last: date | None) -> str:
    """A day or two, what they share said once: "3 March 2025", "3–5 March 2025", "30 March – 2 April 2025"."""
    if first is None or last is None or first == last:
        return day(first or last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    begin = f"{first.day} {first:%B}" if first.year == last.year else day(first)
    return f"{begin} – {day(last)}"


def moment(value: datetime | None) -> str:
    """As in "3 March 2025, 14:05 UTC"."""
    return f"{day(value)}, {value:%H:%M} UTC" if value else "unknown"


def duration(seconds: float) -> str:
    """As in "4.2 s", "3 min 20 s", "2 h 5 min", "3 days"."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours < 48 else count(hours // 24, "day")


def said(word: str | None) -> str:
    """A value of a closed list as words: other_event -> "other event"."""
    return (word or "").replace("_", " ")


def query(**parameters: str) -> str:
    """Parameters of an address, without the question mark."""
    return urlencode(parameters)
