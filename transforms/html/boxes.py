"""Boxes among a story's paragraphs and beside them: forms, cards of other stories, appeals, consent notices."""

from __future__ import annotations

from itertools import islice

from transforms.html.address import count_address, names_site
from transforms.html.block_text import Claims
from transforms.html.blocks import BARE, Block
from transforms.html.container import SENTENCE_ENDS
from transforms.html.page_survey import Survey
from transforms.html.shares import Shares
from transforms.html.tags import HEADINGS, PARAGRAPHS
from transforms.html.walls import name_wall
from transforms.text.furniture import is_furniture

_MOST_LOOKED_AT = 200
"""Controls, headings, boxes; few pages have a tenth of that, and the time is bounded."""

_CARD_WORDS = 70
CARD_SHARE = 0.4
"""What cards hold that lead to other stories; more than this share of the words are the story: a list of links."""

_BOX_BLOCKS = 5
"""An appeal has no more blocks."""

_APPEAL, _DENSE = 4, 10
"""Words that speak to the reader or of the house in a box that asks for support; of so many words one does."""

_LINES, _FEW = 2, 30
"""Lines of such a box at least; words of one of which one line asks the reader for something."""

_ASKED = "?？"
_LABEL_WORDS = 4

_COOKIE = "ookie"
"""What every such layer speaks of, with a capital or without; to look for it is cheap."""

_MOST_CONSENT = 0.5
"""A page that says little else is a wall, not a story with a notice; share of the words."""

_BOXED = (PARAGRAPHS | {BARE}) - {"blockquote"}
"""What is boxed, if it is, by the element about it; any other is a box itself."""


def box_of(survey: Survey, place: int) -> int:
    """The element that boxes a block, if one does: its own, or the one about a paragraph."""
    node = survey.blocks[place].node
    return survey.nodes.parents[node] if survey.nodes.tags[node] in _BOXED else node


def list_inside(survey: Survey, kept: list[int], box: int | None) -> list[int]:
    """The kept blocks that lie in an element; none for no element."""
    if box is None:
        return []
    return [place for place in kept if box <= survey.blocks[place].node < survey.nodes.ends[box]]


def drop_boxes(survey: Survey, kept: list[int], claims: Claims) -> list[int]:
    """Without the boxes among the story's paragraphs that hold a form, lead to another story or ask for support."""
    nodes, blocks = survey.nodes, survey.blocks
    total = sum(blocks[place].words for place in kept)
    shares = Shares(survey, kept)
    dropped = _list_appeals(survey, kept, shares, claims) | _list_adverts(survey, kept, shares)
    for control in survey.walk.controls[:_MOST_LOOKED_AT]:
        inside = list_inside(survey, kept, shares.widen(control))
        few = sum(blocks[place].words for place in inside) <= _CARD_WORDS
        if few and any(_asks(blocks[place], claims) or blocks[place].text[-1] in _ASKED for place in inside):
            dropped.update(inside)
    cards: set[int] = set()
    within = blocks[kept[0] : kept[-1] + 1]
    linked = (one for one in within if nodes.tags[one.node] in HEADINGS and one.is_link)
    for block in islice(linked, _MOST_LOOKED_AT):
        inside = list_inside(survey, kept, shares.widen(block.node))
        texts = [blocks[place] for place in inside if blocks[place] is not block]
        if texts and texts[-1].text[-1] in SENTENCE_ENDS and sum(one.words for one in texts) <= _CARD_WORDS:
            cards.update(inside)
    if sum(blocks[place].words for place in cards) < CARD_SHARE * total:
        dropped |= cards
    return [place for place in kept if place not in dropped]


def _asks(block: Block, claims: Claims) -> bool:
    """Whether a block beside a form speaks to the reader, or of the house."""
    return (
        is_furniture(block.text, block.words, "end")
        or count_address(block.text) > 0
        or names_site(block.text, claims.site)
    )


