"""Days told by their distance from a weekday, rows of years, plans and what became of them, in words of our own.

A story is dated Wednesday 9 March 2022 unless its case says otherwise.
"""

from __future__ import annotations

from datetime import date

import pytest

from transforms.mentions.dates.finding import find_dates

WEDNESDAY = date(2022, 3, 9)


def days(text: str, anchor: date = WEDNESDAY, language: str = "en") -> list[str]:
    """The first day of each mention, "a..b" where there are more; mentions of no known day are left out."""
    found = [mention for mention in find_dates(text, anchor, language) if mention.first_day and mention.last_day]
    return [
        str(each.first_day) if each.first_day == each.last_day else f"{each.first_day}..{each.last_day}"
        for each in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # so long before a weekday or a day named by its distance
        ("The mine caved in two years ago Monday.", ["2020-03-07"]),
        ("The mine caved in three weeks ago Friday.", ["2022-02-11"]),
        ("The mine caved in a year ago yesterday.", ["2021-03-08"]),
        ("The mine caved in a year ago last Monday.", ["2021-03-07"]),
        ("The mine shut two and a half years ago.", ["2019-01-01..2019-12-31"]),
        ("Hail fell all week.", ["2022-03-07..2022-03-13"]),
        ("The gate is open all year round.", []),
        ("The envoy slept badly the night before last.", ["2022-03-07"]),
        # of days, years, quarters and decades in a row each has its own
        ("Shells fell on Feb. 3, 9 and 12.", ["2022-02-03", "2022-02-09", "2022-02-12"]),
        ("Shells fell on the 3rd and 7th of February.", ["2022-02-03", "2022-02-07"]),
        ("Droughts in 2004, 2009 and 2012 emptied the wells.", [f"{y}-01-01..{y}-12-31" for y in (2004, 2009, 2012)]),
        ("Rents rose in the 1970s and 80s.", ["1970-01-01..1979-12-31", "1980-01-01..1989-12-31"]),
        ("Output fell in the second and third quarters of 2021.", ["2021-04-01..2021-06-30", "2021-07-01..2021-09-30"]),
        ("Output fell in the November-January period.", ["2021-11-01..2022-01-31"]),
        ("It was the dam's worst leak since 2016's.", ["2016-01-01..2016-12-31"]),
        # what has no day
        ("The board sits on the second Tuesday of every month.", []),
        ("The town burned in 146 B.C. and again in 1910.", ["1910-01-01..1910-12-31"]),
        ("Two days later his boat was found.", []),
        ("He sailed on March 2. Two days later his boat was found.", ["2022-03-02", "2022-03-04"]),
        ("Two days later, on March 4, his boat was found.", ["2022-03-04", "2022-03-04"]),
        # a plan keeps its day whatever became of it
        ("The march set for Sunday was called off.", ["2022-03-13"]),
        ("The march had been set for Sunday.", ["2022-03-06"]),
        ("A judge set trial for Nov. 14.", ["2022-11-14"]),
        ("A judge set a Nov. 14 hearing.", ["2022-11-14"]),
        ("A Nov. 14 runoff is likely.", ["2022-11-14"]),
        ("A funeral was to be held Friday.", ["2022-03-11"]),
        ("Sunday marks a month since the quake.", ["2022-03-13"]),
        # the verb behind a day that opens its sentence, or right behind it, tells its year
        ("On May 4, the panel rejected his plea.", ["2021-05-04"]),
        ("The panel on May 4 rejected his plea.", ["2021-05-04"]),
        ("The panel's session on May 4 was put off.", ["2022-05-04"]),
        ("On May 4, he said, the panel will meet.", ["2022-05-04"]),
        ("In April, the board named two heirs.", ["2021-04-01..2021-04-30"]),
        ("It was shown back in July 2019.", ["2019-07-01..2019-07-31"]),
        ("By noon Saturday, 31-year-old twins had fled.", ["2022-03-05"]),
        ("The board gave them until Feb. 27.", ["2022-02-27"]),
        ("They vanished in July 2020. They were found in March.", ["2020-07-01..2020-07-31", "2021-03-01..2021-03-31"]),
        ("His May 4 letter named two heirs.", ["2021-05-04"]),
        # the weekday beside a date tells its year, but near the day of the story it may be a slip
        ("He sank the ferry on Thursday, June 18.", ["2020-06-18"]),
        ("He sank the ferry on Monday, March 8.", ["2022-03-08"]),
        ("The fair runs 23 March-14 April.", ["2022-03-23", "2022-04-14"]),
        ("Until Friday the pass was shut.", ["2022-03-04"]),
        ("The pass is shut until Friday.", ["2022-03-11"]),
        ("On Easter Monday a ferry sank.", ["2021-04-05"]),
        ("Rain is likely Wednesday and Thursday.", ["2022-03-09", "2022-03-10"]),
        # the same month of another year
        (
            "In February 30 fell ill, in the same month last year 12.",
            ["2022-02-01..2022-02-28", "2021-02-01..2021-02-28"],
        ),
        (
            "In the week of Feb. 7 30 fell ill, in the same week of 2020 12.",
            ["2022-02-07..2022-02-13", "2020-02-03..2020-02-09"],
        ),
        # a feast belongs to its weekend
        ("It rained on Labor Day weekend.", ["2021-09-04..2021-09-06"]),
        ("It rained on Thanksgiving weekend last year.", ["2021-11-25..2021-11-28"]),
        ("It rained in the night between Monday and Tuesday.", ["2022-03-07"]),
        # reports tell a length of time by its end
        ("Sales rose in the three months to December.", ["2021-10-01..2021-12-31", "2021-12-01..2021-12-31"]),
        ("Sales rose in the year to June 30, 2021.", ["2020-07-01..2021-06-30", "2021-06-30"]),
        ("Sales rose in the quarter to end-January.", ["2021-11-01..2022-01-31", "2022-01-01..2022-01-31"]),
        ("Three years ago on Tuesday a dam burst.", ["2019-03-08"]),
        ("It flies at 6:30 a.m. on Saturdays, 9 p.m. on weekdays and on Monday nights.", []),
        ("He will speak at 9 a.m. on the 20th.", ["2022-03-20"]),
        ("He left in 1998. In August that year he died.", ["1998-01-01..1998-12-31", "1998-08-01..1998-08-31"]),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In der Nacht vom 5. auf den 6. März brannte es.", ["2022-03-05"]),
        ("Heute vor einem Jahr brannte es.", ["2021-03-09"]),
        ("Zwei Wochen nach der Wahl vom 20. Februar ging er.", ["2022-03-06", "2022-02-20"]),
        ("In der Nacht zum Dienstag brannte es um 1.25 Uhr.", ["2022-03-07", "2022-03-08"]),
        ("Die Feier ist für den 21. geplant.", ["2022-03-21"]),
        ("In Kalenderwoche 52 fiel der Wert.", ["2021-12-27..2022-01-02"]),
        ("In Kalenderwoche 54 fiel der Wert.", []),
        ("Im Februar kamen 30, im Vorjahresmonat 12.", ["2022-02-01..2022-02-28", "2021-02-01..2021-02-28"]),
        ("Am 4. Mai wurde der Pfarrer gefunden.", ["2021-05-04"]),
        ("Die Sitzung am 4. Mai wurde verschoben.", ["2022-05-04"]),
        ("Die für Freitag geplante Sitzung fiel aus.", ["2022-03-11"]),
        ("Bis Montagabend war der Pass gesperrt.", ["2022-03-07"]),
        ("Der Umsatz sank im zweiten und dritten Quartal.", ["2021-04-01..2021-06-30", "2021-07-01..2021-09-30"]),
        ("An Heiligabend sank eine Fähre.", ["2021-12-24"]),
        ("Tags darauf fand man sein Boot und er starb.", []),
    ],
)
def test_german(text: str, expected: list[str]) -> None:
    assert days(text, language="de") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Será en la semana del 9 de mayo.", ["2022-05-09..2022-05-15"]),
        ("En Nochebuena ardió un hotel.", ["2021-12-24"]),
        ("Jugará en Vigo el sábado 26 y en Oslo el martes siguiente.", ["2022-03-26", "2022-03-29"]),
        ("Hubo sequías en 2004, 2009 y 2012.", [f"{year}-01-01..{year}-12-31" for year in (2004, 2009, 2012)]),
        ("Los atentados del 11-M marcaron al país.", ["2004-03-11"]),
    ],
)
def test_spanish(text: str, expected: list[str]) -> None:
    assert days(text, language="es") == expected
