from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.dead_letter import Rejected
from transforms.text.normalise import normalise
from transforms.text.raw_lines import read_lines

STORY = [
    "Two ferries collided in thick fog outside the harbour of Port Linden on Tuesday, injuring at least 14 people.",
    "It happened shortly after seven, when visibility was below fifty metres, according to the port's duty officer.",
    "“We heard the horn, and then everyone was on the floor,” said Maria Keller, who travels to work on it every day.",
    "Both vessels reached the quay under their own power. Divers were to inspect the hulls on Wednesday.",
    "The ferry company said that it had begun an inquiry of its own and would publish the results.",
]
ABOVE = ["To Top", "Home", "World", "Business", "Subscribe to our newsletter", "Log in"]
BELOW = [
    "More in The Linden Courier",
    "Privacy Preference Center",
    "Share on Facebook",
    "© 2024 The Linden Courier. All rights reserved.",
]
MORE_BELOW = ["Most read", "Weather", "Puzzles", "Jobs", "Cars", "Homes", "Contact us", "Sign up for our newsletter"]
OTHER = [
    "Bakers brace for costly butter",
    "The price of butter rose by a fifth within a year, and small bakeries say they can hardly bear it any longer.",
    "A guild of pastry cooks asked shops in the old town to sell fewer croissants and more bread until autumn.",
]
TITLE = "Two ferries collide in fog outside Port Linden harbour"
SEED = Path(__file__).parents[3] / "samples" / "seed"


def scrape(*parts: list[str]) -> str:
    return "\n\n".join(line for part in parts for line in part)


@pytest.mark.parametrize(
    "last",
    [
        "Ines Okafor in Linden contributed to this report.",
        "You can write to the harbour desk at desk@linden.example, or call it at any hour of the day.",
        "For more on ferries and the sea, visit the pages that our harbour desk keeps.",
    ],
)
def test_a_last_line_that_says_of_itself_that_it_is_none_of_the_story(last: str) -> None:
    assert read_lines(scrape(ABOVE, [TITLE], STORY, [last], BELOW)) == (TITLE, "\n\n".join(STORY))
    # Within the story such words are the story's.
    assert last in read_lines(scrape(ABOVE, [TITLE], STORY[:4], [last], STORY[4:], BELOW))[1]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Bakers brace for costly butter",
        "Lee también: La mantequilla sube otra vez",
        "関連記事：バターの値上がり続く",
        "Watch: the moment of the collision",
        "The two ferries at their berth. Photo: Ben Alt / The Courier",
        "Also in the news",
        "4 min",
    ],
)
def test_a_line_amid_the_story_that_says_of_itself_that_it_is_none_of_it(line: str) -> None:
    assert read_lines(scrape(ABOVE, [TITLE], STORY[:2], [line], STORY[2:], BELOW))[1].split("\n\n") == STORY


@pytest.mark.parametrize("line", ["Read more widely before you sail, the harbour's pilots say to all who come."])
def test_a_sentence_that_begins_like_such_a_line_stays(line: str) -> None:
    assert line in read_lines(scrape(ABOVE, [TITLE], STORY[:2], [line], STORY[2:], BELOW))[1]


@pytest.mark.parametrize("shown", ["Tuesday, 3 June 2025", "Tuesday 3.6.2025"])
def test_a_date_whose_day_the_story_names_is_no_headline(shown: str) -> None:
    plain = "Fog at sea: what the duty officer of Linden knows so far"
    assert read_lines(scrape(ABOVE, [plain, shown], STORY, BELOW))[0] == plain


def test_strips_furniture_and_takes_the_headline_for_title() -> None:
    title, story = read_lines(scrape(ABOVE, [TITLE], STORY, BELOW))
    assert title == TITLE
    assert story.split("\n\n") == STORY


def test_bare_story_stays_whole() -> None:
    title, story = read_lines(scrape(STORY))
    assert title is None
    assert story.split("\n\n") == STORY


@pytest.mark.parametrize("width", [60, 72])
def test_wrapped_story_stays_whole(width: int) -> None:
    title, story = read_lines("\n\n".join(textwrap.fill(paragraph, width) for paragraph in STORY))
    assert title is None
    assert story.split("\n\n") == STORY


def test_other_articles_below_the_furniture_are_left_out() -> None:
    title, story = read_lines(scrape(ABOVE, [TITLE], STORY, BELOW, MORE_BELOW, OTHER))
    assert title == TITLE
    assert story.split("\n\n") == STORY


@pytest.mark.parametrize("flash", ["Earthquake of magnitude 6.1 strikes off Port Linden", STORY[0]])
def test_single_line_is_a_story(flash: str) -> None:
    assert read_lines(flash) == (None, flash)


def test_seed_document() -> None:
    lines = next(SEED.glob("*.txt")).read_text(encoding="utf-8").split("\n\n")
    title, story = read_lines("\n\n".join(lines))
    assert lines[0] == "To Top"
    assert title == lines[1]
    assert story.split("\n\n") == [" ".join(line.split()) for line in lines[2:-2]]


@pytest.mark.parametrize("raw", ["", " \n\n ", "Home\n\nWorld\n\nLog in", "\x00\x00"])
def test_nothing_left_is_refused(raw: str) -> None:
    with pytest.raises(Rejected) as caught:
        read_lines(raw)
    assert caught.value.reason == "no_text"


@given(st.lists(st.text(max_size=80), max_size=20))
def test_story_is_made_of_the_lines_given(lines: list[str]) -> None:
    raw = "\n\n".join(lines)
    try:
        _, story = read_lines(raw)
    except Rejected:
        return
    assert story
    for paragraph in story.split("\n\n"):  # one line, or several that belong together
        assert squeezed(paragraph) in squeezed(normalise(raw))


def squeezed(text: str) -> str:
    """A text without what joining lines may take away: white space, and hyphens at their ends."""
    return re.sub(r"[\s\u2010-]+", "", text)


def test_a_list_without_end_is_no_story() -> None:
    with pytest.raises(Rejected, match="60000 lines"):
        read_lines("\n".join(f"{number} tons of grain were shipped." for number in range(60_000)))
