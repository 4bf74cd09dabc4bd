"""The story where the page's markup does not hold it: JSON-LD articleBody, or JSON that scripts carry for the
browser to draw.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from bs4 import BeautifulSoup

from transforms.html.block_text import Claims
from transforms.html.blocks import count_words
from transforms.html.container import SENTENCE_ENDS
from transforms.html.titles import words_of
from transforms.html.tree import Script
from transforms.text.normalise import normalise

MAX_SCRIPT_SIZE = 3_000_000
MAX_VALUES = 200_000
"""JSON values looked at in one page; bounds the time."""

MOST_ASSIGNED = 40
"""Variables of one script whose values are looked at."""

MAX_DEPTH = 60
PROSE_WORDS = 8
"""A paragraph is a string of this many words or more that ends like a sentence."""

STORY_WORDS = 60
"""A script must hold this much prose to be taken for the story."""

LONGER = 2.0
"""... and this many times what the page shows."""

TITLE_SHARE = 0.6
"""Share of the title's longer words that a story must hold when nothing else ties it to the page."""

ASSIGNED = re.compile(r"(?:^|[;\s])(?:window\.)?[\w.\[\]\"']+\s*=\s*(?=[{\[])")
PUSHED = re.compile(r"^\s*self\.__next_f\.push\(\s*(?=\[)")
MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|li|a|em|strong|b|i|span)\b[^>]*>", re.IGNORECASE)
BLOCK_TAGS = ("p", "h2", "h3", "h4", "li", "blockquote")
TEXT_KEYS = ("text", "value", "content", "html", "body", "paragraph", "data")
PASSED_TYPES = re.compile(
    r"image|photo|video|gallery|embed|ad\b|advert|newsletter|related|promo|recirc|byline|caption|social", re.IGNORECASE
)


def find_script_body(scripts: tuple[Script, ...], claims: Claims, shown: list[str]) -> str:
    """The longest run of paragraphs in the page's data that is this page's story, "" when there is none or no longer
    one.

    claims: what the head says; its `body` is JSON-LD's articleBody,
    markup and all. shown: the paragraphs that the page itself shows. A run is the page's own story when it holds
    what is shown, or, where next to nothing is shown, what the description or the title says.
    """
    best, best_words = "", max(STORY_WORDS, int(LONGER * sum(count_words(text) for text in shown)))
    for paragraphs in list_candidates(scripts, claims.body):
        words = sum(count_words(text) for text in paragraphs)
        if words > best_words and agrees(paragraphs, claims, shown):
            best, best_words = "\n\n".join(paragraphs), words
    return normalise(best)


def agrees(paragraphs: list[str], claims: Claims, shown: list[str]) -> bool:
    """Whether a run of paragraphs is the story that the page shows or speaks of."""
    text = "\n".join(paragraphs)
    long = [paragraph for paragraph in shown if count_words(paragraph) >= PROSE_WORDS]
    if sum(count_words(paragraph) for paragraph in long) >= STORY_WORDS:
        return sum(paragraph[:40] in text for paragraph in long) >= 0.5 * len(long)
    if claims.description[:40] and claims.description[:40] in text:
        return True
    own = set(words_of(text))
    title = [word for word in words_of(claims.title) if len(word) > 3 or not word.isascii()]
    return len(title) >= 3 and sum(word in own for word in title) >= TITLE_SHARE * len(title)


def list_candidates(scripts: tuple[Script, ...], body: str) -> Iterator[list[str]]:
    """Every run of paragraphs in the page's data."""
    if body:
        yield read_fragment(body).split("\n\n")
    budget = [MAX_VALUES]
    for script in scripts:
        if "ld+json" in script.attributes or not 6 * STORY_WORDS <= len(script.content) <= MAX_SCRIPT_SIZE:
            continue
        for value in load_values(script.attributes, script.read()):
            yield from list_paragraphs(value, 0, budget)


