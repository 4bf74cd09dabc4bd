"""The entries of a live page, which stand behind its introduction: a story in posts, each with its time."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import accumulate

from transforms.html.class_words import part_bit
from transforms.html.head import Head
from transforms.html.json_ld import types_of
from transforms.html.page_survey import Survey
from transforms.html.rules import inherit_below, judge_blocks
from transforms.text.phrases import join_phrases, read_phrases

_FRAMES = {"apart": (r"(?<!\w)(?:", r")\s?(?:$|[:|.)–—-](?!\w))"), "holds": (r"(?<!\w)(?:", r")(?!\w)")}

_FEWEST = 3
"""Entries of a live page, at least."""

_POST_PROSE = 12.0
"""What an entry weighs as prose (see `weigh_prose`), at least."""

_LINES, _LINE_WORDS = 3, 10
"""An entry's time stands in one of its first lines, which has few words beside it."""

_CLOCK = re.compile(
    r"""
    (?<! [\d.,] ) (?: [01]?\d | 2[0-3] ) (?: [:.h] [0-5]\d (?! \d ) | \s? [ap]\.?m\b | \s? Uhr\b )
  | \d \s? (?: m | mins? | minutes? | h | hrs? | hours? ) \s ago \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OTHERS = part_bit("comment") | part_bit("related") | part_bit("recommend") | part_bit("navigation")
"""Where others write, or other stories are named, with times as well."""


@cache
def _load_titles() -> re.Pattern[str]:
    phrases = read_phrases("transforms.html", "live_titles.tsv", kinds=("live",), places=tuple(_FRAMES))
    return join_phrases(phrases, _FRAMES)["live"]


def is_live(head: Head, title: str) -> bool:
    """Whether a page says that entries are added to it: by its kind in JSON-LD, or in its headline."""
    return "LiveBlogPosting" in types_of(head.article) or bool(_load_titles().search(title.casefold()))


def find_posts(survey: Survey) -> list[int]:
    """Places of the blocks that a live page's entries tell, ascending, without the lines of their times; none when it
    shows no entries.

    Entries are elements made alike beside one another, each with prose and with a time in its first lines; of several
    rows of such the one with the most prose.
    """
    nodes = survey.nodes
    starts = [block.node for block in survey.blocks]
    timed = {mark.block for mark in survey.walk.times}
    sums = [0.0, *accumulate(survey.prose)]
    rows: dict[tuple[int, str, int], list[int]] = {}
    for place in range(1, len(nodes)):
        rows.setdefault((nodes.parents[place], nodes.tags[place], nodes.names[place]), []).append(place)
    best: list[range] = []
    holder, most = 0, 0.0
    for (parent, _, names), row in rows.items():
        if len(row) < _FEWEST or names & _OTHERS:
            continue
        spans = [range(bisect_left(starts, one), bisect_left(starts, nodes.ends[one])) for one in row]
        posts = [
            span
            for span in spans
            if sums[span.stop] - sums[span.start] >= _POST_PROSE
            and any(place in timed or _tells_time(survey, place) for place in span[:_LINES])
        ]
        prose = sum(sums[post.stop] - sums[post.start] for post in posts)
        if len(posts) >= _FEWEST and prose > most and not _lies_elsewhere(survey, parent):
            best, holder, most = posts, parent, prose
    if not best:
        return []
    verdicts = judge_blocks(nodes, survey.blocks, survey.prose, holder, inherit_below(nodes, holder))
    return [place for post in best for place in post if verdicts[place] and not _tells_time(survey, place)]


def _lies_elsewhere(survey: Survey, place: int) -> bool:
    """Whether an element lies in one where others write or other stories are named."""
    while place > 0:
        if survey.nodes.names[place] & _OTHERS:
            return True
        place = survey.nodes.parents[place]
    return False


def _tells_time(survey: Survey, place: int) -> bool:
    """Whether a block is a line with a time of day, or says how long ago it was."""
    block = survey.blocks[place]
    return block.words <= _LINE_WORDS and bool(_CLOCK.search(block.text))
