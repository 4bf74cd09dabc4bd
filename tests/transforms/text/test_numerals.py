"""Numerals in digits, in words and in both."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.numerals import find_numerals, parse_numeral


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("one", 1),
        ("twenty-three", 23),
        ("Twenty three", 23),
        ("TWO HUNDRED AND FIVE", 205),
        ("two hundred\nfifty", 250),
        ("three thousand five hundred and six", 3506),
        ("one million two hundred thousand", 1_200_000),
        ("a hundred", 100),
        ("twelve hundred", 1200),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half million", 2_500_000),
        ("half-dozen", 6),
        ("1,080", 1080),
        ("1,234,567", 1_234_567),
        ("1.2 million", 1_200_000),
        ("5 thousand", 5000),
        ("0", 0),
    ],
)
def test_a_whole_number_is_read(words: str, value: int) -> None:
    assert parse_numeral(words) == value


@pytest.mark.parametrize(
    "words",
    ["", "a", "dozens", "hundreds", "1.5", "M16", "SU-25", "20s", "third", "3rd", "10:30", "12/05", "one two",
     "fifteen twenty", "twenty twelve", "hundred and", "a few", "9" * 16, "someone"],
)  # fmt: skip
def test_what_is_no_single_whole_number_is_none(words: str) -> None:
    assert parse_numeral(words) is None


def test_numerals_of_a_sentence_stand_at_their_words() -> None:
    text = (
        "Between 10-15 people died on Oct. 7,2015; twenty-one of 1,300 soldiers, two and three, and a hundred\nand one."
    )
    assert [(text[n.start : n.end], n.value) for n in find_numerals(text)] == [
        ("10", 10),
        ("15", 15),
        ("7", 7),
        ("2015", 2015),
        ("twenty-one", 21),
        ("1,300", 1300),
        ("two", 2),
        ("three", 3),
        ("a hundred\nand one", 101),
    ]


ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if size == 100 else " "
            return f"{spell(number // size)} {name}" + (joint + spell(rest) if rest else "")
    raise AssertionError


@given(st.integers(0, 10**9 - 1), st.booleans())
def test_every_number_survives_being_written(number: int, upper: bool) -> None:  # noqa: FBT001  (drawn by hypothesis)
    words = spell(number)
    assert parse_numeral(words.upper() if upper else words) == number
    assert parse_numeral(f"{number:,}") == number
    assert parse_numeral(str(number)) == number


@given(st.text(alphabet=st.sampled_from(list("0123456789,.-: \nandozeuhrtwf")), max_size=60) | st.text(max_size=40))
def test_any_text_gives_ordered_disjoint_spans_that_read_the_same_alone(text: str) -> None:
    found = find_numerals(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for numeral in found:
        assert 0 <= numeral.start < numeral.end <= len(text)
        assert parse_numeral(text[numeral.start : numeral.end]) == numeral.value
