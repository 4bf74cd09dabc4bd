"""What the words of one block say of its part in the page, as numbers for the block model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from transforms.html.blocks import Block
from transforms.html.class_words import join_words
from transforms.html.container import SENTENCE_ENDS
from transforms.html.letters import count_letters
from transforms.text.phrases import read_phrases

_SAMPLE = 300
"""Letters that shares are measured on."""

_BEGINNING_CHARS = 160
"""Furniture says what it is at once; looking no further bounds the time."""

_MOST_WORDS = 70
"""A longer block is not judged by a phrase: stories speak of newsletters and cookies too."""

_TITLE_WORDS = 60
"""A longer block does not repeat the title."""

_Find = Callable[[str], re.Match[str] | None]
Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Claims:
    """What the page's head claims of the story: title, description, authors' names, the site's name and the body in
    JSON-LD; empty where it does not. live: whether it is a page that entries are added to.
    """

    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    site: str = ""
    body: str = ""
    live: bool = False


@cache
def _load_phrases() -> tuple[tuple[str, _Find | None, _Find | None], ...]:
    """The kinds of line that phrases.tsv knows, and how to find what they begin with and what they hold, in order."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for phrase in read_phrases("transforms.html", "phrases.tsv", places=("begins", "holds")):
        kinds.setdefault(phrase.kind, {"begins": [], "holds": []})[phrase.where].append(phrase.alternative)
    return tuple(
        (
            kind,
            re.compile("|".join(found["begins"])).match if found["begins"] else None,
            re.compile(join_words(found["holds"])).search if found["holds"] else None,
        )
        for kind, found in kinds.items()
    )


@cache
def _load_any_phrase() -> tuple[_Find, _Find]:
    """How to find what lines of any kind begin with, and what they hold: most blocks are none of them."""
    phrases = read_phrases("transforms.html", "phrases.tsv")
    begins = [phrase.alternative for phrase in phrases if phrase.where == "begins"]
    holds = [phrase.alternative for phrase in phrases if phrase.where == "holds"]
    return re.compile("|".join(begins)).match, re.compile(join_words(holds)).search


def name_text_features() -> list[str]:
    """Names of the columns of `describe_text`."""
    names = ["words", "links", "anchors", "bold", "italic", "sentence_end", "marks", "commas", "upper"]
    names += ["digits", "code", "quote_start", "bar", "title", "description", "body", "author"]
    return names + [f"phrase_{kind}" for kind, _, _ in _load_phrases()]


def describe_text(blocks: list[Block], claims: Claims, shares: Column) -> dict[str, Column]:
    """A column for each of `name_text_features`, an entry for each block. shares: of `share_title`."""
    texts = [block.text for block in blocks]
    words = np.array([block.words for block in blocks], dtype=np.float64)
    sizes = np.array([len(text) for text in texts], dtype=np.float64)
    letters = count_letters([text[:_SAMPLE] for text in texts])
    samples = np.minimum(sizes, _SAMPLE)
    phrases = _find_all_phrases(blocks)
    return {
        "words": np.log1p(words),
        "links": np.array([block.links for block in blocks]) / sizes,
        "anchors": np.array([block.anchors for block in blocks]),
        "bold": np.array([block.bold for block in blocks]) / sizes,
        "italic": np.array([block.italic for block in blocks]) / sizes,
        "sentence_end": np.array([text[-1] in SENTENCE_ENDS for text in texts]),
        "marks": letters.marks / samples,
        "commas": letters.commas / samples,
        "upper": letters.upper / samples,
        "digits": letters.digits / samples,
        "code": letters.code / samples,
        "quote_start": letters.start,
        "bar": np.array(["|" in text for text in texts]),
        "title": shares,
        "description": _agree_with_description(texts, words, claims.description),
        "body": _agree_with_body(texts, claims.body),
        "author": words * _name_authors(blocks, claims.authors),
    } | {f"phrase_{kind}": phrases[:, place] for place, (kind, _, _) in enumerate(_load_phrases())}


def _agree_with_description(texts: list[str], words: Column, description: str) -> Column:
    """1 where a block begins as the description does or lies in it, -1 everywhere when there is none."""
    if not description:
        return np.full(len(texts), -1.0)
    start = description[:80]
    agrees: Column = (words > 3) * np.array([text[:80] in description or start in text for text in texts], dtype=float)
    return agrees


def _agree_with_body(texts: list[str], body: str) -> Column:
    """1 where the body in JSON-LD holds a block's beginning, -1 everywhere when there is none."""
    if not body:
        return np.full(len(texts), -1.0)
    return np.array([" ".join(text[:60].split()) in body for text in texts], dtype=np.float64)


def _name_authors(blocks: list[Block], authors: tuple[str, ...]) -> Column:
    """1 where a block that is no long paragraph names an author."""
    names = np.zeros(len(blocks))
    for author in authors:
        named = [place for place, block in enumerate(blocks) if block.words <= _MOST_WORDS and author in block.text]
        names[named] = 1.0
    return names


def share_title(blocks: list[Block], title: str, places: Iterable[int]) -> Column:
    """For each block the share of the words of it and the title that both have, 0 to 1; only for those at `places`."""
    wanted = set(title.casefold().split())
    shares = np.zeros(len(blocks))
    for place in places:
        block = blocks[place]
        if block.words <= _TITLE_WORDS:
            own = block.text.casefold().split()
            # Most blocks share nothing with the title.
            if not wanted.isdisjoint(own):
                distinct = set(own)
                shares[place] = 2 * len(distinct & wanted) / (len(distinct) + len(wanted))
    return shares


def _find_all_phrases(blocks: list[Block]) -> NDArray[np.bool_]:
    """A row for each block, an entry for each kind of phrase: whether the block's beginning holds one."""
    phrases = _load_phrases()
    begins, holds = _load_any_phrase()
    found = np.zeros((len(blocks), len(phrases)), dtype=np.bool_)
    for place, block in enumerate(blocks):
        if block.words <= _MOST_WORDS:
            beginning = block.text[:_BEGINNING_CHARS].lower()
            if begins(beginning) or holds(beginning):
                found[place] = [
                    bool((start and start(beginning)) or (inside and inside(beginning))) for _, start, inside in phrases
                ]
    return found
