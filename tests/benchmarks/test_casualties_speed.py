"""The cost of counting casualties, against cutting the same text into sentences and tokens in the same run."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.stopwatch import cpu_seconds
from transforms.mentions.casualties.finding import find_casualties
from transforms.mentions.casualties.words.tokens import read_tokens
from transforms.text.sentences import split_sentences

STORY = (
    "A bomb killed nine people and wounded 14 others at a market in Barra on Friday, police said. The blast came a "
    "week after gunmen shot dead a judge, two clerks and their driver. Nobody claimed responsibility. Traders said "
    "that stalls had been moved closer to the road. More than 300 people have died in the region since January. The "
    "governor, who arrived in the evening, promised help. Shops stayed shut, and buses did not run. Talks are to "
    "resume next week.\n\n"
)
HOSTILE = [
    "two men were killed and ",
    "killed ",
    "12, ",
    "a man, a woman and ",
    "who died ",
    "the death of the ",
    '"',
    "\n",
]


@pytest.mark.slow
def test_stories_cost_a_small_multiple_of_their_tokens() -> None:
    def read() -> None:
        for _ in range(50):
            for start, end in split_sentences.__wrapped__(STORY):  # each time anew
                read_tokens(STORY, start, end)

    def count() -> None:
        for _ in range(50):
            find_casualties(STORY, "Bomb kills nine", date(2020, 5, 8), [], [])

    count()
    assert cpu_seconds(count) < 9 * cpu_seconds(read)


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    short, long = piece * (20_000 // len(piece)), piece * (80_000 // len(piece))
    find_casualties(STORY, None, None, [], [])
    once = cpu_seconds(lambda: find_casualties(short, None, None, [], []))
    assert cpu_seconds(lambda: find_casualties(long, None, None, [], [])) < 8 * max(once, 0.01)
