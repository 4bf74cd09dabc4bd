"""Read from the words of an article in which country's news it stands: "sheriff" and "7:30 p.m." are American."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from transforms.text.packaged import read_rows, split_list

_MOST = 3
"""The most words that count for a country, as much as a dateline: a long article is no surer than a short one."""
_FORMS = (
    ("US", re.compile(r"\d [ap]\.m\.")),
    ("US", re.compile(r"\b\d{1,5} (?:[NSEW]\. )?[A-Z]\w+(?: [A-Z]\w+)? (?:Ave|Blvd|Dr|Ln|Rd|St)\.")),
    ("GB", re.compile(r"\d[ap]m\b")),
    ("GB", re.compile(r"£ ?\d")),
)
"""How newspapers of a country write the time of day, an address, money."""


def read_idiom(text: str) -> Counter[str]:
    """Give how many of its own words and forms a text has of the country that has most, by ISO 3166 code.

    Several where they share their words ("councillor"); nothing for a text without any.
    """
    pattern, countries = _words()
    votes: Counter[str] = Counter()
    for word in {found.lower() for found in pattern.findall(text)}:
        votes.update(countries[word])
    votes.update(code for code, form in _FORMS if form.search(text))
    most = max(votes.values(), default=0)
    return Counter({code: min(count, _MOST) for code, count in votes.items() if count == most})


@cache
def _words() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    countries: dict[str, list[str]] = {}
    for code, words in read_rows("transforms.mentions.places", "national_words.tsv", 2):
        for word in split_list(words):
            countries.setdefault(word, []).append(code)
    spelt = "|".join(map(re.escape, sorted(countries, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{spelt})(?!\w)", re.IGNORECASE), countries
