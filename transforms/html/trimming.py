"""What of the chosen blocks is furniture after all: copies, boxes, a second story, comments, lines at both ends."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from transforms.html.address import count_address, names_site
from transforms.html.block_text import Claims
from transforms.html.blocks import Block
from transforms.html.byline_patterns import BY
from transforms.html.class_words import part_bit
from transforms.html.container import SENTENCE_ENDS
from transforms.html.days import find_day
from transforms.html.page_survey import Survey
from transforms.html.shares import Shares
from transforms.html.tags import HEADINGS
from transforms.html.titles import words_of
from transforms.text.furniture import is_furniture
from transforms.text.words import count_words

_COPY_WORDS = 10
"""A text of so many words that stands twice is a copy."""

_STORY = part_bit("text") | part_bit("body")
_COMMENT_WORDS = 6
_MOST_LOOKED_AT = 200
_MOST_TRIMMED = 30
"""Controls, headings, quotations; lines at the end: few pages have a tenth of that, and the time is bounded."""

_CLOSING_BLOCKS, _CLOSING_WORDS = 4, 90
_DATE_WORDS = 6
_MOST_LINE_WORDS = 40
"""A longer block before the story repeats no headline and no byline."""

_OF_WRITERS = frozenset((
    "is", "was", "has", "covers", "writes", "reports", "joined", "works", "edits", "leads", "teaches", "hosts", "lives",
    "ist", "schreibt", "berichtet", "arbeitet", "est", "couvre", "écrit", "es", "escribe", "cubre",
))  # fmt: skip
_MOST_BEFORE = 40
"""Characters that may stand before the writer's name: paper and post."""

_SENTENCE_END = re.compile(r"[.!?:,]\s")
_CARD_WORDS = 70
_CARD_SHARE = 0.4
"""What cards hold that lead to other stories; more than this share of the words are the story: a list of links."""

_HEADLINE_WORDS = 5
_SECOND_WORDS = 40
"""A story before a second headline has so many words."""

