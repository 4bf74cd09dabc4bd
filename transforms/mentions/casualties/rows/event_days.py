"""The day of an event, from the date mentions of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from schemas.mentions import DateMention
from transforms.text.numerals import parse_numeral
from transforms.text.speech_verbs import match_speech_verbs

_LONGEST_EVENT = 31  # days; a longer interval is a period, not the day of an event
# A date right after a verb of saying is the day of the report.
_REPORTED = re.compile(
    rf"\b{match_speech_verbs('report_day')}(?! to\b)(?:\W+[\w.]+){{0,3}}?\W+(?:(?:on|early|late) )*$",
    re.IGNORECASE,
)
# So is one that tells when a toll rose, or when the dead were found, named or buried, and one before such a verb.
_DONE = "raised|lowered|revised|corrected|named|identified|sentenced|charged|convicted|confirmed|mourned|marched"
_HAPPENED = (
    "rose|risen|climbed|grew|jumped|increased|buried|recovered|arrested|succumbed|remained|remain|faded|searched"
    "|searching|resumed|entered"
)
_STEP_BEFORE = re.compile(
    rf"\b(?:{_DONE}|{_HAPPENED})\b(?:(?!\bafter\b)[^.;,]|,(?=\d)){{0,45}}?\W(?:(?:on|early|late) )*$", re.IGNORECASE
)
_STEP_BEHIND = re.compile(rf"\W+(?:said|announced|reported|{_DONE})\b", re.IGNORECASE)

# A date behind such a verb is that of what happened: "when the roof came down on Monday".
_BEFELL = re.compile(
    r"\b(?:broke out|went off|exploded|detonated|blew up|collapsed|came down|gave way|burst|crashed|collided|derailed"
    r"|sank|capsized|overturned|struck|hit|erupted|opened fire|swept|engulfed|plunged|caught fire|made landfall"
    r"|happened|occurred|took place)\b[^.;]{0,50}?\W(?:(?:on|early|late|before|around) )*$",
    re.IGNORECASE,
)
# "Searching resumed on Monday, four days after the roof fell" counts back from the day of the step.
_DAYS_AFTER = re.compile(r"\b(\w+|\w+-\w+) days? after (?:an?|the|its|their)\b", re.IGNORECASE)


def day_of_happening(
    text: str, sentences: Sequence[Sequence[DateMention]], anchor: date | None
) -> tuple[date, date] | None:
    """The one day that a verb of happening gives, from the dates of a story's first sentences; None without one."""
    for dates in sentences:
        for d in dates:
            if d.first_day is None or d.last_day is None:
                continue
            past = anchor is None or d.last_day <= anchor
            if past and d.first_day == d.last_day and _BEFELL.search(text, max(0, d.start - 90), d.start):
                return d.first_day, d.last_day
    return None


def _counted_back(text: str, step: DateMention) -> int:
    """The days between what happened and a later step that the words behind the step's date count; 0 without."""
    counted = _DAYS_AFTER.search(text, step.end, step.end + 90)
    if counted is None or "." in text[step.end : counted.start()]:
        return 0
    number = 1 if counted[1].lower() == "a" else parse_numeral(counted[1])
    return number if number is not None and number < _LONGEST_EVENT else 0


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
        if d.first_day is None or d.last_day is None:
            continue
        if anchor is not None and d.first_day > anchor:
            continue
        if (d.last_day - d.first_day).days > _LONGEST_EVENT:
            reported = reported and not (anchor is not None and d.last_day < anchor)
            continue
        of_report = _is_of_a_report(text, d)
        back = timedelta(_counted_back(text, d) if of_report else 0)
        rank = of_report and not back, max(d.start - span[1], span[0] - d.end, 0)
        if best is None or rank < best:
            best, days = rank, (d.first_day - back, d.last_day - back)
    return (None, None) if best is not None and best[0] and not reported else days


def _is_of_a_report(text: str, day: DateMention) -> bool:
    """Whether a date tells when something was said or done about the event, and not when it happened."""
    before = text[max(0, day.start - 70) : day.start]
    told = _REPORTED.search(before[-40:]) or _STEP_BEFORE.search(before)
    return bool(told) or _STEP_BEHIND.match(text, day.end) is not None
