"""What the words of one block say of its part in the page, as numbers for the block model."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from transforms.html.blocks import Block
from transforms.html.container import SENTENCE_ENDS
from transforms.html.titles import words_of

SENTENCE_MARKS = re.compile("[.!?;:。！？]")
CODE_MARKS = re.compile(r"[{}\[\]\\=<>_#]")
UPPER = re.compile("[A-ZÀ-ÖØ-ÞА-Я]")
DIGIT = re.compile(r"\d")
ASCII_MARKS, ASCII_UPPER, ASCII_DIGITS, ASCII_CODE = (
    bytes(code for code in range(128) if pattern.match(chr(code)))
    for pattern in (SENTENCE_MARKS, UPPER, DIGIT, CODE_MARKS)
)
"""The same as bytes, which ASCII texts are searched for ten times as fast."""

QUOTES = "\"“„«'‘"
SAMPLE = 200
"""Letters that shares are measured on."""

BEGINNING_CHARS = 160
"""Furniture says what it is at once; looking no further bounds the time."""

MOST_WORDS = 70
"""A longer block is not judged by a phrase: stories speak of newsletters and cookies too."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What the page's head claims of the story: title, description, authors' names, the site's name and the body in
    JSON-LD; empty where it does not.
    """

    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    site: str = ""
    body: str = ""


@cache
def load_phrases() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """The kinds of line that phrases.tsv knows, what they begin with and what they hold, in order."""
    lines = files("transforms.html").joinpath("phrases.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    never = "(?!)"
    return tuple(
        (kind, re.compile(start if start != "-" else never), re.compile(inside if inside != "-" else never))
        for kind, start, inside in rows
    )


def name_text_features() -> list[str]:
    """Names of the numbers that `describe_text` gives, in order."""
    names = [
        "words",
        "word_length",
        "links",
        "anchors",
        "bold",
        "italic",
        "sentence_end",
        "open_end",
        "marks",
        "commas",
    ]
    names += ["upper", "digits", "code", "lower_start", "quote_start", "bar", "lines", "title", "description", "body"]
    return names + ["author", "site"] + [f"phrase_{kind}" for kind, _, _ in load_phrases()]


def describe_text(block: Block, claims: Claims, title_words: set[str]) -> list[float]:
    """The numbers of one block, see `name_text_features`."""
    text = block.text
    size = len(text)
    words = block.words
    sample = text[:SAMPLE]
    head = text[0]
    return [
        math.log1p(words),
        (size - text.count(" ")) / words,
        block.links / size,
        block.anchors,
        block.bold / size,
        block.italic / size,
        1.0 if text.endswith(SENTENCE_ENDS) else 0.0,
        1.0 if text.endswith((":", "…", "...", "»", ">", "→")) else 0.0,
        count_letters(text, SENTENCE_MARKS, ASCII_MARKS) / words,
        text.count(",") / words,
        count_letters(sample, UPPER, ASCII_UPPER) / len(sample),
        count_letters(sample, DIGIT, ASCII_DIGITS) / len(sample),
        count_letters(sample, CODE_MARKS, ASCII_CODE) / len(sample),
        1.0 if head.islower() else 0.0,
        0.0 if head.isalpha() else (1.0 if head in QUOTES else 2.0),
        1.0 if "|" in text else 0.0,
        text.count("\n"),
        *describe_claims(block, claims, title_words),
        *find_phrases(text, words),
    ]


def count_letters(text: str, letters: re.Pattern[str], ascii_letters: bytes) -> int:
    """How many of these letters a text holds."""
    if text.isascii():
        return len(text) - len(text.encode("ascii").translate(None, ascii_letters))
    return len(letters.findall(text))


def describe_claims(block: Block, claims: Claims, title_words: set[str]) -> list[float]:
    """How the text agrees with what the head claims: title, description, body (-1 where nothing is claimed), author,
    site.
    """
    text = block.text
    shared = share_words(text, title_words) if block.words <= 60 else 0.0
    described = -1.0
    if claims.description:
        agrees = text[:80] in claims.description or claims.description[:80] in text
        described = 1.0 if block.words > 3 and agrees else 0.0
    inside = -1.0
    if claims.body:
        inside = 1.0 if " ".join(text[:60].split()) in claims.body else 0.0
    short = block.words <= MOST_WORDS
    signed = short and any(name in text for name in claims.authors)
    sited = short and bool(claims.site) and claims.site in text
    return [shared, described, inside, block.words if signed else 0.0, block.words if sited else 0.0]


def share_words(text: str, title_words: set[str]) -> float:
    """Share of the words of a text and a title that both have, 0 to 1."""
    if not title_words:
        return 0.0
    own = set(words_of(text))
    return 2 * len(own & title_words) / (len(own) + len(title_words)) if own else 0.0


def find_phrases(text: str, words: int) -> list[float]:
    """1.0 for each kind of phrase that the block's beginning holds, else 0.0."""
    phrases = load_phrases()
    if words > MOST_WORDS:
        return [0.0] * len(phrases)
    beginning = text[:BEGINNING_CHARS].lower()
    return [1.0 if start.match(beginning) or inside.search(beginning) else 0.0 for _, start, inside in phrases]
