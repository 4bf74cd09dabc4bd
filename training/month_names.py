"""Write transforms/html/months.tsv: month names of the world's press, from Unicode CLDR by way of Babel.

python -m training.month_names
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from babel import Locale
from babel import __version__ as version
from babel.dates import get_month_names

_OUTPUT = Path(__file__).parents[1] / "transforms" / "html" / "months.tsv"
_LOCALES = (
    "en", "de", "de_AT", "fr", "fr_CA", "es", "es_PE", "pt", "it", "nl", "sv", "da", "nb", "nn", "is", "fi", "et", "lv",
    "lt", "pl", "cs", "sk", "sl", "hr", "bs", "sr", "sr_Latn", "mk", "bg", "ru", "be", "uk", "hu", "ro", "el", "sq",
    "tr", "az", "uz", "uz_Cyrl", "kk", "ky", "tg", "tk", "mn", "ka", "hy", "ar", "ar_SY", "ar_MA", "ar_DZ", "ar_TN",
    "ar_MR", "fa", "fa_AF", "ps", "ku", "ur", "he", "hi", "bn", "mr", "ne", "gu", "pa", "ta", "te", "kn", "ml", "or",
    "as", "th", "lo", "km", "my", "vi", "id", "ms", "fil", "sw", "so", "ha", "yo", "zu", "af", "am", "ca", "gl",
    "eu", "ga", "cy", "lb", "mt",
)  # fmt: skip
"""Languages and countries whose press the web knows."""

_OTHERS = (
    ("de", "mrz=3"), ("en", "sept=9"), ("es", "setiembre=9"), ("fr", "aout=8 fevrier=2 decembre=12"), ("da", "marts=3"),
    ("id", "agu=8"), ("hi", "सितम्बर=9 नवम्बर=11 दिसम्बर=12 फरवरी=2"), ("ar", "اكتوبر=10 اغسطس=8 ابريل=4"),
)  # fmt: skip
"""Spellings of the press that CLDR has not."""

_DAYS = frozenset(("sat",))
"""Short forms of months that the larger press knows as days of the week."""

_PERSIAN = (
    ("fa", "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"),
    ("fa_AF", "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت"),
    ("ps", "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب"),
)
"""The months of the solar Hijri year, 1 to 12."""

_ABOUT = """\
# Month names and their short forms: calendar, locale, number of the month, its names. Case folded, without points.
# Reason: publication times in visible text. Source: Unicode CLDR by way of Babel {version}, wide and abbreviated forms
# of the Gregorian calendar, with few spellings of the press beside; written by training/month_names.py.
"""


def _plain(name: str) -> str:
    """A name as `transforms.html.days` looks it up."""
    return unicodedata.normalize("NFC", name).casefold().replace(".", "").strip()


def _read_pairs(spellings: str) -> dict[str, int]:
    """The numbers of months by their names."""
    pairs = (pair.split("=") for pair in spellings.split())
    return {_plain(name): int(number) for name, number in pairs}


def _list_names(locale: str) -> dict[str, int]:
    """The names of one locale that are one word of letters; in Hebrew with the "in" that is written before them too."""
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, context, Locale.parse(locale)).items():
                word = _plain(name)
                if word not in _DAYS and " " not in word and len(word) > 1 and not any(map(str.isdigit, word)):
                    found.setdefault(word, number)
                    if locale == "he":
                        found.setdefault("ב" + word, number)
    return found


def main() -> None:
    """Write the table: a name that an earlier row has for the same month is not said again."""
    named = [("gregorian", locale, _list_names(locale)) for locale in _LOCALES]
    named += [("gregorian", locale, _read_pairs(spellings)) for locale, spellings in _OTHERS]
    for locale, names_in_order in _PERSIAN:
        numbers = dict(zip(map(_plain, names_in_order.split()), range(1, 13), strict=True))
        named.append(("persian", locale, numbers))
    known: set[tuple[str, int]] = set()
    lines: list[str] = []
    for calendar, locale, names in named:
        for month in range(1, 13):
            new = [name for name, number in names.items() if number == month and (name, month) not in known]
            known.update((name, month) for name in new)
            if new:
                lines.append(f"{calendar}\t{locale}\t{month}\t{' | '.join(new)}")
    _OUTPUT.write_text(_ABOUT.format(version=version) + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
