"""Datelines and agency credits: "BEIRUT, Oct. 9 (Reuters) -", "By Jane Doe | Associated Press", "Reporting by ..."."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from transforms.text.packaged import read_rows, read_table, read_words, split_list

_HEAD_LINES = 12  # lines with words: headline, byline, "updated" and share links may stand above the story
_HEAD_WIDTH = 160  # characters of a line in which a dateline can stand
_REACH = 10_000  # characters from either end of a text in which these lines are looked for
_TAIL_LINES = 6  # lines with words at the end in which an agency signs
_REMEMBERED = 16  # heads of texts; names, dates, figures and places of an article each ask for its dateline


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line of place, day and agency that opens a wire story.

    start, end: code points of `text`, end exclusive. text: as printed, without the dash behind it. place: as printed.
    agency: its short name (AP, Reuters ...). month, day: as printed, 1 to 12 and 1 to 31; None when absent.
    """

    start: int
    end: int
    text: str
    place: str | None
    agency: str | None
    month: int | None
    day: int | None


_WORD = r"[^\W\d_][\w'’.-]{0,24}"
_PLACE = rf"(?P<place>{_WORD}(?:[ /]{_WORD}){{0,4}}(?:,[ ]{_WORD}(?:[ ]{_WORD}){{0,3}})?)"
_LAND = r"(?:[ ]\([^\W\d_][^()\n]{1,30}\))?"  # AFP's "Kyiv (Ukraine) (AFP) -"
_MONTH = r"(?P<month>[^\W\d_]{3,10})"
_DAY = r"(?P<day>[0-3]?[0-9])"
_DAY_FIRST = r"(?P<day2>[0-3]?[0-9])\.?[ ](?P<month2>[^\W\d_]{3,10})\.?"
_DATE = rf"(?:{_MONTH}\.?[ ]{_DAY}|{_DAY_FIRST})(?:,?[ ](?:19|20)[0-9]{{2}})?\.?"
_AGENCY = r"(?:\((?P<agency>[^()\n]{2,40})\)|/(?P<slashed>[^/\n]{2,24})/)"
_DASH = r"(?:[ ]?\.?[ ]?(?:--?|[–—―])|\.(?=[ ]|$)|:(?=[ ]))"

# Place first: all agencies but those below. Each part is bounded, so a long line costs no more than a short one.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_PLACE}{_LAND}[.,:]?[ ]{_DATE}[ ]{_AGENCY}(?P<dash>{_DASH})?",
        rf"{_PLACE}{_LAND}[.,]?[ ]{_AGENCY}(?P<dash>{_DASH})?",
        rf"{_AGENCY}[ ]?[-–—][ ]?{_PLACE},[ ]{_DATE}(?P<dash>{_DASH})",
        rf"{_DATE}[ ]{_AGENCY}(?P<dash>{_DASH})",
        rf"{_AGENCY}(?P<dash>{_DASH})",
        rf"{_AGENCY}(?P<dash>)(?=[ ][A-Z])",
        rf"{_PLACE},[ ](?:{_DATE}[ ])?(?P<named>AP|[A-Z]{{3,8}})[ ]?(?P<dash>--?|[–—―])",
        rf"{_PLACE},[ ]{_DATE}[ ]?(?P<dash>--?|[–—―])",
        rf"{_PLACE}[ ](?P<dash>--?|[–—―])(?=[ ])",
    )
)
_BARE_FORMS = _FORMS[-2:]

_CREDIT = re.compile(r"\b(?:reporting|additional reporting|writing|editing)\s+by\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:©|\(c\)|copyright|source|contributed|distributed by|all rights reserved|with files from|writers?\b)",
    re.IGNORECASE,
)


def find_dateline(text: str) -> Dateline | None:
    """The dateline at the head of a story; None without one. Takes any text, reads its first lines only."""
    return _read_head(text[: _REACH + _HEAD_WIDTH])


@lru_cache(maxsize=_REMEMBERED)
def _read_head(text: str) -> Dateline | None:
    for start, line in _head_lines(text):
        found = _read_line(line)
        if found is not None:
            return Dateline(
                start, start + len(found.text), found.text, found.place, found.agency, found.month, found.day
            )
    return None


def find_agency(text: str, dateline: Dateline | None, byline: str | None) -> str | None:
    """The short name of the agency that wrote a story: by its dateline, its byline, its first or its closing lines.

    dateline: as find_dateline gives it for the text.
    """
    if dateline is not None and dateline.agency is not None:
        return dateline.agency
    if byline is not None and (agency := _agency_in(byline[:_HEAD_WIDTH])):
        return agency
    for _, line in _head_lines(text):
        if len(line) < _HEAD_WIDTH and _is_byline(line) and (agency := _agency_in(line)):
            return agency
    for line in _tail_lines(text):
        if _SIGNED.search(line) and (agency := _agency_in(line)):
            return agency
        if _CREDIT.search(line) and "editing by" in line.lower():
            return _agency_in(line) or "Reuters"  # no other agency closes with both credits
    return None


def dateline_day(dateline: Dateline, near: date | None) -> date | None:
    """The day of a dateline: in the year that brings it nearest to `near`; None without that, or without a day."""
    if near is None or dateline.month is None or dateline.day is None:
        return None
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(date(year, dateline.month, dateline.day))
        except ValueError:
            continue
    return min(days, key=lambda day: abs((day - near).days), default=None)


