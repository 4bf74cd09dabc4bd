"""What a sentence is dressed in changes no day: marks and spaces around it, capitals, what stands before and behind."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.mentions.dates.finding import find_dates

FRIDAY = date(2018, 2, 9)

SENTENCES = [
    ("The bridge collapsed", "on Dec. 3", ["2017-12-03"]),
    ("The bridge will open", "on 3 January", ["2019-01-03"]),
    ("Talks were held", "on April 7 and 15, 2012", ["2012-04-07", "2012-04-15"]),
    ("Talks were held", "on April 7, 9 and 15, 2012", ["2012-04-07", "2012-04-09", "2012-04-15"]),
    ("The strike will begin", "from 12 to 14 August", ["2018-08-12..2018-08-14"]),
    ("Talks were held", "from 12 to 14 August 2011", ["2011-08-12..2011-08-14"]),
    ("Talks were held", "from Aug. 12 to 14, 2011", ["2011-08-12..2011-08-14"]),
    ("The firm cut its prices", "on the evening of May 22", ["2017-05-22"]),
    ("A storm hit Malta", "on Wednesday", ["2018-02-07"]),
    ("The firm will cut its prices", "on Wednesday", ["2018-02-14"]),
    ("The family fled", "six weeks ago", ["2017-12-25..2017-12-31"]),
    ("The ferry is to sail", "on May 5 at about 9:30 a.m.", ["2018-05-05"]),
    ("Prices rose", "from 2011 to 2014", ["2011-01-01..2011-12-31", "2014-01-01..2014-12-31"]),
]
DRESSES = [
    "{} {}.",
    "“{} {},” the mayor said.",
    "{} ({}), officials say.",
    "{} – {} – in the north.",
    "{}—{}—in the north.",
    "{} {}. It is quiet.",
    "The road is new. {} {}!",
    "LIMA, Feb. 9 (Reuters) - {} {}; no one knew.",
    "• {} {}",
]
SPACES = [" ", "  ", "\n", "\r\n", "\u00a0", "\u2009", "\u202f"]


def days(text: str) -> list[str]:
    """The days that are meant, in order, a dateline's left out."""
    rows = [row for row in find_dates(text, FRIDAY) if row.first_day and row.rule != "dateline"]
    return [f"{row.first_day}" + (f"..{row.last_day}" if row.first_day != row.last_day else "") for row in rows]


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize(("clause", "when", "expected"), SENTENCES)
def test_marks_around_a_day_do_not_move_it(clause: str, when: str, expected: list[str], dress: str) -> None:
    assert days(dress.format(clause, when)) == expected


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(("clause", "when", "expected"), SENTENCES)
def test_spaces_and_capitals_do_not_move_a_day(clause: str, when: str, expected: list[str], space: str) -> None:
    assert days(f"{clause} {when.replace(' ', space)}.") == expected
    assert days(f"{clause} {when}".upper().replace(" ", space)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("From Nov. 7 to 12 talks were held.", ["2017-11-07..2017-11-12"]),
        ("From 2011 to 2014 talks were held.", ["2011-01-01..2011-12-31", "2014-01-01..2014-12-31"]),
        ("On Dec. 3 and 9 the town slept.", ["2017-12-03", "2017-12-09"]),
        ("It was quiet on 2 Nov. Guests will come.", ["2017-11-02"]),
        ("The fair opens May 3 at 9 p.m. Its hall was built by monks.", ["2018-05-03"]),
        ("It shut at 9 p.m. Thursday.", ["2018-02-08"]),
        # a goal that stands far from its verb, weekends beside a day, a report's own quarter
        ("The ban was extended on Monday by two days, to Wednesday.", ["2018-02-05", "2018-02-14"]),
        ("The ban was lifted on Monday in two towns close to Wednesday Hill.", ["2018-02-05", "2018-02-07"]),
        ("It opens the weekend after Easter.", ["2018-04-07..2018-04-08", "2018-04-01"]),
        ("It opens the weekend before May 3.", ["2018-04-28..2018-04-29", "2018-05-03"]),
        ("It opens the weekend after May 3.", ["2018-05-05..2018-05-06", "2018-05-03"]),
        (
            "Profit rose in the third quarter after a weak second quarter.\n\nIn the quarter it hired.",
            ["2017-07-01..2017-09-30", "2017-04-01..2017-06-30", "2017-07-01..2017-09-30"],
        ),
        ("She vowed to cut the tax on Wednesday.", ["2018-02-07"]),
        ("They will shut one mine and cut the output on Wednesday.", ["2018-02-14"]),
        ("The guards held 12 men in 1999—30 of them for weeks.", ["1999-01-01..1999-12-31"]),
    ],
)
def test_small_signs(text: str, expected: list[str]) -> None:
    assert days(text) == expected
