"""The story where the page's markup does not hold it: JSON-LD articleBody, or JSON that scripts carry for the
browser to draw.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bs4 import BeautifulSoup

from transforms.html.block_text import Claims
from transforms.html.container import SENTENCE_ENDS
from transforms.html.script_values import list_values, load
from transforms.html.titles import words_of
from transforms.html.tree import Script
from transforms.text.normalise import normalise
from transforms.text.words import count_words

_MAX_FRAGMENT = 3_000_000
_MAX_VALUES = 200_000
"""JSON values looked at in one page; bounds the time."""

_MAX_DEPTH = 60
_PROSE_WORDS = 8
"""A paragraph is a string of this many words or more that ends like a sentence."""

_STORY_WORDS = 60
"""A script must hold this much prose to be taken for the story."""

_SHORT = 6 * _STORY_WORDS
"""Characters of a string that holds no such story; in scripts without spaces as few as words."""

_LONG_PARAGRAPH = 150
"""Words of one paragraph that count: longer ones are many."""

_LONGER = 2.0
"""... and this many times what the page shows."""

_NEAR = 3
_TITLE_WORDS = 3
"""An object so near above a run that states the page's title, of so many words, is the story's."""


@dataclass(slots=True)
class _Holder:
    """A value that others lie in. titled: whether it states the page's title, once somebody has asked: thousands of
    runs may lie in one object, and its strings are read for all of them at once.
    """

    value: Any
    titled: bool | None = None

    def is_titled(self, title: str) -> bool:
        if self.titled is None:
            words = words_of(title)
            long = count_words(title) >= _TITLE_WORDS
            stated = self.value.values() if isinstance(self.value, dict) and long else ()
            self.titled = any(isinstance(one, str) and words_of(one) == words for one in stated)
        return self.titled


_Holders = tuple[_Holder, ...]
"""What a value lies in, the outermost first."""

_TITLE_SHARE = 0.6
"""Share of the title's longer words that a story must hold when nothing else ties it to the page."""

_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|li|a|em|strong|b|i|span)\b[^>]*>", re.IGNORECASE)
_BLOCK_TAGS = ("p", "h2", "h3", "h4", "li", "blockquote")
_TEXT_KEYS = (
    "text", "value", "content", "html", "body", "paragraph", "data", "children", "model", "attributes", "attrs",
    "props", "rendered", "nodes", "spans", "blocks",
)  # fmt: skip
_TYPE_KEYS = ("type", "_type", "__typename", "nodeType", "tag", "name")
_HOLDERS = (dict, list, str)
_TEXT_DEPTH = 12
_PASSED_TYPES = re.compile(
    r"image|photo|video|gallery|embed|ad\b|advert|newsletter|related|promo|recirc|byline|caption|social", re.IGNORECASE
)


def find_script_body(scripts: tuple[Script, ...], claims: Claims, shown: list[str]) -> str:
    """The run of paragraphs in the page's data that is this page's story, "" when there is none or no longer one.

    claims: what the head says; its `body` is JSON-LD's articleBody, markup and all. shown: the paragraphs that the page
    itself shows. A run is the page's own story when it holds what is shown, or, where next to nothing is shown, what
    the description or the title says. Of several the one with the most prose in paragraphs: whatever the keys are
    called, a story is a list of texts, one a paragraph.
    """
    least = max(_STORY_WORDS, int(_LONGER * sum(count_words(text) for text in shown)))
    best, most = "", 0.0
    for paragraphs, above in _list_candidates(scripts, claims.body):
        words = [count_words(text) for text in paragraphs]
        if sum(words) > least and _weigh(paragraphs, words) > most and _agrees(paragraphs, above, claims, shown):
            best, most = "\n\n".join(paragraphs), _weigh(paragraphs, words)
    return normalise(best)


def _weigh(paragraphs: list[str], words: list[int]) -> float:
    """The words of a run that are prose in paragraphs, less those that are none."""
    return sum(
        min(size, _LONG_PARAGRAPH) if _is_prose(text) else -0.5 * size
        for text, size in zip(paragraphs, words, strict=True)
    )


def _agrees(paragraphs: list[str], above: _Holders, claims: Claims, shown: list[str]) -> bool:
    """Whether a run of paragraphs is the story that the page shows or speaks of. above: what it lies in."""
    text = "\n".join(paragraphs)
    long = [paragraph for paragraph in shown if count_words(paragraph) >= _PROSE_WORDS]
    if sum(count_words(paragraph) for paragraph in long) >= _STORY_WORDS:
        return sum(paragraph[:40] in text for paragraph in long) >= 0.5 * len(long)
    if claims.description[:40] and claims.description[:40] in text:
        return True
    if any(holder.is_titled(claims.title) for holder in above[-_NEAR:]):
        return True
    own = set(_split_words(text))
    title = [word for word in _split_words(claims.title) if len(word) > 3 or not word.isascii()]
    return len(title) >= 3 and sum(word in own for word in title) >= _TITLE_SHARE * len(title)


