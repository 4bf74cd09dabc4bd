"""Blocks of weeks: every two stories that are near in time meet, and meet once."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations

from tests.support.stories import make_story
from transforms.linking.blocks import meet_by_name, meet_in_week, spans_of, weeks_in

FIRST = date(2031, 3, 4)


def test_stories_of_one_week_or_the_next_meet_once_whatever_span_they_stand_in() -> None:
    days = {f"a{number}": FIRST + timedelta(3 * number) for number in range(30)}
    stories = {
        name: make_story(name, {"site": "s.test", "at": f"{day}T09:00:00+00:00", "text": "A shot was heard."})
        for name, day in days.items()
    }
    spans = {
        span: [s for s in stories.values() if span in spans_of(s)] for s in stories.values() for span in spans_of(s)
    }
    met = Counter(
        (held[first].article_id, held[second].article_id)
        for span, held in spans.items()
        for week, places in weeks_in(span, held)
        for first, second in combinations(places, 2)
        if meet_in_week(week, held[first], held[second])
    )
    near = {pair for pair in combinations(stories, 2) if abs((days[pair[0]] - days[pair[1]]).days) <= 7}
    assert near <= set(met)
    assert set(met.values()) == {1}
    assert sum(map(len, spans.values())) < 1.5 * len(stories)


def test_a_follow_up_meets_the_first_reports_of_the_day_that_it_names() -> None:
    told = {"site": "s.test", "text": "A shot was heard.", "killed": [4, 4, 4]}
    first, next_day, later, silent = (
        make_story(name, {**told, "at": f"{FIRST + timedelta(gap)}T09:00:00+00:00", **said})
        for name, gap, said in [
            ("a", 0, {"first_day": FIRST}),
            ("b", 6, {"first_day": FIRST}),
            ("c", 70, {"first_day": FIRST}),
            ("d", 70, {}),
        ]
    )
    stories = [first, next_day, later, silent]
    spans = {span for story in stories for span in spans_of(story)}
    met = Counter(
        (held[one].article_id, held[other].article_id)
        for span in sorted(spans)
        for held in [[story for story in stories if span in spans_of(story)]]
        for week, places in weeks_in(span, held)
        for one, other in combinations(places, 2)
        if meet_in_week(week, held[one], held[other])
    )
    assert met == {("a", "b"): 1, ("a", "c"): 1, ("b", "c"): 1, ("c", "d"): 1}


def test_who_meet_by_a_day_do_not_meet_by_a_name_again() -> None:
    told = {"site": "s.test", "text": "A shot was heard.", "killed": [4, 4, 4], "persons": ["orla venn"]}
    first, later, silent = (
        make_story(name, {**told, "at": f"{FIRST + timedelta(gap)}T09:00:00+00:00", **said})
        for name, gap, said in [("a", 0, {}), ("b", 70, {"first_day": FIRST}), ("c", 70, {})]
    )
    recurring = frozenset({"orla venn"})
    assert not meet_by_name("orla venn", recurring, first, later)
    assert meet_by_name("orla venn", recurring, first, silent)
