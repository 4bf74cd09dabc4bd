"""What German sentences say. A story is dated Wednesday 14 October 2015."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.mentions.dates.finding import find_dates

SENTENCES = [
    ("Die Wähler gehen am Sonntag zur Wahl.", {"Sonntag": "2015-10-18"}),
    ("Die Schulen öffnen am Montag.", {"Montag": "2015-10-19"}),
    ("Die Schulen öffneten am Montag.", {"Montag": "2015-10-12"}),
    ("Er wird am Freitag reden.", {"Freitag": "2015-10-16"}),
    ("Bis Freitag muss er gehen.", {"Freitag": "2015-10-16"}),
    ("Der Laden ist von Montag bis Freitag zu.", {"Montag": "2015-10-12", "Freitag": "2015-10-16"}),
    ("Es brannte in der Nacht zum Dienstag.", {"Nacht zum Dienstag": "2015-10-12TNI"}),
    ("Es brannte am Sonnabendabend.", {"Sonnabendabend": "2015-10-10TEV"}),
    ("Es brannte am frühen Morgen.", {"Morgen": "2015-10-14TMO"}),
    ("Morgen kommt sie.", {"Morgen": "2015-10-15"}),
    ("Es begann um halb eins.", {"halb eins": "2015-10-14T12:30"}),
    ("Es war im Herbst der 70er Jahre.", {"Herbst": "2015-FA", "70er Jahre": "197"}),
    ("Im Vorjahr fiel täglich Regen.", {"Vorjahr": "2014", "täglich": "P1D"}),
    (
        "Sie ging am 1. Oktober und kam zwei Tage später.",
        {"1. Oktober": "2015-10-01", "zwei Tage später": "2015-10-03"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_reads_the_sentence(text: str, expected: dict[str, str]) -> None:
    found = {mention.text: mention.value for mention in find_dates(text, date(2015, 10, 14), "de")}
    assert found == expected
