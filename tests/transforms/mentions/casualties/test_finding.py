"""Casualty figures of whole texts: offsets, order, robustness."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.mentions.casualties.finding import find_casualties


def test_the_words_of_a_figure_stand_at_its_offsets() -> None:
    text = "A boat sank off the island. At least 32 people died and four are missing, the coast guard said."
    rows = find_casualties(text, None, None, [], [])
    assert [(r.text, r.outcome, r.low, r.best, r.high) for r in rows] == [
        ("At least 32 people", "killed", 32, 32, None),
        ("four", "missing", 4, 4, 4),
    ]
    assert all(text[r.start : r.end] == r.text and r.text in r.sentence for r in rows)
    assert [r.figure_id for r in rows] == ["f1", "f2"]


WORDS = [
    "at",
    "least",
    "two",
    "30",
    "dozens",
    "people",
    "men",
    "were",
    "was",
    "killed",
    "injured",
    "and",
    ",",
    ".",
    "himself",
    "no",
    "one",
    "the",
    "a",
    "of",
    "died",
    "toll",
    "to",
    "shot",
    "or",
    "missing",
    "number of",
    "bringing",
    "including",
    "among",
    "whom",
    "along with",
    "half",
    "none",
    "her",
    "aged",
    "from",
    "lost",
    "hostage",
    "bodies of",
    "said",
    "“",
    "”",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_rows_in_order_at_their_own_words(text: str) -> None:
    rows = find_casualties(text, text, None, [], [])
    assert [r.start for r in rows] == sorted(r.start for r in rows)
    assert all(r.text == text[r.start : r.end] and r.text for r in rows)
    for outcome in {r.outcome for r in rows}:
        assert sum(r.is_main for r in rows if r.outcome == outcome) <= 1
