from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.html.days import find_day, may_state_day

WORDS = [
    "5 मार्च 2024", "५ मार्च २०२४", "৫ মার্চ ২০২৪", "5 மார்ச், 2024", "۵ مارس ۲۰۲۴", "5 آذار 2024", "5 آذار/مارس 2024",
    "5 mars 2024", "5 مارچ 2024", "5 במרץ 2024", "ה-5 במרץ 2024", "5 มีนาคม 2567", "5 มี.ค. 2567", "5 มีนาคม พ.ศ. 2567",
    "ngày 5 tháng 3, 2024", "5 tháng ba năm 2024", "2024. március 5.", "2024 m. kovo 5 d.", "2024. gada 5. marts",
    "5η Μαρτίου 2024", "5 Mac 2024", "5 მარტი 2024", "5 наурыз 2024", "5-го марта 2024", "Tue, 5-Mar-2024",
    "5.März 2024",    "۱۵ اسفند ۱۴۰۲", "5 de març de 2024", "5 d’agost de 2024",
]  # fmt: skip


@pytest.mark.parametrize("stated", WORDS)
def test_months_of_many_languages_and_calendars(stated: str) -> None:
    found = find_day(stated)
    assert found is not None
    assert found[0] == (2024, 8 if "agost" in stated else 3, 5)


@pytest.mark.parametrize(
    ("year", "begins"),
    [(1357, (1978, 3, 21)), (1375, (1996, 3, 20)), (1399, (2020, 3, 20)), (1400, (2021, 3, 21)), (1408, (2029, 3, 20))],
)
def test_persian_years_begin_in_spring(year: int, begins: tuple[int, int, int]) -> None:
    found = find_day(f"1 فروردین {year}")
    assert found is not None
    assert found[0] == begins


def test_the_rest_keeps_the_time_of_day() -> None:
    assert find_day("Sat Jan 06 23:10:00 EST 2024") == ((2024, 1, 6), "23:10:00 EST ")
    assert find_day("published 6 January 2024 at 23:10") == ((2024, 1, 6), "published   at 23:10")


@pytest.mark.parametrize("stated", ["12 people 2024", "Room 2024", "et 3", "5 mars", "mars 2024", "7 seas 2024"])
def test_no_day(stated: str) -> None:
    assert find_day(stated) is None


def test_lines_without_a_year_or_figures_between_marks_state_no_day() -> None:
    assert not any(map(may_state_day, ("5 hours ago", "7 comments", "by 12 writers", "read in 3 min")))
    assert all(
        may_state_day(f"posted {stated}, 7 comments") for stated in (*WORDS, "3.5.24", "3 / 5 / 2024", "2024-03-05")
    )


@given(st.text(max_size=60) | st.from_regex(r"\A\d{1,2} \w{3,9} \d{4}\Z"))
def test_never_fails(stated: str) -> None:
    found = find_day(stated)
    assert found is None or len(found[0]) == 3
