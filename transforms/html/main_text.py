"""The story of a page: the rules' survey, the model's verdict, the text."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from transforms.html.authors import find_authors
from transforms.html.block_text import Claims
from transforms.html.container import find_container, weigh_prose
from transforms.html.features import choose_candidates, describe_blocks
from transforms.html.head import Head
from transforms.html.headline_area import find_headline_area
from transforms.html.json_ld import text_of
from transforms.html.live_posts import fill_posts, is_live
from transforms.html.page_survey import Survey
from transforms.html.rules import inherit_below, judge_blocks
from transforms.html.standfirst import add_standfirst
from transforms.html.story_lists import fill_lists
from transforms.html.titles import find_title, words_of
from transforms.html.trimming import trim_story
from transforms.html.walk import walk_page
from transforms.text.boosted_trees import load_trees, score_rows
from transforms.text.choosing import choose_likely, drop_strangers

_DOUBT = 1.2
"""The model's log odds are divided by this: on sites that it was not trained on it is surer than it is right."""

_HOPELESS = 0.2
"""When no block has a better chance the model knows no story."""

_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_PROSE = 14.0
"""A heading that weighs so much as prose (see `weigh_prose`) is a paragraph: full sentences of as many words."""

_APART, _RELATED = 8, 0.4
"""See `drop_strangers`; in cross-validation 6 to 12 blocks and 0.4 to 0.6 do about as well."""


def survey_page(root: etree._Element, *, scripted: bool = True) -> Survey:
    """Blocks, container and the rules' verdicts. scripted: as of `walk_page`."""
    walk = walk_page(root, scripted=scripted)
    nodes, blocks = walk.nodes, walk.blocks
    prose = [weigh_prose(block) for block in blocks]
    containers = find_container(nodes, blocks, prose)
    below = inherit_below(nodes, containers.story)
    verdicts = judge_blocks(nodes, blocks, prose, containers.story, below)
    return Survey(walk, nodes, blocks, prose, containers, verdicts, *below)


def make_claims(head: Head, title: str | None, authors: tuple[str, ...]) -> Claims:
    """What the head claims of the story."""
    return Claims(
        title or "",
        head.first("og:description", "description") or "",
        authors,
        head.first("og:site_name", "application-name") or _name_site(head, title or ""),
        text_of(head.article.get("articleBody")) or "",
        is_live(head, title or ""),
    )


def _name_site(head: Head, title: str) -> str:
    """What the page's title holds beside the headline; else the publisher."""
    whole = head.title or ""
    beside = whole.replace(title, " ").strip() if title and title in whole else ""
    return beside or text_of(head.article.get("publisher")) or ""


def describe_page(survey: Survey, head: Head) -> tuple[list[int], NDArray[np.float32], Claims]:
    """Places of the candidate blocks, their rows of features, and what the head claims; for training."""
    title = find_title(head, survey.walk)
    around = find_headline_area(survey.walk, survey.verdicts, title)
    claims = make_claims(head, title, find_authors(head, survey, around))
    candidates = choose_candidates(survey)
    return candidates.tolist(), describe_blocks(survey, candidates, claims), claims


def _choose_blocks(texts: list[str], words: list[int], places: list[int], scores: list[float]) -> list[int]:
    """Numbers of the candidate blocks that make the story, ascending; none when the model knows no story.

    texts, words: of each candidate; places: where it stands among the page's blocks; scores: log odds that it is part
    of the story.
    """
    chances = 1.0 / (1.0 + np.exp(-np.array(scores) / _DOUBT))
    if chances.max() < _HOPELESS:
        return []
    kept, _ = choose_likely(words, chances)
    return drop_strangers(texts, kept, places, _APART, _RELATED)


def choose_story(survey: Survey, claims: Claims) -> list[int]:
    """Places of the blocks that make the story, in reading order: the model's choice, the rules' where it has none."""
    candidates = choose_candidates(survey)
    if not len(candidates):
        return []
    trees = load_trees("transforms.html", "block_model.json")
    scores = score_rows(trees, describe_blocks(survey, candidates, claims))
    return finish_story(survey, claims, candidates.tolist(), scores.tolist())


def finish_story(survey: Survey, claims: Claims, places: list[int], scores: list[float]) -> list[int]:
    """Places of the blocks that make the story, in reading order. places, scores: of the candidates, their log odds."""
    blocks = [survey.blocks[place] for place in places]
    chosen = _choose_blocks([block.text for block in blocks], [block.words for block in blocks], places, scores)
    kept = [places[number] for number in chosen]
    if not kept:
        kept = [place for place, verdict in enumerate(survey.verdicts) if verdict]
    headline = words_of(claims.title)
    if len(kept) > 1 and headline and words_of(survey.blocks[kept[0]].text) == headline:
        kept = kept[1:]
    if len(kept) > 1:
        kept = fill_lists(survey, kept)
    if claims.live:
        kept = fill_posts(survey, kept)
    return trim_story(survey, add_standfirst(survey, _fill_headings(survey, kept), claims.title), claims)


def _fill_headings(survey: Survey, kept: list[int]) -> list[int]:
    """The kept blocks and what is marked as a heading between two of them but reads like a paragraph."""
    blocks, nodes = survey.blocks, survey.nodes
    filled = set(kept)
    for before, after in pairwise(kept):
        block = blocks[before + 1]
        if (
            after == before + 2
            and nodes.tags[block.node] in _HEADINGS
            and survey.prose[before + 1] >= _PROSE
            and nodes.parents[blocks[before].node] == nodes.parents[block.node] == nodes.parents[blocks[after].node]
        ):
            filled.add(before + 1)
    return sorted(filled)