def _split_words(text: str) -> Iterator[str]:
    """The words of a text, folded; of those in a script without spaces each two letters."""
    for word in words_of(text):
        if _SPACELESS.match(word):
            yield from map("".join, pairwise(word))
        else:
            yield word


def _list_candidates(scripts: tuple[Script, ...], body: str) -> Iterator[tuple[list[str], _Holders]]:
    """Every run of paragraphs in the page's data, and what it lies in."""
    if body:
        yield _read_fragment(body).split("\n\n"), ()
    budget = [_MAX_VALUES]
    for value in list_values(scripts):
        yield from _list_paragraphs(value, (), budget)


def _list_paragraphs(value: Any, above: _Holders, budget: list[int]) -> Iterator[tuple[list[str], _Holders]]:
    """Candidate stories in a JSON value: every list whose entries are paragraphs, every string of HTML paragraphs.
    above: what it lies in.
    """
    budget[0] -= 1
    if len(above) > _MAX_DEPTH or budget[0] <= 0:
        return
    if isinstance(value, str):
        if _is_short(value):
            return
        if value.count("</p>") >= 2 or value.count("<br") >= 4:
            yield _read_fragment(value).split("\n\n"), above
        elif value.lstrip()[:1] in ("{", "[") and '":' in value:
            yield from _list_paragraphs(load(value), (*above, _Holder(value)), budget)
        return
    if isinstance(value, list):
        paragraphs = [text for entry in value if (text := _read_paragraph(_resolve(entry, above)))]
        if sum(_is_prose(text) for text in paragraphs) >= 2:
            yield paragraphs, above
    elif not isinstance(value, dict):
        return
    inside = (*above, _Holder(value))
    for entry in value.values() if isinstance(value, dict) else value:
        if isinstance(entry, str) and _is_short(entry):
            # Looked at so far: most values are such, and a call for each would cost more than all the rest.
            budget[0] -= 1
        elif isinstance(entry, _HOLDERS):
            yield from _list_paragraphs(entry, inside, budget)


def _is_short(text: str) -> bool:
    """Whether a string is too short to hold a story, or a list of its paragraphs."""
    return len(text) <= _STORY_WORDS or (len(text) <= _SHORT and count_words(text) <= _STORY_WORDS)


def _resolve(entry: Any, above: _Holders) -> Any:
    """What an entry refers to, if it is a reference as Apollo's cache has them: a key of an object around it."""
    if isinstance(entry, dict) and isinstance(reference := entry.get("__ref"), str):
        objects = (holder.value for holder in above if isinstance(holder.value, dict))
        return next((one[reference] for one in objects if reference in one), entry)
    return entry


def _is_prose(text: str) -> bool:
    """Whether a string reads like a paragraph."""
    return count_words(text) >= _PROSE_WORDS and text[-1] in SENTENCE_ENDS


def _read_paragraph(entry: Any) -> str:
    """The text of one entry of a list of paragraphs: a string, or an object that holds one; "" for pictures and the
    like.
    """
    if isinstance(entry, str):
        return _strip_markup(entry)
    if isinstance(entry, dict) or _is_element(entry):
        return _strip_markup("".join(_list_strings(entry, 0)))
    return ""


def _is_element(value: Any) -> bool:
    """Whether a value is an element as React writes it: a dollar sign, tag, key, properties."""
    return isinstance(value, list) and len(value) == 4 and value[0] == "$" and isinstance(value[3], dict)


def _list_strings(value: Any, depth: int) -> Iterator[str]:
    """The strings under the keys that hold text, in order."""
    if depth > _TEXT_DEPTH:
        return
    if isinstance(value, str):
        yield value
    elif _is_element(value):
        if not _PASSED_TYPES.search(str(value[1])):
            yield from _list_strings(value[3].get("children"), depth + 1)
    elif isinstance(value, list):
        for entry in value:
            yield from _list_strings(entry, depth + 1)
    elif isinstance(value, dict):
        for key in _TYPE_KEYS:
            kind = value.get(key)
            if kind and _PASSED_TYPES.search(str(kind)):
                return
        for key in _TEXT_KEYS:
            if value.get(key):
                yield from _list_strings(value[key], depth + 1)
                return


def _strip_markup(text: str) -> str:
    """A paragraph without tags and entities."""
    if "<" in text:
        text = BeautifulSoup(text, "lxml").get_text()
    elif "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def _read_fragment(markup: str) -> str:
    """Text of an HTML fragment, its paragraphs separated by a blank line; plain text keeps its lines."""
    if not _MARKUP.search(markup):
        lines = (" ".join(line.split()) for line in markup.splitlines())
        return "\n\n".join(line for line in lines if line)
    soup = BeautifulSoup(markup[:_MAX_FRAGMENT], "lxml")
    for drop in soup(["script", "style", "figure", "figcaption", "aside", "iframe"]):
        drop.decompose()
    for line_break in soup("br"):
        line_break.replace_with("\n")
    blocks = [block.get_text() for block in soup(_BLOCK_TAGS) if not block.find(_BLOCK_TAGS)]
    if not blocks:
        blocks = soup.get_text().splitlines()
    texts = (" ".join(block.split()) for block in blocks)
    return "\n\n".join(text for text in texts if text)
