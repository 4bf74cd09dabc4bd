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
_OTHERS = part_bit("comment") | part_bit("related") | part_bit("navigation")
"""Where others write, or other stories are named, with times as well."""


@cache
def _load_titles() -> re.Pattern[str]:
    phrases = read_phrases("transforms.html", "live_titles.tsv", kinds=("live",), places=tuple(_FRAMES))
    return join_phrases(phrases, _FRAMES)["live"]


def is_live(head: Head, title: str) -> bool:
    """Whether a page says that entries are added to it: by its kind in JSON-LD, or in its headline."""
    return "LiveBlogPosting" in types_of(head.article) or bool(_load_titles().search(title.casefold()))


def fill_posts(survey: Survey, kept: list[int]) -> list[int]:
    """The kept blocks of a live page, the prose between its headline and its entries, and the entries; without the
    lines of their times.
    """
    posts, holder = _find_posts(survey)
    if not posts:
        return kept
    nodes, blocks, prose = survey.nodes, survey.blocks, survey.prose
    verdicts = judge_blocks(nodes, blocks, prose, holder, inherit_below(nodes, holder))
    inside = [place for post in posts for place in post]
    filled = {*kept, *_list_opening(survey, posts[0].start), *(place for place in inside if verdicts[place])}
    return sorted(filled.difference(place for place in inside if _tells_time(survey, place)))


def _list_opening(survey: Survey, end: int) -> list[int]:
    """The prose between the last h1 before the first entry and that; none where no h1 is."""
    begin = max(
        (mark.block for mark in survey.walk.headings if mark.element.tag == "h1" and mark.block < end), default=end
    )
    verdicts = judge_blocks(survey.nodes, survey.blocks, survey.prose, 0, inherit_below(survey.nodes, 0))
    return [place for place in range(begin, end) if verdicts[place] and survey.prose[place] >= _POST_PROSE]


def _find_posts(survey: Survey) -> tuple[list[range], int]:
    """The blocks of each entry, and the place of the element that all lie in; none when the page shows no entries.

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
    return best, holder


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
