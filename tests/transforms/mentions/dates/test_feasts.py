"""Feasts and the days they fall on."""

from __future__ import annotations

import warnings
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.mentions.dates.feasts import days_of_feast, margin_of, month_of_feast
from transforms.mentions.dates.finding import find_dates
from transforms.mentions.dates.grammar import load_grammar
from transforms.text.packaged import read_rows

KNOWN = [
    ("easter", date(1961, 4, 2)),
    ("easter", date(2008, 3, 23)),
    ("easter", date(2038, 4, 25)),
    ("orthodox_easter", date(1916, 4, 23)),
    ("orthodox_easter", date(2013, 5, 5)),
    ("orthodox_easter", date(2017, 4, 16)),
    ("orthodox_easter", date(2024, 5, 5)),
    ("whit_monday", date(2015, 5, 25)),
    ("eid_al_fitr", date(2017, 6, 25)),
    ("eid_al_adha", date(2015, 9, 24)),
    ("ramadan", date(2024, 3, 11)),
    ("ashura", date(2015, 10, 24)),
    ("passover", date(2024, 4, 23)),
    ("yom_kippur", date(1973, 10, 6)),
    ("hanukkah", date(2024, 12, 26)),
    ("lunar_new_year", date(2018, 2, 16)),
    ("lunar_new_years_eve", date(2018, 2, 15)),
    ("diwali", date(2015, 11, 11)),
    ("holi", date(2024, 3, 25)),
    ("vesak", date(2017, 5, 10)),
    ("nowruz", date(2017, 3, 21)),
    ("black_friday", date(2015, 11, 27)),
]


@pytest.mark.parametrize(("name", "day"), KNOWN)
def test_falls_on_the_day_that_was_kept(name: str, day: date) -> None:
    assert abs((days_of_feast(name, day.year)[0] - day).days) <= margin_of(name)


@given(st.integers(1583, 4000))
def test_feasts_fall_on_their_weekdays(year: int) -> None:
    (thanksgiving,), (memorial,), (easter,) = (days_of_feast(n, year) for n in ("thanksgiving", "memorial", "easter"))
    assert (thanksgiving.month, thanksgiving.isoweekday(), (thanksgiving.day - 1) // 7) == (11, 4, 3)
    assert (memorial.month, memorial.isoweekday(), memorial.day > 24) == (5, 1, True)
    assert easter.isoweekday() == 7


def test_a_year_of_the_moon_is_shorter_than_ours() -> None:
    assert len(days_of_feast("eid_al_fitr", 2000)) == 2
    assert [len(days_of_feast("eid_al_adha", year)) for year in (2006, 2007)] == [2, 1]


@pytest.mark.parametrize("year", [1950, 1999, 2024, 2076])
def test_the_month_of_fasting_has_29_or_30_days(year: int) -> None:
    for first, last in month_of_feast("ramadan", year):
        assert (last - first).days + 1 in {29, 30}


@pytest.mark.parametrize("name", [row[0] for row in read_rows("transforms.mentions.dates.calendar", "feasts.tsv", 3)])
def test_every_feast_has_days_in_our_time_and_may_have_none_in_others_without_complaint(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert days_of_feast(name, 2024)
        for year in (1, 1600, 1940, 2090, 9999):
            assert all(day.year == year or name.endswith("eve") for day in days_of_feast(name, year))


@pytest.mark.parametrize("language", ["english", "german"])
def test_every_feast_that_a_language_names_is_known(language: str) -> None:
    named = {kinds[kind] for kinds in load_grammar(language).words.values() for kind in kinds if kind == "HOLIDAY"}
    assert named <= {row[0] for row in read_rows("transforms.mentions.dates.calendar", "feasts.tsv", 3)}


def test_a_feast_that_hangs_on_the_moon_may_lie_a_day_earlier_or_later() -> None:
    (mention,) = find_dates("Two were hurt on Eid al-Fitr.", date(2017, 6, 28))
    assert (mention.value, mention.first_day, mention.last_day) == ("2017-06-25", date(2017, 6, 24), date(2017, 6, 26))


SENTENCES = [
    ("Shells fell on the second day of Eid al-Adha.", {"the second day of Eid al-Adha": "2015-09-25"}),
    ("Shells fell on the first day of Ramadan in 2012.", {"the first day of Ramadan in 2012": "2012-07-20"}),
    ("Shells fell on Advent Sunday.", {"Advent Sunday": "2014-11-30"}),
    ("They vote on the Tuesday after Easter 2014.", {"the Tuesday after": "2014-04-22", "Easter 2014": "2014-04-20"}),
    ("They fled on the Friday before Pentecost.", {"the Friday before": "2015-05-22", "Pentecost": "2015-05-24"}),
    ("Shells fell in Ramadan last year.", {"Ramadan last year": "2014-06-28/2014-07-27"}),
    ("Shells fell during Ashura 2014.", {"Ashura 2014": "2014-11-04"}),
    ("Shells fell on Yom Kippur in 1973.", {"Yom Kippur in 1973": "1973-10-06"}),
    ("Shells fell on Nowruz.", {"Nowruz": "2015-03-21"}),
    ("Shops will close for Diwali.", {"Diwali": "2015-11-11"}),
    ("Shops will close on Lunar New Year's Eve.", {"Lunar New Year's Eve": "2016-02-07"}),
    ("Shells fell in Easter week.", {"Easter week": "2015-W14"}),
    ("Shells fell on Orthodox Good Friday 2015.", {"Orthodox Good Friday 2015": "2015-04-10"}),
    ("The truce will last through Ramadan.", {"Ramadan": "2016-06-06/2016-07-04"}),
    ("Shells fell on Bastille Day 2014.", {"Bastille Day 2014": "2014-07-14"}),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_reads_the_sentence(text: str, expected: dict[str, str]) -> None:
    assert {mention.text: mention.value for mention in find_dates(text, date(2015, 10, 14))} == expected
