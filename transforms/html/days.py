"""A day in a text: in words of many languages or in figures, in the calendars that the press dates by."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache, lru_cache

from transforms.text.packaged import read_rows, split_list

Day = tuple[int, int, int]
"""Year, month, day of the Gregorian calendar; not yet known to exist."""

_WORD = r"([^\W\d_](?:[^\s\d,;:|()\[\]<>،–—_+*=\"-]|[\-](?=[^\W\d_])){1,20})"
"""A letter, then what stands in words of any script: marks are no letters to `re`."""

_YEAR = r"(?:de\s+|del\s+|d['’]\s*|năm\s+|พ\.?ศ\.?\s*|ค\.?ศ\.?\s*)?(\d{4})(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|ème|e|[ηος]{1,2}|º|ª|-?го|-?а|\.|-)?"
_DAY_MONTH_YEAR = re.compile(
    rf"(?<!\d)(\d{{1,2}}){_ORDINAL}[\s\-./]*(?:de\s+|of\s+|d['’]\s*)?{_WORD}[.,،]*[\s\-./,]*{_YEAR}"
)
_MONTH_DAY_YEAR = re.compile(rf"(?<![^\W\d_]){_WORD}[.,]?[\s\-]*(\d{{1,2}})(?:st|nd|rd|th)?[,،.]?\s+(\d{{4}})(?!\d)")
_YEAR_MONTH_DAY = re.compile(
    rf"(?<!\d)(\d{{4}})(?:\.?\s*gada|\s+m\.|\s+оны|\.)?[\s\-]+(?:(\d{{1,2}})\.\s*)?{_WORD}\.?[\s\-]*(\d{{1,2}})?(?!\d)"
)
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2}|\w+)[\s,/-]+(?:năm\s+)?(\d{4})(?!\d)", re.IGNORECASE)
_VIETNAMESE_MONTHS = ("giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_CLOCKED = re.compile(
    rf"(?<![^\W\d_]){_WORD}\.?\s+(\d{{1,2}}),?\s+(\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s.{{0,12}}?)(\d{{4}})\s*$"
)
"""The time of day before the year, as C and Java write times."""

_MAY_STATE = re.compile(r"\d{4}|\d\s?[./-]\s?\d")
"""What each pattern of a day holds: most lines with figures do not."""

_FULL_YEAR = re.compile(r"\d{4}")
_ISO = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_AMERICAN = re.compile(r"(?<![^\W\d_])(?:(?i:[ap]\.?m)|[ECMP][SD]?T)\b")
_WORD_MARKS = "\u200c\u200d\u200e\u200f\u00ad.'"
"""Letters of no shape and points, which names are looked up without."""

_THAI_YEARS = range(2400, 2700)
_THAI_AHEAD = 543
_PERSIAN_YEARS = range(1200, 1500)
_REMEMBERED = 64
"""Lines: those around a headline are asked for by publication, by the clock and at the story's beginning."""

_PERSIAN_EPOCH = date(622, 3, 21).toordinal()


@cache
def _load_months() -> dict[str, tuple[str, int]]:
    """Calendar and number of the month by its name; of two months of one name the one of the larger press."""
    found: dict[str, tuple[str, int]] = {}
    for calendar, _, number, names in read_rows("transforms.html", "months.tsv", 4):
        for name in split_list(names):
            found.setdefault(_plain(name), (calendar, int(number)))
    return found


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().translate(dict.fromkeys(map(ord, _WORD_MARKS)))


def _find_month(word: str) -> tuple[str, int] | None:
    """Calendar and number of the month that a word names; of a double name ("nisan/april") the first that is known."""
    months = _load_months()
    return next((months[part] for part in map(_plain, (word, *word.split("/"))) if part in months), None)


def may_state_day(text: str) -> bool:
    """Whether `find_day` can find a day in a text, or in a part of it."""
    return _MAY_STATE.search(text) is not None


@lru_cache(maxsize=_REMEMBERED)
def find_day(stated: str) -> tuple[Day, str] | None:
    """The day that a text states, and the text without it; None when it states none.

    Figures with the year last are read day first unless that is impossible or, between slashes, the text tells the time
    as Americans do. Years of the Thai calendar and dates of the Persian one are told in the Gregorian.
    """
    if not may_state_day(stated):
        return None
    for find in (_find_clocked, _find_words, _find_figures):
        found = find(stated)
        if found is not None:
            (year, month, day), rest = found
            return ((year - _THAI_AHEAD if year in _THAI_YEARS else year), month, day), rest
    return None


def _find_clocked(stated: str) -> tuple[Day, str] | None:
    found = _CLOCKED.search(stated) if ":" in stated else None
    month = _find_month(found[1]) if found else None
    if not found or not month:
        return None
    return (int(found[4]), month[1], int(found[2])), found[3]


def _find_words(stated: str) -> tuple[Day, str] | None:
    if not _FULL_YEAR.search(stated):
        return None
    for pattern, order in ((_DAY_MONTH_YEAR, (3, 2, 1)), (_MONTH_DAY_YEAR, (3, 1, 2))):
        for found in pattern.finditer(stated):
            month = _find_month(found[order[1]])
            if month:
                return _in_calendar(month, int(found[order[0]]), int(found[order[2]])), _cut(stated, found)
    for found in _YEAR_MONTH_DAY.finditer(stated):
        month = _find_month(found[3])
        if month and (found[2] or found[4]):
            return _in_calendar(month, int(found[1]), int(found[2] or found[4])), _cut(stated, found)
    vietnamese = _VIETNAMESE.search(stated)
    if vietnamese:
        name = vietnamese[2].lower()
        number = int(name) if name.isdigit() else (*_VIETNAMESE_MONTHS, name).index(name) + 1
        return (int(vietnamese[3]), number, int(vietnamese[1])), _cut(stated, vietnamese)
    return None


def _find_figures(stated: str) -> tuple[Day, str] | None:
    found = _ISO.search(stated) or _YEAR_FIRST.search(stated)
    if found:
        return (int(found[1]), int(found[2]), int(found[3])), stated[found.end(3) :]
    found = _YEAR_LAST.search(stated)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    year += 2000 if year < 100 else 0
    is_american = second > 12 or (found[2] == "/" and first <= 12 and _AMERICAN.search(stated) is not None)
    return (year, first, second) if is_american else (year, second, first), _cut(stated, found)


def _in_calendar(month: tuple[str, int], year: int, day: int) -> Day:
    """The Gregorian day of a day in the calendar that its month belongs to."""
    calendar, number = month
    if calendar != "persian" or year not in _PERSIAN_YEARS or not 1 <= day <= 31:
        return year, number, day
    # Eight leap years in 33 hold for the years 1244 to 1472 (the rule of Omar Khayyam's calendar).
    before = 365 * (year - 1) + (8 * (year - 1) + 29) // 33
    within = 31 * (number - 1) - max(0, number - 7)
    found = date.fromordinal(_PERSIAN_EPOCH + before + within + day - 1)
    return found.year, found.month, found.day


def _cut(stated: str, found: re.Match[str]) -> str:
    return stated[: found.start()] + " " + stated[found.end() :]