def _head_lines(text: str) -> list[tuple[int, str]]:
    """Start and words of the first lines; a long line is cut, for a dateline stands at its front."""
    lines: list[tuple[int, str]] = []
    start = 0
    while start < min(len(text), _REACH) and len(lines) < _HEAD_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + _HEAD_WIDTH)]
        stripped = line.lstrip()
        if stripped:
            lines.append((start + len(line) - len(stripped), stripped.rstrip()))
        start = end + 1
    return lines


def _tail_lines(text: str) -> list[str]:
    """The last lines that have words, the last one first."""
    lines: list[str] = []
    end = len(text)
    while end > max(0, len(text) - _REACH) and len(lines) < _TAIL_LINES:
        start = text.rfind("\n", 0, end) + 1
        line = text[max(start, end - 600) : end].strip()
        if line:
            lines.append(line)
        end = start - 1
    return lines


def _read_line(line: str) -> Dateline | None:
    for form in _FORMS:
        match = form.match(line)
        if match is not None and (found := _read_match(match, is_bare=form in _BARE_FORMS)):
            return found
    return None


def _read_match(match: re.Match[str], *, is_bare: bool) -> Dateline | None:
    place = _group(match, "place") or None
    named_month = _group(match, "month", "month2")
    month = _months().get(named_month.lower())
    has_date = bool(named_month)
    printed, unbracketed = _group(match, "agency", "slashed"), _group(match, "named")
    agency = _agency_named(printed or unbracketed)
    dash = _group(match, "dash")
    if unbracketed and agency is None:
        return None
    if has_date and month is None:
        return None
    if printed and agency is None and not (_is_loud(place) and dash):
        return None
    if is_bare and not has_date and not (_is_loud(place) and _opens_sentence(match)):
        return None
    if place is not None and not _is_place_name(place):
        return None
    day = _group(match, "day", "day2")
    surface = match[0][: len(match[0]) - len(dash)].rstrip()
    if place is not None and place.count(".") == 1 and "," not in place:
        place = place.removesuffix(".")  # "MOSCOW. Oct 7", but not "SAN JOSE, Calif."
    return Dateline(0, 0, surface, place, agency, month, int(day) if day and 1 <= int(day) <= 31 else None)


def _group(match: re.Match[str], *names: str) -> str:
    """What the first of these groups holds that took part in a match; empty when none did."""
    parts = match.groupdict()
    return next((parts[name] for name in names if parts.get(name)), "")


def _is_loud(place: str | None) -> bool:
    """Whether a place is printed as datelines print it, its first word in capitals: "KABUL, Afghanistan"."""
    if place is None:
        return False
    word = re.split(r"[ ,/]", place, maxsplit=1)[0]
    return len(word) > 1 and word.isupper()


def _opens_sentence(match: re.Match[str]) -> bool:
    """Whether what stands behind a dash begins a sentence: a capital, a figure, a quotation mark."""
    rest = match.string[match.end() :].lstrip()
    return bool(rest) and not rest[0].islower()


def _is_place_name(place: str) -> bool:
    """Whether all words but small ones such as "de" have capitals, and none is a newsroom's label."""
    words = re.split(r"[ ,/]+", place)
    if not _not_places().isdisjoint(words) or not words[0][0].isupper():
        return False
    return all(word[0].isupper() or len(word) <= 3 for word in words)


def _is_byline(line: str) -> bool:
    return line[:3].lower() == "by " or "|" in line or len(line.split()) <= 4


@cache
def _agencies() -> Mapping[str, str]:
    """Spelling -> short name."""
    found: dict[str, str] = {}
    for short, _country, spellings in read_rows("transforms.text", "agencies.tsv", 3):
        found |= dict.fromkeys(split_list(spellings), short)
    return found


@cache
def _lowered_agencies() -> Mapping[str, str]:
    return {spelling.lower(): short for spelling, short in _agencies().items()}


@cache
def _agency_pattern() -> re.Pattern[str]:
    loud = sorted((name for name in _agencies() if len(name) <= 4), key=len, reverse=True)
    long = sorted((name for name in _agencies() if len(name) > 4), key=len, reverse=True)
    return re.compile(
        r"\b(?:(?P<loud>"
        + "|".join(map(re.escape, loud))
        + r")|(?i:(?P<long>"
        + "|".join(map(re.escape, long))
        + r")))\b"
    )


@cache
def _not_places() -> frozenset[str]:
    return frozenset(read_words("transforms.text", "not_places.txt"))


@cache
def _months() -> Mapping[str, int]:
    months = read_table(
        "transforms.text", "dateline_months.tsv", 2, lambda cells: (int(cells[0]), split_list(cells[1]))
    )
    return {name: month for month, names in months for name in names}


def _agency_named(printed: str) -> str | None:
    """The agency in a dateline's brackets: "AP", "Thomson Reuters", "AFP/Reuters" (the first)."""
    for part in (printed, *re.split(r"[/,;&|]| - |–|—", printed)):
        if short := _lowered_agencies().get(part.strip().lower()):
            return short
    return None


def _agency_in(line: str) -> str | None:
    """The first agency that a line names."""
    match = _agency_pattern().search(line)
    if match is None:
        return None
    return _lowered_agencies()[match[0].lower()]
