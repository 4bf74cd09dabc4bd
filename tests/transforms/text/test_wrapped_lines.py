from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.normalise import normalise
from transforms.text.wrapped_lines import join_wrapped

STORY = [
    (
        "A landslide closed the mountain road between Arvenna and Colle Basso early on Thursday, leaving nine villages "
        "without a way to the valley, the provincial road office said in a statement."
    ),
    (
        "Nobody was hurt. Engineers expect that clearing the rock, some of it as large as a lorry, will take at least "
        "until the end of the month, and they asked drivers to use the ferry instead."
    ),
    (
        "“We have seen smaller falls here every spring, but never one of this size, and never so close to the school,” "
        "said the mayor, who has asked the province for a tunnel since 1998."
    ),
]
MENU = ["Home", "World", "Business", "Sport", "Weather", "Log in", "about us", "contact"]


def wrap(paragraphs: list[str], width: int, between: str, indent: str = "") -> str:
    return between.join(textwrap.fill(paragraph, width, initial_indent=indent) for paragraph in paragraphs)


@pytest.mark.parametrize("width", [45, 60, 72, 80, 100])
def test_wrapped_paragraphs_are_whole_again(width: int) -> None:
    assert join_wrapped(wrap(STORY, width, "\n\n")) == STORY


def test_indents_part_paragraphs_where_no_blank_line_does() -> None:
    assert join_wrapped(wrap(STORY, 72, "\n", "   ")) == STORY


def test_capitals_are_joined_by_width_alone() -> None:
    loud = [paragraph.upper() for paragraph in STORY]
    assert join_wrapped(wrap(loud, 72, "\n\n")) == loud


def test_double_spaced_lines_run_on_in_the_middle_of_a_sentence() -> None:
    torn = ["The road was closed after", "rocks as large as lorries fell", "on it, the office said."]
    assert join_wrapped("\n\n".join([*MENU[:6], *torn])) == [*MENU[:6], " ".join(torn)]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_whole_paragraphs_and_menus_stay_apart(between: str) -> None:
    lines = [*MENU, "Landslide closes road to nine villages", "by Ada Ferro", *STORY]
    assert join_wrapped(between.join(lines)) == lines


def test_list_stays_a_list() -> None:
    lines = ["Closed until further notice:", "- the road to Arvenna", "- the road to Colle Basso", "- the old bridge"]
    assert join_wrapped("\n".join(lines)) == lines


def test_script_without_spaces_is_joined_without_one() -> None:
    row = "山道は木曜日の早朝に発生した大規模な土砂崩れのため通行止めとなり九つの村が孤立した"
    text = (row * 5)[:180]
    rows = [text[start : start + 40] for start in range(0, len(text), 40)]
    assert join_wrapped("\n".join(rows)) == [text]


def test_hyphen_at_the_end_of_a_line_keeps_its_word_together() -> None:
    torn = ["The bridge, built by a state-", "owned company, was closed."]
    assert join_wrapped("\n".join(torn)) == ["The bridge, built by a state-owned company, was closed."]


@given(st.text(max_size=400))
def test_nothing_is_lost_and_no_paragraph_is_empty(raw: str) -> None:
    paragraphs = join_wrapped(raw)
    assert all(paragraphs)
    assert "".join("".join(paragraphs).split()) == "".join(normalise(raw).split())
