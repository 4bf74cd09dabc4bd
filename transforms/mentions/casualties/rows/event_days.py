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
_DONE = (
    "raised|lowered|revised|corrected|named|identified|sentenced|charged|convicted|confirmed|mourned|marched|condemned"
    "|called off|appealed|visited|declared"
)
_HAPPENED = (
    "rose|risen|climbed|grew|jumped|increased|buried|recovered|arrested|succumbed|remained|remain|faded|searched"
    "|searching|resumed|entered|(?:found|retrieved|pulled|dug|held|attended) (?:[\\w-]+ ){0,4}?"
    "(?:bod(?:y|ies)|remains|survivors|funerals?|burials?|vigils?|ceremon(?:y|ies)|prayers|services?)"
    r"|(?:bod(?:y|ies)|remains)\b[^.;,]{0,45}? (?:was|were|been) found"
)
_STEP_BEFORE = re.compile(
    rf"\b(?:{_DONE}|{_HAPPENED})\b(?:(?!\bafter\b)[^.;,]|,(?=\d)){{0,45}}?\W(?:(?:on|early|late) )*$", re.IGNORECASE
)
_STEP_BEHIND = re.compile(
    rf"\W+(?:(?:said|announced|reported|claimed (?:to|that|responsibility)|{_DONE})\b"
    r"|(?:for|at) (?:an?|the|his|her|their) (?:\w+ )?(?:funerals?|burials?|vigils?|memorial)\b)",
    re.IGNORECASE,
)

# A date behind such a verb is that of what happened: "when the roof came down on Monday".
_BEFELL = re.compile(
    r"\b(?:broke out|went off|exploded|detonated|blew up|collapsed|came down|gave way|burst|crashed|collided|derailed"
    r"|sank|capsized|overturned|struck|hit|erupted|opened fire|swept|engulfed|plunged|caught fire|made landfall"
    r"|happened|occurred|took place)\b[^.;]{0,50}?\W(?:(?:on|early|late|before|around) )*$",
    re.IGNORECASE,
)
# So is one that says which happening is meant: "Monday's fire", "the March 8 bombing", "the attack of Sunday night".
_NOUN = (
    r"(?:attacks?|assault|raids?|ambush|(?:air ?)?strikes?|shelling|explosions?|blasts?|bombings?|shootings?|massacre"
    r"|killings?|murders?|stabbing|fires?|blaze|quake|earthquake|floods?|flooding|landslides?|mudslides?|avalanche|storm"
    r"|eruption|collapse|stampede|crush|crash|collision|derailment|accident|sinking|shipwreck|capsizing|clash(?:es)?"
    r"|disaster|tragedy|violence)\b"
)
_NOUN_BEFORE = re.compile(rf"\b{_NOUN} (?:of|on) (?:(?:early|late) )?$", re.IGNORECASE)
_NOUN_BEHIND = re.compile(rf"(?:['’]s)? (?:[\w-]+ ){{0,3}}?{_NOUN}", re.IGNORECASE)
_POSSESSED = re.compile(r"['’]s\b")
_THE = re.compile(r"\bthe $", re.IGNORECASE)
# "Searching resumed on Monday, four days after the roof fell" counts back from the day of the step.
_DAYS_AFTER = re.compile(r"\b(\w+|\w+-\w+) (day|week)s? after (?:an?\b|the\b|its\b|their\b|(?-i:[A-Z]))", re.IGNORECASE)
_STEP_COUNTED = re.compile(rf",? {_DAYS_AFTER.pattern}", re.IGNORECASE)
# Who tells that a toll has moved tells of an earlier day, which may be any.
_TOLL_MOVES = re.compile(
    r"\b(?:toll|number of (?:dead|deaths|victims)"
    r"|(?:bringing|brings|taking|takes|raising|pushing) (?:[^\s.]+ ){1,5}?(?:dead|deaths|killed|victims)"
    r"|(?:more|further|last) (?:\w+ )?bodies|bodies of the last)\b",
    re.IGNORECASE,
)


def day_of_happening(
    text: str, sentences: Sequence[Sequence[DateMention]], anchor: date | None
) -> tuple[date, date] | None:
    """The one day that a verb of happening gives, from the dates of a story's first sentences; None without one."""
    for dates in sentences:
        for d in dates:
            if d.first_day is None or d.last_day is None:
                continue
            past = anchor is None or d.last_day <= anchor
            if past and d.first_day == d.last_day and _is_of_what_happened(text, d):
                return d.first_day, d.last_day
    return None


def _is_of_what_happened(text: str, day: DateMention) -> bool:
    """Whether a date stands behind a verb of happening, or beside a noun that it tells from others."""
    before = text[max(0, day.start - 90) : day.start]
    if _BEFELL.search(before) or _NOUN_BEFORE.search(before[-30:]):
        return True
    named = _NOUN_BEHIND.match(text, day.end - 2 * day.text.endswith(("'s", "’s")))
    return named is not None and bool(_POSSESSED.match(named[0]) or _THE.search(before))


def tells_moving_toll(sentence: str) -> bool:
    """Whether a sentence tells how a toll stands by now: what it counts happened before the report."""
    return _TOLL_MOVES.search(sentence) is not None


def _counted_back(text: str, step: DateMention) -> int:
    """The days between what happened and a later step that the words beside the step's date count; 0 without."""
    behind = _DAYS_AFTER.search(text, step.end, step.end + 90)
    if behind is not None and "." not in text[step.end : behind.start()]:
        return _days_counted(behind)
    before = _DAYS_AFTER.search(text, max(0, step.start - 200), step.start)
    return _days_counted(before) if before is not None and "." not in text[before.end() : step.start] else 0


def _days_counted(counted: re.Match[str]) -> int:
    number = 1 if counted[1].lower() == "a" else parse_numeral(counted[1]) or 0
    days = number * (7 if counted[2].lower() == "week" else 1)
    return days if days < _LONGEST_EVENT else 0


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
    behind = _STEP_BEHIND.match(text, day.end) or _STEP_COUNTED.match(text, day.end)
    return bool(told or behind)
