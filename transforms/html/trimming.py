"""What of the chosen blocks is furniture after all: a second story, comments, boxes, copies, lines at both ends."""

from __future__ import annotations

import re
from collections import Counter

from transforms.html.address import count_address, names_site
from transforms.html.before import drop_before
from transforms.html.block_text import Claims
from transforms.html.blocks import Block
from transforms.html.boxes import CARD_SHARE, box_of, drop_boxes, drop_consent, list_inside
from transforms.html.byline_patterns import BY, POSTED, ROLE
from transforms.html.class_words import part_bit
from transforms.html.comments import drop_comments
from transforms.html.container import SENTENCE_ENDS
from transforms.html.days import find_day
from transforms.html.page_survey import Survey
from transforms.html.second_story import are_made_alike, climb, drop_second_story
from transforms.html.shares import Shares
from transforms.html.tags import HEADINGS
from transforms.html.titles import words_of
from transforms.text.furniture import is_furniture, is_notice
from transforms.text.words import count_words

_COPY_WORDS, _QUOTED_WORDS = 10, 5
"""A text of so many words that stands twice is a copy; in an element that is marked as a quotation."""

_QUOTE = part_bit("quote")

_MOST_LOOKED_AT = 200
_MOST_TRIMMED = 30
"""Quotations; lines at the end: few pages have a tenth of that, and the time is bounded."""

_CLOSING_BLOCKS, _CLOSING_WORDS = 4, 90
_DATE_WORDS = 6
_POST_WORDS = 4
_SIGNING = 2
"""Blocks behind the first that may be the byline: it stands behind a standfirst."""

_MOST_LINE_WORDS = 40
"""A longer block before the story repeats no headline and no byline."""

_OF_WRITERS = frozenset((
    "is", "was", "has", "covers", "writes", "reports", "joined", "works", "edits", "leads", "teaches", "hosts", "lives",
    "ist", "schreibt", "berichtet", "arbeitet", "est", "couvre", "écrit", "es", "escribe", "cubre",
))  # fmt: skip
_MOST_BEFORE = 40
"""Characters that may stand before the writer's name: paper and post."""

_POSTED = re.compile(r"[—–-]\s?[^.]{1,80}\(@\w+\)")
"""Who wrote, on another site, what the page shows before it."""

