"""The day of an event, from the date mentions of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from schemas.mentions import DateMention
from transforms.text.speech_verbs import match_speech_verbs

_LONGEST_EVENT = 31  # days; a longer interval is a period, not the day of an event
# A date right after a verb of saying is the day of the report.
_REPORTED = re.compile(
    rf"\b{match_speech_verbs('report_day')}(?:\W+[\w.]+){{0,3}}?\W+(?:(?:on|early|late) )*$",
    re.IGNORECASE,
)
# So is one that tells when a toll rose, or when the dead were found, named or buried, and one before such a verb.
_DONE = "raised|lowered|revised|corrected|named|identified|sentenced|charged|convicted|confirmed|mourned|marched"
_HAPPENED = "rose|risen|climbed|grew|jumped|increased|buried|recovered|arrested|succumbed"
_STEP_BEFORE = re.compile(
    rf"\b(?:{_DONE}|{_HAPPENED})\b(?:(?!\bafter\b)[^.;,]|,(?=\d)){{0,45}}?\W(?:(?:on|early|late) )*$", re.IGNORECASE
)
_STEP_BEHIND = re.compile(rf"\W+(?:said|announced|reported|{_DONE})\b", re.IGNORECASE)


def day_of_event(
    span: tuple[int, int],
    dates: Sequence[DateMention],
    anchor: date | None,
    text: str,
    *,
    reported: bool = False,
) -> tuple[date | None, date | None]:
    """First and last day of what stands at `span`, from the dates of its sentence; None, None when none fits.

    The nearest one that lies not after the anchor and is no long period. reported: take the day of a report, too, if
    there is no other and the sentence names no long period in the past ("last year").
    """
    best: tuple[bool, int] | None = None
    days: tuple[date | None, date | None] = None, None
    for d in dates:
        if d.first_day is None or d.last_day is None or d.type not in {"DATE", "TIME"}:
            continue
        if anchor is not None and d.first_day > anchor:
            continue
        if (d.last_day - d.first_day).days > _LONGEST_EVENT:
            reported = reported and not (anchor is not None and d.last_day < anchor)
            continue
        of_report = _is_of_a_report(text, d)
        rank = of_report, max(d.start - span[1], span[0] - d.end, 0)
        if best is None or rank < best:
            best, days = rank, (d.first_day, d.last_day)
    return (None, None) if best is not None and best[0] and not reported else days


def _is_of_a_report(text: str, day: DateMention) -> bool:
    """Whether a date tells when something was said or done about the event, and not when it happened."""
    before = text[max(0, day.start - 70) : day.start]
    told = _REPORTED.search(before[-40:]) or _STEP_BEFORE.search(before)
    return bool(told) or _STEP_BEHIND.match(text, day.end) is not None