_PLAIN_QUOTES = (("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'), ("«", '"'), ("»", '"'), ("„", '"'))
_APPEAL = 2
"""Words that speak to the reader or of the house in a closing box."""


def _is_furniture(block: Block, kind: str) -> bool:
    return is_furniture(block.text, block.words, kind)


def trim_story(survey: Survey, kept: list[int], claims: Claims) -> list[int]:
    """The places of the chosen blocks without what is none of the story, ascending. kept: ascending."""
    for step in (_drop_second_story, _drop_comments, _drop_boxes, _drop_copies, _drop_notices, _trim_ends):
        if len(kept) > 1:
            kept = step(survey, kept, claims) or kept
    return kept


def _drop_second_story(survey: Survey, kept: list[int], claims: Claims) -> list[int]:
    """Without what follows a second headline that lies in an element beside that of the first, made alike: the next
    article of an endless page.
    """
    titles = [mark for mark in survey.walk.headings if mark.element.tag == "h1"][:_MOST_LOOKED_AT]
    own = words_of(claims.title)
    first = next((mark for mark in titles if words_of("".join(map(str, mark.element.itertext()))) == own), None)
    for mark in titles:
        text = " ".join("".join(map(str, mark.element.itertext())).split())
        if first is None or mark.block <= first.block or count_words(text) < _HEADLINE_WORDS:
            continue
        before = [place for place in kept if place < mark.block]
        words = sum(survey.blocks[place].words for place in before)
        if words >= _SECOND_WORDS and _are_siblings(survey, first.node, mark.node):
            return before
    return kept


def _are_siblings(survey: Survey, one: int, other: int) -> bool:
    """Whether two elements lie in two articles, by tag or names the same, that have the same parent."""
    nodes = survey.nodes
    above = {nodes.parents[place]: place for place in _climb(survey, one)}
    for place in _climb(survey, other):
        twin = above.get(nodes.parents[place], place)
        if twin != place:
            return _are_made_alike(survey, twin, place)
    return False


def _are_made_alike(survey: Survey, one: int, other: int) -> bool:
    """Whether two elements are articles or text by name, and alike: stories in a row, or the posts of one."""
    tags, names = survey.nodes.tags, survey.nodes.names
    if (tags[one], names[one]) != (tags[other], names[other]):
        return False
    return tags[one] == "article" or bool(names[one] & _STORY)


def _climb(survey: Survey, place: int) -> list[int]:
    """An element and those above it but the root."""
    chain = []
    while place > 0:
        chain.append(place)
        place = survey.nodes.parents[place]
    return chain


def _drop_comments(survey: Survey, kept: list[int], _: Claims) -> list[int]:
    """Without what lies behind a heading of comments in the element of that heading, if the story is not there too."""
    nodes, blocks = survey.nodes, survey.blocks
    for place in range(kept[0] + 1, len(blocks)):
        block = blocks[place]
        if block.words <= _COMMENT_WORDS and _is_furniture(block, "comments"):
            holder = nodes.parents[block.node] if nodes.tags[block.node] in HEADINGS else block.node
            end = nodes.ends[holder]
            if not holder <= blocks[kept[0]].node < end:
                return [other for other in kept if other < place or not holder <= blocks[other].node < end]
    return kept


def _drop_boxes(survey: Survey, kept: list[int], claims: Claims) -> list[int]:
    """Without the boxes among the story's paragraphs that hold a form, or that lead to another story."""
    nodes, blocks = survey.nodes, survey.blocks
    total = sum(blocks[place].words for place in kept)
    shares = Shares(survey, kept)
    dropped: set[int] = set()
    for control in survey.walk.controls[:_MOST_LOOKED_AT]:
        inside = _list_inside(survey, kept, shares.widen(control))
        few = sum(blocks[place].words for place in inside) <= _CARD_WORDS
        if few and any(_asks(blocks[place], claims) for place in inside):
            dropped.update(inside)
    cards: set[int] = set()
    within = blocks[kept[0] : kept[-1] + 1]
    linked = (one for one in within if nodes.tags[one.node] in HEADINGS and one.is_link)
    for block in islice(linked, _MOST_LOOKED_AT):
        inside = _list_inside(survey, kept, shares.widen(block.node))
        texts = [blocks[place] for place in inside if blocks[place] is not block]
        if texts and texts[-1].text[-1] in SENTENCE_ENDS and sum(one.words for one in texts) <= _CARD_WORDS:
            cards.update(inside)
    if sum(blocks[place].words for place in cards) < _CARD_SHARE * total:
        dropped |= cards
    return [place for place in kept if place not in dropped]


def _asks(block: Block, claims: Claims) -> bool:
    """Whether a block beside a form speaks to the reader, or of the house."""
    return _is_furniture(block, "end") or count_address(block.text) > 0 or names_site(block.text, claims.site)


def _list_inside(survey: Survey, kept: list[int], box: int | None) -> list[int]:
    """The kept blocks that lie in an element."""
    if box is None:
        return []
    return [place for place in kept if box <= survey.blocks[place].node < survey.nodes.ends[box]]


def _drop_copies(survey: Survey, kept: list[int], _: Claims) -> list[int]:
    """Without the second of two equal texts in different elements, and without quotations from the story in boxes of
    their own.
    """
    blocks, nodes = survey.blocks, survey.nodes
    folded = {place: _fold(blocks[place].text) for place in kept}
    times = Counter(folded.values())
    whole = "\n".join(folded.values())
    shares = Shares(survey, kept)
    looked_at = 0
    seen: dict[str, int] = {}
    left = []
    for place, text in folded.items():
        block = blocks[place]
        if block.words >= _COPY_WORDS and nodes.tags[block.node] not in HEADINGS:
            parent = nodes.parents[block.node]
            if seen.setdefault(text, parent) != parent:
                continue
            box = block.node if nodes.tags[block.node] == "blockquote" else nodes.parents[block.node]
            if times[text] == 1 and shares.widen(box) is not None and looked_at < _MOST_LOOKED_AT:
                looked_at += 1
                if whole.count(text.rstrip(".")) > 1:
                    continue
        left.append(place)
    return left


def _fold(text: str) -> str:
    if not text.isascii():
        for quote, plain in _PLAIN_QUOTES:
            # A tenth of what `translate` takes.
            text = text.replace(quote, plain)
    # The white space of a block is regular but for its line breaks.
    return text.casefold().replace("\n", " ").strip("'\" ")


def _drop_notices(survey: Survey, kept: list[int], _: Claims) -> list[int]:
    """Without lines that only speak of what is around them, or are no more than another story's headline: a link, and
    in capitals, as the story is not.
    """
    blocks = survey.blocks
    led = {place for place in kept if _leads_on(blocks[place])}
    few = sum(blocks[place].words for place in led) < _CARD_SHARE * sum(blocks[place].words for place in kept)
    return [place for place in kept if not (few and place in led) and not _is_furniture(blocks[place], "notice")]


def _leads_on(block: Block) -> bool:
    """Whether a block is one link in capitals."""
    return block.anchors > 0 and block.is_link and block.words > 2 and block.text.isupper()


def _trim_ends(survey: Survey, kept: list[int], claims: Claims) -> list[int]:
    """Without the furniture before the first paragraph and behind the last."""
    blocks, tags = survey.blocks, survey.nodes.tags
    first, last = 0, len(kept)
    while first < last - 1 and _begins_none(blocks[kept[first]], claims):
        first += 1
    for _ in range(min(_MOST_TRIMMED, last - 1 - first)):
        if last - 1 <= first:
            break
        block = blocks[kept[last - 1]]
        box = _find_closing_box(survey, kept[first:last])
        before = kept[first : last - len(box)]
        if box and (_appeals(survey, before, box, claims) or any(_is_furniture(blocks[one], "end") for one in box)):
            last -= len(box)
        elif (
            _is_furniture(block, "end")
            or _presents_writer(block, claims)
            or (tags[block.node] in HEADINGS and block.text[-1] != ":" and block.text[-1] not in SENTENCE_ENDS)
        ):
            last -= 1
        else:
            break
    return kept[first:last]


def _begins_none(block: Block, claims: Claims) -> bool:
    """Whether no story begins with a block: what players and buttons say, or, line for line, headline, writer, day."""
    if _is_furniture(block, "start"):
        return True
    title = words_of(claims.title)
    return block.words <= _MOST_LINE_WORDS and all(
        words_of(line) == title
        or _dates(line)
        or (bool(BY.match(line)) and any(name in line for name in claims.authors))
        for line in block.text.split("\n")
    )


def _dates(line: str) -> bool:
    """Whether a line says little but a day."""
    found = find_day(line)
    return found is not None and len(words_of(found[1])) <= _DATE_WORDS


def _find_closing_box(survey: Survey, kept: list[int]) -> list[int]:
    """The last blocks if they lie in a small element of their own beside the paragraphs; none if they do not, or if it
    is the last of several posts.
    """
    nodes, blocks = survey.nodes, survey.blocks
    element = Shares(survey, kept).widen(nodes.parents[blocks[kept[-1]].node])
    box = _list_inside(survey, kept, element)
    if element is None or not len(box) < len(kept):
        return []
    before = blocks[kept[-len(box) - 1]].node
    beside = next((one for one in _climb(survey, before) if nodes.parents[one] == nodes.parents[element]), element)
    is_post = beside != element and _are_made_alike(survey, element, beside)
    is_small = len(box) <= _CLOSING_BLOCKS and sum(blocks[place].words for place in box) <= _CLOSING_WORDS
    return box if is_small and not is_post else []


def _presents_writer(block: Block, claims: Claims) -> bool:
    """Whether a paragraph begins with what a writer of the story is, or does: "The Post's Ines Okafor covers ports"."""
    if block.words > _CLOSING_WORDS:
        return False
    for name in claims.authors:
        before, found, _ = block.text[: _MOST_BEFORE + len(name)].partition(name)
        behind = block.text[len(before) + len(name) :].split(maxsplit=1) if found else []
        if behind and behind[0] in _OF_WRITERS and not _SENTENCE_END.search(before):
            return True
    return False


def _appeals(survey: Survey, before: list[int], box: list[int], claims: Claims) -> bool:
    """Whether a closing box speaks to the reader, of the house, or of the writer, and the story before it does not."""
    if _presents_writer(survey.blocks[box[0]], claims):
        return True
    text = " ".join(survey.blocks[place].text for place in box)
    weight = count_address(text) + 2 * names_site(text, claims.site)
    own = sum(count_address(survey.blocks[place].text) for place in before)
    return weight >= _APPEAL and weight > own