_SAYS = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?:,]\s")
_PLAIN_QUOTES = (("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'), ("«", '"'), ("»", '"'), ("„", '"'))
_APPEAL = 2
"""Words that speak to the reader or of the house in a closing box."""


def _is_furniture(block: Block, kind: str) -> bool:
    return is_furniture(block.text, block.words, kind)


def trim_story(survey: Survey, kept: list[int], claims: Claims) -> list[int]:
    """The places of the chosen blocks without what is none of the story, ascending. kept: ascending."""
    for step in (
        drop_before,
        drop_second_story,
        drop_comments,
        drop_consent,
        drop_boxes,
        _drop_copies,
        _cut_others,
        _drop_notices,
        _drop_lone_headings,
        _trim_ends,
    ):
        if len(kept) > 1:
            kept = step(survey, kept, claims) or kept
    return kept


def _drop_copies(survey: Survey, kept: list[int], _: Claims) -> list[int]:
    """Without the second of two equal texts in different elements, what is short and stands beside such a copy too, and
    without quotations from the story in boxes of their own.
    """
    blocks, nodes = survey.blocks, survey.nodes
    folded = {place: _fold(blocks[place].text) for place in kept}
    times = Counter(folded.values())
    whole = "\n".join(folded.values())
    shares = Shares(survey, kept)
    looked_at = 0
    seen: dict[str, int] = {}
    dropped: set[int] = set()
    for place, text in folded.items():
        block = blocks[place]
        if block.words >= _QUOTED_WORDS and nodes.tags[block.node] not in HEADINGS:
            box = box_of(survey, place)
            if block.words >= _COPY_WORDS:
                parent = nodes.parents[block.node]
                if seen.setdefault(text, parent) != parent:
                    dropped.add(place)
                    continue
            elif nodes.tags[box] != "blockquote" and not nodes.names[box] & _QUOTE:
                continue
            if times[text] == 1 and shares.widen(box) is not None and looked_at < _MOST_LOOKED_AT:
                looked_at += 1
                if whole.count(text.rstrip(".")) > 1:
                    dropped.add(place)
    if dropped:
        told: set[str] = set()
        for before, (place, text), after in zip([-1, *kept], folded.items(), [*kept[1:], -1], strict=False):
            if text in told and not dropped.isdisjoint((before, after)):
                dropped.add(place)
            told.add(text)
    return [place for place in kept if place not in dropped]


def _drop_lone_headings(survey: Survey, kept: list[int], _: Claims) -> list[int]:
    """Without headings of boxes among the paragraphs nothing else of which was chosen."""
    nodes, blocks = survey.nodes, survey.blocks
    shares = Shares(survey, kept)
    headings = [place for place in kept[1:] if nodes.tags[blocks[place].node] in HEADINGS][:_MOST_LOOKED_AT]
    alone = {place for place in headings if _heads_nothing(survey, kept, place, shares.widen(blocks[place].node))}
    return [place for place in kept if place not in alone]


def _heads_nothing(survey: Survey, kept: list[int], place: int, box: int | None) -> bool:
    """Whether a heading is the only block of its box that was chosen, and others follow it there."""
    follows = (
        place + 1 < len(survey.blocks) and box is not None and survey.blocks[place + 1].node < survey.nodes.ends[box]
    )
    return follows and list_inside(survey, kept, box) == [place]


def _fold(text: str) -> str:
    if not text.isascii():
        for quote, plain in _PLAIN_QUOTES:
            # A tenth of what `translate` takes.
            text = text.replace(quote, plain)
    # The white space of a block is regular but for its line breaks.
    return text.casefold().replace("\n", " ").strip("'\" ")


def _drop_notices(survey: Survey, kept: list[int], _: Claims) -> list[int]:
    """Without lines that only speak of what is around them, or are no more than another story's headline: a link, as
    the story is not.
    """
    blocks, tags = survey.blocks, survey.nodes.tags
    led = {place for place in kept if _leads_on(blocks[place], tags[blocks[place].node])}
    few = sum(blocks[place].words for place in led) < CARD_SHARE * sum(blocks[place].words for place in kept)
    kept = [
        place for place in kept if not (few and place in led) and not is_notice(blocks[place].text, blocks[place].words)
    ]
    told = set(kept)
    return [place for place in kept if place - 1 in told or not _POSTED.match(blocks[place].text)]


def _cut_others(survey: Survey, kept: list[int], _: Claims) -> list[int]:
    """Without what follows the heading of other stories, if none of it is a sentence."""
    blocks = survey.blocks
    last = next((place for place in reversed(kept) if blocks[place].text[-1] in SENTENCE_ENDS), kept[-1])
    labels = (place for place in range(last + 1, kept[-1]) if _is_furniture(blocks[place], "more"))
    end = next(labels, kept[-1] + 1)
    return [place for place in kept if place < end]


def _leads_on(block: Block, tag: str) -> bool:
    """Whether a block is one link in capitals, or a paragraph that is one link and no sentence."""
    if not block.anchors or not block.is_link or block.words <= 2:
        return False
    is_whole = block.anchors == 1 and block.links == len(block.text) and tag == "p"
    return block.text.isupper() or (is_whole and block.text[-1] not in SENTENCE_ENDS and block.text[-1] != ":")


def _trim_ends(survey: Survey, kept: list[int], claims: Claims) -> list[int]:
    """Without the furniture before the first paragraph and behind the last."""
    blocks, tags = survey.blocks, survey.nodes.tags
    kept = kept[:1] + [
        place for number, place in enumerate(kept[1:]) if number >= _SIGNING or not _signs_only(survey, place, claims)
    ]
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
            or not _SAYS.search(block.text)
            or _presents_writer(block, claims)
            or (tags[block.node] in HEADINGS and block.text[-1] != ":" and block.text[-1] not in SENTENCE_ENDS)
        ):
            last -= 1
        else:
            break
    return kept[first:last]


def _signs_only(survey: Survey, place: int, claims: Claims) -> bool:
    """Whether a block, of a story that may have begun with a standfirst, is a byline or a day and no heading."""
    block = survey.blocks[place]
    tag = survey.nodes.tags[block.node]
    return tag not in HEADINGS and not _is_furniture(block, "start") and _begins_none(block, claims)


def _begins_none(block: Block, claims: Claims) -> bool:
    """Whether no story begins with a block: what players and buttons say, or, line for line, headline, writer, day."""
    if _is_furniture(block, "start"):
        return True
    title = words_of(claims.title)
    return block.words <= _MOST_LINE_WORDS and all(
        words_of(line) == title
        or _dates(line)
        or any(_signs(line, name) for name in claims.authors)
        or (place > 0 and count_words(line) <= _POST_WORDS and ROLE.match(f" {line}") is not None)
        for place, line in enumerate(block.text.split("\n"))
    )


def _signs(line: str, name: str) -> bool:
    """Whether a line is the byline of a writer: behind "by", or the name and a post."""
    if name not in line:
        return False
    return BY.match(line) is not None or (
        line.startswith(name) and (line == name or POSTED.fullmatch(line) is not None)
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
    box = list_inside(survey, kept, element)
    if element is None or not len(box) < len(kept):
        return []
    before = blocks[kept[-len(box) - 1]].node
    beside = next((one for one in climb(survey, before) if nodes.parents[one] == nodes.parents[element]), element)
    is_post = beside != element and are_made_alike(survey, element, beside)
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
