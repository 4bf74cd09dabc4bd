"""Signs of a scope in a sentence: what they say, what they reach, and the day that a sentence gives."""

import re
from datetime import date

import pytest

from schemas.mentions import DateMention
from transforms.mentions.casualties.judging.scope_cues import Sign, days_ago, reaches, read_now, read_signs
from transforms.text.packaged import read_rows

DAY = date(2020, 5, 8)


def signs(text: str, anchor: date | None = DAY) -> list[tuple[str, str, bool]]:
    found = read_signs(text, [(0, len(text))], 0, [], read_now(text, anchor))
    return [(sign.scope, text[sign.start : sign.end], sign.certain) for sign in found]


@pytest.mark.parametrize(
    ("text", "scope", "words", "certain"),
    [
        ("The war has killed 900 since January.", "cumulative", "since January", True),
        ("A storm last month killed nine.", "background", "last month", False),
        ("A storm in 2019 killed nine.", "background", "in 2019", False),
        ("A storm in 2012 killed nine.", "background", "in 2012", True),
        ("THE WAR HAS KILLED 900 SINCE JANUARY.", "cumulative", "SINCE JANUARY", True),
        ("İ İ The war has killed 900 since January.", "cumulative", "since January", True),
        ("Meanwhile, a storm killed nine.", "other_event", "Meanwhile", False),
    ],
)
def test_words_speak_for_a_scope_at_their_own_place(text: str, scope: str, words: str, certain: bool) -> None:  # noqa: FBT001  (a column)
    assert (scope, words, certain) in signs(text)


def test_the_year_of_the_report_is_no_sign_of_the_past() -> None:
    assert signs("A storm in 2020 killed nine.") == []
    assert signs("A storm in 2020 killed nine.", None) == [("background", "in 2020", False)]


def test_a_new_clause_stops_a_sign_but_its_own_when_does_not() -> None:
    text = "In 1998 the mill closed, but a fire killed two."
    (sign,) = [Sign("background", text.index(w), text.index(w) + len(w)) for _, w, _ in signs(text)]
    assert not reaches(sign, text, text.index("two"), text.index("two") + 3)
    text = "In 1998, when a fire killed two, the mill closed."
    (sign,) = [Sign("background", text.index(w), text.index(w) + len(w)) for _, w, _ in signs(text)]
    assert reaches(sign, text, text.index("two"), text.index("two") + 3)


@pytest.mark.parametrize(
    ("beside", "governs"),
    [
        ("A fire killed two, the latest in a string of attacks.", False),
        ("A fire killed two, police said, part of a wave of bombings.", False),
        ("A fire killed two, amid a spate of arson.", False),
        ("A fire killed two, days after a wave of bombings.", False),
        ("A fire killed two, in a city where dozens have died so far this year.", False),
        ("A fire killed two in a string of attacks.", True),
        ("A fire killed two, police said, in a wave of bombings.", True),
        ("A wave of bombings killed two, part of it near Oro.", True),
        ("A fire killed two in a separate attack.", True),
    ],
)
def test_what_stands_beside_a_figure_does_not_govern_it(beside: str, governs: bool) -> None:  # noqa: FBT001  (a column)
    found = read_signs(beside, [(0, len(beside))], 0, [], read_now(beside, DAY))
    two = beside.index("two"), beside.index("two") + 3
    assert {reaches(sign, beside, *two) for sign in found} == {governs}


def test_the_nearest_day_that_reaches_a_figure_gives_its_age() -> None:
    text = "On Monday the mayor spoke, while a storm on Wednesday killed two."

    def mention(words: str, day: date) -> DateMention:
        start = text.index(words)
        return DateMention(start, start + len(words), words, "DATE", day.isoformat(), day, day, DAY, "weekday")

    dates = [mention("Monday", date(2020, 5, 4)), mention("Wednesday", date(2020, 5, 6))]
    two = text.index("two"), text.index("two") + 3
    assert days_ago(two, text, (0, len(text)), dates, DAY) == 2
    assert days_ago(two, text, (0, len(text)), dates[:1], DAY) is None
    assert days_ago(two, text, (0, len(text)), dates, None) is None


CUES = read_rows("transforms.mentions.casualties.judging", "scope_cues.tsv", 3)


@pytest.mark.parametrize(("scope", "example"), [(scope, example) for scope, _, example in CUES], ids=str)
def test_the_example_of_a_cue_is_read_at_its_place(scope: str, example: str) -> None:
    before, words, after = re.split(r"[\[\]]", example)
    text = before + words + after
    found = read_signs(text, [(0, len(text))], 0, [], read_now(text, None))
    assert (scope.rstrip("!"), len(before), len(before + words), scope.endswith("!")) in [
        (sign.scope, sign.start, sign.end, sign.certain) for sign in found
    ]