def _list_adverts(survey: Survey, kept: list[int], shares: Shares) -> set[int]:
    """What lies in small boxes that begin with a label that calls them paid for."""
    nodes, blocks = survey.nodes, survey.blocks
    labels = (place for place in range(kept[0] + 1, kept[-1]) if _is_label(blocks[place]))
    found: set[int] = set()
    for label in islice(labels, _MOST_LOOKED_AT):
        box = shares.widen(nodes.parents[blocks[label].node])
        inside = list_inside(survey, kept, box) if box is not None and blocks[label - 1].node < box else []
        if sum(blocks[place].words for place in inside) <= _CARD_WORDS:
            found.update(inside)
    return found


def _is_label(block: Block) -> bool:
    return block.words <= _LABEL_WORDS and is_furniture(block.text, block.words, "advert")


def _list_appeals(survey: Survey, kept: list[int], shares: Shares, claims: Claims) -> set[int]:
    """Of boxes of several lines the first of which asks the reader for something: that line, and those that speak to
    the reader. All of a box that speaks to the reader and of the house again and again, and holds a link to follow.
    """
    nodes, blocks = survey.nodes, survey.blocks
    boxes = dict.fromkeys(shares.widen(nodes.parents[blocks[place].node]) for place in kept)
    found: set[int] = set()
    for box in islice((box for box in boxes if box is not None), _MOST_LOOKED_AT):
        inside = list_inside(survey, kept, box)
        whole = blocks[max(0, inside[0] - _BOX_BLOCKS) : inside[-1] + _BOX_BLOCKS]
        whole = [block for block in whole if box <= block.node < nodes.ends[box]]
        few = len(whole) <= _BOX_BLOCKS and sum(block.words for block in whole) <= _CARD_WORDS
        if few and len(whole) > 1 and is_furniture(whole[0].text, whole[0].words, "end"):
            found.update(place for place in inside if blocks[place] is whole[0] or count_address(blocks[place].text))
        elif (
            few and _invites(survey, whole, claims) and _count_all(blocks, kept) - _count_all(blocks, inside) < _APPEAL
        ):
            found.update(inside)
    return found


def _count_all(blocks: list[Block], places: list[int]) -> int:
    """The words in blocks that speak to the reader or of the house."""
    return sum(count_address(blocks[place].text) for place in places)


def _invites(survey: Survey, box: list[Block], claims: Claims) -> bool:
    """Whether a box asks the reader for something: it has a heading or a link, and speaks to the reader and of the
    house again and again; or one of its few lines does nothing else.
    """
    if len(box) < _LINES:
        return False
    words = sum(block.words for block in box)
    if words <= _FEW and any(is_furniture(block.text, block.words, "end") for block in box):
        return True
    is_set_off = any(block.is_link or survey.nodes.tags[block.node] in HEADINGS for block in box)
    return is_set_off and _speaks(box, claims) >= max(_APPEAL, words / _DENSE)


def _speaks(box: list[Block], claims: Claims) -> int:
    """How often a box speaks to the reader or of the house, its name twice as much."""
    return sum(count_address(block.text) + 2 * names_site(block.text, claims.site) for block in box)


def drop_consent(survey: Survey, kept: list[int], _: Claims) -> list[int]:
    """Without the boxes that read like a consent wall: layers over the page, which no mark need tell."""
    blocks = survey.blocks
    if not any(_COOKIE in blocks[place].text for place in kept):
        return kept
    groups: dict[int, list[int]] = {}
    for place in kept:
        groups.setdefault(box_of(survey, place), []).append(place)
    total = sum(blocks[place].words for place in kept)
    notices: set[int] = set()
    for group in groups.values():
        words = sum(blocks[place].words for place in group)
        text = "\n".join(blocks[place].text for place in group)
        if words < _MOST_CONSENT * total and name_wall(text, paid=False, words=words) == "consent_wall":
            notices.update(group)
    return [place for place in kept if place not in notices]
