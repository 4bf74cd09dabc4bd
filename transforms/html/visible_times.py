"""Times that a page shows its reader: in time elements, and in short lines around the headline and the story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from lxml import etree

from transforms.html.blocks import Block
from transforms.html.class_words import part_bit
from transforms.html.days import find_day, may_state_day
from transforms.html.headline_area import HeadlineArea
from transforms.html.microdata import Items
from transforms.html.page_survey import Survey
from transforms.text.packaged import read_rows, split_list

_COMMENT = part_bit("comment")
_PUBLISHED, _UPDATED = "published", "updated"
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"[|•·\n]")
_MOST_CHARS = 60
_MOST_TOLD = 400
"""Characters of a time element that are read."""
_MOST_WORDS = 20
"""A longer block, or piece of one, is prose; the dates in it are those of events."""

_PROSE_WORD = re.compile(r"(?<![^\W\d_])[a-zà-öø-ÿ]{3,}")
_FEW_PROSE_WORDS = 3
"""A line with as many words in lower case before its date, and no label, is a sentence about that day."""

_SIGNED = re.compile(r"by\b|von\b|par\b|por\b|di\b|door\b|av\b|af\b", re.IGNORECASE)
_OWN_ATTRIBUTES = ("datetime", "content", "title")
_MANY_TIMES = 3
_REMEMBERED = 64
"""Lines: those around a headline are asked for by publication, by the clock and by the times of elements."""


@cache
def _load_labels() -> re.Pattern[str]:
    """Finds what says of a date what happened on it; the name of the group is the kind."""
    rows = read_rows("transforms.html", "date_labels.tsv", 2)
    groups = (f"(?P<{kind}>{'|'.join(split_list(words))})" for kind, words in rows)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(groups)})", re.IGNORECASE)


@dataclass(slots=True)
class ElementTimes:
    """What elements state: near: those marked as publication or standing near the headline; updated: those that stand
    there as updates; far: others; shown: what the near ones show beside their datetime.
    """

    near: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    far: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


def list_element_times(survey: Survey, items: Items, around: HeadlineArea) -> ElementTimes:
    """The times that elements state, those of readers' comments and of other stories left out."""
    lines = [block.text for block in around.near]
    times = ElementTimes()
    marked: list[str] = []
    for seen in survey.walk.times:
        if survey.names[seen.node] & _COMMENT or not items.owns(seen.element):
            continue
        # lxml's types also speak of the bytes that Python 2 got.
        attributes: dict[str, str] = dict(seen.element.items())  # type: ignore[arg-type]
        property_ = attributes.get("itemprop")
        is_marked = property_ in ("datePublished", "dateCreated") or "pubdate" in attributes
        text = _text_of(seen.element)
        line = next((whole for whole in lines if text and text in whole), None)
        if line is None and not is_marked and len(set(times.far)) >= _MANY_TIMES:
            continue  # one more of those that are given up below
        data = (value for name, value in attributes.items() if name.startswith("data-") and _DIGIT.search(value))
        stated = next((attributes[name] for name in _OWN_ATTRIBUTES if attributes.get(name)), None)
        stated = stated or next(data, None) or text
        parts = _cut_line(line) if line else ()
        label = next((label for part, label in parts if text in part or part in text), "")
        if is_marked:
            marked.append(stated)
        elif property_ == "dateModified" or _UPDATED in (label, _name_label(attributes.get("class", "") + " " + text)):
            if line is not None:
                times.updated.append(stated)
        elif line is not None:
            times.near.append(stated)
            if stated is not text:
                times.shown.append(text)
        else:
            times.far.append(stated)
    times.near = marked + times.near
    if len(set(times.far)) >= _MANY_TIMES:
        # Those of other stories, or of comments that no name tells.
        times.far = []
    return times


def _text_of(element: etree._Element) -> str:
    """The text of an element, not much beyond what may be a time: one that is never closed holds the whole page."""
    said: list[str] = []
    size = 0
    for piece in element.itertext():
        said.append(str(piece)[:_MOST_TOLD])
        size += len(said[-1])
        if size > _MOST_TOLD:
            break
    return " ".join("".join(said).split())


def _name_label(text: str) -> str:
    """The kind of the first label in a text, "" for none."""
    found = _load_labels().search(text)
    return (found.lastgroup or "") if found else ""


@lru_cache(maxsize=_REMEMBERED)
def _cut_line(text: str) -> tuple[tuple[str, str], ...]:
    """The parts of a line, each with the kind of label that it begins with, "" for none."""
    return tuple(_list_parts(text))


def _list_parts(text: str) -> Iterator[tuple[str, str]]:
    for part in _PARTS.split(text):
        starts = [found.start() for found in _load_labels().finditer(part)] if _DIGIT.search(part) else []
        for start, end in zip([0, *starts], [*starts, len(part)], strict=True):
            piece = part[start:end].strip()
            if piece:
                yield piece, _name_label(piece) if start in starts else ""


def state_text(around: HeadlineArea) -> tuple[list[str], list[str]]:
    """Short texts that hold a date, the likeliest first: those that speak of publication, which stand below the
    headline or, if they say so, at the story's edges; and others: updates below the headline, what stands above it
    (that may be the day of the visit) and at the edges.
    """
    after = list(_list_dated(_list_short(around.after)))
    updates = [text for text, label in after if label == _UPDATED]
    pieces = (piece for piece in around.pieces if len(piece) <= _MOST_CHARS)
    after += _list_dated(piece for piece in pieces if not any(piece in update for update in updates))
    before = list(_list_dated(_list_short(around.before)))
    edges = list(_list_dated(_list_short(around.edges)))
    first = [text for text, label in after if label != _UPDATED]
    first += [text for text, label in edges if label == _PUBLISHED]
    others = updates
    for texts in (before, edges):
        others += [text for text, label in texts if label != _UPDATED]
        others += [text for text, label in texts if label == _UPDATED]
    return first, others


def _list_short(blocks: Iterable[Block]) -> Iterator[str]:
    return (block.text for block in blocks if block.words <= _MOST_WORDS)


def _list_dated(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The parts of these texts that hold a date and are no sentence about that day, with the kinds of their labels."""
    for text in texts:
        if may_state_day(text):
            for part, label in _cut_line(text):
                if find_day(part) and (label or not _is_sentence(part)):
                    yield part, label


def _is_sentence(part: str) -> bool:
    """Whether a text is a sentence, not a line that dates the page."""
    first = _DIGIT.search(part)
    before = part[: first.start()] if first else part
    return len(_PROSE_WORD.findall(before)) >= _FEW_PROSE_WORDS and not _SIGNED.match(part)


def list_clocks(around: HeadlineArea) -> Iterator[str]:
    """The parts of the short lines around the headline that may tell a time of day."""
    for text in _list_short(around.near):
        yield from (part for part, _ in _cut_line(text))
