"""What holds for every text: no error, true offsets, the same rows twice, and days that move with the anchor."""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.mentions.dates.finding import LANGUAGES, find_dates
from transforms.mentions.dates.grammar import NUMBER_CLASSES, PhraseRule, load_grammar
from transforms.mentions.dates.patterns import Element, Sequence, expand
from transforms.text.packaged import read_rows, split_list

ENGLISH = load_grammar("english")
PIECES = sorted({*ENGLISH.words, *(word for rule in ENGLISH.rules for word in rule.example.split())})
PIECES += [
    " ",
    "\n",
    "\n\n",
    ".",
    ",",
    "-",
    "/",
    ":",
    "'",
    "’",
    "1998",
    "31",
    "30",
    "7",
    "00",
    "2",
    "007",
    "9" * 30,
    "$",
    "“",
    "İ",
    "é",
]

anchors = st.one_of(st.none(), st.dates(), st.just(date.min), st.just(date.max))
date_like_texts = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
glued_texts = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@settings(max_examples=300)
@given(
    text=st.one_of(st.text(max_size=200), date_like_texts, glued_texts),
    anchor=anchors,
    language=st.sampled_from([*LANGUAGES, "xx"]),
)
def test_any_text_is_read_without_error_and_with_true_offsets(text: str, anchor: date | None, language: str) -> None:
    mentions = find_dates(text, anchor, language)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert (mention.first_day is None) == (mention.last_day is None)
        if mention.first_day is not None and mention.last_day is not None:
            assert mention.first_day <= mention.last_day
        assert mention.rule
        end = mention.end
    assert find_dates(text, anchor, language) == mentions


def write_phrases(language: str, seed: int) -> list[str]:
    """One sentence for each way in which each rule may be written, its classes filled by chance."""
    grammar, chance = load_grammar(language), random.Random(seed)  # noqa: S311 - no secret, only variety
    words: dict[str, list[str]] = {}
    for kind, _value, spellings in read_rows(f"transforms.mentions.dates.{language}", "words.tsv", 3):
        words.setdefault(kind, []).extend(split_list(spellings))
    rules: dict[str, list[PhraseRule]] = {}
    for rule in grammar.rules:
        rules.setdefault(rule.makes, []).append(rule)

    def fill(sequence: Sequence) -> str:
        return "".join(("" if element.glued else " ") + write(element) for element in sequence)

    def write(element: Element) -> str:
        if not element.is_class:
            return element.key
        made = [fill(chance.choice(expand(rule.pattern))).strip() for rule in rules.get(element.key, [])]
        digits = [str(chance.choice([1, 7, 12, 30, 45, 1789, 2014, 999999])), f"{chance.randrange(60):02}"]
        return chance.choice(made + words.get(element.key, []) + (digits if element.key in NUMBER_CLASSES else []))

    return [f"He met{fill(sequence)}." for rule in grammar.rules for sequence in expand(rule.pattern)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("anchor", [None, date(2015, 10, 14), date.min, date.max])
def test_whatever_the_grammar_can_write_can_be_read(language: str, anchor: date | None) -> None:
    phrases = write_phrases(LANGUAGES[language], seed=7)
    read = [find_dates(phrase, anchor, language) for phrase in phrases]
    assert sum(map(bool, read)) > len(phrases) / 2
    told = "Shells fell on Oct. 1, 2014; in the second quarter, too. " if language == "en" else "Am 1. Oktober 2014. "
    for phrase in phrases:
        find_dates(told + phrase, anchor, language)


@settings(max_examples=100)
@given(
    anchor=st.dates(date(1980, 1, 1), date(2080, 1, 1)),
    days=st.integers(-4000, 4000),
    text=st.sampled_from(
        [
            "Shells fell today.",
            "Shells fell yesterday; they fell the day before yesterday.",
            "Schools reopen tomorrow.",
            "She came 10 days ago.",
            "He died last night.",
            "He died yesterday and was buried two days later.",
        ]
    ),
)
def test_relative_days_move_with_the_anchor(anchor: date, days: int, text: str) -> None:
    def first_days(day: date) -> list[date]:
        return [mention.first_day for mention in find_dates(text, day) if mention.first_day is not None]

    shift = timedelta(days)
    assert first_days(anchor + shift) == [day + shift for day in first_days(anchor)]
    assert first_days(anchor)


@settings(max_examples=60)
@given(anchor=st.dates(date(1980, 1, 1), date(2080, 1, 1)), weekday=st.integers(0, 6))
def test_a_bare_weekday_is_the_most_recent_one(anchor: date, weekday: int) -> None:
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
    (mention,) = find_dates(f"Shells fell on {name}, the mayor said.", anchor)
    assert mention.first_day is not None
    assert mention.first_day.weekday() == weekday
    assert 0 <= (anchor - mention.first_day).days < 7


@settings(max_examples=100)
@given(day=st.dates(date(1000, 1, 1), date(2199, 12, 31)), anchor=anchors)
def test_a_full_date_needs_no_anchor(day: date, anchor: date | None) -> None:
    written = f"{day:%B} {day.day}, {day.year}"
    (mention,) = find_dates(f"It was signed on {written}.", anchor)
    assert (mention.text, mention.first_day, mention.anchor) == (written, day, None)


HOSTILE = {
    "months": "March ",
    "digits": "7 ",
    "one number": "7",
    "grouped digits": "1,234,",
    "number words": "twenty ",
    "weekdays": "Friday ",
    "spaces": " ",
    "lines": "\n",
    "signs": ".,-",
    "quotes": "'",
    "slashes": "9/11/",
    "colons": "10:",
    "articles": "the ",
    "dates": "March 7 1999 12 ",
    "last days": "the last day of the ",
    "of": "of ",
    "commas": ",",
    "nested ranges": "from May 5 to ",
    "days of a month": "Oct. 7-9, ",
    "cut ISO days": "2015-10-",
    "ISO days": "2015-10-12 ",
    "ordinals": "March third 1st ",
    "Arabic digits": "٣١ ",
    "wide digits": "２０１５ ",
    "no spaces": "May5June2015",
    "future weekdays": "will Friday to Monday ",
    "times": "5pm ",
    "spans": "at least the past two ",
}


def count_calls(text: str) -> int:
    """How many Python functions one reading of the text calls: work, measured without a clock."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find_dates(text, date(2015, 10, 14))
    finally:
        sys.setprofile(before)
    return calls


def write_at_random(size: int, seed: int) -> str:
    """Names of months, digits and signs without any sense."""
    chance = random.Random(seed)  # noqa: S311 - no secret, only variety
    months = ["January", "May", "March", "Sept.", "October"]
    pieces = [f"{chance.choice([*months, str(chance.randrange(10_000))])}{chance.choice(' ,-/')}" for _ in range(size)]
    return "".join(pieces)[:size]


def test_months_and_digits_by_chance_cost_a_bounded_number_of_steps_a_character() -> None:
    find_dates(write_at_random(40_000, seed=1), date(2015, 10, 14))
    short, long = (count_calls(write_at_random(size, seed=1)) / size for size in (5_000, 20_000))
    assert long <= 1.05 * short
    assert long < 1.8  # a call costs less than half a microsecond: a million characters take less than a second


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_in_proportion_to_the_text(piece: str) -> None:
    find_dates(piece * 2000, date(2015, 10, 14))  # what is learned once is learned here
    assert count_calls(piece * 4000) <= 4.2 * count_calls(piece * 1000) + 1000