def load_values(attributes: str, content: str) -> Iterator[Any]:
    """JSON values in a script: the whole of it, or what it assigns to a variable."""
    decoder = json.JSONDecoder(strict=False)
    starts = [0] if "json" in attributes.lower() else []
    found = PUSHED.search(content)
    if found:
        starts.append(found.end())
    starts += [match.end() for match in islice(ASSIGNED.finditer(content[:MAX_SCRIPT_SIZE]), MOST_ASSIGNED)]
    reached = -1
    for start in starts:
        if start < reached:
            continue
        try:
            value, reached = decoder.raw_decode(
                content, start + len(content[start : start + 200]) - len(content[start : start + 200].lstrip())
            )
        except (ValueError, RecursionError):
            continue
        yield value


def list_paragraphs(value: Any, depth: int, budget: list[int]) -> Iterator[list[str]]:
    """Candidate stories in a JSON value: every list whose entries are paragraphs, every string of HTML paragraphs."""
    budget[0] -= 1
    if depth > MAX_DEPTH or budget[0] <= 0:
        return
    if isinstance(value, dict):
        for entry in value.values():
            yield from list_paragraphs(entry, depth + 1, budget)
    elif isinstance(value, list):
        paragraphs = [text for entry in value if (text := read_paragraph(entry))]
        if sum(is_prose(text) for text in paragraphs) >= 2:
            yield paragraphs
        for entry in value:
            yield from list_paragraphs(entry, depth + 1, budget)
    elif isinstance(value, str) and len(value) > 6 * STORY_WORDS:
        if value.count("</p>") >= 2 or value.count("<br") >= 4:
            yield read_fragment(value).split("\n\n")
        elif value.lstrip()[:1] in ("{", "[") and '":' in value:
            try:
                inner = json.loads(value, strict=False)
            except (ValueError, RecursionError):
                return
            yield from list_paragraphs(inner, depth + 1, budget)


def is_prose(text: str) -> bool:
    """Whether a string reads like a paragraph."""
    return count_words(text) >= PROSE_WORDS and text[-1] in SENTENCE_ENDS


def read_paragraph(entry: Any) -> str:
    """The text of one entry of a list of paragraphs: a string, or an object that holds one; "" for pictures and the
    like.
    """
    if isinstance(entry, str):
        return strip_markup(entry)
    if not isinstance(entry, dict) or PASSED_TYPES.search(str(entry.get("type") or entry.get("__typename") or "")):
        return ""
    return strip_markup("".join(list_strings(entry, 0)))


def list_strings(value: Any, depth: int) -> Iterator[str]:
    """The strings under the keys that hold text, in order."""
    if depth > 8:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for entry in value:
            if isinstance(entry, (dict, list)):
                yield from list_strings(entry, depth + 1)
    elif isinstance(value, dict):
        if PASSED_TYPES.search(str(value.get("type") or "")):
            return
        for key in TEXT_KEYS:
            if value.get(key):
                yield from list_strings(value[key], depth + 1)
                return


def strip_markup(text: str) -> str:
    """A paragraph without tags and entities."""
    if "<" in text:
        text = BeautifulSoup(text, "lxml").get_text()
    elif "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def read_fragment(markup: str) -> str:
    """Text of an HTML fragment, its paragraphs separated by a blank line; plain text keeps its lines."""
    if not MARKUP.search(markup):
        lines = (" ".join(line.split()) for line in markup.splitlines())
        return "\n\n".join(line for line in lines if line)
    soup = BeautifulSoup(markup[:MAX_SCRIPT_SIZE], "lxml")
    for drop in soup(["script", "style", "figure", "figcaption", "aside", "iframe"]):
        drop.decompose()
    for line_break in soup("br"):
        line_break.replace_with("\n")
    blocks = [block.get_text() for block in soup(BLOCK_TAGS) if not block.find(BLOCK_TAGS)]
    if not blocks:
        blocks = soup.get_text().splitlines()
    texts = (" ".join(block.split()) for block in blocks)
    return "\n\n".join(text for text in texts if text)
