"""Datelines of the agencies, each in the form that it prints."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.dateline import dateline_day, find_agency, find_dateline

FORMS = [
    ("BEIRUT, Oct. 9 (Reuters) - Shells fell.", "BEIRUT, Oct. 9 (Reuters)", "BEIRUT", "Reuters", 10, 9),
    ("AMMAN/BEIRUT, Oct 9 (Reuters) - Shells fell.", "AMMAN/BEIRUT, Oct 9 (Reuters)", "AMMAN/BEIRUT", "Reuters", 10, 9),
    ("WASHINGTON (AP) — Rain fell.", "WASHINGTON (AP)", "WASHINGTON", "AP", None, None),
    ("WASHINGTON, D.C. (AP) -- Rain fell.", "WASHINGTON, D.C. (AP)", "WASHINGTON, D.C.", "AP", None, None),
    ("SAN JOSE, Calif. (AP) – Rain fell.", "SAN JOSE, Calif. (AP)", "SAN JOSE, Calif.", "AP", None, None),
    (
        "PORT-AU-PRINCE, Haiti (AP) – Rain fell.",
        "PORT-AU-PRINCE, Haiti (AP)",
        "PORT-AU-PRINCE, Haiti",
        "AP",
        None,
        None,
    ),
    ("Paris, May 2, 2016 (AFP) - Rain fell.", "Paris, May 2, 2016 (AFP)", "Paris", "AFP", 5, 2),
    ("Kryvyi Rih (Ukraine) (AFP) - Rain fell.", "Kryvyi Rih (Ukraine) (AFP)", "Kryvyi Rih", "AFP", None, None),
    ("Baghdad (AFP) – Rain fell.", "Baghdad (AFP)", "Baghdad", "AFP", None, None),
    (
        "UNITED NATIONS, March 31 (Xinhua) -- It met.",
        "UNITED NATIONS, March 31 (Xinhua)",
        "UNITED NATIONS",
        "Xinhua",
        3,
        31,
    ),
    ("MOSCOW, July 7. /TASS/. It flew.", "MOSCOW, July 7. /TASS/", "MOSCOW", "TASS", 7, 7),
    ("MOSCOW. July 7 (Interfax) - It flew.", "MOSCOW. July 7 (Interfax)", "MOSCOW", "Interfax", 7, 7),
    ("Berlin (dpa) - Es regnet.", "Berlin (dpa)", "Berlin", "dpa", None, None),
    ("Madrid, 7 ene (EFE).- Llueve.", "Madrid, 7 ene (EFE)", "Madrid", "EFE", 1, 7),
    ("(ANSA) - Rome, June 2 - It rained.", "(ANSA) - Rome, June 2", "Rome", "ANSA", 6, 2),
    ("(ANSA) - ROME, JUN 2 - IT RAINED.", "(ANSA) - ROME, JUN 2", "ROME", "ANSA", 6, 2),
    ("Aug. 4 (UPI) -- It rained.", "Aug. 4 (UPI)", None, "UPI", 8, 4),
    ("SEOUL, Aug. 4 (UPI) -- It rained.", "SEOUL, Aug. 4 (UPI)", "SEOUL", "UPI", 8, 4),
    ("Islamabad, Oct 07 (APP): It rained.", "Islamabad, Oct 07 (APP)", "Islamabad", "APP", 10, 7),
    ("BEIRUT, OCT. 9 (REUTERS) - SHELLS FELL.", "BEIRUT, OCT. 9 (REUTERS)", "BEIRUT", "Reuters", 10, 9),
    ("KABUL, Afghanistan — Snow fell.", "KABUL, Afghanistan", "KABUL, Afghanistan", None, None, None),
    ("Snow\n\n  GENEVA, Feb. 3 - Snow fell.", "GENEVA, Feb. 3", "GENEVA", None, 2, 3),
]

NOT_DATELINES = [
    "",
    "The party (AP) said it would go on.",
    "Rain fell - much of it.",
    "NATO - the alliance - met.",
    "BREAKING - A bridge fell.",
    "HORSE RACING - A mare won.",
    "TODAY NEWS - Rain fell.",
    "The mayor (left) spoke.",
    "Acme Mining (ACM) - shares rose.",
    "TOWN - of all things - burned.",
]


@pytest.mark.parametrize(
    ("text", "printed", "parts"), [(text, printed, tuple(parts)) for text, printed, *parts in FORMS]
)
def test_reads_each_form(text: str, printed: str, parts: tuple[object, ...]) -> None:
    found = find_dateline(text)
    assert found is not None
    assert text[found.start : found.end] == found.text == printed
    assert (found.place, found.agency, found.month, found.day) == parts


@pytest.mark.parametrize("text", NOT_DATELINES)
def test_leaves_other_openings_alone(text: str) -> None:
    assert find_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "byline", "agency"),
    [
        ("Snow fell.", "Jane Doe, The Associated Press", "AP"),
        ("Snow fell.", "JOHN ROE AFP", "AFP"),
        ("Snow\n\nBy Jane Doe | Associated Press\n\nSnow fell.", None, "AP"),
        ("Snow\nBBC News, Beirut\nSnow fell.", None, "BBC"),
        ("Snow fell.\n\n(Reporting by Jane Doe in Oslo; Editing by John Roe)", None, "Reuters"),
        ("Snow fell.\n\nAssociated Press writer Jane Doe contributed to this report.", None, "AP"),
        ("Snow fell.\n\n© 2016 AFP", None, "AFP"),
        ("PARIS (AFP) - Snow fell.\n\n(Reporting by Jane Doe; Editing by John Roe)", None, "AFP"),
        ("Snow fell, the Associated Press said on its front page, and then more of it.", None, None),
        ("Snow fell.", "Jane Doe", None),
    ],
)
def test_names_the_agency(text: str, byline: str | None, agency: str | None) -> None:
    assert find_agency(text, find_dateline(text), byline) == agency


def test_day_is_the_nearest_one() -> None:
    dateline = find_dateline("OSLO, Dec. 30 (Reuters) - Snow fell.")
    assert dateline is not None
    assert dateline_day(dateline, date(2016, 1, 2)) == date(2015, 12, 30)
    assert dateline_day(dateline, date(2016, 12, 1)) == date(2016, 12, 30)
    assert dateline_day(dateline, None) is None


@pytest.mark.parametrize("near", [date(1, 1, 3), date(9999, 12, 30)])
def test_day_at_the_ends_of_the_calendar(near: date) -> None:
    dateline = find_dateline("OSLO, Dec. 31 (Reuters) - Snow fell.")
    assert dateline is not None
    assert dateline_day(dateline, near) in {date(1, 12, 31), date(9999, 12, 31)}


def test_impossible_day_gives_none() -> None:
    dateline = find_dateline("OSLO, Feb. 30 (Reuters) - Snow fell.")
    assert dateline is not None
    assert dateline_day(dateline, date(2016, 3, 1)) is None


@given(st.text(max_size=300))
def test_any_text_gives_its_own_words(text: str) -> None:
    found = find_dateline(text)
    find_agency(text, find_dateline(text), text)
    assert found is None or text[found.start : found.end] == found.text


@given(
    st.lists(
        st.sampled_from(
            ["OSLO", "Oslo", ",", " ", "-", "/", "(", ")", "AP", "Oct", ".", "9", "\n", "—", "a-a-a", "A.A.A"]
        ),
        max_size=120,
    )
)
def test_any_dateline_like_text_gives_its_own_words(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = find_dateline(text)
    assert found is None or text[found.start : found.end] == found.text
